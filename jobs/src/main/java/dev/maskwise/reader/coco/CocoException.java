package dev.maskwise.reader.coco;

import java.io.IOException;

/** A file is no JSON of COCO; the message is a clause after its path that says what it is. */
final class CocoException extends IOException {
  private static final long serialVersionUID = 1;

  CocoException(String clause) {
    super(clause);
  }
}

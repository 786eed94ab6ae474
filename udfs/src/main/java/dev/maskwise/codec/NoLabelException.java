package dev.maskwise.codec;

/** A pixel of a label map that can be read holds a value that is no label. */
public final class NoLabelException extends MalformedException {
  private static final long serialVersionUID = 1L;

  /**
   * @param clause what is wrong, fit to follow the name of the file or table
   */
  public NoLabelException(String clause) {
    super(clause);
  }
}

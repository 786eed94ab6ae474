package dev.maskwise.reader.coco;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.object.ObjectFile;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Why a file of objects cannot be read, as a clause after its path. */
final class JsonFaults {
  private JsonFaults() {}

  /**
   * The clause.
   *
   * @param json the parser of the file; null where it was not opened
   * @param compressed whether the file is compressed by gzip
   */
  static String clause(
      IOException fault, @Nullable JsonParser json, boolean compressed, ObjectFile file) {
    if (fault instanceof CocoException) {
      return String.valueOf(fault.getMessage());
    }
    if (fault instanceof JsonEOFException eof) {
      return "is cut off: the text ends in the middle, at %s".formatted(place(eof.getLocation()));
    }
    if (fault instanceof JsonProcessingException broken) {
      return "is no JSON from %s on: %s"
          .formatted(place(broken.getLocation()), firstSentence(broken.getOriginalMessage()));
    }
    if (compressed && (fault instanceof EOFException || fault instanceof ZipException)) {
      return "is compressed by gzip, but %s, at %s"
          .formatted(
              fault instanceof EOFException ? "is cut off" : "is broken",
              json == null ? "its beginning" : place(json.currentLocation()));
    }
    if (fault instanceof CharConversionException) {
      return "is no text in UTF-8";
    }
    return "cannot be read (%,d bytes): %s".formatted(file.bytes(), OpenFault.reason(fault));
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? "some place"
        : "byte %,d (line %,d, column %,d)"
            .formatted(
                Math.max(0, location.getByteOffset()),
                location.getLineNr(),
                location.getColumnNr());
  }

  /** Jackson's message without its advice. */
  private static String firstSentence(@Nullable String message) {
    String line = String.valueOf(message).lines().findFirst().orElse("");
    int end = line.indexOf(": expected");
    return (end > 0 ? line.substring(0, end) : line).replaceAll("[.]$", "");
  }
}

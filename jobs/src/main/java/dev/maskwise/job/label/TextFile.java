package dev.maskwise.job.label;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A small text file in UTF-8 that a user wrote; what nobody can see in it is refused by its line.
 */
final class TextFile {
  private static final int MAX_BYTES = 1 << 22;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private TextFile() {}

  /**
   * The text of a file without its byte order mark.
   *
   * @param option the option that names it
   * @param expected what it is asked for, such as "a number, a data set"
   * @throws InputRefusedException when it cannot be read, or is no text
   */
  static String read(Configuration hadoop, String option, String file, String expected) {
    String source = option + " " + file;
    Path path = new Path(file);
    FileSystem fileSystem;
    try {
      fileSystem = path.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s cannot be read: %s.".formatted(source, OpenFault.reason(e)), e);
    }
    try (InputStream in = fileSystem.open(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      require(
          bytes.length <= MAX_BYTES,
          "%s is longer than %,d bytes, more than names of classes take: check it."
              .formatted(source, MAX_BYTES));
      return text(source, bytes);
    } catch (IOException e) {
      String missing = "is neither " + expected + " nor a file that exists: check it";
      throw new InputRefusedException(
          "%s %s.".formatted(source, OpenFault.clause(fileSystem, path, e, missing)), e);
    }
  }

  /** The text of bytes. */
  static String text(String source, byte[] bytes) {
    require(!isUtf16(bytes), "%s is UTF-16: save it as UTF-8.".formatted(source));
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    CoderResult end = decoder.decode(in, out, /* endOfInput= */ true);
    String text = out.flip().toString();
    require(
        !end.isError(),
        "%s, line %d: it is not UTF-8: save the file as UTF-8."
            .formatted(source, text.split("\n", -1).length));
    text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    String begins = text.stripLeading().toLowerCase(Locale.ROOT);
    require(
        !begins.startsWith("<!") && !begins.startsWith("<html") && !begins.startsWith("<?xml"),
        "%s is a page of HTML or XML: save the plain text that it shows.".formatted(source));
    requireVisible(source, text.lines().toList());
    return text;
  }

  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = (bytes[0] & 0xff) << Byte.SIZE | (bytes[1] & 0xff);
    return first == 0xfffe || first == 0xfeff || (bytes[0] == 0) != (bytes[1] == 0);
  }

  private static void requireVisible(String source, List<String> lines) {
    for (int line = 0; line < lines.size(); line++) {
      int hidden = lines.get(line).codePoints().filter(TextFile::isHidden).findFirst().orElse(-1);
      require(
          hidden < 0,
          "%s, line %d: it holds the character U+%04X, which nobody can see: remove it."
              .formatted(source, line + 1, hidden));
    }
  }

  private static boolean isHidden(int c) {
    return c != '\t' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }
}

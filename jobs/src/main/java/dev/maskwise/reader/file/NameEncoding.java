package dev.maskwise.reader.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The encoding in which this process reads the names of local files. Java takes it from the locale
 * (LC_ALL, LC_CTYPE, LANG) when it starts; in the locale C, which cron has, it is ASCII. Names
 * beyond it look like files that are not there.
 */
public final class NameEncoding {
  private static final char REPLACEMENT = '\uFFFD';

  private NameEncoding() {}

  private static Charset charset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  /** Whether this process can open the local file of a name, and has read the name right. */
  public static boolean holds(String name) {
    return name.indexOf(REPLACEMENT) < 0 && charset().newEncoder().canEncode(name);
  }

  /** What is wrong with a name that it does not {@link #holds hold}, and what to do. */
  public static String clause() {
    Charset charset = charset();
    return charset.equals(StandardCharsets.UTF_8)
        ? "is a name that is not UTF-8: rename it"
        : "is a name beyond %s, the encoding of this process: set LC_ALL=C.UTF-8 where it is started"
            .formatted(charset);
  }

  /** Whether the text of a name leads back to it. */
  static boolean isText(Path name) {
    String text = name.toString();
    if (text.indexOf(REPLACEMENT) < 0) {
      return true;
    }
    try {
      return Path.of(text).equals(name);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A name in UTF-8, whatever the encoding of this process; other bytes are shown as \xE9. */
  static String shown(Path name) {
    String uri = name.toUri().getRawPath().replaceAll("/$", "");
    String last = uri.substring(uri.lastIndexOf('/') + 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < last.length(); i++) {
      boolean escaped = last.charAt(i) == '%';
      bytes.write(escaped ? Integer.parseInt(last.substring(i + 1, i + 3), 16) : last.charAt(i));
      i += escaped ? 2 : 0;
    }
    return decoded(ByteBuffer.wrap(bytes.toByteArray()));
  }

  private static String decoded(ByteBuffer bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    StringBuilder text = new StringBuilder();
    CharBuffer part = CharBuffer.allocate(bytes.remaining() + 1);
    while (bytes.hasRemaining()) {
      CoderResult result = decoder.reset().decode(bytes, part, true);
      text.append(part.flip());
      part.clear();
      for (int i = 0; result.isError() && i < result.length(); i++) {
        text.append("\\x%02X".formatted(bytes.get()));
      }
    }
    return text.toString();
  }
}

package dev.maskwise.codec.npy;

import dev.maskwise.codec.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary at the beginning of a .npy file. It is written as a Python literal; no more of
 * Python is understood than the three keys and the values that NumPy writes.
 */
final class NpyLiteral {
  /** More digits than any size that could be read. */
  private static final int MAX_DIGITS = 18;

  private final String text;
  private final String accepted;
  private int at;
  private @Nullable String descr;
  private @Nullable Boolean fortran;
  private @Nullable List<Long> shape;

  private NpyLiteral(String text, String accepted) {
    this.text = text;
    this.accepted = accepted;
  }

  /**
   * What a dictionary says.
   *
   * @param descr the type of an element, as in {@code <f4}
   */
  record Values(String descr, boolean fortran, List<Long> shape) {}

  /**
   * Reads {@code {'descr': …, 'fortran_order': …, 'shape': …}}, keys in any order.
   *
   * @param accepted which types are read, a clause for messages
   */
  static Values parse(String text, String accepted) throws MalformedException {
    return new NpyLiteral(text, accepted).dictionary();
  }

  private Values dictionary() throws MalformedException {
    expect('{');
    while (!accept('}')) {
      String key = string();
      expect(':');
      switch (key) {
        case "descr" -> descr = once(descr, key, type());
        case "fortran_order" -> fortran = once(fortran, key, truth());
        case "shape" -> shape = once(shape, key, sizes());
        default -> throw malformed("names the unknown key " + key);
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skipSpaces();
    if (at != text.length() - 1 || text.charAt(at) != '\n') {
      throw malformed("does not end with a line feed");
    }
    if (descr == null || fortran == null || shape == null) {
      throw malformed("lacks one of the keys descr, fortran_order and shape");
    }
    return new Values(descr, fortran, shape);
  }

  private <T> T once(@Nullable T before, String key, T value) throws MalformedException {
    if (before != null) {
      throw malformed("names the key " + key + " twice");
    }
    return value;
  }

  private String type() throws MalformedException {
    skipSpaces();
    if (text.startsWith("[", at)) {
      throw new MalformedException("holds records of several fields; " + accepted);
    }
    return string();
  }

  private String string() throws MalformedException {
    skipSpaces();
    char quote = accept('"') ? '"' : '\'';
    if (quote == '\'') {
      expect(quote);
    }
    int end = text.indexOf(quote, at);
    if (end < 0 || !text.substring(at, end).matches("[\\w<>|=]*")) {
      throw malformed("holds an unreadable string");
    }
    String string = text.substring(at, end);
    at = end + 1;
    return string;
  }

  private boolean truth() throws MalformedException {
    skipSpaces();
    for (String word : List.of("False", "True")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw malformed("says neither True nor False");
  }

  /** A tuple: {@code ()}, {@code (2,)}, {@code (2, 3)}, with or without a last comma. */
  private List<Long> sizes() throws MalformedException {
    List<Long> sizes = new ArrayList<>();
    expect('(');
    while (!accept(')')) {
      sizes.add(size());
      if (!accept(',')) {
        expect(')');
        if (sizes.size() == 1) {
          throw malformed("holds a number in the place of a tuple");
        }
        break;
      }
    }
    return sizes;
  }

  private long size() throws MalformedException {
    skipSpaces();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    int digits = at - start;
    if (digits == 0 || (digits > 1 && text.charAt(start) == '0')) {
      throw malformed("holds a size that is no whole number");
    }
    if (digits > MAX_DIGITS) {
      throw malformed("holds a size of " + digits + " digits");
    }
    return Long.parseLong(text, start, at, 10);
  }

  private void expect(char character) throws MalformedException {
    if (!accept(character)) {
      throw malformed("lacks a " + character);
    }
  }

  private boolean accept(char character) {
    skipSpaces();
    if (at < text.length() && text.charAt(at) == character) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private MalformedException malformed(String what) {
    return new MalformedException(
        "is damaged: the dictionary in its header " + what + " at character " + at);
  }
}

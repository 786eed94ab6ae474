package dev.maskwise.job.label;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour as lists of classes write it. */
final class Colour {
  private static final String CHANNEL = "([0-9]{1,3})";
  private static final Pattern CHANNELS =
      Pattern.compile(
          "[\\[(]?\\s*" + String.join("[\\s,]+", CHANNEL, CHANNEL, CHANNEL) + "\\s*[\\])]?");

  private Colour() {}

  /**
   * The colour 0xRRGGBB of {@code #rrggbb} or three numbers.
   *
   * @throws IllegalArgumentException when it is none, with a clause
   */
  static int of(String text) {
    if (text.matches("#[0-9a-fA-F]{6}")) {
      return Integer.parseInt(text.substring(1), 16);
    }
    Matcher channels = CHANNELS.matcher(text);
    int colour = 0;
    boolean fits = channels.matches();
    for (int c = 1; fits && c <= 3; c++) {
      int channel = Integer.parseInt(channels.group(c));
      fits = channel <= 0xff;
      colour = colour << Byte.SIZE | channel;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "'%s' is no colour: write #rrggbb, or three numbers from 0 to 255".formatted(text));
    }
    return colour;
  }
}

package dev.maskwise.run.page;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The colours of classes and of errors. The first eight classes have those of Okabe and Ito, which
 * the colour-blind tell apart too; more have hues far from each other in three lightnesses. No two
 * classes have the same.
 */
public final class Palette {
  /** Pixels that are of a class in the truth and in the prediction. */
  public static final int HIT = 0xb8c4ce;

  /** Pixels that are predicted to be of a class and are not. */
  public static final int FALSE = 0xd55e00;

  /** Pixels of a class that are predicted to be something else. */
  public static final int MISSED = 0x0072b2;

  /** Pixels whose prediction is not the truth. */
  public static final int WRONG = 0xd55e00;

  private static final int[] FIRST = {
    0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7, 0x8c8c8c
  };
  private static final double[] LIGHTNESS = {0.4, 0.6, 0.8};
  private static final double GOLDEN_ANGLE = 137.50776405;
  private static final double SATURATION = 0.55;

  private Palette() {}

  /** A colour for each class, red in the highest byte. */
  public static int[] classes(int classes) {
    int[] colours = new int[classes];
    Set<Integer> used = new HashSet<>();
    for (int c = 0; c < classes; c++) {
      int colour = c < FIRST.length ? FIRST[c] : further(c - FIRST.length);
      while (!used.add(colour)) {
        colour = (colour + 1) & 0xffffff;
      }
      colours[c] = colour;
    }
    return colours;
  }

  private static int further(int index) {
    double hue = (index * GOLDEN_ANGLE) % 360;
    double lightness = LIGHTNESS[index % LIGHTNESS.length];
    double reach = SATURATION * Math.min(lightness, 1 - lightness);
    return channel(hue, 0, lightness, reach) << 16
        | channel(hue, 8, lightness, reach) << 8
        | channel(hue, 4, lightness, reach);
  }

  private static int channel(double hue, int shift, double lightness, double reach) {
    double k = (shift + hue / 30) % 12;
    double value = lightness - reach * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
    return (int) Math.round(255 * value);
  }

  /** A colour as SVG and style sheets write it. */
  public static String hex(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }
}

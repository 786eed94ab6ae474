package dev.maskwise.jupyter;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;

/**
 * Pictures of masks and label maps of one byte a pixel, row by row from the top, as {@code
 * labels_from_png} gives them. A pixel of the map is a pixel of the picture.
 */
public final class LabelPicture {
  /** Pixels that are wrong. */
  static final Color WRONG = new Color(0xE3120B);

  /** Pixels of the truth that were not found. */
  static final Color MISSED = new Color(0x0072B2);

  /** Pixels that were found and are none of the truth. */
  static final Color FALSE = new Color(0xE3120B);

  /** Pixels of the truth that were found. */
  static final Color FOUND = new Color(0xB9D5B0);

  /** Pixels that do not count. */
  static final Color IGNORED = new Color(0xFFFFFF);

  private static final Color BACKGROUND = new Color(0xECECEC);

  /** How much of a colour is left where the prediction is right. */
  private static final double PALE = 0.3;

  private LabelPicture() {}

  /**
   * A label map, each class in its colour, other labels white.
   *
   * @param width pixels a row
   * @throws IllegalArgumentException if the labels are not whole rows, as in every method here
   */
  public static BufferedImage of(byte[] labels, int width, ClassColours colours) {
    return paint(labels.length, width, i -> colours.of(labels[i] & 0xFF).getRGB());
  }

  /**
   * Where a prediction is wrong: wrong pixels in red, right ones in the pale colour of their class,
   * and those that the truth leaves out white.
   *
   * @param prediction a label map of the same pixels
   * @param ignore the label of the truth whose pixels do not count; negative for none
   */
  public static BufferedImage errors(
      byte[] truth, byte[] prediction, int width, int ignore, ClassColours colours) {
    requireSame(truth, prediction);
    return paint(
        truth.length,
        width,
        i -> {
          int label = truth[i] & 0xFF;
          if (label == ignore) {
            return IGNORED.getRGB();
          }
          return truth[i] == prediction[i] ? pale(colours.of(label)) : WRONG.getRGB();
        });
  }

  /**
   * One class in both maps: found in pale green, missed in blue, falsely found in red; {@link
   * PictureTable#overlapLegend} says so.
   *
   * @param prediction a label map of the same pixels
   * @param classId the class
   * @param ignore the label of the truth whose pixels do not count; negative for none
   */
  public static BufferedImage overlap(
      byte[] truth, byte[] prediction, int width, int classId, int ignore) {
    requireSame(truth, prediction);
    return paint(
        truth.length,
        width,
        i -> {
          int label = truth[i] & 0xFF;
          boolean predicted = (prediction[i] & 0xFF) == classId;
          Color colour;
          if (label == ignore) {
            colour = IGNORED;
          } else if (label == classId) {
            colour = predicted ? FOUND : MISSED;
          } else {
            colour = predicted ? FALSE : BACKGROUND;
          }
          return colour.getRGB();
        });
  }

  private static BufferedImage paint(int pixels, int width, IntUnaryOperator colour) {
    if (width < 1 || pixels == 0 || pixels % width != 0) {
      throw new IllegalArgumentException(
          "%d pixels are not whole rows of %d.".formatted(pixels, width));
    }
    BufferedImage picture = new BufferedImage(width, pixels / width, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < pixels; i++) {
      picture.setRGB(i % width, i / width, colour.applyAsInt(i));
    }
    return picture;
  }

  private static void requireSame(byte[] truth, byte[] prediction) {
    if (truth.length != prediction.length) {
      throw new IllegalArgumentException(
          "The truth has %d pixels and the prediction %d."
              .formatted(truth.length, prediction.length));
    }
  }

  private static int pale(Color colour) {
    return new Color(pale(colour.getRed()), pale(colour.getGreen()), pale(colour.getBlue()))
        .getRGB();
  }

  private static int pale(int channel) {
    return (int) Math.round(255 - PALE * (255 - channel));
  }
}

package dev.maskwise.spark.catalog;

import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.statistic.ConfusionMatrix;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The true class of each valid pixel of an image, and the runs in which valid pixels follow one
 * another. Arrays are used again from image to image.
 */
final class LabelledPixels {
  private char[] classes = {};

  /** First pixel and end of each run of valid pixels, in turn. */
  private int[] runs = new int[16];

  private int runCount;
  private int pixels;
  private int allPixels;

  /** The bytes of a label; refuses a number of classes that there cannot be. */
  static int bytesPerPixel(String function, int classes) {
    if (classes < 1 || classes > ConfusionMatrix.MAX_CLASSES) {
      throw new Refusal(
          function,
          "there are 1 to %d classes, not %d.".formatted(ConfusionMatrix.MAX_CLASSES, classes));
    }
    return classes > 256 ? 2 : 1;
  }

  /**
   * Reads a label map.
   *
   * @param labels one byte a pixel; above 256 classes two, in little-endian order
   * @param ignore the label whose pixels are left out; negative for none
   */
  void read(String function, byte[] labels, int classCount, int ignore) {
    int bytesPerPixel = bytesPerPixel(function, classCount);
    if (labels.length % bytesPerPixel != 0) {
      throw new Refusal(
          function,
          "the truth has %d bytes, but with %d classes it has 2 a pixel."
              .formatted(labels.length, classCount));
    }
    allPixels = labels.length / bytesPerPixel;
    if (classes.length < allPixels) {
      classes = new char[allPixels];
    }
    pixels = 0;
    runCount = 0;
    boolean inRun = false;
    for (int i = 0; i < allPixels; i++) {
      int label =
          bytesPerPixel == 1
              ? labels[i] & 0xff
              : (labels[2 * i] & 0xff) | (labels[2 * i + 1] & 0xff) << 8;
      if (label == ignore) {
        inRun = inRun && endRun(i);
        continue;
      }
      if (label >= classCount) {
        throw new Refusal(
            function,
            "the truth holds the label %d at pixel %d, but the classes are 0 to %d and %s."
                .formatted(
                    label,
                    i,
                    classCount - 1,
                    ignore < 0 ? "no label is ignored" : "the ignore label is " + ignore));
      }
      inRun = inRun || startRun(i);
      classes[pixels++] = (char) label;
    }
    if (inRun) {
      endRun(allPixels);
    }
  }

  /** Gives true, for a run has begun. */
  private boolean startRun(int pixel) {
    if (2 * runCount == runs.length) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    runs[2 * runCount] = pixel;
    return true;
  }

  /** Gives false, for no run is open. */
  private boolean endRun(int pixel) {
    runs[2 * runCount + 1] = pixel;
    runCount++;
    return false;
  }

  /** How many pixels are not ignored. */
  int pixels() {
    return pixels;
  }

  /** How many pixels the image has. */
  int allPixels() {
    return allPixels;
  }

  /** The class of each valid pixel; the array may be longer. */
  char[] classes() {
    return classes;
  }

  /** Copies the scores of the valid pixels to the front of a plane, in order. */
  void copyValid(FloatBuffer scores, int first, float[] plane) {
    int to = 0;
    for (int run = 0; run < runCount; run++) {
      int from = runs[2 * run];
      int length = runs[2 * run + 1] - from;
      scores.get(first + from, plane, to, length);
      to += length;
    }
  }

  /** Which pixel of the image the n-th valid one is. */
  int positionOfValid(int index) {
    int rest = index;
    for (int run = 0; run < runCount; run++) {
      int length = runs[2 * run + 1] - runs[2 * run];
      if (rest < length) {
        return runs[2 * run] + rest;
      }
      rest -= length;
    }
    throw new IllegalArgumentException("There is no valid pixel " + index + ".");
  }
}

package dev.maskwise.law;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Label maps and binary masks of the shapes on which kernels go wrong. Maps are made as one int a
 * pixel, row by row, and then written as one byte a pixel ({@link #bytes}) or two ({@link #wide}).
 * All choices come from the random numbers that are given.
 */
public final class Masks {
  /** Widths around one word of eight bytes and around eight of them. */
  public static final List<Integer> WIDTHS = List.of(1, 7, 8, 9, 63, 64, 65, 127);

  /** The regimes of content; 0 is the background. */
  public enum Regime {
    EMPTY,
    /** Nothing but the highest label. */
    FULL,
    SINGLE_PIXEL,
    CHECKERBOARD,
    HORIZONTAL_STRIPES,
    VERTICAL_STRIPES,
    /** A few ellipses and rectangles over one another, as objects lie in an image. */
    BLOBS,
    /** Every pixel at random: no two neighbours have anything to do with each other. */
    NOISE
  }

  private Masks() {}

  /** A map of the labels 0 … {@code classes} − 1. */
  public static int[] labels(
      Regime regime, int width, int height, int classes, SplittableRandom random) {
    int[] labels = new int[width * height];
    int foreground = classes == 1 ? 0 : random.nextInt(1, classes);
    int thickness = random.nextInt(1, 10);
    switch (regime) {
      case EMPTY -> {}
      case FULL -> Arrays.fill(labels, classes - 1);
      case SINGLE_PIXEL -> labels[random.nextInt(labels.length)] = foreground;
      case CHECKERBOARD -> {
        for (int i = 0; i < labels.length; i++) {
          labels[i] = (i % width + i / width) % 2 * foreground;
        }
      }
      case HORIZONTAL_STRIPES -> {
        for (int i = 0; i < labels.length; i++) {
          labels[i] = i / width / thickness % classes;
        }
      }
      case VERTICAL_STRIPES -> {
        for (int i = 0; i < labels.length; i++) {
          labels[i] = i % width / thickness % classes;
        }
      }
      case BLOBS -> {
        for (int blob = random.nextInt(1, 3 + classes); blob > 0; blob--) {
          paint(labels, width, height, random.nextInt(classes), random);
        }
      }
      case NOISE -> Arrays.setAll(labels, i -> random.nextInt(classes));
    }
    return labels;
  }

  /** The same as {@link #labels}, one byte a pixel; at most 256 classes. */
  public static byte[] labelMap(
      Regime regime, int width, int height, int classes, SplittableRandom random) {
    return bytes(labels(regime, width, height, classes, random));
  }

  /** A binary mask, one byte a pixel, whose foreground bytes are any but 0. */
  public static byte[] mask(Regime regime, int width, int height, SplittableRandom random) {
    int[] labels = labels(regime, width, height, 2, random);
    Arrays.setAll(labels, i -> labels[i] == 0 ? 0 : random.nextInt(1, 256));
    return bytes(labels);
  }

  /** A copy with a few areas of the ignore label, which may be any. */
  public static int[] withIgnore(
      int[] labels, int width, int height, int ignore, SplittableRandom random) {
    int[] result = labels.clone();
    for (int area = random.nextInt(1, 4); area > 0; area--) {
      paint(result, width, height, ignore, random);
    }
    return result;
  }

  /**
   * A prediction for a truth: a copy in which about the given share of the pixels have a label at
   * random, singly and in a few areas.
   */
  public static int[] perturbed(
      int[] labels, int width, int height, int classes, double share, SplittableRandom random) {
    int[] result = labels.clone();
    for (int area = random.nextInt(1, 4); area > 0 && share > 0; area--) {
      paint(result, width, height, random.nextInt(classes), random);
    }
    Arrays.setAll(result, i -> random.nextDouble() < share ? random.nextInt(classes) : result[i]);
    return result;
  }

  /** One byte a pixel. */
  public static byte[] bytes(int[] labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return bytes;
  }

  /** Two bytes a pixel, little-endian. */
  public static byte[] wide(int[] labels) {
    byte[] bytes = new byte[2 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[2 * i] = (byte) labels[i];
      bytes[2 * i + 1] = (byte) (labels[i] >>> 8);
    }
    return bytes;
  }

  /** Paints an ellipse or a rectangle, up to a third of the image wide and high. */
  private static void paint(
      int[] labels, int width, int height, int label, SplittableRandom random) {
    boolean round = random.nextBoolean();
    int centreX = random.nextInt(width);
    int centreY = random.nextInt(height);
    int radiusX = 1 + random.nextInt(1 + width / 6);
    int radiusY = 1 + random.nextInt(1 + height / 6);
    for (int y = Math.max(0, centreY - radiusY); y < Math.min(height, centreY + radiusY); y++) {
      for (int x = Math.max(0, centreX - radiusX); x < Math.min(width, centreX + radiusX); x++) {
        double dx = (double) (x - centreX) / radiusX;
        double dy = (double) (y - centreY) / radiusY;
        if (!round || dx * dx + dy * dy <= 1) {
          labels[y * width + x] = label;
        }
      }
    }
  }
}

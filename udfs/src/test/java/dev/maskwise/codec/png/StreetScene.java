package dev.maskwise.codec.png;

import java.util.SplittableRandom;

/**
 * Random label maps that compress like those of street scenes: regions with ragged borders, thin
 * poles, many small objects near the horizon. Nineteen classes and the ignore label 255.
 */
public final class StreetScene {
  private static final int IGNORE = 255;

  private final int width;
  private final int height;
  private final byte[] labels;
  private final SplittableRandom random;

  private StreetScene(int width, int height, long seed) {
    this.width = width;
    this.height = height;
    this.labels = new byte[width * height];
    this.random = new SplittableRandom(seed);
  }

  /** The map of a seed, one byte a pixel. */
  public static byte[] paint(int width, int height, long seed) {
    StreetScene scene = new StreetScene(width, height, seed);
    scene.paint();
    return scene.labels;
  }

  private void paint() {
    fillBelow(10, 0);
    fillBelow(2, 0.25);
    fillBelow(8, 0.42);
    fillBelow(1, 0.58);
    fillBelow(0, 0.64);
    for (int i = 0; i < 24; i++) {
      ellipse(
          random.nextBoolean() ? 8 : 9, random.nextDouble(), 0.3 + 0.3 * random.nextDouble(), 0.05);
    }
    for (int i = 0; i < 30; i++) {
      double depth = random.nextDouble();
      double size = 0.01 + 0.09 * depth * depth;
      ellipse(11 + random.nextInt(8), random.nextDouble(), 0.52 + 0.25 * depth, size);
    }
    for (int i = 0; i < 20; i++) {
      pole(5 + random.nextInt(3), random.nextDouble(), 0.002 + 0.004 * random.nextDouble());
    }
    fillBelow(IGNORE, 0.95);
  }

  /** Everything under a ragged horizon. */
  private void fillBelow(int label, double level) {
    double y = level * height;
    double slope = 0;
    for (int x = 0; x < width; x++) {
      slope = 0.96 * slope + 0.12 * (random.nextDouble() - 0.5);
      y += slope + 0.02 * (level * height - y);
      double jitter = random.nextInt(6) == 0 ? random.nextInt(3) - 1 : 0;
      int top = level == 0 ? 0 : (int) Math.max(0, y + jitter);
      for (int row = top; row < height; row++) {
        labels[row * width + x] = (byte) label;
      }
    }
  }

  private void ellipse(int label, double centerX, double centerY, double size) {
    double radiusX = size * height * (0.7 + random.nextDouble());
    double radiusY = size * height * (0.5 + random.nextDouble());
    double ragged = 0;
    int top = (int) Math.max(0, centerY * height - radiusY);
    int bottom = (int) Math.min(height - 1.0, centerY * height + radiusY);
    for (int y = top; y <= bottom; y++) {
      double dy = (y - centerY * height) / radiusY;
      ragged = 0.8 * ragged + 0.06 * radiusX * (random.nextDouble() - 0.5);
      double half = radiusX * Math.sqrt(Math.max(0, 1 - dy * dy));
      int left = (int) Math.max(0, centerX * width - half + ragged);
      int right = (int) Math.min(width - 1.0, centerX * width + half + ragged);
      for (int x = left; x <= right; x++) {
        labels[y * width + x] = (byte) label;
      }
    }
  }

  private void pole(int label, double centerX, double size) {
    int left = (int) (centerX * width);
    int right = (int) Math.min(width, left + 1 + size * width);
    int top = (int) (height * (0.1 + 0.3 * random.nextDouble()));
    int bottom = (int) (height * (0.6 + 0.1 * random.nextDouble()));
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        labels[y * width + x] = (byte) label;
      }
    }
  }
}

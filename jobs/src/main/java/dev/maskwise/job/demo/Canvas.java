package dev.maskwise.job.demo;

import java.util.Arrays;

/**
 * A label map that polygons are painted on, later ones over earlier ones. A pixel belongs to a
 * polygon when its centre does.
 */
final class Canvas {
  final int width;
  final int height;
  final byte[] pixels;
  private final double pixelsPerUnit;

  /**
   * A canvas of zeros. The picture is {@link Camera#HEIGHT} units high whatever its size in pixels.
   */
  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = new byte[width * height];
    this.pixelsPerUnit = height / Camera.HEIGHT;
  }

  /** Paints the inside. O(rows × vertices + pixels painted). */
  void fill(Polygon polygon, int label) {
    double[] crossings = new double[polygon.x.length];
    int end = firstCentre(polygon.bottom(), height);
    for (int row = firstCentre(polygon.top(), height); row < end; row++) {
      int n = crossings(polygon, (row + 0.5) / pixelsPerUnit, crossings);
      Arrays.sort(crossings, 0, n);
      for (int i = 0; i + 1 < n; i += 2) {
        int from = firstCentre(crossings[i], width);
        int to = firstCentre(crossings[i + 1], width);
        Arrays.fill(pixels, row * width + from, row * width + to, (byte) label);
      }
    }
  }

  /** Paints a band along the outline that reaches {@code reach} units to both sides. */
  void outline(Polygon polygon, double reach, int label) {
    int n = polygon.x.length;
    for (int i = 0; i < n; i++) {
      int j = (i + 1) % n;
      fill(
          Polygon.limb(polygon.x[i], polygon.y[i], reach, polygon.x[j], polygon.y[j], reach),
          label);
    }
  }

  private static int crossings(Polygon polygon, double y, double[] crossings) {
    double[] px = polygon.x;
    double[] py = polygon.y;
    int n = 0;
    for (int i = 0, j = px.length - 1; i < px.length; j = i++) {
      if (py[i] <= y != py[j] <= y) {
        crossings[n++] = px[i] + (y - py[i]) / (py[j] - py[i]) * (px[j] - px[i]);
      }
    }
    return n;
  }

  /**
   * The first pixel whose centre lies at or after the coordinate, kept within 0 and {@code limit}.
   */
  private int firstCentre(double coordinate, int limit) {
    double pixel = Math.ceil(coordinate * pixelsPerUnit - 0.5);
    return (int) Math.max(0, Math.min(limit, pixel));
  }
}

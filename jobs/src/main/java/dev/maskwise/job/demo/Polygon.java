package dev.maskwise.job.demo;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A closed outline in scene units: the picture is 256 units high, y grows downwards.
 *
 * <p>The last vertex joins the first. Inside is decided by the even-odd rule.
 */
final class Polygon {
  private static final int ROUND = 32;
  private static final int LEAFY = 72;

  final double[] x;
  final double[] y;

  private Polygon(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** The outline through the vertices x0, y0, x1, y1, … */
  static Polygon of(double... vertices) {
    int n = vertices.length / 2;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = vertices[2 * i];
      y[i] = vertices[2 * i + 1];
    }
    return new Polygon(x, y);
  }

  static Polygon rectangle(double x0, double y0, double x1, double y1) {
    return of(x0, y0, x1, y0, x1, y1, x0, y1);
  }

  static Polygon ellipse(double centerX, double centerY, double radiusX, double radiusY) {
    double[] x = new double[ROUND];
    double[] y = new double[ROUND];
    for (int i = 0; i < ROUND; i++) {
      double angle = 2 * StrictMath.PI * i / ROUND;
      x[i] = centerX + radiusX * StrictMath.cos(angle);
      y[i] = centerY + radiusY * StrictMath.sin(angle);
    }
    return new Polygon(x, y);
  }

  /**
   * An ellipse with an uneven rim; {@code roughness} is the relative size of the bumps, 0 to about
   * 0.3.
   */
  static Polygon blob(
      double centerX,
      double centerY,
      double radiusX,
      double radiusY,
      double roughness,
      SplittableRandom random) {
    double[] radius = new double[LEAFY];
    Arrays.fill(radius, 1);
    for (int wave = 2; wave <= 14; wave++) {
      double phase = random.nextDouble(2 * StrictMath.PI);
      double amplitude = roughness * random.nextDouble() / StrictMath.sqrt(wave);
      for (int i = 0; i < LEAFY; i++) {
        radius[i] += amplitude * StrictMath.cos(wave * 2 * StrictMath.PI * i / LEAFY + phase);
      }
    }
    double[] x = new double[LEAFY];
    double[] y = new double[LEAFY];
    for (int i = 0; i < LEAFY; i++) {
      double angle = 2 * StrictMath.PI * i / LEAFY;
      x[i] = centerX + radius[i] * radiusX * StrictMath.cos(angle);
      y[i] = centerY + radius[i] * radiusY * StrictMath.sin(angle);
    }
    return new Polygon(x, y);
  }

  /** A rounded bar from (x0, y0) with radius r0 to (x1, y1) with radius r1: arms, legs, masts. */
  static Polygon limb(double x0, double y0, double r0, double x1, double y1, double r1) {
    int half = 8;
    double along = StrictMath.atan2(y1 - y0, x1 - x0);
    double[] x = new double[2 * half + 2];
    double[] y = new double[2 * half + 2];
    for (int i = 0; i <= half; i++) {
      double angle = along + StrictMath.PI * (0.5 + (double) i / half);
      x[i] = x0 + r0 * StrictMath.cos(angle);
      y[i] = y0 + r0 * StrictMath.sin(angle);
      x[half + 1 + i] = x1 - r1 * StrictMath.cos(angle);
      y[half + 1 + i] = y1 - r1 * StrictMath.sin(angle);
    }
    return new Polygon(x, y);
  }

  /**
   * The convex hull of the points x0, y0, x1, y1, …, at least three of them; O(n²) by gift
   * wrapping.
   */
  static Polygon hull(double... points) {
    int n = points.length / 2;
    double[] outline = new double[points.length];
    int first = 0;
    for (int i = 1; i < n; i++) {
      if (points[2 * i] < points[2 * first]) {
        first = i;
      }
    }
    int size = 0;
    int current = first;
    do {
      outline[2 * size] = points[2 * current];
      outline[2 * size + 1] = points[2 * current + 1];
      size++;
      int next = current == 0 ? 1 : 0;
      for (int i = 0; i < n; i++) {
        if (turn(points, current, next, i) < 0) {
          next = i;
        }
      }
      current = next;
    } while (current != first && size < n);
    return of(Arrays.copyOf(outline, 2 * size));
  }

  private static double turn(double[] points, int a, int b, int c) {
    double abx = points[2 * b] - points[2 * a];
    double aby = points[2 * b + 1] - points[2 * a + 1];
    double acx = points[2 * c] - points[2 * a];
    double acy = points[2 * c + 1] - points[2 * a + 1];
    return abx * acy - aby * acx;
  }

  double left() {
    return Arrays.stream(x).min().orElse(0);
  }

  double right() {
    return Arrays.stream(x).max().orElse(0);
  }

  double top() {
    return Arrays.stream(y).min().orElse(0);
  }

  double bottom() {
    return Arrays.stream(y).max().orElse(0);
  }
}

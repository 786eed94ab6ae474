package dev.maskwise.job.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Outlines of what moves: a car, a person, a rider with the bicycle. All measures in metres. */
final class Figure {
  private Figure() {}

  /** A car standing along the road, its rear at {@code depth}. One in six is a van. */
  static List<Polygon> car(Camera camera, double lateral, double depth, SplittableRandom random) {
    double half = random.nextDouble(0.85, 0.95);
    double length = random.nextDouble(3.8, 4.7);
    double front = depth + length;
    double left = lateral - half;
    double right = lateral + half;
    boolean van = random.nextInt(6) == 0;
    double waist = van ? 1.2 : random.nextDouble(0.85, 1.0);
    double roof = van ? random.nextDouble(1.9, 2.4) : random.nextDouble(1.38, 1.6);
    double rear = depth + (van ? 0.1 : random.nextDouble(0.2, 0.8));
    double hood = van ? 0.6 : random.nextDouble(1.1, 1.4);
    List<Polygon> parts = new ArrayList<>();
    parts.add(
        Polygon.hull(
            join(
                camera.box(left, right, 0.35, waist - 0.12, depth, front),
                camera.box(left + 0.1, right - 0.1, 0.25, waist, depth + 0.1, front - 0.15))));
    parts.add(
        Polygon.hull(
            join(
                camera.box(left + 0.05, right - 0.05, waist - 0.1, waist, rear - 0.1, front - hood),
                camera.box(
                    left + 0.25, right - 0.25, roof - 0.1, roof, rear + 0.25, front - hood - 0.8),
                camera.box(
                    left + 0.18,
                    right - 0.18,
                    roof - 0.2,
                    roof - 0.12,
                    rear + 0.15,
                    front - hood - 0.6))));
    for (double axle : new double[] {depth + 0.75, front - 0.85}) {
      parts.add(Polygon.hull(camera.box(left, left + 0.22, 0, 0.55, axle - 0.3, axle + 0.3)));
      parts.add(Polygon.hull(camera.box(right - 0.22, right, 0, 0.55, axle - 0.3, axle + 0.3)));
    }
    return List.copyOf(parts);
  }

  /** A car seen from its side, driving along a street that crosses. */
  static List<Polygon> crossingCar(
      Camera camera, double lateral, double depth, SplittableRandom random) {
    double unit = camera.unitsPerMetre(depth) * (random.nextBoolean() ? 1 : -1);
    double tall = Math.abs(unit);
    double x = camera.x(lateral, depth);
    double y = camera.y(0, depth);
    Polygon body =
        Polygon.of(
            x - 2.1 * unit,
            y - 0.3 * tall,
            x - 2.15 * unit,
            y - 0.6 * tall,
            x - 2.0 * unit,
            y - 0.78 * tall,
            x - 1.0 * unit,
            y - 0.95 * tall,
            x - 0.45 * unit,
            y - 1.38 * tall,
            x + 0.2 * unit,
            y - 1.48 * tall,
            x + 1.1 * unit,
            y - 1.4 * tall,
            x + 1.75 * unit,
            y - 1.0 * tall,
            x + 2.1 * unit,
            y - 0.9 * tall,
            x + 2.15 * unit,
            y - 0.4 * tall,
            x + 2.05 * unit,
            y - 0.25 * tall);
    Polygon frontWheel = Polygon.ellipse(x - 1.3 * unit, y - 0.32 * tall, 0.33 * tall, 0.33 * tall);
    Polygon rearWheel = Polygon.ellipse(x + 1.35 * unit, y - 0.32 * tall, 0.33 * tall, 0.33 * tall);
    return List.of(body, frontWheel, rearWheel);
  }

  /** A person on foot. */
  static List<Polygon> person(
      Camera camera, double lateral, double depth, SplittableRandom random) {
    double height =
        random.nextInt(7) == 0 ? random.nextDouble(1.1, 1.4) : random.nextDouble(1.6, 1.9);
    double unit = camera.unitsPerMetre(depth) * height / 1.75;
    double x = camera.x(lateral, depth);
    double y = camera.y(0, depth);
    double stride = unit * random.nextDouble(-0.3, 0.3);
    double swing = unit * random.nextDouble(-0.2, 0.2);
    double hip = y - 0.88 * unit;
    double shoulder = y - 1.4 * unit;
    double wide = 0.11 * unit;
    return List.of(
        Polygon.limb(
            x - 0.08 * unit,
            hip,
            0.11 * unit,
            x - stride - 0.03 * unit,
            y - 0.06 * unit,
            0.07 * unit),
        Polygon.limb(
            x + 0.08 * unit,
            hip,
            0.11 * unit,
            x + stride + 0.03 * unit,
            y - 0.06 * unit,
            0.07 * unit),
        Polygon.limb(x, shoulder, 0.2 * unit, x, hip, 0.19 * unit),
        Polygon.limb(
            x - 0.2 * unit,
            shoulder,
            0.07 * unit,
            x - wide - swing - 0.14 * unit,
            hip - 0.02 * unit,
            0.06 * unit),
        Polygon.limb(
            x + 0.2 * unit,
            shoulder,
            0.07 * unit,
            x + wide + swing + 0.14 * unit,
            hip - 0.02 * unit,
            0.06 * unit),
        Polygon.limb(x, shoulder, 0.07 * unit, x, y - 1.5 * unit, 0.06 * unit),
        Polygon.ellipse(x, y - 1.62 * unit, 0.11 * unit, 0.14 * unit));
  }

  /** A cyclist with the bicycle, seen from the side or from behind. */
  static List<Polygon> rider(Camera camera, double lateral, double depth, SplittableRandom random) {
    double unit = camera.unitsPerMetre(depth);
    double x = camera.x(lateral, depth);
    double y = camera.y(0, depth);
    boolean sideways = random.nextInt(3) == 0;
    double lean = sideways ? (random.nextBoolean() ? unit : -unit) : 0;
    double wheel = sideways ? 0.33 * unit : 0.06 * unit;
    double saddle = y - 0.98 * unit;
    double shoulder = y - 1.48 * unit;
    return List.of(
        Polygon.ellipse(x - 0.5 * lean, y - 0.34 * unit, wheel, 0.34 * unit),
        Polygon.ellipse(x + 0.52 * lean, y - 0.34 * unit, wheel, 0.34 * unit),
        Polygon.limb(x - 0.5 * lean, y - 0.36 * unit, 0.04 * unit, x, saddle, 0.05 * unit),
        Polygon.limb(
            x - 0.1 * lean, saddle, 0.05 * unit, x + 0.48 * lean, y - 0.95 * unit, 0.05 * unit),
        Polygon.limb(
            x - 0.26 * unit,
            y - 1.02 * unit,
            0.04 * unit,
            x + 0.26 * unit,
            y - 1.02 * unit,
            0.04 * unit),
        Polygon.limb(
            x - 0.08 * unit,
            saddle,
            0.12 * unit,
            x - 0.12 * unit + 0.1 * lean,
            y - 0.25 * unit,
            0.07 * unit),
        Polygon.limb(
            x + 0.08 * unit,
            saddle,
            0.12 * unit,
            x + 0.12 * unit + 0.1 * lean,
            y - 0.4 * unit,
            0.07 * unit),
        Polygon.limb(x - 0.12 * lean, saddle, 0.18 * unit, x + 0.12 * lean, shoulder, 0.2 * unit),
        Polygon.limb(
            x + 0.12 * lean - 0.16 * unit,
            shoulder,
            0.07 * unit,
            x + 0.45 * lean - 0.22 * unit,
            y - 1.06 * unit,
            0.06 * unit),
        Polygon.limb(
            x + 0.12 * lean + 0.16 * unit,
            shoulder,
            0.07 * unit,
            x + 0.45 * lean + 0.22 * unit,
            y - 1.06 * unit,
            0.06 * unit),
        Polygon.ellipse(x + 0.2 * lean, y - 1.76 * unit, 0.12 * unit, 0.15 * unit));
  }

  private static double[] join(double[]... arrays) {
    int length = 0;
    for (double[] array : arrays) {
      length += array.length;
    }
    double[] joined = new double[length];
    int at = 0;
    for (double[] array : arrays) {
      System.arraycopy(array, 0, joined, at, array.length);
      at += array.length;
    }
    return joined;
  }
}

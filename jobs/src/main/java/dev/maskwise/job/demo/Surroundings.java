package dev.maskwise.job.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What is behind all objects, far to near: sky, skyline, ground, sidewalks, road, rows of
 * buildings.
 */
final class Surroundings {
  private static final double NEAREST = 2;

  private final Road road;
  private final Camera camera;
  private final SplittableRandom random;
  private final List<Thing> things = new ArrayList<>();

  private Surroundings(Road road, SplittableRandom random) {
    this.road = road;
    this.camera = road.camera();
    this.random = random;
  }

  static List<Thing> of(Road road, SplittableRandom random) {
    Surroundings surroundings = new Surroundings(road, random);
    surroundings.sky();
    surroundings.skyline();
    surroundings.ground();
    surroundings.buildings(-1);
    surroundings.buildings(1);
    return surroundings.things;
  }

  private void add(int label, Polygon... parts) {
    things.add(new Thing(label, Double.POSITIVE_INFINITY, false, List.of(parts)));
  }

  private void sky() {
    add(StreetClass.SKY, Polygon.rectangle(0, 0, camera.span(), Camera.HEIGHT));
  }

  /** Far roofs, with far trees before them. */
  private void skyline() {
    double base = camera.y(0, Road.END) + 1;
    double x = 0;
    while (x < camera.span()) {
      double width = random.nextDouble(7, 26);
      double top = camera.horizon() - random.nextDouble(2, 4 + road.setting().highest);
      if (random.nextDouble() < 0.75) {
        double ridge = random.nextDouble() < 0.4 ? top - width * 0.25 : top;
        add(
            StreetClass.BUILDING,
            Polygon.of(x, base, x, top, x + width / 2, ridge, x + width, top, x + width, base));
      }
      x += width;
    }
    double[] heights = new double[120];
    double step = camera.span() / heights.length;
    new Noise(random.nextLong(), 34).row(0, step, heights);
    double[] outline = new double[2 * heights.length + 8];
    int n = 0;
    outline[n++] = 0;
    outline[n++] = base;
    for (int i = 0; i < heights.length; i++) {
      outline[n++] = (i + 0.5) * step;
      outline[n++] = Math.min(base, camera.horizon() - 3 - 13 * heights[i]);
    }
    outline[n++] = camera.span();
    outline[n++] = base;
    outline[n++] = camera.span();
    outline[n++] = base + 3;
    outline[n++] = 0;
    outline[n] = base + 3;
    add(StreetClass.VEGETATION, Polygon.of(outline));
  }

  private void ground() {
    double far = camera.y(0, Road.END);
    boolean paved = road.setting() == Road.Setting.DOWNTOWN;
    add(
        paved ? StreetClass.SIDEWALK : StreetClass.VEGETATION,
        Polygon.rectangle(0, far, camera.span(), Camera.HEIGHT));
    add(
        StreetClass.SIDEWALK,
        strip(road.left() - road.leftWalk(), road.right() + road.rightWalk(), 0.1));
    add(StreetClass.ROAD, strip(road.left(), road.right(), 0.06));
    if (road.crossing() < Road.END) {
      double near = camera.y(0, road.crossing());
      double beyond = camera.y(0, road.crossingEnd());
      double walk = camera.y(0, road.crossing() - 2.5);
      double opposite = camera.y(0, road.crossingEnd() + 2.5);
      add(
          StreetClass.SIDEWALK,
          Polygon.rectangle(0, near, camera.x(road.left(), road.crossing()), walk),
          Polygon.rectangle(camera.x(road.right(), road.crossing()), near, camera.span(), walk),
          Polygon.rectangle(0, opposite, camera.x(road.left(), road.crossingEnd()), beyond),
          Polygon.rectangle(
              camera.x(road.right(), road.crossingEnd()), opposite, camera.span(), beyond));
      add(StreetClass.ROAD, Polygon.rectangle(0, beyond, camera.span(), near));
    }
  }

  /**
   * A band of ground along the road between two lateral positions, its rims uneven by {@code
   * unevenness} metres.
   */
  private Polygon strip(double from, double to, double unevenness) {
    int n = 60;
    double[] leftRim = new double[n];
    double[] rightRim = new double[n];
    new Noise(random.nextLong(), 4).row(0, 1, leftRim);
    new Noise(random.nextLong(), 4).row(0, 1, rightRim);
    double[] outline = new double[4 * n];
    for (int i = 0; i < n; i++) {
      double depth = Road.END * StrictMath.pow(NEAREST / Road.END, i / (n - 1.0));
      outline[2 * i] = camera.x(from + unevenness * leftRim[i], depth);
      outline[2 * i + 1] = camera.y(0, depth);
      outline[4 * n - 2 - 2 * i] = camera.x(to + unevenness * rightRim[i], depth);
      outline[4 * n - 1 - 2 * i] = camera.y(0, depth);
    }
    return Polygon.of(outline);
  }

  private void buildings(int side) {
    Road.Setting setting = road.setting();
    double line = road.beyondKerb(side, road.walk(side) + setting.garden * random.nextDouble());
    List<Thing> row = new ArrayList<>();
    double depth = random.nextDouble(-6, 6);
    while (depth < Road.END - 10) {
      double end = depth + random.nextDouble(8, 19);
      boolean crossed = road.crossedAt(depth, 4) || road.crossedAt(end, 4);
      if (!crossed && end > NEAREST + 1) {
        double setback = random.nextDouble(0.1 + 0.3 * setting.garden);
        double height = random.nextDouble(setting.lowest, setting.highest);
        row.add(building(side, line + side * setback, depth, Math.min(end, Road.END), height));
      }
      depth = end + (random.nextDouble() < setting.gaps ? random.nextDouble(2, 10) : 0);
    }
    for (int i = row.size() - 1; i >= 0; i--) {
      things.add(row.get(i));
    }
  }

  private Thing building(int side, double line, double start, double end, double height) {
    double near = Math.max(start, NEAREST);
    double back = line + side * random.nextDouble(9, 14);
    double middle = (line + back) / 2;
    boolean gabled = road.setting() == Road.Setting.SUBURB || random.nextDouble() < 0.35;
    double ridge = height + (gabled ? random.nextDouble(1.5, 3.5) : 0);
    List<Polygon> parts = new ArrayList<>();
    int pieces = 4;
    for (int i = 0; i < pieces; i++) {
      double from = near + (end - near) * i / pieces;
      double to = near + (end - near) * (i + 1) / pieces;
      parts.add(wall(line, from, line, to, 0, height));
      parts.add(slope(line, middle, from, to, height, ridge));
    }
    if (start >= NEAREST) {
      parts.add(wall(line, start, back, start, 0, height));
      parts.add(
          Polygon.of(
              camera.x(line, start),
              camera.y(height, start),
              camera.x(middle, start),
              camera.y(ridge, start),
              camera.x(back, start),
              camera.y(height, start)));
    }
    for (int chimneys = random.nextInt(4); chimneys > 0; chimneys--) {
      double depth = random.nextDouble(near, end);
      double width = random.nextDouble(0.5, 2.2);
      double top = ridge + random.nextDouble(0.6, 1.6);
      parts.add(wall(middle, depth, middle + width, depth, height, top));
    }
    return new Thing(StreetClass.BUILDING, Double.POSITIVE_INFINITY, false, List.copyOf(parts));
  }

  /** An upright rectangle over the line from (x0, z0) to (x1, z1). */
  private Polygon wall(double x0, double z0, double x1, double z1, double from, double to) {
    return Polygon.of(
        camera.x(x0, z0),
        camera.y(from, z0),
        camera.x(x0, z0),
        camera.y(to, z0),
        camera.x(x1, z1),
        camera.y(to, z1),
        camera.x(x1, z1),
        camera.y(from, z1));
  }

  /** One side of a pitched roof. */
  private Polygon slope(
      double eaves, double middle, double from, double to, double height, double ridge) {
    return Polygon.of(
        camera.x(eaves, from),
        camera.y(height, from),
        camera.x(middle, from),
        camera.y(ridge, from),
        camera.x(middle, to),
        camera.y(ridge, to),
        camera.x(eaves, to),
        camera.y(height, to));
  }
}

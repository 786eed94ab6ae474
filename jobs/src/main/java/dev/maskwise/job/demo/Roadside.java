package dev.maskwise.job.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What stands still along the kerbs: trees, hedges, lamp posts and traffic signs. */
final class Roadside {
  private final Road road;
  private final Camera camera;
  private final SplittableRandom random;
  private final List<Thing> things = new ArrayList<>();

  private Roadside(Road road, SplittableRandom random) {
    this.road = road;
    this.camera = road.camera();
    this.random = random;
  }

  static List<Thing> of(Road road, SplittableRandom random) {
    Roadside roadside = new Roadside(road, random);
    for (int side = -1; side <= 1; side += 2) {
      roadside.trees(side);
      roadside.hedges(side);
      roadside.lamps(side);
      roadside.signs(side);
    }
    return roadside.things;
  }

  private void trees(int side) {
    double spacing = road.setting().treeSpacing;
    boolean atKerb = random.nextBoolean();
    double depth = random.nextDouble(5, 5 + spacing);
    while (depth < 90) {
      if (!road.crossedAt(depth, 2) && random.nextDouble() < 0.8) {
        double out = atKerb ? 0.8 : road.walk(side) + random.nextDouble(0.5, 2.5);
        tree(road.beyondKerb(side, out), depth, random.nextDouble(4, 9.5));
      }
      depth += spacing * random.nextDouble(0.7, 1.4);
    }
  }

  private void tree(double lateral, double depth, double height) {
    double unit = camera.unitsPerMetre(depth);
    double x = camera.x(lateral, depth);
    double foot = camera.y(0, depth);
    double middle = camera.y(0.66 * height, depth);
    double wide = unit * height * random.nextDouble(0.18, 0.32);
    double tall = unit * height * random.nextDouble(0.3, 0.36);
    double trunk = Math.max(0.6, 0.02 * height * unit);
    List<Polygon> parts = new ArrayList<>();
    parts.add(Polygon.limb(x, foot, 1.3 * trunk, x, middle, trunk));
    parts.add(Polygon.blob(x, middle, wide, tall, 0.3, random));
    for (int tufts = 3 + random.nextInt(3); tufts > 0; tufts--) {
      double dx = wide * random.nextDouble(-0.75, 0.75);
      double dy = tall * random.nextDouble(-0.65, 0.5);
      double size = random.nextDouble(0.35, 0.6);
      parts.add(Polygon.blob(x + dx, middle + dy, wide * size, tall * size, 0.35, random));
    }
    things.add(new Thing(StreetClass.VEGETATION, depth, false, List.copyOf(parts)));
  }

  private void hedges(int side) {
    if (road.setting() == Road.Setting.DOWNTOWN) {
      return;
    }
    double out = road.beyondKerb(side, road.walk(side) + 0.3);
    double depth = random.nextDouble(4, 20);
    while (depth < 70) {
      double end = depth + random.nextDouble(4, 12);
      if (!road.crossedAt(depth, 3) && !road.crossedAt(end, 3)) {
        hedge(out, depth, end, random.nextDouble(0.8, 1.8));
      }
      depth = end + random.nextDouble(3, 20);
    }
  }

  private void hedge(double lateral, double from, double to, double height) {
    int n = 24;
    double[] bumps = new double[n];
    new Noise(random.nextLong(), 3).row(0, 1, bumps);
    double[] outline = new double[4 * n];
    for (int i = 0; i < n; i++) {
      double depth = from + (to - from) * i / (n - 1.0);
      double rounded = height * (i == 0 || i == n - 1 ? 0.75 : 1 + 0.15 * bumps[i]);
      outline[2 * i] = camera.x(lateral, depth);
      outline[2 * i + 1] = camera.y(rounded, depth);
      outline[4 * n - 2 - 2 * i] = camera.x(lateral, depth);
      outline[4 * n - 1 - 2 * i] = camera.y(0, depth);
    }
    things.add(new Thing(StreetClass.VEGETATION, from, false, List.of(Polygon.of(outline))));
  }

  private void lamps(int side) {
    double depth = random.nextDouble(6, 22);
    while (depth < 60) {
      if (!road.crossedAt(depth, 0)) {
        lamp(side, depth, random.nextDouble(5.5, 8));
      }
      depth += random.nextDouble(14, 26);
    }
  }

  private void lamp(int side, double depth, double height) {
    double unit = camera.unitsPerMetre(depth);
    double x = camera.x(road.beyondKerb(side, 0.4), depth);
    double foot = camera.y(0, depth);
    double top = camera.y(height, depth);
    double reach = side * unit * random.nextDouble(0.8, 2);
    double thick = Math.max(0.8, 0.09 * unit);
    Polygon mast = Polygon.limb(x, foot, 1.2 * thick, x, top, thick);
    Polygon arm = Polygon.limb(x, top, thick, x - reach, top - 0.2 * unit, 0.8 * thick);
    things.add(new Thing(StreetClass.POLE, depth, false, List.of(mast, arm)));
  }

  private void signs(int side) {
    double depth = random.nextDouble(7, 20);
    while (depth < 50) {
      if (!road.crossedAt(depth, 0)) {
        sign(side, depth, random.nextDouble(2.1, 3));
      }
      depth += random.nextDouble(9, 30);
    }
  }

  private void sign(int side, double depth, double height) {
    double unit = camera.unitsPerMetre(depth);
    double x = camera.x(road.beyondKerb(side, random.nextDouble(0.3, 0.7)), depth);
    double centre = camera.y(height, depth);
    double r = unit * random.nextDouble(0.3, 0.42);
    double thick = Math.max(0.7, 0.05 * unit);
    Polygon mast = Polygon.limb(x, camera.y(0, depth), thick, x, centre - r, thick);
    things.add(new Thing(StreetClass.POLE, depth, false, List.of(mast)));
    Polygon plate =
        switch (random.nextInt(4)) {
          case 0 -> Polygon.of(x, centre - r, x + r, centre + 0.7 * r, x - r, centre + 0.7 * r);
          case 1 -> Polygon.rectangle(x - 1.5 * r, centre - r, x + 1.5 * r, centre + 0.8 * r);
          case 2 -> Polygon.of(x, centre - r, x + r, centre, x, centre + r, x - r, centre);
          default -> Polygon.ellipse(x, centre, r, r);
        };
    things.add(new Thing(StreetClass.TRAFFIC_SIGN, depth - 0.1, false, List.of(plate)));
  }
}

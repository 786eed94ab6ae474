package dev.maskwise.job.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Who is on the street: parked and driving cars, persons, riders. */
final class Traffic {
  private static final double CAR_LENGTH = 4.7;
  private static final double BORDERED = 0.4;

  private final Road road;
  private final Camera camera;
  private final SplittableRandom random;
  private final List<Thing> things = new ArrayList<>();

  private Traffic(Road road, SplittableRandom random) {
    this.road = road;
    this.camera = road.camera();
    this.random = random;
  }

  static List<Thing> of(Road road, SplittableRandom random) {
    Traffic traffic = new Traffic(road, random);
    traffic.parked(-1);
    traffic.parked(1);
    traffic.driving();
    traffic.persons();
    traffic.riders();
    return traffic.things;
  }

  private void add(int label, double depth, List<Polygon> parts) {
    things.add(new Thing(label, depth, random.nextDouble() < BORDERED, parts));
  }

  private void parked(int side) {
    if (!road.hasParking(side)) {
      return;
    }
    double lateral = road.beyondKerb(side, -1.1);
    double depth = random.nextDouble(6, 12);
    while (depth < 70) {
      if (random.nextDouble() < road.setting().parked && !road.crossedAt(depth, CAR_LENGTH)) {
        add(StreetClass.CAR, depth, Figure.car(camera, lateral, depth, random));
      }
      depth += CAR_LENGTH + random.nextDouble(0.6, 3);
    }
  }

  private void driving() {
    if (random.nextDouble() < 0.6) {
      double depth = random.nextDouble(9, 45);
      add(StreetClass.CAR, depth, Figure.car(camera, random.nextDouble(-0.3, 0.3), depth, random));
    }
    double depth = random.nextDouble(10, 40);
    for (int oncoming = random.nextInt(4); oncoming > 0 && depth < 90; oncoming--) {
      add(StreetClass.CAR, depth, Figure.car(camera, -Road.LANE, depth, random));
      depth += CAR_LENGTH + random.nextDouble(6, 25);
    }
    if (road.crossing() < Road.END && random.nextDouble() < 0.7) {
      double at = road.crossing() + 2.5;
      double lateral = random.nextDouble(-12, 12);
      add(StreetClass.CAR, at, Figure.crossingCar(camera, lateral, at, random));
    }
  }

  private void persons() {
    for (int i = random.nextInt(road.setting().people + 1); i > 0; i--) {
      int side = random.nextBoolean() ? 1 : -1;
      double lateral =
          random.nextDouble() < 0.12
              ? random.nextDouble(road.left(), road.right())
              : road.beyondKerb(side, random.nextDouble(0.4, road.walk(side)));
      double nearness = random.nextDouble();
      double depth = 7 + 38 * nearness * nearness;
      add(StreetClass.PERSON, depth, Figure.person(camera, lateral, depth, random));
      if (random.nextInt(3) == 0) {
        double beside = lateral + random.nextDouble(0.5, 0.8);
        add(StreetClass.PERSON, depth + 0.1, Figure.person(camera, beside, depth + 0.1, random));
      }
    }
  }

  private void riders() {
    for (int i = random.nextDouble() < 0.45 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
      double lateral = random.nextInt(3) == 0 ? road.left() + 3 : 0.5 * Road.LANE - 0.3;
      double depth = random.nextDouble(7, 28);
      add(StreetClass.RIDER, depth, Figure.rider(camera, lateral, depth, random));
    }
  }
}

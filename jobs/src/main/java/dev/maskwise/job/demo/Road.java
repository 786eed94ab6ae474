package dev.maskwise.job.demo;

import java.util.SplittableRandom;

/**
 * The plan of one street: everything else stands somewhere along it. Distances in metres, lateral
 * ones from the camera's lane.
 *
 * @param camera the view on it
 * @param left left kerb, negative
 * @param right right kerb
 * @param leftWalk width of the left sidewalk
 * @param rightWalk width of the right sidewalk
 * @param crossing depth at which a side street crosses, or infinity
 * @param setting what kind of street it is
 */
record Road(
    Camera camera,
    double left,
    double right,
    double leftWalk,
    double rightWalk,
    double crossing,
    Setting setting) {
  /** Beyond this depth there is only the skyline. */
  static final double END = 110;

  /** Width of a lane. */
  static final double LANE = 3.2;

  private static final double CROSSING_WIDTH = 9;

  /** How dense and how green a street is. */
  enum Setting {
    DOWNTOWN(10, 24, 0.12, 0.2, 26, 10, 0.7),
    SUBURB(4.5, 8, 0.6, 4.5, 13, 3, 0.35),
    AVENUE(8, 15, 0.3, 2.5, 9, 6, 0.6);

    final double lowest;
    final double highest;
    final double gaps;
    final double garden;
    final double treeSpacing;
    final int people;
    final double parked;

    Setting(
        double lowest,
        double highest,
        double gaps,
        double garden,
        double treeSpacing,
        int people,
        double parked) {
      this.lowest = lowest;
      this.highest = highest;
      this.gaps = gaps;
      this.garden = garden;
      this.treeSpacing = treeSpacing;
      this.people = people;
      this.parked = parked;
    }
  }

  static Road plan(double span, SplittableRandom random) {
    Setting setting = Setting.values()[random.nextInt(Setting.values().length)];
    Camera camera =
        new Camera(
            span,
            random.nextDouble(104, 122),
            random.nextDouble(-24, 24),
            random.nextDouble(-0.0022, 0.0022));
    double left = -1.5 * LANE - (random.nextDouble() < 0.6 ? 2.2 : 0.4);
    double right = 0.5 * LANE + (random.nextDouble() < 0.6 ? 2.2 : 0.4);
    double crossing =
        random.nextDouble() < 0.35 ? random.nextDouble(16, 34) : Double.POSITIVE_INFINITY;
    return new Road(
        camera,
        left,
        right,
        random.nextDouble(1.8, 4.2),
        random.nextDouble(1.8, 4.2),
        crossing,
        setting);
  }

  /**
   * Lateral position, {@code distance} metres outwards from the kerb of a side (−1 left, 1 right).
   */
  double beyondKerb(int side, double distance) {
    return side < 0 ? left - distance : right + distance;
  }

  double walk(int side) {
    return side < 0 ? leftWalk : rightWalk;
  }

  /** Whether a car parked at that side fits between the kerb and the lane. */
  boolean hasParking(int side) {
    return side < 0 ? left < -1.5 * LANE - 2 : right > 0.5 * LANE + 2;
  }

  /** Whether the depth lies within the side street, or nearer to it than {@code margin}. */
  boolean crossedAt(double depth, double margin) {
    return depth > crossing - margin && depth < crossing + CROSSING_WIDTH + margin;
  }

  double crossingEnd() {
    return crossing + CROSSING_WIDTH;
  }
}

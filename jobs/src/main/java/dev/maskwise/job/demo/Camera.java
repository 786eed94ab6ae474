package dev.maskwise.job.demo;

/**
 * Where a point of the world lies in the picture: a pinhole camera behind the windscreen, looking
 * along a road that may bend.
 *
 * <p>World: {@code lateral} metres to the right of the camera's lane, {@code height} metres above
 * the ground, {@code depth} metres ahead (positive). Picture: scene units, {@value #HEIGHT} from
 * top to bottom.
 *
 * @param span width of the picture
 * @param horizon y of the horizon
 * @param heading shift of the vanishing point to the right
 * @param bend half the curvature of the road, 1/m; positive bends to the right
 */
record Camera(double span, double horizon, double heading, double bend) {
  static final double HEIGHT = 256;
  private static final double FOCAL_LENGTH = 384;
  private static final double EYE_LEVEL = 1.45;

  double x(double lateral, double depth) {
    return span / 2 + heading + FOCAL_LENGTH * (lateral / depth + bend * depth);
  }

  double y(double height, double depth) {
    return horizon + FOCAL_LENGTH * (EYE_LEVEL - height) / depth;
  }

  /** Scene units that a metre takes at the depth. */
  double unitsPerMetre(double depth) {
    return FOCAL_LENGTH / depth;
  }

  /** x and y of the eight corners of a box that stands along the road, for {@link Polygon#hull}. */
  double[] box(
      double lateral0,
      double lateral1,
      double height0,
      double height1,
      double depth0,
      double depth1) {
    double[] corners = new double[16];
    for (int i = 0; i < 8; i++) {
      double depth = (i & 4) == 0 ? depth0 : depth1;
      corners[2 * i] = x((i & 1) == 0 ? lateral0 : lateral1, depth);
      corners[2 * i + 1] = y((i & 2) == 0 ? height0 : height1, depth);
    }
    return corners;
  }
}

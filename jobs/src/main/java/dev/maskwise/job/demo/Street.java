package dev.maskwise.job.demo;

import static dev.maskwise.job.demo.Label.*;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A street as a pinhole camera sees it: x metres to the right of the middle, y above the ground, z
 * ahead of the camera. The picture is {@value #HEIGHT} units high. Shapes are polygons alone, since
 * platforms may flatten curves differently.
 */
final class Street {
  static final double HEIGHT = 256;
  private static final double END = 110;
  private static final double[] SIN =
      IntStream.range(0, 24).mapToDouble(i -> StrictMath.sin(StrictMath.PI * i / 12)).toArray();

  /** Cars and a wheel from the side: metres ahead of the middle and above the ground. */
  private static final double[][] CARS = {
    {-2.1, 0.3, -2.1, 0.8, -1.9, 0.95, -1.5, 1.4, -1, 1.48, 0, 1.44, 0.9, 0.97, 2, 0.8, 2.1, 0.3},
    {-2.2, 0.3, -2.2, 0.9, -2, 1.5, -1.5, 1.58, 0.2, 1.52, 1, 1.02, 2.1, 0.85, 2.2, 0.3},
    {-2.4, 0.3, -2.4, 1.2, -2.3, 2.1, -2, 2.2, 0.7, 2.15, 1.5, 1.25, 2.3, 1, 2.4, 0.3}
  };

  private static final double[] WHEEL = {-0.3, 0.3, -0.2, 0, 0.2, 0, 0.3, 0.3, 0.2, 0.6, -0.2, 0.6};

  /** Limbs, and those of a rider with the bicycle, as ellipses: centre and radii in metres. */
  private static final double[] WALKER = {
    0, 1.62, 0.11, 0.15, 0, 1.17, 0.2, 0.37, -0.23, 1.1, 0.06, 0.34, 0.23, 1.1, 0.06, 0.34, 0.15,
    0.45, 0.09, 0.46, -0.12, 0.45, 0.09, 0.46
  };

  private static final double[] CYCLIST = {
    -0.5, 0.34, 0.34, 0.34, 0.52, 0.34, 0.34, 0.34, 0, 0.6, 0.4, 0.1, 0.05, 0.65, 0.15, 0.45, 0,
    1.28, 0.22, 0.36, 0.28, 1.2, 0.25, 0.08, 0.1, 1.73, 0.12, 0.16, 0.45, 0.75, 0.05, 0.4
  };

  /** A visible object, or a piece of the surroundings, and how many metres away it is. */
  record Thing(int id, double depth, Path2D shape) {}

  /** Everything in the street, far to near. */
  final List<Thing> things = new ArrayList<>();

  private final SplittableRandom random;
  private final double middle;
  private final double horizon;
  private final double bend;

  /** Composes a street, or sky alone, for a picture that is {@code span} units wide. */
  Street(int index, double span) {
    random = random(index, 0);
    middle = span / 2 + any(-24, 24);
    horizon = any(104, 122);
    bend = any(-0.0022, 0.0022);
    double[][] corners = {{0, 0}, {span, 0}, {span, HEIGHT}, {0, HEIGHT}};
    add(SKY, END, polygon(new Path2D.Double(), corners));
    if (index % 24 != 10) {
      compose(any(0.05, 1), 5.4 + any(1.8, 4.2));
      things.sort(Comparator.comparing(Thing::depth).reversed());
      double[][] hood = new double[13][];
      Arrays.setAll(hood, i -> new double[] {span * i / 12, HEIGHT - 20 * SIN[i]});
      things.add(new Thing(IGNORE, 0, polygon(new Path2D.Double(), hood)));
    }
  }

  private void compose(double green, double walk) {
    for (double x = -120; x < 120; x += 4) {
      add(BUILDING, END, block(x, any(3, 6), any(1, 9 - 4 * green), any(-1, 1), END, END));
      add(VEGETATION, END, figure(24, x, END, 4, any(1, 4.5), 0.5, 0, 0, 1, 1));
    }
    add(green < 0.4 ? SIDEWALK : VEGETATION, END, ground(4 * END));
    add(SIDEWALK, END, ground(walk));
    add(ROAD, END, ground(5.4));
    for (int s : new int[] {-1, 1}) {
      double row = s * (any(0, 1) < 0.5 ? 6.2 : walk + 1.5);
      along(-5, 90, 14 + 6 * green, z -> house(s, walk, green, Math.max(2, z), z + any(9, 19)));
      along(5, 90, any(9, 26), z -> tree(row, z, any(4, 9.5)));
      along(4, 60, 9 / green, z -> add(VEGETATION, z + 6, block(s * walk, s, 1, 0.1, z, z + 6)));
      along(9, 60, 20, z -> pole(s * 5.8, z, any(5.5, 8), -s * any(0.5, 1)));
      along(8, 50, 18, z -> sign(s * any(5.7, 6.1), z, any(2.1, 3), any(0.3, 0.42)));
      along(6, 45, 4 + 7 * green, z -> stand(PERSON, s * any(5.8, walk), z, WALKER));
      along(8, 70, any(6, 24), z -> car(s * 4.3, z));
      along(10, 90, 30, z -> car(s * any(1.4, 1.8), z));
      along(8, 40, 35, z -> stand(RIDER, s * any(0.8, 3), z, CYCLIST));
    }
  }

  private void along(double first, double last, double spacing, DoubleConsumer put) {
    for (double z = first + any(0, spacing); z < last; z += spacing * any(0.6, 1.4)) {
      put.accept(z);
    }
  }

  private void house(int side, double walk, double green, double near, double far) {
    double wall = side * (walk + any(2 * green, 4 * green + 0.1));
    double eaves = any(10 - 5.5 * green, 24 - 15 * green);
    add(BUILDING, far, block(wall, side * any(9, 14), eaves, Math.max(0, any(-3, 4)), near, far));
  }

  private void tree(double x, double z, double height) {
    Path2D tree = block(x, 0.05 * height, 0.6 * height, 0, z, z + 0.1);
    for (double r = 0.3; r > 0.12; r *= 0.86) {
      double dx = (0.3 - r) * any(-1.5, 1.5);
      double y = 0.66 + (0.3 - r) * any(-1.5, 1.5);
      tree.append(figure(24, x, z, 0.8 * height, height, 0.5, dx, y, r, r), false);
    }
    add(VEGETATION, z, tree);
  }

  private void pole(double x, double z, double height, double arm) {
    double r = Math.max(height / 70, z / 450);
    Path2D pole = block(x - r, 2 * r, height, 0, z, z + 0.1);
    pole.append(figure(24, x, z, 1, 1, 0, arm, height, arm, r), false);
    add(POLE, z, pole);
  }

  private void sign(double x, double z, double height, double r) {
    pole(x, z, height - r, r / 4);
    add(TRAFFIC_SIGN, z - 0.1, figure(24 / random.nextInt(1, 9), x, z, 1, 1, 0, 0, height, r, r));
  }

  private void stand(int label, double x, double z, double[] parts) {
    add(label, z, figure(24, x, z, any(0.75, 1.1), any(0.85, 1.08), 0, parts));
  }

  private void car(double x, double z) {
    double[] outline = CARS[random.nextInt(CARS.length)];
    Path2D car = solid(x - 0.9, x + 0.9, z, Math.signum(x), 0.35, outline);
    for (double axle = z - 1.35; axle < z + 2; axle += 2.7) {
      car.append(solid(x - 0.9, x - 0.7, axle, 1, 0, WHEEL), false);
      car.append(solid(x + 0.7, x + 0.9, axle, 1, 0, WHEEL), false);
    }
    add(CAR, z, car);
  }

  private Path2D block(double x, double wide, double eaves, double rise, double from, double to) {
    double[] gable = {from, 0, from, eaves, (from + to) / 2, eaves + rise, to, eaves, to, 0};
    return solid(x, x + wide, 0, 1, 0, gable);
  }

  private Path2D ground(double half) {
    Path2D ground = new Path2D.Double();
    for (double z = 2; z < END; z *= 1.1) {
      double far = 1.1 * z;
      polygon(ground, at(-half, 0, z), at(half, 0, z), at(half, 0, far), at(-half, 0, far));
    }
    return ground;
  }

  /**
   * An outline of z times {@code way} and y, drawn out sideways, less by {@code taper} higher up.
   */
  private Path2D solid(
      double left, double right, double z, double way, double taper, double... zy) {
    int n = zy.length / 2;
    double[][] near = new double[n][];
    double[][] far = new double[n][];
    for (int i = 0; i < n; i++) {
      double y = zy[2 * i + 1];
      double in = taper * Math.max(0, y - 0.9);
      near[i] = at(left + in, y, z + way * zy[2 * i]);
      far[i] = at(right - in, y, z + way * zy[2 * i]);
    }
    Path2D solid = new Path2D.Double();
    for (int i = 0; i < n; i++) {
      polygon(solid, near[i], far[i], far[(i + 1) % n], near[(i + 1) % n]);
    }
    return polygon(polygon(solid, near), far);
  }

  /** Polygons in ellipses that stand at x, z: their x, y and radii, and unevenness of the rims. */
  private Path2D figure(
      int corners, double x, double z, double wide, double tall, double rough, double... parts) {
    Path2D figure = new Path2D.Double();
    for (int k = 0; k < parts.length; k += 4) {
      double[][] rim = new double[corners][];
      for (int i = 0; i < corners; i++) {
        int angle = i * SIN.length / corners;
        double r = 1 + rough * any(-0.5, 0.5);
        double dx = parts[k] + r * parts[k + 2] * SIN[angle];
        double y = parts[k + 1] + r * parts[k + 3] * SIN[(angle + 6) % SIN.length];
        rim[i] = at(x + wide * dx, tall * y, z);
      }
      polygon(figure, rim);
    }
    return figure;
  }

  /** Where a point of the world lies in the picture. */
  private double[] at(double x, double y, double z) {
    return new double[] {middle + 384 * ((x - 1.6) / z + bend * z), horizon + 384 * (1.45 - y) / z};
  }

  private void add(int label, double z, Path2D shape) {
    things.add(new Thing(id(label, things.size()), z, shape));
  }

  private double any(double least, double most) {
    return random.nextDouble(least, most);
  }

  /** Adds a polygon that turns the same way as the others of the shape, so that they unite. */
  private static Path2D polygon(Path2D shape, double[]... corners) {
    double area = 0;
    for (int i = 0; i < corners.length; i++) {
      double[] next = corners[(i + 1) % corners.length];
      area += corners[i][0] * next[1] - next[0] * corners[i][1];
    }
    if (area < 0) {
      Collections.reverse(Arrays.asList(corners));
    }
    shape.moveTo(corners[0][0], corners[0][1]);
    for (double[] corner : corners) {
      shape.lineTo(corner[0], corner[1]);
    }
    shape.closePath();
    return shape;
  }

  /** What decides one aspect of a scene. */
  static SplittableRandom random(int index, int aspect) {
    return new SplittableRandom(0xBF58476D1CE4E5B9L * index + 0x94D049BB133111EBL * aspect);
  }
}

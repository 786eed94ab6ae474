package dev.maskwise.job.demo;

import dev.maskwise.job.demo.Street.Thing;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;

/**
 * One street as seen from a car, decided by the index alone, at any size; pixels are row by row.
 *
 * <p>Scene 5 is wholly ignored (the annotators gave up); scenes 10, 34, 58, … show sky alone (fog).
 * All others show several of most things; a thin band around two in five is ignored, as is the
 * hood.
 */
record Scene(int index, int width, int height, List<Thing> things) {
  Scene(int index, int width, int height) {
    this(index, width, height, new Street(index, Street.HEIGHT * width / height).things);
  }

  /** Path below the truth or a model, without suffix: {@code day/scene-0000}. */
  String imageId() {
    return imageId(index);
  }

  /** The image id of the scene with this index. */
  static String imageId(int index) {
    String condition = List.of("day", "day", "dusk", "rain").get(index % 4);
    return String.format(Locale.ROOT, "%s/scene-%04d", condition, index);
  }

  /** Factor on everything that goes wrong in a model; 1 by day. */
  double difficulty() {
    return new double[] {1, 1, 1.3, 2}[index % 4];
  }

  /** A smooth random function of column and row: within −1 and 1, bumps of a size in units. */
  DoubleBinaryOperator noise(SplittableRandom random, double size) {
    double[][] lattice = new double[(int) (Street.HEIGHT / size) + 2][];
    int columns = (int) (Street.HEIGHT * width / height / size) + 2;
    Arrays.setAll(lattice, j -> random.doubles(columns, -1, 1).toArray());
    double step = Street.HEIGHT / height / size;
    return (column, row) -> {
      double x = (column + 0.5) * step;
      double y = (row + 0.5) * step;
      int i = (int) x;
      int j = (int) y;
      double above = between(lattice[j][i], lattice[j][i + 1], x - i);
      return between(above, between(lattice[j + 1][i], lattice[j + 1][i + 1], x - i), y - j);
    };
  }

  private static double between(double a, double b, double t) {
    return a + t * t * (3 - 2 * t) * (b - a);
  }

  /** The true instance ids, see {@link DemoDataSet#write(java.nio.file.Path, int, int, int)}. */
  int[] truth() {
    int[] ids = paint(things, true);
    if (index == 5) {
      Arrays.fill(ids, Label.IGNORE);
    }
    return ids;
  }

  /** The class ids of instance ids, a byte a pixel. */
  static byte[] labels(int[] ids) {
    byte[] labels = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      labels[i] = (byte) Label.label(ids[i]);
    }
    return labels;
  }

  /** The ids of things, later ones over earlier ones; a pixel is what its centre is. */
  int[] paint(List<Thing> things, boolean borders) {
    System.getProperties().putIfAbsent("java.awt.headless", "true"); // no screen is needed
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D brush = picture.createGraphics();
    brush.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    brush.setComposite(AlphaComposite.Src);
    brush.scale(height / Street.HEIGHT, height / Street.HEIGHT);
    for (Thing thing : things) {
      boolean bordered = borders && thing.id() >= 1000 && thing.id() % 5 < 2;
      brush.setColor(new Color(Label.IGNORE, true));
      for (int corner = 0; bordered && corner < 4; corner++) {
        brush.translate(corner % 2 * 2 - 1, corner / 2 * 2 - 1);
        brush.fill(thing.shape());
        brush.translate(1 - corner % 2 * 2, 1 - corner / 2 * 2);
      }
      brush.setColor(new Color(thing.id(), true));
      brush.fill(thing.shape());
    }
    brush.dispose();
    return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
  }
}

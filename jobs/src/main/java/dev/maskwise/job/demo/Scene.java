package dev.maskwise.job.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One street as seen from a car: its true label map, and what a model makes of it.
 *
 * <p>A scene is a function of its index alone, drawn at any size; the same index shows the same
 * street. Scene 5 is wholly ignored (the annotators gave up), and scenes 10, 34, 58, … show sky
 * alone (fog). All others have a road with buildings, vegetation, poles, signs, cars, persons and
 * riders, and the hood of the camera's own car as an ignore region.
 */
public final class Scene {
  private static final int UNUSABLE = 5;
  private static final int FOG = 10;
  private static final int FOG_PERIOD = 24;

  private final int index;
  private final int width;
  private final int height;
  private final Condition condition;
  private final List<Thing> things;

  private Scene(int index, int width, int height, List<Thing> things) {
    this.index = index;
    this.width = width;
    this.height = height;
    this.condition = Condition.of(index);
    this.things = things;
  }

  /**
   * Composes a scene; nothing is painted yet. Some ten thousand vertices, independent of the size.
   *
   * @param index 0 or more; decides everything that is in the scene
   * @param width pixels, at least 64
   * @param height pixels, at least 32
   * @throws IllegalArgumentException when an argument is out of range, or the pixels do not fit an
   *     array
   */
  public static Scene of(int index, int width, int height) {
    if (index < 0) {
      throw new IllegalArgumentException("Scene index " + index + " is negative.");
    }
    if (height < 32 || width < 64 || (long) width * height > 1 << 30) {
      throw new IllegalArgumentException(
          "A scene of "
              + width
              + "x"
              + height
              + " cannot be drawn: it must be at least 64x32 and have at most 2^30 pixels.");
    }
    SplittableRandom random = new SplittableRandom(seed(index));
    double span = Camera.HEIGHT * width / height;
    List<Thing> things = index % FOG_PERIOD == FOG ? fog(span) : street(span, random);
    return new Scene(index, width, height, things);
  }

  private static List<Thing> fog(double span) {
    Polygon everywhere = Polygon.rectangle(0, 0, span, Camera.HEIGHT);
    return List.of(
        new Thing(StreetClass.SKY, Double.POSITIVE_INFINITY, false, List.of(everywhere)));
  }

  private static List<Thing> street(double span, SplittableRandom random) {
    Road road = Road.plan(span, random);
    List<Thing> things = new ArrayList<>(Surroundings.of(road, random));
    Stream.concat(Roadside.of(road, random).stream(), Traffic.of(road, random).stream())
        .sorted(Comparator.comparingDouble(Thing::depth).reversed())
        .forEach(things::add);
    Polygon hood = Polygon.ellipse(span / 2, Camera.HEIGHT + 34, span * 0.52, 54);
    things.add(new Thing(DemoDataSet.IGNORE, 0, false, List.of(hood)));
    return List.copyOf(things);
  }

  /** Seed of everything random in the scene. */
  static long seed(int index) {
    return 0x6D61736B77697365L + 0x9E3779B97F4A7C15L * index;
  }

  /** Index that the scene was made from. */
  public int index() {
    return index;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  Condition condition() {
    return condition;
  }

  /** What the annotators would paint, far to near. */
  List<Thing> things() {
    return things;
  }

  /**
   * Path below the directory of the truth or of a model, without suffix: {@code day/scene-0003}.
   */
  public String imageId() {
    return imageId(index);
  }

  /** The image id of the scene with this index. */
  static String imageId(int index) {
    return String.format(Locale.ROOT, "%s/scene-%04d", Condition.of(index).folder(), index);
  }

  /**
   * Paints the true label map: row by row, a class id below {@code DemoDataSet.CLASSES.size()} or
   * {@link DemoDataSet#IGNORE} a pixel. A new array each time; about 2 ns a pixel.
   */
  public byte[] truth() {
    Canvas canvas = new Canvas(width, height);
    if (index == UNUSABLE) {
      Arrays.fill(canvas.pixels, (byte) DemoDataSet.IGNORE);
    } else {
      things.forEach(thing -> thing.annotate(canvas));
    }
    return canvas.pixels;
  }

  /**
   * What the model says: as {@link #truth()}, but never ignore. A new array each time; about 30 ns
   * a pixel.
   */
  public byte[] prediction(DemoModel model) {
    return model.predict(this);
  }
}

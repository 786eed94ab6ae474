package dev.maskwise.job.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A pretended segmentation model. It misses small things, confuses some classes, bends every
 * contour a little, and may see only a coarse grid; all of it worse at dusk and much worse in rain.
 */
public enum DemoModel {
  /** Good contours, small mistakes: a large model at full resolution. */
  SHARP(2.6, 1, 5, 0.06, 0.08, 0.64, 0, 10, 1.4),
  /**
   * A small model at an eighth of the resolution: blocky, blind for thin things, now and then
   * inventive. More certain of itself than it has reason to be.
   */
  COARSE(5.2, 8, 11, 0.3, 0.25, 0.54, 2.5, 16, 2.2);

  /** By class id: the class that it is most easily taken for. */
  private static final int[] TAKEN_FOR = new int[StreetClass.NAMES.size()];

  static {
    TAKEN_FOR[StreetClass.ROAD] = StreetClass.SIDEWALK;
    TAKEN_FOR[StreetClass.SIDEWALK] = StreetClass.ROAD;
    TAKEN_FOR[StreetClass.BUILDING] = StreetClass.VEGETATION;
    TAKEN_FOR[StreetClass.VEGETATION] = StreetClass.BUILDING;
    TAKEN_FOR[StreetClass.SKY] = StreetClass.SKY;
    TAKEN_FOR[StreetClass.CAR] = StreetClass.CAR;
    TAKEN_FOR[StreetClass.PERSON] = StreetClass.RIDER;
    TAKEN_FOR[StreetClass.POLE] = StreetClass.BUILDING;
    TAKEN_FOR[StreetClass.TRAFFIC_SIGN] = StreetClass.BUILDING;
    TAKEN_FOR[StreetClass.RIDER] = StreetClass.PERSON;
  }

  private static final int[] INVENTED = {
    StreetClass.VEGETATION, StreetClass.CAR, StreetClass.PERSON, StreetClass.BUILDING
  };

  /** Largest displacement of a contour by day, in scene units; a third of it is typical. */
  private final double jitter;

  /** Side of the cells that get one label each, in pixels. */
  private final int cell;

  /** Apparent size at which half of the things are missed by day. */
  private final double resolvable;

  /** Probability that a pole or a sign is missed however near it is, by day. */
  private final double thinMissed;

  /** Probability that a person is taken for a rider and the reverse, by day. */
  private final double confused;

  /** Level of the noise above which a region is taken for another class, by day. */
  private final double patches;

  /** Mean number of things that are not there, by day. */
  private final double invented;

  /** Largest logit of a class that everything speaks for, where the model is most confident. */
  final double gain;

  /** Largest noise on a logit by day; a third of it is typical. */
  final double scoreNoise;

  DemoModel(
      double jitter,
      int cell,
      double resolvable,
      double thinMissed,
      double confused,
      double patches,
      double invented,
      double gain,
      double scoreNoise) {
    this.jitter = jitter;
    this.cell = cell;
    this.resolvable = resolvable;
    this.thinMissed = thinMissed;
    this.confused = confused;
    this.patches = patches;
    this.invented = invented;
    this.gain = gain;
    this.scoreNoise = scoreNoise;
  }

  /** Name of the model and of its folder. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many pixels to each side have a say in the logits of a pixel. */
  int blur() {
    return 2 + cell / 2;
  }

  /** The label map that the model gives for the scene: of the scene's size, without ignore. */
  byte[] predict(Scene scene) {
    SplittableRandom random =
        new SplittableRandom(Scene.seed(scene.index()) ^ (0xD1B54A32D192ED03L * (cell + 1)));
    double difficulty = scene.condition().difficulty;
    Canvas canvas = perceive(scene, difficulty, random);
    byte[] bent = bend(canvas, difficulty, random);
    return cell == 1 ? bent : coarsen(bent, canvas.width, canvas.height);
  }

  private Canvas perceive(Scene scene, double difficulty, SplittableRandom random) {
    Canvas canvas = new Canvas(scene.width(), scene.height());
    for (Thing thing : scene.things()) {
      int label = perceived(thing, difficulty, random);
      if (label != DemoDataSet.IGNORE) {
        thing.paint(canvas, label);
      }
    }
    double span = Camera.HEIGHT * scene.width() / scene.height();
    for (int n = (int) (invented * difficulty * 2 * random.nextDouble()); n > 0; n--) {
      double x = random.nextDouble(span);
      double y = random.nextDouble(0.3, 0.85) * Camera.HEIGHT;
      double wide = random.nextDouble(5, 16);
      double tall = random.nextDouble(5, 16);
      int label = INVENTED[random.nextInt(INVENTED.length)];
      canvas.fill(Polygon.blob(x, y, wide, tall, 0.3, random), label);
    }
    return canvas;
  }

  /** The class that the model sees in the thing; ignore when it overlooks it. */
  private int perceived(Thing thing, double difficulty, SplittableRandom random) {
    int label = thing.label();
    double missed = random.nextDouble();
    double mistaken = random.nextDouble();
    boolean thin = label == StreetClass.POLE || label == StreetClass.TRAFFIC_SIGN;
    boolean human = label == StreetClass.PERSON || label == StreetClass.RIDER;
    if (!thin && !human && label != StreetClass.CAR) {
      return label;
    }
    double ratio = thing.apparentSize() / (resolvable * difficulty);
    double tooSmall = 1 / (1 + ratio * ratio * ratio);
    if (missed < tooSmall + (thin ? thinMissed * difficulty : 0)) {
      return DemoDataSet.IGNORE;
    }
    return human && mistaken < confused * difficulty ? TAKEN_FOR[label] : label;
  }

  /** Takes every pixel from a place nearby, and regions of high noise from another class. */
  private byte[] bend(Canvas canvas, double difficulty, SplittableRandom random) {
    int width = canvas.width;
    int height = canvas.height;
    double step = Camera.HEIGHT / height;
    double reach = jitter * StrictMath.sqrt(difficulty) / step;
    double level = patches / StrictMath.sqrt(difficulty);
    Noise right = new Noise(random.nextLong(), 14);
    Noise down = new Noise(random.nextLong(), 14);
    Noise doubt = new Noise(random.nextLong(), 60);
    double[] dx = new double[width];
    double[] dy = new double[width];
    double[] doubts = new double[width];
    byte[] bent = new byte[width * height];
    for (int row = 0; row < height; row++) {
      double y = (row + 0.5) * step;
      right.row(y, step, dx);
      down.row(y, step, dy);
      doubt.row(y, step, doubts);
      for (int column = 0; column < width; column++) {
        int fromX = clamp(column + (int) Math.rint(reach * dx[column]), width);
        int fromY = clamp(row + (int) Math.rint(reach * dy[column]), height);
        byte label = canvas.pixels[fromY * width + fromX];
        bent[row * width + column] = doubts[column] > level ? (byte) TAKEN_FOR[label] : label;
      }
    }
    return bent;
  }

  private static int clamp(int value, int limit) {
    return Math.max(0, Math.min(limit - 1, value));
  }

  /** Gives every cell the label that most of its pixels have, the lowest among equals. */
  private byte[] coarsen(byte[] labels, int width, int height) {
    byte[] coarse = new byte[labels.length];
    int[] votes = new int[StreetClass.NAMES.size()];
    for (int top = 0; top < height; top += cell) {
      int bottom = Math.min(height, top + cell);
      for (int left = 0; left < width; left += cell) {
        int right = Math.min(width, left + cell);
        Arrays.fill(votes, 0);
        for (int row = top; row < bottom; row++) {
          for (int column = left; column < right; column++) {
            votes[labels[row * width + column]]++;
          }
        }
        int winner = 0;
        for (int label = 1; label < votes.length; label++) {
          winner = votes[label] > votes[winner] ? label : winner;
        }
        for (int row = top; row < bottom; row++) {
          Arrays.fill(coarse, row * width + left, row * width + right, (byte) winner);
        }
      }
    }
    return coarse;
  }
}

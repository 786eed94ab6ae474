package dev.maskwise.job.demo;

import static dev.maskwise.job.demo.Label.*;

import dev.maskwise.job.demo.Street.Thing;
import dev.maskwise.metric.Task;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;

/**
 * A pretended segmentation model; all that goes wrong is worse at dusk and much worse in rain.
 *
 * @param jitter largest displacement of a contour by day, in scene units; a third is typical
 * @param cell side of the cells that get one label each, in pixels
 * @param sight metres away from which half of the things are missed by day
 * @param mistakes probability that a thing is taken for one of another class by day
 */
record DemoModel(String name, double jitter, int cell, double sight, double mistakes) {
  static final DemoModel SHARP = new DemoModel("sharp", 1.8, 2, 100, 0.07);
  static final DemoModel COARSE = new DemoModel("coarse", 5, 8, 50, 0.28);

  /** By class: what it is most easily taken for. */
  private static final int[] TAKEN_FOR = {
    SIDEWALK, ROAD, VEGETATION, BUILDING, SKY, CAR, RIDER, BUILDING, BUILDING, PERSON
  };

  private List<Thing> perceive(Scene scene, SplittableRandom random) {
    List<Thing> seen = new ArrayList<>();
    for (Thing thing : scene.things()) {
      double ratio = thing.depth() * scene.difficulty() / sight;
      boolean missed = random.nextDouble() > 1 / (1 + ratio * ratio * ratio);
      boolean mistaken = random.nextDouble() < mistakes * scene.difficulty();
      if (thing.id() < CAR || (!missed && thing.id() != IGNORE)) {
        int id = mistaken && thing.id() > CAR ? mistaken(thing.id()) : thing.id();
        seen.add(new Thing(id, thing.depth(), thing.shape()));
      }
    }
    for (int n = (int) random.nextDouble(10 * mistakes * scene.difficulty()); n > 0; n--) {
      int x = random.nextInt((int) (Street.HEIGHT * scene.width() / scene.height()));
      Rectangle box = new Rectangle(x, random.nextInt(70, 220), random.nextInt(9, 30), 20);
      int id = id(random.nextInt(CAR, POLE), scene.things().size() + n);
      seen.add(new Thing(id, 0, new Path2D.Double(box)));
    }
    return seen;
  }

  private static int mistaken(int id) {
    return id(TAKEN_FOR[label(id)], id % 1000);
  }

  /** The instance ids that the model sees, each cell's from a place nearby; never ignore. */
  int[] predict(Scene scene) {
    SplittableRandom random = Street.random(scene.index(), cell);
    int[] seen = scene.paint(perceive(scene, random), false);
    int width = scene.width();
    int height = scene.height();
    double worse = Math.sqrt(scene.difficulty());
    double reach = jitter * worse * height / Street.HEIGHT;
    DoubleBinaryOperator right = scene.noise(random, 10);
    DoubleBinaryOperator down = scene.noise(random, 10);
    DoubleBinaryOperator doubt = scene.noise(random, 50);
    int[] bent = new int[seen.length];
    for (int top = 0; top < height; top += cell) {
      for (int left = 0; left < width; left += cell) {
        int column = clamp(left + cell / 2, width);
        int row = clamp(top + cell / 2, height);
        int x = clamp(column + reach * right.applyAsDouble(column, row), width);
        int id = seen[clamp(row + reach * down.applyAsDouble(column, row), height) * width + x];
        boolean doubtful = doubt.applyAsDouble(column, row) * worse > 1 - 0.5 * mistakes;
        for (int i = top; i < Math.min(height, top + cell); i++) {
          int end = i * width + Math.min(width, left + cell);
          Arrays.fill(bent, i * width + left, end, doubtful ? mistaken(id) : id);
        }
      }
    }
    return bent;
  }

  private static int clamp(double place, int size) {
    return Math.max(0, Math.min(size - 1, (int) Math.rint(place)));
  }

  /**
   * Logits that could have led to the label map: of each class, or how far the foreground is above
   * the others. A class has as much evidence as it has pixels nearby, in the label map and, with
   * less weight, in the truth; confidence in it varies, and is largest in the worse model.
   */
  float[][] logits(Scene scene, Task task, byte[] truth, byte[] labels) {
    SplittableRandom random = Street.random(scene.index(), -cell);
    double[] scores = new double[NAMES.size()];
    float[][] planes = new float[task == Task.BINARY ? 1 : scores.length][labels.length];
    double amplitude = (0.7 + 3.5 * mistakes) * Math.sqrt(scene.difficulty());
    DoubleBinaryOperator sure = scene.noise(random, 45);
    DoubleBinaryOperator[] noise = new DoubleBinaryOperator[scores.length];
    Arrays.setAll(noise, c -> scene.noise(random, 9));
    for (int i = 0; i < labels.length; i++) {
      int row = i / scene.width();
      int column = i % scene.width();
      int[] evidence = new int[scores.length];
      for (int near = 0; near < 16; near++) {
        int x = clamp(column + near % 4 * 2 - 3, scene.width());
        int at = clamp(row + near / 4 * 2 - 3, scene.height()) * scene.width() + x;
        evidence[labels[at]] += 3;
        evidence[truth[at] < 0 ? labels[at] : truth[at]] += 2;
      }
      double gain = (9.5 + 25 * mistakes) * (0.65 + 0.35 * sure.applyAsDouble(column, row)) / 80;
      double strongest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < scores.length; c++) {
        scores[c] = gain * evidence[c] + amplitude * noise[c].applyAsDouble(column, row);
        strongest = c == labels[i] ? strongest : Math.max(strongest, scores[c]);
      }
      double above = Math.abs(scores[labels[i]] - strongest) + 0x1p-5; // float16 rounds off less
      scores[labels[i]] = strongest + above;
      double margin = labels[i] == CAR ? above : scores[CAR] - scores[labels[i]];
      for (int c = 0; c < planes.length; c++) {
        planes[c][i] = (float) (planes.length == 1 ? margin : scores[c]);
      }
    }
    return planes;
  }
}

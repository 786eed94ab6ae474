package dev.maskwise.job.demo;

import java.util.SplittableRandom;

/**
 * The logits from which a pretended model could have got its label map.
 *
 * <p>A class has as much evidence at a pixel as it has pixels around it, in the label map and, with
 * less weight, in the truth: the logits run smoothly over a border, and are smaller where the model
 * is mistaken. The evidence is multiplied by a confidence that varies over the picture, and noise
 * is added, more of it in bad weather. Where another class would win, the two logits change places:
 * the class of the label map has the largest logit of every pixel, also after rounding to float16.
 *
 * <p>Cost: linear in the pixels and classes; memory is eight bytes a pixel and class at most.
 */
public final class DemoScores {
  /** The class whose logits the binary task is about. */
  public static final int FOREGROUND = StreetClass.CAR;

  /** How much the label map's class is above the others at least; more than float16 rounds off. */
  static final float MARGIN = 0x1p-5f;

  private static final int CLASSES = StreetClass.NAMES.size();

  /** Parts of the evidence: what the model said, and what it also saw of the truth. */
  private static final int SAID = 4;

  private static final int SEEN = 1;

  private DemoScores() {}

  /** A plane of logits for each class, row by row; the largest is that of the label map's class. */
  static float[][] ofClasses(Scene scene, DemoModel model) {
    byte[] labels = scene.prediction(model);
    byte[] truth = scene.truth();
    SplittableRandom random =
        new SplittableRandom(Scene.seed(scene.index()) ^ (0xA0761D6478BD642FL * model.blur()));
    Noise confidence = new Noise(random.nextLong(), 45);
    float[][] planes = new float[CLASSES][];
    for (int c = 0; c < CLASSES; c++) {
      Evidence evidence = new Evidence(labels, truth, c, scene.width(), scene.height());
      planes[c] = plane(scene, model, evidence, confidence, new Noise(random.nextLong(), 9));
    }
    for (int i = 0; i < labels.length; i++) {
      settle(planes, i, labels[i]);
    }
    return planes;
  }

  /**
   * Logits of the {@link #FOREGROUND}: how far it is above the strongest other class. They are
   * positive exactly where the label map has it.
   */
  static float[] ofForeground(Scene scene, DemoModel model) {
    float[][] planes = ofClasses(scene, model);
    float[] logits = planes[FOREGROUND];
    for (int i = 0; i < logits.length; i++) {
      logits[i] -= planes[strongestOther(planes, i, FOREGROUND)][i];
    }
    return logits;
  }

  private static float[] plane(
      Scene scene, DemoModel model, Evidence evidence, Noise confidence, Noise noise) {
    int width = scene.width();
    double step = Camera.HEIGHT / scene.height();
    double amplitude = model.scoreNoise * StrictMath.sqrt(scene.condition().difficulty);
    double[] confidences = new double[width];
    double[] noises = new double[width];
    float[] plane = new float[width * scene.height()];
    for (int row = 0; row < scene.height(); row++) {
      confidence.row((row + 0.5) * step, step, confidences);
      noise.row((row + 0.5) * step, step, noises);
      for (int column = 0; column < width; column++) {
        double share = evidence.share(row, column, model.blur());
        double gain = model.gain * (0.65 + 0.35 * confidences[column]);
        plane[row * width + column] = (float) (gain * share + amplitude * noises[column]);
      }
    }
    return plane;
  }

  /** Lets the class of the label map have the largest logit of a pixel. */
  private static void settle(float[][] planes, int pixel, int label) {
    int other = strongestOther(planes, pixel, label);
    float logit = planes[label][pixel];
    if (planes[other][pixel] > logit) {
      planes[label][pixel] = planes[other][pixel];
      planes[other][pixel] = logit;
      other = strongestOther(planes, pixel, label);
    }
    planes[label][pixel] = Math.max(planes[label][pixel], planes[other][pixel] + MARGIN);
  }

  private static int strongestOther(float[][] planes, int pixel, int label) {
    int strongest = label == 0 ? 1 : 0;
    for (int c = 0; c < planes.length; c++) {
      strongest = c != label && planes[c][pixel] > planes[strongest][pixel] ? c : strongest;
    }
    return strongest;
  }

  /** Sums of what speaks for a class over all rectangles that begin at the upper left corner. */
  private static final class Evidence {
    private final int width;
    private final int height;
    private final int[] sums;

    Evidence(byte[] labels, byte[] truth, int classId, int width, int height) {
      this.width = width;
      this.height = height;
      this.sums = new int[(width + 1) * (height + 1)];
      for (int row = 0; row < height; row++) {
        int sum = 0;
        for (int column = 0; column < width; column++) {
          int pixel = row * width + column;
          boolean unknown = (truth[pixel] & 0xFF) == DemoDataSet.IGNORE;
          int seen = unknown ? labels[pixel] : truth[pixel];
          sum += labels[pixel] == classId ? SAID : 0;
          sum += seen == classId ? SEEN : 0;
          sums[at(row + 1, column + 1)] = sums[at(row, column + 1)] + sum;
        }
      }
    }

    /** The class's share of the pixels at most {@code reach} rows and columns away. */
    double share(int row, int column, int reach) {
      int top = Math.max(0, row - reach);
      int bottom = Math.min(height, row + reach + 1);
      int left = Math.max(0, column - reach);
      int right = Math.min(width, column + reach + 1);
      int sum =
          sums[at(bottom, right)]
              - sums[at(top, right)]
              - sums[at(bottom, left)]
              + sums[at(top, left)];
      return (double) sum / ((bottom - top) * (right - left) * (SAID + SEEN));
    }

    private int at(int row, int column) {
      return row * (width + 1) + column;
    }
  }
}

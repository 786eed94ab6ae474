package dev.maskwise.spark.catalog;

import dev.maskwise.image.ScoreChecks;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.lang.ref.SoftReference;
import java.nio.FloatBuffer;

/**
 * The scores of every class and the true class at each valid pixel of one image, and what is
 * computed of them. Each thread has one, whose arrays are used again: 4 bytes a pixel and class of
 * the largest image, and 7 more a pixel, as long as nothing else needs the memory.
 */
final class ClassPixels {
  private static final ThreadLocal<SoftReference<ClassPixels>> OF_THREAD =
      ThreadLocal.withInitial(() -> new SoftReference<>(null));

  private static final ScoreKernels KERNELS = ScoreKernels.best();

  private final Lovasz lovasz = new Lovasz();
  private LabelledPixels truth = new LabelledPixels();
  private ScoreKind kind = ScoreKind.PROBABILITY;

  /** Scores as they were given, or probabilities made of them. */
  private float[][] planes = {};

  /** Whether the planes hold logits and the losses are not made yet. */
  private boolean logits;

  private float[] crossEntropy = {};
  private byte[] isClass = {};

  private ClassPixels() {}

  /**
   * Reads an image. What is returned is valid until the thread reads the next.
   *
   * @param function the name of the function, for the message
   * @param scores bytes of float32 in little-endian order, or an array of floats, one class after
   *     another
   * @param labels the truth, one byte a pixel; above 256 classes two, in little-endian order
   * @param ignore the label of the truth whose pixels are left out; negative for none
   * @param kind what the scores are
   */
  static ClassPixels read(
      String function, Object scores, byte[] labels, int classes, int ignore, ScoreKind kind) {
    ClassPixels image = OF_THREAD.get().get();
    if (image == null) {
      image = new ClassPixels();
      OF_THREAD.set(new SoftReference<>(image));
    }
    image.truth.read(function, labels, classes, ignore);
    FloatBuffer given = ScoreColumn.floats(function, scores, classes, image.truth.allPixels());
    image.takeScores(given, classes);
    image.requireFinite(function);
    if (kind == ScoreKind.PROBABILITY) {
      image.requireProbabilities(function);
      image.requireSumOne(function);
    }
    image.kind = kind;
    image.logits = kind == ScoreKind.LOGIT;
    return image;
  }

  private void takeScores(FloatBuffer given, int classes) {
    int pixels = truth.pixels();
    if (planes.length != classes || isClass.length < pixels) {
      planes = new float[0][]; // the old ones are given up before the new are made
      planes = new float[classes][pixels];
      crossEntropy = new float[pixels];
      isClass = new byte[pixels];
    }
    for (int c = 0; c < classes; c++) {
      truth.copyValid(given, c * truth.allPixels(), planes[c]);
    }
  }

  private void requireFinite(String function) {
    for (int c = 0; c < planes.length; c++) {
      int at = KERNELS.firstNonFinite(planes[c], truth.pixels());
      if (at >= 0) {
        throw new Refusal(
            function,
            "the score of pixel %d for class %d is %s, but scores are finite numbers."
                .formatted(truth.positionOfValid(at), c, planes[c][at]));
      }
    }
  }

  private void requireProbabilities(String function) {
    for (int c = 0; c < planes.length; c++) {
      float[] plane = planes[c];
      for (int i = 0; i < truth.pixels(); i++) {
        if (!(plane[i] >= 0 && plane[i] <= 1)) {
          throw new Refusal(
              function,
              "the score of pixel %d for class %d is %s, but probabilities are from 0 to 1."
                  .formatted(truth.positionOfValid(i), c, plane[i]));
        }
      }
    }
  }

  /** As the jobs check it. */
  private void requireSumOne(String function) {
    int at = ScoreChecks.firstNotSumOne(planes, truth.pixels(), crossEntropy);
    if (at >= 0) {
      throw new Refusal(
          function,
          "the probabilities of pixel %d add up to %s, but those of all classes add up to 1."
              .formatted(truth.positionOfValid(at), crossEntropy[at]));
    }
  }

  /** Makes probabilities of logits; the losses come with them. */
  private float[][] probabilities() {
    if (logits) {
      KERNELS.softmax(planes, truth.pixels(), truth.classes(), crossEntropy);
      logits = false;
    }
    return planes;
  }

  /** The losses alone are less work than probabilities and losses. */
  private float[] crossEntropy() {
    if (logits) {
      KERNELS.crossEntropyFromLogits(planes, truth.pixels(), truth.classes(), crossEntropy);
    } else if (kind == ScoreKind.PROBABILITY) {
      KERNELS.crossEntropy(
          planes, truth.pixels(), truth.classes(), ScoreColumn.LOG_FLOOR, crossEntropy);
    }
    return crossEntropy;
  }

  int classes() {
    return planes.length;
  }

  int pixels() {
    return truth.pixels();
  }

  /** The probabilities of a class at the valid pixels; the array may be longer. */
  float[] probabilities(int classId) {
    return probabilities()[classId];
  }

  /** 1 for each valid pixel of a class, else 0; valid until the next call. */
  byte[] isClass(int classId) {
    char[] classes = truth.classes();
    for (int i = 0; i < truth.pixels(); i++) {
      isClass[i] = (byte) (classes[i] == classId ? 1 : 0);
    }
    return isClass;
  }

  /** The valid pixels of each class. */
  long[] cardinalities() {
    long[] cardinalities = new long[planes.length];
    char[] classes = truth.classes();
    for (int i = 0; i < truth.pixels(); i++) {
      cardinalities[classes[i]]++;
    }
    return cardinalities;
  }

  SoftOverlap softOverlap(int classId, long truthCardinality) {
    double[] sums = new double[ScoreKernels.FOCAL];
    KERNELS.softOverlap(probabilities(classId), isClass(classId), truth.pixels(), sums);
    return SoftOverlap.of(
        truth.pixels(),
        truthCardinality,
        sums[ScoreKernels.INTERSECTION],
        sums[ScoreKernels.PREDICTION],
        sums[ScoreKernels.SQUARES]);
  }

  /** The losses of the pixels by true class. */
  PixelLosses pixelLosses(float... gammas) {
    double[][] sums = new double[gammas.length][planes.length];
    float[] losses = crossEntropy();
    for (int g = 0; g < gammas.length; g++) {
      KERNELS.focalByClass(losses, truth.classes(), truth.pixels(), gammas[g], sums[g]);
    }
    return PixelLosses.of(gammas, sums, cardinalities(), truth.allPixels());
  }

  /** The Lovász-softmax of one class. */
  double lovaszSoftmax(int classId) {
    return lovasz.softmax(probabilities(classId), isClass(classId), truth.pixels());
  }
}

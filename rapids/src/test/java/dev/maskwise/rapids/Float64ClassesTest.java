package dev.maskwise.rapids;

import dev.maskwise.rapids.Float64.Probability;
import dev.maskwise.rapids.column.ImageFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The losses of many classes on columns against float64 sums written as the formulas are. */
class Float64ClassesTest {
  private static final int CLASSES = 4;
  private static final UTF8String PRESENT = UTF8String.fromString("present");
  private static final UTF8String ALL = UTF8String.fromString("all");

  /** Scores as probabilities, and the cross-entropy of a pixel. */
  private enum Kind {
    LOGIT {
      @Override
      Probability of(double[] scores, int classId) {
        return Probability.softmax(scores, classId);
      }

      @Override
      double crossEntropy(double[] scores, int truth) {
        return Float64.crossEntropy(scores, truth);
      }
    },
    PROBABILITY {
      @Override
      Probability of(double[] scores, int classId) {
        return Probability.given(scores[classId]);
      }

      @Override
      double crossEntropy(double[] scores, int truth) {
        return -Math.max(Math.log(scores[truth]), -100);
      }
    };

    UTF8String word() {
      return this == LOGIT ? ImageFunction.LOGIT : FunctionCase.PROBABILITY;
    }

    abstract Probability of(double[] scores, int classId);

    abstract double crossEntropy(double[] scores, int truth);

    void check(String name, List<Object> constants, ReferenceImages.Reference reference) {
      Batch.Pair images =
          this == LOGIT ? Batch.planes(CLASSES, 1) : Batch.probabilityPlanes(CLASSES, 1);
      ReferenceImages.check(name, CLASSES, images, constants, reference);
    }
  }

  @Test
  void softmaxCrossEntropy() {
    for (Kind kind : Kind.values()) {
      kind.check(
          "multiclass_cross_entropy",
          List.of(CLASSES, Batch.IGNORED, kind.word()),
          (scores, labels) -> meanFocal(kind, 0, scores, labels));
    }
  }

  @Test
  void softmaxFocalLoss() {
    for (Kind kind : Kind.values()) {
      for (double gamma : new double[] {0.5, 2}) {
        kind.check(
            "multiclass_focal_loss",
            List.of(CLASSES, gamma, Batch.IGNORED, kind.word()),
            (scores, labels) -> meanFocal(kind, gamma, scores, labels));
      }
    }
  }

  private static @Nullable Double meanFocal(
      Kind kind, double gamma, double[][] scores, int[] labels) {
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      double doubt = kind.of(scores[i], labels[i]).rest();
      losses[i] = Math.pow(doubt, gamma) * kind.crossEntropy(scores[i], labels[i]);
    }
    return ReferenceImages.mean(losses);
  }

  @Test
  void softOverlaps() {
    for (Kind kind : Kind.values()) {
      kind.check(
          "multiclass_soft_overlap",
          List.of(CLASSES, Batch.IGNORED, kind.word()),
          (scores, labels) -> {
            List<List<Double>> overlaps = new ArrayList<>();
            for (int c = 0; c < CLASSES; c++) {
              double[] p = new double[labels.length];
              for (int i = 0; i < p.length; i++) {
                p[i] = kind.of(scores[i], c).value();
              }
              overlaps.add(Float64.softOverlap(p, is(labels, c)));
            }
            return overlaps;
          });
    }
  }

  private static boolean[] is(int[] labels, int label) {
    boolean[] flags = new boolean[labels.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = labels[i] == label;
    }
    return flags;
  }

  /** Over errors rounded to float32. */
  @Test
  void lovaszSoftmax() {
    for (Kind kind : Kind.values()) {
      for (UTF8String averaged : List.of(PRESENT, ALL)) {
        kind.check(
            "lovasz_softmax",
            List.of(CLASSES, Batch.IGNORED, kind.word(), averaged),
            (scores, labels) -> meanLovasz(kind, averaged.equals(ALL), scores, labels));
      }
    }
  }

  private static @Nullable Double meanLovasz(
      Kind kind, boolean all, double[][] scores, int[] labels) {
    int[] counted =
        IntStream.range(0, CLASSES)
            .filter(c -> all || IntStream.of(labels).anyMatch(label -> label == c))
            .toArray();
    double[] values = new double[labels.length == 0 ? 0 : counted.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = lovasz(kind, counted[i], scores, labels);
    }
    return ReferenceImages.mean(values);
  }

  private static double lovasz(Kind kind, int classId, double[][] scores, int[] labels) {
    float[] errors = new float[labels.length];
    for (int i = 0; i < errors.length; i++) {
      Probability p = kind.of(scores[i], classId);
      errors[i] = (float) (labels[i] == classId ? p.rest() : p.value());
    }
    return Float64.lovasz(errors, is(labels, classId));
  }
}

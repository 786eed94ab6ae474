package dev.maskwise.rapids;

import dev.maskwise.rapids.column.ImageFunction;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** The losses of one class on columns against float64 sums written as the formulas are. */
class Float64ReferenceTest {
  private static final UTF8String LOGIT = ImageFunction.LOGIT;
  private static final UTF8String PROBABILITY = FunctionCase.PROBABILITY;

  /** A value of a pixel from its score. */
  private interface OfPixel {
    double of(double score, boolean isTrue);
  }

  private static void checkMean(
      String name, Batch.Pair images, List<Object> constants, OfPixel value) {
    ReferenceImages.check(
        name,
        1,
        images,
        constants,
        (scores, labels) ->
            ReferenceImages.mean(
                IntStream.range(0, labels.length)
                    .mapToDouble(i -> value.of(scores[i][0], labels[i] != 0))
                    .toArray()));
  }

  @Test
  void crossEntropy() {
    checkMean(
        "cross_entropy",
        Batch::logits,
        List.of(Batch.IGNORED, LOGIT),
        (z, y) -> Float64.crossEntropy(y ? z : -z));
    checkMean(
        "cross_entropy",
        Batch::probabilities,
        List.of(Batch.IGNORED, PROBABILITY),
        (p, y) -> ofTruth(p, y).surprise());
  }

  private static Float64.Probability ofTruth(double p, boolean isTrue) {
    Float64.Probability foreground = Float64.Probability.given(p);
    return isTrue ? foreground : foreground.not();
  }

  @Test
  void focalLoss() {
    checkFocal(2, 0.25);
    checkFocal(0.5, 0.75);
  }

  private static void checkFocal(double gamma, double alpha) {
    checkMean(
        "focal_loss",
        Batch::logits,
        List.of(gamma, alpha, Batch.IGNORED, LOGIT),
        (z, y) -> {
          double margin = y ? z : -z;
          double doubt = Float64.Probability.sigmoid(margin).rest();
          double weight = y ? alpha : 1 - alpha;
          return weight * Math.pow(doubt, gamma) * Float64.crossEntropy(margin);
        });
    checkMean(
        "focal_loss",
        Batch::probabilities,
        List.of(gamma, alpha, Batch.IGNORED, PROBABILITY),
        (p, y) -> {
          Float64.Probability truth = ofTruth(p, y);
          return (y ? alpha : 1 - alpha) * Math.pow(truth.rest(), gamma) * truth.surprise();
        });
  }

  @Test
  void softOverlap() {
    checkOverlap(Batch::logits, LOGIT, z -> 1 / (1 + Math.exp(-z)));
    checkOverlap(Batch::probabilities, PROBABILITY, p -> p);
  }

  private static void checkOverlap(
      Batch.Pair images, UTF8String score, DoubleUnaryOperator probability) {
    ReferenceImages.check(
        "soft_overlap",
        1,
        images,
        List.of(Batch.IGNORED, score),
        (scores, labels) -> {
          double[] p = new double[labels.length];
          for (int i = 0; i < p.length; i++) {
            p[i] = probability.applyAsDouble(scores[i][0]);
          }
          return Float64.softOverlap(p, isOther(labels, 0));
        });
  }

  private static boolean[] isOther(int[] labels, int label) {
    boolean[] flags = new boolean[labels.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = labels[i] != label;
    }
    return flags;
  }

  /** Over errors rounded to float32. */
  @Test
  void lovaszHinge() {
    ReferenceImages.check(
        "lovasz_hinge",
        1,
        Batch::logits,
        List.of(Batch.IGNORED),
        (scores, labels) -> {
          float[] errors = new float[labels.length];
          for (int i = 0; i < errors.length; i++) {
            float z = (float) scores[i][0];
            errors[i] = labels[i] != 0 ? 1 - z : 1 + z;
          }
          return labels.length == 0 ? null : Float64.lovasz(errors, isOther(labels, 0));
        });
  }
}

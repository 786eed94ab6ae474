package dev.maskwise.rapids;

import static dev.maskwise.oracle.NaiveLosses.focal;
import static dev.maskwise.oracle.NaiveLosses.soft;

import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.oracle.NaiveLovasz;
import dev.maskwise.oracle.SoftSums;
import dev.maskwise.rapids.ReferenceImages.Reference;
import dev.maskwise.rapids.column.ImageFunction;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** The losses of one class and of four on columns against the oracle. */
class LossValueTest {
  private static final int CLASSES = 4;
  private static final UTF8String LOGIT = ImageFunction.LOGIT;
  private static final UTF8String PROBABILITY = FunctionCase.PROBABILITY;
  private static final List<UTF8String> SCORES = List.of(LOGIT, PROBABILITY);
  private static final UTF8String PRESENT = UTF8String.fromString("present");
  private static final UTF8String ALL = UTF8String.fromString("all");

  private static void ofOne(
      String name, UTF8String score, List<Object> constants, Reference reference) {
    ReferenceImages.check(
        name,
        1,
        score.equals(LOGIT) ? Batch::logits : Batch::probabilities,
        score.equals(LOGIT),
        constants,
        image -> reference.of(image.against(label -> label != 0)));
  }

  private static void ofFour(
      String name, UTF8String score, List<Object> constants, Reference reference) {
    boolean logits = score.equals(LOGIT);
    Batch.Pair images = logits ? Batch.planes(CLASSES, 1) : Batch.probabilityPlanes(CLASSES, 1);
    ReferenceImages.check(name, CLASSES, images, logits, constants, reference);
  }

  @Test
  void crossEntropy() {
    for (UTF8String score : SCORES) {
      ofOne("cross_entropy", score, List.of(Batch.IGNORED, score), image -> focal(image, 0, 1, 1));
    }
  }

  @Test
  void focalLoss() {
    for (UTF8String score : SCORES) {
      ofOne(
          "focal_loss",
          score,
          List.of(2.0, 0.25, Batch.IGNORED, score),
          image -> focal(image, 2, 0.25, 0.75));
      ofOne(
          "focal_loss",
          score,
          List.of(0.5, 0.75, Batch.IGNORED, score),
          image -> focal(image, 0.5, 0.75, 0.25));
    }
  }

  @Test
  void softOverlap() {
    for (UTF8String score : SCORES) {
      ofOne("soft_overlap", score, List.of(Batch.IGNORED, score), image -> overlap(soft(image, 1)));
    }
  }

  /** The fields of a soft overlap in their order. */
  private static List<Double> overlap(SoftSums sums) {
    return List.of(
        sums.intersection(),
        sums.truth(),
        sums.prediction(),
        sums.squares(),
        (double) sums.pixels());
  }

  /** Over errors rounded to float32. */
  @Test
  void lovaszHinge() {
    ofOne(
        "lovasz_hinge",
        LOGIT,
        List.of(Batch.IGNORED),
        image ->
            image.pixels() == 0
                ? Double.NaN
                : NaiveLovasz.value(
                    NaiveLovasz.float32(NaiveLosses.hingeErrors(image)), image.isClass(1)));
  }

  @Test
  void softmaxCrossEntropy() {
    for (UTF8String score : SCORES) {
      ofFour(
          "multiclass_cross_entropy",
          score,
          List.of(CLASSES, Batch.IGNORED, score),
          image -> focal(image, 0, 1, 1));
    }
  }

  @Test
  void softmaxFocalLoss() {
    for (UTF8String score : SCORES) {
      for (double gamma : new double[] {0.5, 2}) {
        ofFour(
            "multiclass_focal_loss",
            score,
            List.of(CLASSES, gamma, Batch.IGNORED, score),
            image -> focal(image, gamma, 1, 1));
      }
    }
  }

  @Test
  void softOverlaps() {
    for (UTF8String score : SCORES) {
      ofFour(
          "multiclass_soft_overlap",
          score,
          List.of(CLASSES, Batch.IGNORED, score),
          image -> IntStream.range(0, CLASSES).mapToObj(c -> overlap(soft(image, c))).toList());
    }
  }

  /** Over errors rounded to float32. */
  @Test
  void lovaszSoftmax() {
    for (UTF8String score : SCORES) {
      for (UTF8String averaged : List.of(PRESENT, ALL)) {
        ofFour(
            "lovasz_softmax",
            score,
            List.of(CLASSES, Batch.IGNORED, score, averaged),
            image -> meanLovasz(image, averaged.equals(ALL)));
      }
    }
  }

  private static double meanLovasz(NaiveImage image, boolean all) {
    if (image.pixels() == 0) {
      return Double.NaN;
    }
    return IntStream.range(0, CLASSES)
        .filter(c -> all || IntStream.of(image.truth()).anyMatch(label -> label == c))
        .mapToDouble(
            c ->
                NaiveLovasz.value(
                    NaiveLovasz.float32(NaiveLosses.softmaxErrors(image, c)), image.isClass(c)))
        .average()
        .orElseThrow();
  }
}

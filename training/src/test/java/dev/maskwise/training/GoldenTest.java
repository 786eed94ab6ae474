package dev.maskwise.training;

import static dev.maskwise.training.Scenes.IDENTITY;
import static dev.maskwise.training.Scenes.SIGMOID;
import static dev.maskwise.training.Scenes.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.oracle.SoftSums;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Values worked out by hand, and identities between losses. */
class GoldenTest {

  /** The errors of 1100 are −1, 2, 1.5, −2, so 2·½ + 1.5·(⅔ − ½) = 1.25. */
  @ParameterizedTest
  @CsvSource({
    "2 -1 .5 -3, 1100, 1.25",
    "2 -1 .5 -3, 0000, 3.0",
    "2 -1 .5 -3, 1111, 1.625",
    "0 0 0 0, 1100, 1.0"
  })
  void lovaszHinge(String logits, String truth, double expected) {
    double score =
        new LossLovaszHinge()
            .computeScore(row(bits(truth)), row(numbers(logits)), IDENTITY, null, true);
    assertThat(score).isCloseTo(expected, within(1e-15));
  }

  @Test
  void lovaszSoftmax() {
    INDArray p =
        Nd4j.createFromArray(
                new double[] {.7, .1, .3, .6, .2, .8, .3, .3, .1, .1, .4, .1}) // class by class
            .reshape(1, 3, 2, 2);
    INDArray truth =
        Nd4j.createFromArray(new double[] {1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0}).reshape(1, 3, 2, 2);
    assertThat(new LossLovaszSoftmax().computeScore(truth, p, IDENTITY, null, true))
        .isCloseTo(0.4083333333333333, within(1e-15));
    assertThat(
            new LossLovaszSoftmax(LovaszClasses.ALL).computeScore(truth, p, IDENTITY, null, true))
        .isCloseTo(0.4055555555555556, within(1e-15));
  }

  /** At errors of 0 and 1 the Lovász extension is the loss that it extends. */
  @Test
  void lovaszAtHardErrorsIsOneMinusIou() {
    SplittableRandom random = new SplittableRandom(2018);
    for (int round = 0; round < 50; round++) {
      double[] truth = random.doubles(30).map(number -> number < 0.3 ? 1 : 0).toArray();
      truth[0] = 1;
      double[] prediction = random.doubles(30).map(number -> number < 0.4 ? 1 : 0).toArray();
      double iou = 1 - SoftSums.of(prediction, bytes(truth)).iouLoss(0);
      double lovasz =
          new LossLovaszSoftmax().computeScore(row(truth), row(prediction), IDENTITY, null, true);
      assertThat(lovasz).isCloseTo(1 - iou, within(1e-12));
      double dice =
          1
              - new LossSoftDice(ClassSums.JOINT, 1e-300)
                  .computeScore(row(truth), row(prediction), IDENTITY, null, true);
      assertThat(dice / (2 - dice)).isCloseTo(iou, within(1e-12));
    }
  }

  @Test
  void tverskyIsIouAtOneAndDiceAtOneHalf() {
    for (LossCase image : LossCase.all()) {
      assertThat(image.score(new LossTversky(1, 1), SIGMOID))
          .isCloseTo(image.score(new LossSoftIou(), SIGMOID), within(1e-12));
      assertThat(image.score(new LossTversky(ClassSums.JOINT, .5, .5, 1, 5e-7), SIGMOID))
          .isCloseTo(image.score(new LossSoftDice(), SIGMOID), within(1e-12));
    }
  }

  /** The logits z and 0 of two classes have the softmax σ(z) and 1 − σ(z). */
  @Test
  void softmaxFocalOfTwoClassesIsSigmoidFocal() {
    SplittableRandom random = new SplittableRandom(7);
    double[] z = random.doubles(16, -5, 5).toArray();
    double[] y = random.doubles(16).map(number -> number < 0.5 ? 1 : 0).toArray();
    INDArray logits = row(concat(z, new double[16])).reshape(1, 2, 4, 4);
    INDArray labels = row(concat(y, DoubleStream.of(y).map(t -> 1 - t).toArray()));
    for (double gamma : new double[] {0, 0.5, 2, 5}) {
      assertThat(
              new LossFocal(gamma)
                  .computeScore(labels.reshape(1, 2, 4, 4), logits, SOFTMAX, null, true))
          .isCloseTo(
              new LossFocal(gamma).computeScore(row(y), row(z), SIGMOID, null, true),
              within(1e-14));
    }
  }

  @Test
  void focalStaysFiniteAtAnyFiniteLogit() {
    INDArray logits = row(new double[] {30000, -30000, 30000, -30000});
    INDArray truth = row(new double[] {1, 0, 0, 1});
    for (double gamma : new double[] {0, 0.5, 2}) {
      LossFocal loss = new LossFocal(gamma);
      assertThat(loss.computeScore(truth, logits, SIGMOID, null, true)).isEqualTo(15000);
      assertThat(loss.computeGradient(truth, logits, SIGMOID, null).toDoubleVector())
          .containsExactly(new double[] {0, 0, .25, -.25}, within(1e-15));
    }
  }

  @Test
  void hingeWithoutForegroundIsTheLargestError() {
    double[] z = new SplittableRandom(3).doubles(20, -3, 3).toArray();
    double largest = DoubleStream.of(z).max().orElseThrow();
    INDArray empty = row(new double[20]);
    assertThat(new LossLovaszHinge().computeScore(empty, row(z), IDENTITY, null, true))
        .isCloseTo(1 + largest, within(1e-12));
    assertThat(new LossSoftDice().computeScore(empty, row(z), SIGMOID, null, true)).isEqualTo(1);
    assertThat(new LossSoftIou().computeScore(empty, row(z), SIGMOID, null, true)).isEqualTo(1);
  }

  private static double[] concat(double[] left, double[] right) {
    return DoubleStream.concat(DoubleStream.of(left), DoubleStream.of(right)).toArray();
  }

  private static byte[] bytes(double[] truth) {
    byte[] bytes = new byte[truth.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) truth[i];
    }
    return bytes;
  }

  private static double[] bits(String text) {
    return text.chars().mapToDouble(bit -> bit - '0').toArray();
  }

  private static double[] numbers(String text) {
    return List.of(text.split(" ", -1)).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static INDArray row(double[] values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }
}

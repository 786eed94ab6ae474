package dev.maskwise.training;

import static dev.maskwise.training.Scenes.IDENTITY;
import static dev.maskwise.training.Scenes.SIGMOID;
import static dev.maskwise.training.Scenes.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.training.Scenes.Scene;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Analytic gradients against central differences of the score, in double. */
class GradientTest {
  private static final double STEP = 1e-6;

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(new LossSoftDice(), SIGMOID),
        Arguments.of(new LossSoftDice(ClassSums.JOINT, 1), SOFTMAX),
        Arguments.of(new LossSoftDice(ClassSums.EACH_CLASS, 1e-6), SOFTMAX),
        Arguments.of(new LossSoftIou(), SIGMOID),
        Arguments.of(new LossSoftIou(), new ActivationHardSigmoid()),
        Arguments.of(new LossSoftIou(ClassSums.EACH_CLASS, 0.1), SOFTMAX),
        Arguments.of(new LossTversky(0.3, 0.7), SIGMOID),
        Arguments.of(new LossTversky(0.7, 0.3, 0.75), SIGMOID),
        Arguments.of(new LossTversky(ClassSums.EACH_CLASS, 0.2, 0.9, 2, 1e-3), SOFTMAX),
        Arguments.of(new LossFocal(0), SIGMOID),
        Arguments.of(new LossFocal(0.5), SIGMOID),
        Arguments.of(LossFocal.alphaOnPositives(2, 0.25), SIGMOID),
        Arguments.of(LossFocal.alphaOnNegatives(2, 0.25), SIGMOID),
        Arguments.of(new LossFocal(5, 1, 1, Normaliser.ALL_PIXELS), SIGMOID),
        Arguments.of(new LossFocal(0), SOFTMAX),
        Arguments.of(new LossFocal(0.5), SOFTMAX),
        Arguments.of(new LossFocal(2, 1, 1, Normaliser.SUM), SOFTMAX),
        Arguments.of(new LossLovaszHinge(), IDENTITY),
        Arguments.of(new LossLovaszSoftmax(), SIGMOID),
        Arguments.of(new LossLovaszSoftmax(), SOFTMAX),
        Arguments.of(new LossLovaszSoftmax(LovaszClasses.ALL), SOFTMAX));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("losses")
  void isTheDerivativeOfTheScore(PerImageLoss loss, IActivation activation) {
    SplittableRandom random = new SplittableRandom(20170807);
    for (int round = 0; round < 3; round++) {
      boolean masked = round > 0;
      boolean softmax = activation == SOFTMAX;
      if (!softmax) {
        check(loss, activation, Scenes.rows(random, 3, 11, masked));
      }
      check(loss, activation, Scenes.images(random, 2, softmax ? 3 : 1, 3, 4, masked));
      check(loss, activation, Scenes.images(random, 2, 4, 2, 3, masked));
    }
  }

  private static void check(PerImageLoss loss, IActivation activation, Scene scene) {
    INDArray logits = scene.logits();
    INDArray gradient =
        loss.computeGradient(scene.labels(), logits, activation, scene.mask()).reshape(-1);
    INDArray flat = logits.reshape(-1); // a view: the logits are in this order
    for (int i = 0; i < flat.length(); i++) {
      double logit = flat.getDouble(i);
      flat.putScalar(i, logit + STEP);
      double above = scene.score(loss, activation);
      flat.putScalar(i, logit - STEP);
      double below = scene.score(loss, activation);
      flat.putScalar(i, logit);
      double difference = (above - below) / (2 * STEP);
      assertThat(gradient.getDouble(i))
          .as("derivative %d of %s", i, scene)
          .isCloseTo(difference, within(1e-7 + 1e-6 * Math.abs(difference)));
    }
    assertThat(gradient.normmaxNumber().doubleValue()).isGreaterThan(1e-4);
  }
}

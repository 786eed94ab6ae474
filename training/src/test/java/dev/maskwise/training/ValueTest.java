package dev.maskwise.training;

import static dev.maskwise.oracle.NaiveLosses.focal;
import static dev.maskwise.oracle.NaiveLosses.focalSum;
import static dev.maskwise.oracle.NaiveLosses.joint;
import static dev.maskwise.oracle.NaiveLosses.lovaszSoftmax;
import static dev.maskwise.oracle.NaiveLosses.soft;
import static dev.maskwise.training.Scenes.IDENTITY;
import static dev.maskwise.training.Scenes.SIGMOID;
import static dev.maskwise.training.Scenes.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.oracle.Probability;
import dev.maskwise.training.Scenes.Scene;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Scores of each example against the oracle, over the pixels that are valid. */
class ValueTest {
  private static final int CLASSES = 4;

  @Test
  void softDice() {
    binary(new LossSoftDice(), SIGMOID, image -> soft(image, 1).diceLoss(1e-6));
    classes(new LossSoftDice(), image -> joint(image, CLASSES).diceLoss(1e-6));
    classes(
        new LossSoftDice(ClassSums.EACH_CLASS, 0.5),
        image -> mean(c -> soft(image, c).diceLoss(0.5)));
  }

  @Test
  void softIou() {
    binary(new LossSoftIou(), SIGMOID, image -> soft(image, 1).iouLoss(1e-6));
    classes(
        new LossSoftIou(ClassSums.EACH_CLASS, 1e-6),
        image -> mean(c -> soft(image, c).iouLoss(1e-6)));
  }

  @Test
  void tverskyWeighsFalsePositivesWithAlpha() {
    binary(new LossTversky(0.3, 0.7), SIGMOID, image -> soft(image, 1).tverskyLoss(0.3, 0.7, 1e-6));
    binary(
        new LossTversky(0.3, 0.7, 0.75),
        SIGMOID,
        image -> Math.pow(soft(image, 1).tverskyLoss(0.3, 0.7, 1e-6), 0.75));
  }

  @Test
  void focalOfOneClass() {
    for (double gamma : new double[] {0, 0.5, 1, 2, 5}) {
      binary(new LossFocal(gamma), SIGMOID, image -> focal(image, gamma, 1, 1));
      binary(
          LossFocal.alphaOnPositives(gamma, 0.25),
          SIGMOID,
          image -> focal(image, gamma, 0.25, 0.75));
      binary(
          LossFocal.alphaOnNegatives(gamma, 0.25),
          SIGMOID,
          image -> focal(image, gamma, 0.75, 0.25));
      binary(
          new LossFocal(gamma, 1, 1, Normaliser.SUM),
          SIGMOID,
          image -> focalSum(image, gamma, 1, 1));
      binary(
          new LossFocal(gamma, 1, 1, Normaliser.ALL_PIXELS),
          SIGMOID,
          image -> focalSum(image, gamma, 1, 1) / 12);
    }
  }

  @Test
  void focalOfClasses() {
    for (double gamma : new double[] {0, 0.5, 2}) {
      classes(new LossFocal(gamma), image -> focal(image, gamma, 1, 1));
    }
  }

  @Test
  void lovasz() {
    binary(new LossLovaszHinge(), IDENTITY, NaiveLosses::lovaszHinge);
    classes(new LossLovaszSoftmax(LovaszClasses.ALL), image -> mean(c -> lovaszSoftmax(image, c)));
    classes(
        new LossLovaszSoftmax(),
        image ->
            IntStream.of(image.truth())
                .distinct()
                .mapToDouble(c -> lovaszSoftmax(image, c))
                .average()
                .orElse(Double.NaN));
  }

  private static double mean(IntToDoubleFunction ofClass) {
    return IntStream.range(0, CLASSES).mapToDouble(ofClass).average().orElseThrow();
  }

  private static void binary(
      PerImageLoss loss, IActivation activation, ToDoubleFunction<NaiveImage> naive) {
    compare(loss, activation, 1, naive);
  }

  private static void classes(PerImageLoss loss, ToDoubleFunction<NaiveImage> naive) {
    compare(loss, SOFTMAX, CLASSES, naive);
  }

  private static void compare(
      PerImageLoss loss, IActivation activation, int channels, ToDoubleFunction<NaiveImage> naive) {
    SplittableRandom random = new SplittableRandom(1708);
    for (int round = 0; round < 20; round++) {
      Scene scene = Scenes.images(random, 3, channels, 3, 4, round % 2 == 1);
      if (channels == 1) {
        scene.labels().assign(Scenes.rows(random, 3, 12, false).labels().reshape(3, 1, 3, 4));
      }
      INDArray scores =
          loss.computeScoreArray(scene.labels(), scene.logits(), activation, scene.mask());
      for (int example = 0; example < 3; example++) {
        double expected = naive.applyAsDouble(image(scene, example));
        assertThat(scores.getDouble(example, 0)).isCloseTo(expected, within(1e-12));
      }
      assertThat(scene.score(loss, activation))
          .isCloseTo(scores.sumNumber().doubleValue(), within(1e-12));
    }
  }

  /** The pixels of an example that the mask does not leave out. */
  private static NaiveImage image(Scene scene, int example) {
    INDArray mask = scene.mask();
    int[] valid =
        IntStream.range(0, 12)
            .filter(i -> mask == null || mask.getDouble(example, 0, i / 4, i % 4) == 1)
            .toArray();
    double[][] logits = pixels(scene.logits(), example, valid);
    int[] truth =
        Arrays.stream(pixels(scene.labels(), example, valid))
            .mapToInt(y -> y.length == 1 ? (int) y[0] : Probability.argmax(y))
            .toArray();
    return new NaiveImage(logits, truth, true, Double.NEGATIVE_INFINITY);
  }

  private static double[][] pixels(INDArray array, int example, int[] valid) {
    double[][] pixels = new double[valid.length][(int) array.size(1)];
    for (int i = 0; i < valid.length; i++) {
      for (int c = 0; c < pixels[i].length; c++) {
        pixels[i][c] = array.getDouble(example, c, valid[i] / 4, valid[i] % 4);
      }
    }
    return pixels;
  }
}

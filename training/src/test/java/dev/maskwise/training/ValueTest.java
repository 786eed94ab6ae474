package dev.maskwise.training;

import static dev.maskwise.training.Scenes.IDENTITY;
import static dev.maskwise.training.Scenes.SIGMOID;
import static dev.maskwise.training.Scenes.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.training.Scenes.Scene;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Scores of each example against the formulas, written naively over the pixels that are valid. */
class ValueTest {

  @Test
  void softDice() {
    binary(new LossSoftDice(), SIGMOID, (z, y) -> NaiveLosses.dice(sigmoids(z), y, 1e-6));
    classes(new LossSoftDice(), (p, y) -> NaiveLosses.dice(join(p), join(y), 1e-6));
    classes(
        new LossSoftDice(ClassSums.EACH_CLASS, 0.5),
        (p, y) -> mean(p, y, (one, truth) -> NaiveLosses.dice(one, truth, 0.5)));
  }

  @Test
  void softIouIsTverskyWithBothWeightsOne() {
    binary(new LossSoftIou(), SIGMOID, (z, y) -> NaiveLosses.tversky(sigmoids(z), y, 1, 1, 1e-6));
    classes(
        new LossSoftIou(ClassSums.EACH_CLASS, 1e-6),
        (p, y) -> mean(p, y, (one, truth) -> NaiveLosses.tversky(one, truth, 1, 1, 1e-6)));
  }

  @Test
  void tverskyWeighsFalsePositivesWithAlpha() {
    binary(
        new LossTversky(0.3, 0.7),
        SIGMOID,
        (z, y) -> NaiveLosses.tversky(sigmoids(z), y, 0.3, 0.7, 1e-6));
    binary(
        new LossTversky(0.3, 0.7, 0.75),
        SIGMOID,
        (z, y) -> Math.pow(NaiveLosses.tversky(sigmoids(z), y, 0.3, 0.7, 1e-6), 0.75));
  }

  @Test
  void focalOfOneClass() {
    for (double gamma : new double[] {0, 0.5, 1, 2, 5}) {
      binary(new LossFocal(gamma), SIGMOID, (z, y) -> focal(z, y, gamma, 1, 1) / z.length);
      binary(
          LossFocal.alphaOnPositives(gamma, 0.25),
          SIGMOID,
          (z, y) -> focal(z, y, gamma, 0.25, 0.75) / z.length);
      binary(
          LossFocal.alphaOnNegatives(gamma, 0.25),
          SIGMOID,
          (z, y) -> focal(z, y, gamma, 0.75, 0.25) / z.length);
      binary(
          new LossFocal(gamma, 1, 1, Normaliser.SUM), SIGMOID, (z, y) -> focal(z, y, gamma, 1, 1));
      binary(
          new LossFocal(gamma, 1, 1, Normaliser.ALL_PIXELS),
          SIGMOID,
          (z, y) -> focal(z, y, gamma, 1, 1) / 12);
    }
  }

  @Test
  void focalOfClasses() {
    for (double gamma : new double[] {0, 0.5, 2}) {
      classes(
          new LossFocal(gamma),
          (p, y) -> {
            double sum = 0;
            for (int pixel = 0; pixel < p[0].length; pixel++) {
              for (int channel = 0; channel < p.length; channel++) {
                sum += y[channel][pixel] * NaiveLosses.focal(p[channel][pixel], gamma);
              }
            }
            return sum / p[0].length;
          });
    }
  }

  @Test
  void lovasz() {
    binary(
        new LossLovaszHinge(),
        IDENTITY,
        (z, y) ->
            NaiveLosses.lovasz(
                IntStream.range(0, z.length).mapToDouble(i -> 1 - z[i] * (2 * y[i] - 1)).toArray(),
                y));
    classes(new LossLovaszSoftmax(LovaszClasses.ALL), (p, y) -> mean(p, y, ValueTest::lovaszOf));
    classes(
        new LossLovaszSoftmax(),
        (p, y) ->
            IntStream.range(0, p.length)
                .filter(channel -> Arrays.stream(y[channel]).sum() > 0)
                .mapToDouble(channel -> lovaszOf(p[channel], y[channel]))
                .average()
                .orElse(Double.NaN));
  }

  private static double lovaszOf(double[] p, double[] y) {
    return NaiveLosses.lovasz(
        IntStream.range(0, p.length).mapToDouble(i -> Math.abs(y[i] - p[i])).toArray(), y);
  }

  private static double focal(double[] z, double[] y, double gamma, double positive, double other) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double p = NaiveLosses.sigmoid(z[i]);
      sum +=
          y[i] == 1
              ? positive * NaiveLosses.focal(p, gamma)
              : other * NaiveLosses.focal(1 - p, gamma);
    }
    return sum;
  }

  private static void binary(
      PerImageLoss loss, IActivation activation, ToDoubleBiFunction<double[], double[]> naive) {
    compare(loss, activation, 1, (z, y) -> naive.applyAsDouble(z[0], y[0]));
  }

  private static void classes(PerImageLoss loss, ToDoubleBiFunction<double[][], double[][]> naive) {
    compare(loss, SOFTMAX, 4, (z, y) -> naive.applyAsDouble(NaiveLosses.softmax(z), y));
  }

  private static void compare(
      PerImageLoss loss,
      IActivation activation,
      int channels,
      ToDoubleBiFunction<double[][], double[][]> naive) {
    SplittableRandom random = new SplittableRandom(1708);
    for (int round = 0; round < 20; round++) {
      Scene scene = Scenes.images(random, 3, channels, 3, 4, round % 2 == 1);
      if (channels == 1) {
        scene.labels().assign(Scenes.rows(random, 3, 12, false).labels().reshape(3, 1, 3, 4));
      }
      INDArray scores =
          loss.computeScoreArray(scene.labels(), scene.logits(), activation, scene.mask());
      for (int example = 0; example < 3; example++) {
        double expected =
            naive.applyAsDouble(
                valid(scene.logits(), scene, example), valid(scene.labels(), scene, example));
        assertThat(scores.getDouble(example, 0)).isCloseTo(expected, within(1e-12));
      }
      assertThat(scene.score(loss, activation))
          .isCloseTo(scores.sumNumber().doubleValue(), within(1e-12));
    }
  }

  /** The planes of an example without the pixels that the mask leaves out. */
  private static double[][] valid(INDArray array, Scene scene, int example) {
    INDArray mask = scene.mask();
    double[][] planes = new double[(int) array.size(1)][];
    for (int channel = 0; channel < planes.length; channel++) {
      double[] plane =
          array
              .get(NDArrayIndex.point(example), NDArrayIndex.point(channel))
              .dup('c')
              .reshape(-1)
              .toDoubleVector();
      planes[channel] =
          IntStream.range(0, plane.length)
              .filter(i -> mask == null || mask.getDouble(example, 0, i / 4, i % 4) == 1)
              .mapToDouble(i -> plane[i])
              .toArray();
    }
    return planes;
  }

  private static double[] sigmoids(double[] z) {
    return Arrays.stream(z).map(NaiveLosses::sigmoid).toArray();
  }

  private static double[] join(double[][] planes) {
    return Arrays.stream(planes).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double mean(
      double[][] p, double[][] y, ToDoubleBiFunction<double[], double[]> one) {
    return IntStream.range(0, p.length)
        .mapToDouble(channel -> one.applyAsDouble(p[channel], y[channel]))
        .average()
        .orElseThrow();
  }
}

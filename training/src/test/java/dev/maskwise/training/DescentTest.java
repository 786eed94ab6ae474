package dev.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradient descent on a linear model of each pixel, in plain ND4J, learns with every loss. */
class DescentTest {
  private static final int IMAGES = 4;
  private static final int SIDE = 8;
  private static final int FEATURES = 3;

  static Stream<Arguments> losses() {
    return Stream.of(
        Arguments.of(new LossSoftDice(), Scenes.SOFTMAX),
        Arguments.of(new LossSoftIou(ClassSums.EACH_CLASS, 1e-6), Scenes.SOFTMAX),
        Arguments.of(new LossTversky(0.3, 0.7, 0.75), Scenes.SIGMOID),
        Arguments.of(new LossFocal(2), Scenes.SOFTMAX),
        Arguments.of(LossFocal.alphaOnPositives(2, 0.25), Scenes.SIGMOID),
        Arguments.of(new LossLovaszHinge(), Scenes.IDENTITY),
        Arguments.of(new LossLovaszSoftmax(), Scenes.SOFTMAX));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("losses")
  void lowersTheLossAndFindsTheTruth(PerImageLoss loss, IActivation activation) {
    SplittableRandom random = new SplittableRandom(11);
    int pixels = IMAGES * SIDE * SIDE;
    INDArray features =
        Nd4j.createFromArray(random.doubles((long) pixels * FEATURES, -1, 1).toArray())
            .reshape(pixels, FEATURES);
    INDArray truth = Nd4j.zeros(features.dataType(), pixels, FEATURES);
    for (int pixel = 0; pixel < pixels; pixel++) {
      truth.putScalar(pixel, features.getRow(pixel).argMax().getInt(0), 1);
    }
    INDArray labels = images(truth);
    INDArray weights = Nd4j.zeros(features.dataType(), FEATURES, FEATURES);
    double first =
        loss.computeScore(labels, images(features.mmul(weights)), activation, null, true);
    for (int step = 0; step < 60; step++) {
      INDArray logits = images(features.mmul(weights));
      INDArray byLogit = loss.computeGradient(labels, logits, activation, null).divi(IMAGES);
      INDArray byRow = byLogit.permute(0, 2, 3, 1).dup('c').reshape(pixels, FEATURES);
      weights.subi(features.transpose().mmul(byRow).muli(4));
    }
    INDArray logits = features.mmul(weights);
    assertThat(loss.computeScore(labels, images(logits), activation, null, true))
        .isLessThan(0.75 * first);
    double right =
        logits.argMax(1).eq(truth.argMax(1)).castTo(truth.dataType()).meanNumber().doubleValue();
    assertThat(right).isGreaterThan(0.9);
  }

  /** Rows of pixels as [images, channels, height, width]. */
  private static INDArray images(INDArray rows) {
    return rows.dup('c').reshape(IMAGES, SIDE, SIDE, FEATURES).permute(0, 3, 1, 2).dup('c');
  }
}

package dev.maskwise.training;

import static dev.maskwise.training.Scenes.IDENTITY;
import static dev.maskwise.training.Scenes.SIGMOID;
import static dev.maskwise.training.Scenes.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.training.Scenes.Scene;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What ND4J and DL4J expect of a loss function, and what the losses refuse. */
class ContractTest {

  static List<PerImageLoss> losses() {
    return List.of(
        new LossSoftDice(),
        new LossSoftIou(ClassSums.EACH_CLASS, 0.5),
        new LossTversky(0.3, 0.7, 0.75),
        LossFocal.alphaOnNegatives(2, 0.25),
        new LossLovaszHinge(),
        new LossLovaszSoftmax(LovaszClasses.ALL));
  }

  private static IActivation activation(PerImageLoss loss) {
    return loss instanceof LossLovaszHinge ? IDENTITY : SIGMOID;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isAValueThatCanBeWritten(PerImageLoss loss) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(loss);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(loss).hasSameHashCodeAs(loss);
    }
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(loss), ILossFunction.class)).isEqualTo(loss);
    assertThat(loss.name()).startsWith(loss.getClass().getSimpleName());
    assertThat(losses().stream().filter(loss::equals)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void sumsAndMeansItsExamples(PerImageLoss loss) {
    Scene scene = Scenes.rows(new SplittableRandom(1), 4, 9, false);
    IActivation activation = activation(loss);
    INDArray scores = loss.computeScoreArray(scene.labels(), scene.logits(), activation, null);
    assertThat(scores.shape()).containsExactly(4, 1);
    double sum = loss.computeScore(scene.labels(), scene.logits(), activation, null, false);
    assertThat(sum).isCloseTo(scores.sumNumber().doubleValue(), within(1e-12));
    assertThat(loss.computeScore(scene.labels(), scene.logits(), activation, null, true))
        .isCloseTo(sum / 4, within(1e-12));
    Pair<Double, INDArray> both =
        loss.computeGradientAndScore(scene.labels(), scene.logits(), activation, null, false);
    assertThat(both.getFirst()).isEqualTo(sum);
    assertThat(both.getSecond())
        .isEqualTo(loss.computeGradient(scene.labels(), scene.logits(), activation, null));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void givesArraysOfTheInputsTypeAndLeavesTheInputAlone(PerImageLoss loss) {
    Scene scene = Scenes.rows(new SplittableRandom(2), 2, 9, false);
    INDArray logits = scene.logits().castTo(DataType.FLOAT);
    INDArray before = logits.dup();
    IActivation activation = activation(loss);
    INDArray gradient = loss.computeGradient(scene.labels(), logits, activation, null);
    assertThat(gradient.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(loss.computeScoreArray(scene.labels(), logits, activation, null).dataType())
        .isEqualTo(DataType.FLOAT);
    assertThat(logits).isEqualTo(before);
    INDArray exact = loss.computeGradient(scene.labels(), scene.logits(), activation, null);
    assertThat(gradient.castTo(DataType.DOUBLE).equalsWithEps(exact, 1e-6)).isTrue();
    // The same in another memory layout.
    assertThat(loss.computeGradient(scene.labels().dup('f'), logits.dup('f'), activation, null))
        .isEqualTo(gradient);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void ignoredPixelsEnterNothing(PerImageLoss loss) {
    Scene scene = Scenes.images(new SplittableRandom(3), 2, 1, 3, 4, true);
    INDArray mask = Objects.requireNonNull(scene.mask());
    scene
        .labels()
        .assign(Scenes.rows(new SplittableRandom(4), 2, 12, false).labels().reshape(2, 1, 3, 4));
    IActivation activation = activation(loss);
    Pair<Double, INDArray> clean =
        loss.computeGradientAndScore(scene.labels(), scene.logits(), activation, mask, true);
    INDArray labels = scene.labels().dup();
    INDArray logits = scene.logits().dup();
    int ignored = 0;
    for (int i = 0; i < mask.length(); i++) {
      if (mask.getDouble(i) == 0) {
        ignored++;
        labels.putScalar(i, 255);
        logits.putScalar(i, Double.NaN);
        assertThat(clean.getSecond().getDouble(i)).isZero();
      }
    }
    assertThat(ignored).isPositive();
    assertThat(loss.computeGradientAndScore(labels, logits, activation, mask, true))
        .isEqualTo(clean);
    // The same mask in the other shapes that are taken.
    assertThat(
            loss.computeGradientAndScore(
                labels, logits, activation, mask.reshape(2, 3, 4).castTo(DataType.BOOL), true))
        .isEqualTo(clean);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void anExampleLeftOutHasNoLossAndNoGradient(PerImageLoss loss) {
    Scene scene = Scenes.rows(new SplittableRandom(5), 3, 9, false);
    IActivation activation = activation(loss);
    INDArray mask = Nd4j.createFromArray(1.0, 0.0, 1.0).reshape(3, 1);
    INDArray scores = loss.computeScoreArray(scene.labels(), scene.logits(), activation, mask);
    assertThat(scores.getDouble(1)).isNaN();
    assertThat(loss.computeScore(scene.labels(), scene.logits(), activation, mask, true))
        .isCloseTo((scores.getDouble(0) + scores.getDouble(2)) / 2, within(1e-12));
    INDArray gradient = loss.computeGradient(scene.labels(), scene.logits(), activation, mask);
    assertThat(gradient.getRow(1).toDoubleVector()).containsOnly(0);
    assertThat(gradient.getRow(2))
        .isEqualTo(
            loss.computeGradient(scene.labels(), scene.logits(), activation, null).getRow(2));
    assertThat(
            loss.computeScore(scene.labels(), scene.logits(), activation, Nd4j.zeros(3, 1), true))
        .isNaN();
  }

  @Test
  void withoutAClassPresentLovaszSoftmaxIsUndefined() {
    INDArray empty = Nd4j.zeros(DataType.DOUBLE, 1, 6);
    LossLovaszSoftmax loss = new LossLovaszSoftmax();
    assertThat(loss.computeScore(empty, empty, SIGMOID, null, true)).isNaN();
    assertThat(loss.computeGradient(empty, empty, SIGMOID, null).toDoubleVector()).containsOnly(0);
  }

  @Test
  void refusesWhatHasNoMeaning() {
    INDArray rows = Nd4j.zeros(DataType.DOUBLE, 2, 6);
    INDArray images = Nd4j.zeros(DataType.DOUBLE, 2, 3, 2, 2);
    refuses(new LossLovaszHinge(), rows, rows, SIGMOID, null, "use the identity");
    refuses(new LossFocal(2), rows, rows, new ActivationTanH(), null, "use sigmoid or softmax");
    refuses(LossFocal.alphaOnPositives(2, .25), images, images, SOFTMAX, null, "leave α away");
    refuses(new LossSoftDice(), rows, rows, SOFTMAX, null, "use sigmoid");
    refuses(new LossFocal(2), images, images, SOFTMAX, null, "exactly one");
    refuses(new LossFocal(2), images.addi(1), images, SOFTMAX, null, "more than one class");
    refuses(new LossSoftDice(), rows, images, SIGMOID, null, "in the shape of the pre-output");
    refuses(
        new LossSoftDice(), rows.reshape(12, 1), rows.reshape(12, 1), SIGMOID, null, "one pixel");
    refuses(new LossSoftDice(), rows.ravel(), rows.ravel(), SIGMOID, null, "has shape [12]");
    refuses(new LossSoftDice(), rows.add(.5), rows, SIGMOID, null, "a label is 0 or 1");
    for (double score : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      INDArray broken = rows.dup().putScalar(1, 3, score);
      refuses(new LossSoftDice(), rows, broken, SIGMOID, null, "Example 1 has the score " + score);
    }
    refuses(new LossSoftDice(), rows, rows, SIGMOID, rows.add(.5), "a mask is 1");
    refuses(new LossSoftDice(), rows, rows, SIGMOID, Nd4j.ones(6, 2), "one for each pixel");
    INDArray uneven = Nd4j.ones(DataType.DOUBLE, 2, 3, 2, 2).putScalar(new int[] {0, 1, 0, 0}, 0);
    refuses(new LossSoftDice(), images, images, SIGMOID, uneven, "in all channels or in none");
  }

  @Test
  void refusesParametersOutOfRange() {
    assertThatThrownBy(() -> new LossSoftDice(ClassSums.JOINT, 0))
        .hasMessageContaining("epsilon of the loss is 0.0: it must be above 0");
    assertThatThrownBy(() -> new LossFocal(-1)).hasMessageContaining("gamma");
    assertThatThrownBy(() -> LossFocal.alphaOnPositives(2, 1.5)).hasMessageContaining("negatives");
    assertThatThrownBy(() -> new LossTversky(Double.NaN, 1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new LossTversky(1, 1, 0)).hasMessageContaining("exponent");
  }

  private static void refuses(
      PerImageLoss loss,
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      String why) {
    assertThatThrownBy(() -> loss.computeGradient(labels, preOutput, activation, mask))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}

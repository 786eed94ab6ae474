package dev.maskwise.training;

import static dev.maskwise.training.Scenes.IDENTITY;
import static dev.maskwise.training.Scenes.SIGMOID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.kernel.score.ScoreKernels;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model is trained with is what the kernels of evaluation measure. */
class KernelEqualityTest {
  private static final float[] GAMMAS = {0, 0.5f, 1, 2, 5};

  static List<LossCase> images() {
    return LossCase.all();
  }

  @ParameterizedTest
  @MethodSource("images")
  void trainingLossesAreTheKernels(LossCase image) {
    int pixels = image.truth().length;
    float[] probabilities = new float[pixels];
    double[] sums = new double[ScoreKernels.sums(GAMMAS.length)];
    ScoreKernels.best()
        .fromLogits(image.logits(), image.truth(), pixels, GAMMAS, probabilities, sums);
    for (int g = 0; g < GAMMAS.length; g++) {
      double ofZeros = sums[ScoreKernels.FOCAL + 2 * g];
      double ofOnes = sums[ScoreKernels.FOCAL + 2 * g + 1];
      same(image.score(new LossFocal(GAMMAS[g]), SIGMOID), (ofZeros + ofOnes) / pixels);
      same(
          image.score(LossFocal.alphaOnPositives(GAMMAS[g], 0.25), SIGMOID),
          (0.75 * ofZeros + 0.25 * ofOnes) / pixels);
    }
    double intersection = sums[ScoreKernels.INTERSECTION];
    double cardinalities = sums[ScoreKernels.PREDICTION] + image.foreground() + 1e-6;
    same(image.score(new LossSoftDice(), SIGMOID), 1 - 2 * intersection / cardinalities);
    same(
        image.score(new LossSoftIou(), SIGMOID), 1 - intersection / (cardinalities - intersection));
    Lovasz lovasz = new Lovasz();
    same(
        image.score(new LossLovaszHinge(), IDENTITY),
        lovasz.hinge(image.logits(), image.truth(), pixels));
    same(
        image.score(new LossLovaszSoftmax(LovaszClasses.ALL), SIGMOID),
        lovasz.softmax(probabilities, image.truth(), pixels));
  }

  private static void same(double training, double kernel) {
    assertThat(kernel).isCloseTo(training, within(1e-6 * Math.abs(training) + 1e-12));
  }
}

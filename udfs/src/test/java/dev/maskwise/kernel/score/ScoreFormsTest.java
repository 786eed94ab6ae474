package dev.maskwise.kernel.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScoreFormsTest {
  private static final ScoreKernels BEST = ScoreKernels.best();

  /** Prints the form that a JVM chooses and what it makes of a few pixels. */
  static final class Chosen {
    private Chosen() {}

    public static void main(String[] arguments) {
      System.out.println(ChosenForm.choose(ModuleLayer.boot()).getClass().getSimpleName());
      System.out.println(Arrays.toString(sums(ScoreKernels.best())));
    }
  }

  private static double[] sums(ScoreKernels kernels) {
    float[] logits = {1, -2, 3.5f, 0.25f};
    double[] sums = new double[ScoreKernels.sums(2)];
    kernels.fromLogits(logits, new byte[] {1, 0, 0, 1}, 4, new float[] {0, 2}, logits, sums);
    return sums;
  }

  @Test
  void withoutTheModuleThePlainFormIsChosen() throws Exception {
    assertThat(ChosenForm.choose(ModuleLayer.empty())).isInstanceOf(PlainScoreBlocks.class);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder(ScoreKernels.class) + File.pathSeparator + folder(Chosen.class),
                Chosen.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(printed).isZero();
    assertThat(printed.lines()).containsExactly("PlainScoreBlocks", Arrays.toString(sums(BEST)));
  }

  private static Path folder(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void refusesWrongArgumentsInOneSentence() {
    float[] four = new float[4];
    byte[] truth = new byte[4];
    float[] focal = {2};
    refused(
        "5 pixels were asked for, but logits holds 4.",
        () -> BEST.fromLogits(four, new byte[5], 5, focal, new float[5], new double[5]));
    refused(
        "-1 pixels were asked for, but logits holds 4.",
        () -> BEST.fromLogits(four, truth, -1, focal, four, new double[5]));
    refused(
        "1 exponents make 5 sums, but room for 3 was given.",
        () -> BEST.fromLogits(four, truth, 4, focal, four, new double[3]));
    refused(
        "The exponent γ is between 0 and 1000, but -1.0 was given.",
        () -> BEST.fromLogits(four, truth, 4, new float[] {-1}, four, new double[5]));
    refused(
        "The exponent γ is between 0 and 1000, but NaN was given.",
        () -> BEST.focalByClass(four, new char[4], 4, Float.NaN, new double[1]));
    refused(
        "The least logarithm is at most 0, but 1.0 was given.",
        () -> BEST.fromProbabilities(four, truth, 4, focal, 1, new double[5]));
    refused(
        "5 pixels were asked for, but truth holds 4.",
        () -> BEST.softOverlap(new float[5], truth, 5, new double[3]));
    refused(
        "A pixel has the scores of 1 to 65536 classes, but there are 0 planes.",
        () -> BEST.argmax(new float[0][], 4, new char[4]));
    refused(
        "4 pixels were asked for, but plane 1 holds 3.",
        () -> BEST.softmax(new float[][] {four, new float[3]}, 4, new char[4], four));
    refused(
        "5 pixels were asked for, but truth holds 4.",
        () -> BEST.lossesFromLogits(new float[5], truth, 5, focal, new double[5]));
    refused(
        "5 pixels were asked for, but crossEntropy holds 4.",
        () -> BEST.crossEntropyFromLogits(new float[][] {new float[5]}, 5, new char[5], four));
    refused(
        "4 pixels were asked for, but scores holds 3.", () -> BEST.firstNonFinite(new float[3], 4));
  }

  private static void refused(String message, Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}

package dev.maskwise.kernel.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No step of the vector form boxes its vectors: a kernel allocates its buffers and nothing for each
 * pixel. A step that outgrows what the compiler inlines allocates 96 bytes or so for every vector
 * operation left out, 6 a pixel, and may be many times slower.
 */
@Tag("vector")
class ScoreAllocationTest {
  private static final int PIXELS = 1 << 16;
  private static final int CLASSES = 5;

  /** A third of what a single box for every vector of 16 pixels would come to. */
  private static final double BYTES_PER_PIXEL = 2;

  /**
   * One of so many calls has to be free of boxes; the first hundred or so wait for the compiler.
   */
  private static final int CALLS = 1000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ScoreKernels kernels = ScoreForm.VECTOR.kernels();
  private final SplittableRandom random = new SplittableRandom(20265);
  private final byte[] truth = ScoreImages.truth(ScoreImages.Regime.NORMAL, PIXELS, random);
  private final float[] logits = ScoreImages.logits(ScoreImages.Regime.NORMAL, truth, random);
  private final float[] results = new float[PIXELS];
  private final char[] classes = ScoreImages.labels(CLASSES, PIXELS, random);
  private final float[][] planes = ScoreImages.planes(CLASSES, classes, 4, random);
  private final char[] labels = new char[PIXELS];
  private final double[] sums = new double[ScoreKernels.sums(6)];

  private Map<String, Runnable> calls() {
    float[] gammas = {0, 0.5f, 1, 2, 3, 2.5f};
    return Map.of(
        "fromLogits", () -> kernels.fromLogits(logits, truth, PIXELS, gammas, results, sums),
        "lossesFromLogits", () -> kernels.lossesFromLogits(logits, truth, PIXELS, gammas, sums),
        "crossEntropyFromLogits",
            () -> kernels.crossEntropyFromLogits(planes, PIXELS, classes, results),
        "fromProbabilities",
            () -> kernels.fromProbabilities(results, truth, PIXELS, gammas, -100, sums),
        "softOverlap", () -> kernels.softOverlap(results, truth, PIXELS, new double[3]),
        "argmax", () -> kernels.argmax(planes, PIXELS, labels),
        "softmax", () -> kernels.softmax(planes, PIXELS, classes, results),
        "crossEntropy", () -> kernels.crossEntropy(planes, PIXELS, classes, -100, results),
        "focalByClass", () -> kernels.focalByClass(results, classes, PIXELS, 2.5f, sums),
        "firstNonFinite", () -> kernels.firstNonFinite(logits, PIXELS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fromLogits",
        "lossesFromLogits",
        "crossEntropyFromLogits",
        "fromProbabilities",
        "softOverlap",
        "argmax",
        "softmax",
        "crossEntropy",
        "focalByClass",
        "firstNonFinite"
      })
  void allocatesNothingForPixels(String kernel) {
    assumeTrue(
        !(ChosenForm.choose(ModuleLayer.boot()) instanceof PlainScoreBlocks),
        "There is no vector form here.");
    Runnable call = Objects.requireNonNull(calls().get(kernel));
    long least = Long.MAX_VALUE;
    for (int i = 0; i < CALLS && least > BYTES_PER_PIXEL * PIXELS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      call.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes of one call").isLessThan((long) (BYTES_PER_PIXEL * PIXELS));
  }
}

package dev.maskwise.bench;

import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.kernel.score.ScoreForm;
import dev.maskwise.kernel.score.ScoreKernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The sums of one class over an image of 2048×1024 logits; an operation is a pixel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreBenchmark {
  /** What the logits are. */
  public enum Content {
    /** N(0, 3), whatever the truth. */
    RANDOM,
    /** N(4, 2) with the sign of the truth. */
    GOOD
  }

  static final int PIXELS = 2048 * 1024;
  private static final float[] NONE = {};
  private static final float[] CROSS_ENTROPY = {0};
  private static final float[] FOCAL = {2};
  private static final float[] BOTH = {0, 2};

  @Param({"VECTOR", "PLAIN"})
  ScoreForm form = ScoreForm.VECTOR;

  @Param({"RANDOM", "GOOD"})
  Content content = Content.RANDOM;

  float[] logits = {};
  byte[] truth = {};
  private float[] probabilities = {};
  private ScoreKernels kernels = ScoreKernels.best();

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    logits = new float[PIXELS];
    truth = new byte[PIXELS];
    probabilities = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      truth[i] = (byte) random.nextInt(2);
      double noise = random.nextGaussian();
      logits[i] =
          (float) (content == Content.RANDOM ? 3 * noise : (2 * truth[i] - 1) * (4 + 2 * noise));
    }
    kernels = form.kernels();
    kernels.fromLogits(logits, truth, PIXELS, NONE, probabilities, new double[3]);
  }

  private double[] fromLogits(float[] gammas) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    kernels.fromLogits(logits, truth, PIXELS, gammas, probabilities, sums);
    return sums;
  }

  private double[] losses(float[] gammas) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    kernels.lossesFromLogits(logits, truth, PIXELS, gammas, sums);
    return sums;
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double[] crossEntropy() {
    return losses(CROSS_ENTROPY);
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double[] focal() {
    return losses(FOCAL);
  }

  /** Both losses, the probabilities, and the sums of soft Dice and IoU. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double[] everything() {
    return fromLogits(BOTH);
  }

  /** Sigmoid and the three soft overlap sums. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double[] softDice() {
    return fromLogits(NONE);
  }

  /** The three soft overlap sums of probabilities. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double[] softOverlap() {
    double[] sums = new double[3];
    kernels.softOverlap(probabilities, truth, PIXELS, sums);
    return sums;
  }

  /** Reading the same arrays once and doing next to nothing: below this no loss can get. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public long[] memory() {
    long[] counts = new long[3];
    Overlap.count(truth, truth, PIXELS, counts);
    return new long[] {kernels.firstNonFinite(logits, PIXELS), counts[0]};
  }
}

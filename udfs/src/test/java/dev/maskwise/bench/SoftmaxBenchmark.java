package dev.maskwise.bench;

import dev.maskwise.kernel.score.ScoreForm;
import dev.maskwise.kernel.score.ScoreImages;
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

/**
 * Softmax and cross-entropy of an image of 2048×1024 pixels and 19 classes; an operation is a
 * pixel.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx2g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class SoftmaxBenchmark {
  static final int PIXELS = 2048 * 1024;
  static final int CLASSES = 19;

  @Param({"VECTOR", "PLAIN"})
  ScoreForm form = ScoreForm.VECTOR;

  @Param({"RANDOM", "GOOD"})
  ScoreBenchmark.Content content = ScoreBenchmark.Content.RANDOM;

  char[] truth = {};
  float[][] planes = {};
  float[] losses = {};
  private float[][] logits = {};
  private ScoreKernels kernels = ScoreKernels.best();

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    truth = ScoreImages.labels(CLASSES, PIXELS, random);
    logits = logits(random);
    planes = new float[CLASSES][PIXELS];
    losses = new float[PIXELS];
    kernels = form.kernels();
  }

  /** N(0, 3), whatever the truth; of a good model N(0, 1), and N(4, 2) more for the truth. */
  private float[][] logits(SplittableRandom random) {
    boolean good = content == ScoreBenchmark.Content.GOOD;
    float[][] scores = new float[CLASSES][PIXELS];
    for (float[] plane : scores) {
      for (int i = 0; i < PIXELS; i++) {
        plane[i] = (float) ((good ? 1 : 3) * random.nextGaussian());
      }
    }
    for (int i = 0; i < PIXELS && good; i++) {
      scores[truth[i]][i] += (float) (4 + 2 * random.nextGaussian());
    }
    return scores;
  }

  /** The losses alone, which leave the logits as they are. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public float[] crossEntropy() {
    kernels.crossEntropyFromLogits(logits, PIXELS, truth, losses);
    return losses;
  }

  /** Losses and probabilities. Copies the logits, which the kernel replaces. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public float[] copyAndSoftmax() {
    copy();
    kernels.softmax(planes, PIXELS, truth, losses);
    return losses;
  }

  /** The copy alone, to be taken off. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public float[][] copy() {
    for (int c = 0; c < CLASSES; c++) {
      System.arraycopy(logits[c], 0, planes[c], 0, PIXELS);
    }
    return planes;
  }
}

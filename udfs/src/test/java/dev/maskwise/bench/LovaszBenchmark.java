package dev.maskwise.bench;

import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import java.util.Random;
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
 * The Lovász losses of eight masks of 512×512 or of one of 2048×1024; an operation is a pixel.
 *
 * <p>{@link #softmax} is one class of 19: its probabilities are those of a softmax over its logit
 * and 18 others of zero. A loss over all classes takes as many times as long.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LovaszBenchmark {
  /** What the scores have to do with the truth. */
  public enum Content {
    /** Nothing: normal logits of deviation 2, 30 % of the pixels true, each by itself. */
    RANDOM,
    /** Objects, and logits of the right sign, 4 ± 2: one pixel of 15 has a positive hinge error. */
    GOOD
  }

  private static final int PIXELS = 2048 * 1024;
  private static final int OTHER_CLASSES = 18;

  @Param({"RANDOM", "GOOD"})
  Content content = Content.RANDOM;

  @Param({"512x512", "2048x1024"})
  String size = "512x512";

  final Lovasz lovasz = new Lovasz();
  float[][] logits = {};
  float[][] probabilities = {};
  byte[][] truth = {};

  @Setup
  public void setUp() {
    int width = size.equals("512x512") ? 512 : 2048;
    int height = width == 512 ? 512 : 1024;
    int pixels = width * height;
    int masks = PIXELS / pixels;
    logits = new float[masks][pixels];
    probabilities = new float[masks][pixels];
    truth = new byte[masks][];
    SplittableRandom random = new SplittableRandom(1);
    Random normal = new Random(1);
    for (int mask = 0; mask < masks; mask++) {
      truth[mask] = Masks.labelMap(Regime.BLOBS, width, height, 2, random);
      for (int i = 0; i < pixels; i++) {
        double logit = 2 * normal.nextGaussian();
        if (content == Content.RANDOM) {
          truth[mask][i] = (byte) (random.nextDouble() < 0.3 ? 1 : 0);
        } else {
          logit = (2 * truth[mask][i] - 1) * (4 + logit);
        }
        logits[mask][i] = (float) logit;
        probabilities[mask][i] = (float) (1 / (1 + OTHER_CLASSES * Math.exp(-logit)));
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double hinge() {
    double sum = 0;
    for (int mask = 0; mask < truth.length; mask++) {
      sum += lovasz.hinge(logits[mask], truth[mask], truth[mask].length);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double softmax() {
    double sum = 0;
    for (int mask = 0; mask < truth.length; mask++) {
      sum += lovasz.softmax(probabilities[mask], truth[mask], truth[mask].length);
    }
    return sum;
  }
}

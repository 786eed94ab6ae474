package dev.maskwise.bench;

import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import dev.maskwise.oracle.NaiveOverlap;
import java.util.Arrays;
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

/** Overlap of two binary masks of 2048×1024; an operation is a pixel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OverlapBenchmark {
  private static final int WIDTH = 2048;
  private static final int HEIGHT = 1024;
  private static final int PIXELS = WIDTH * HEIGHT;

  @Param({"BLOBS", "NOISE"})
  Regime regime = Regime.BLOBS;

  private byte[] truth = {};
  private byte[] prediction = {};
  private final long[] counts = new long[3];

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    truth = Masks.mask(regime, WIDTH, HEIGHT, random);
    prediction = Masks.mask(regime, WIDTH, HEIGHT, random);
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public long[] kernel() {
    Arrays.fill(counts, 0);
    Overlap.count(truth, prediction, PIXELS, counts);
    return counts;
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public long[] pixelByPixel() {
    return NaiveOverlap.count(truth, prediction, PIXELS);
  }
}

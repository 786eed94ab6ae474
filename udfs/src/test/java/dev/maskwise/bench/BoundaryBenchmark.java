package dev.maskwise.bench;

import dev.maskwise.kernel.boundary.Boundary;
import dev.maskwise.kernel.boundary.ContourMatching;
import dev.maskwise.kernel.boundary.Contours;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
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

/** Boundaries and contours of all classes of label maps of 640×480; an operation is a pixel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoundaryBenchmark {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int PIXELS = WIDTH * HEIGHT;

  @Param({"BLOBS", "NOISE"})
  Regime regime = Regime.BLOBS;

  @Param({"2", "20"})
  int classes = 2;

  private int[] truth = {};
  private int[] prediction = {};
  private final byte[] bits = new byte[PIXELS];
  private final Boundary boundary = new Boundary();
  private final Contours ofTruth = new Contours();
  private final Contours ofPrediction = new Contours();
  private final ContourMatching matching = new ContourMatching();

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    truth = Masks.labels(regime, WIDTH, HEIGHT, classes, random);
    prediction = Masks.labels(regime, WIDTH, HEIGHT, classes, random);
  }

  /** The boundary of width 16 of every class of a map. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public byte[] width16() {
    boundary.mark(truth, HEIGHT, WIDTH, 16, bits);
    return bits;
  }

  /** The contours of every class of both maps, matched in both directions within 7 pixels. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public long contours() {
    ofTruth.find(truth, HEIGHT, WIDTH, classes);
    ofPrediction.find(prediction, HEIGHT, WIDTH, classes);
    long matched = 0;
    for (int c = 0; c < classes; c++) {
      matched += matching.matched(ofTruth, ofPrediction, c, HEIGHT, WIDTH, 7);
      matched += matching.matched(ofPrediction, ofTruth, c, HEIGHT, WIDTH, 7);
    }
    return matched;
  }
}

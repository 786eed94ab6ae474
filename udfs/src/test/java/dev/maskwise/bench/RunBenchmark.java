package dev.maskwise.bench;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.rle.RunText;
import dev.maskwise.kernel.run.PolygonRaster;
import dev.maskwise.kernel.run.RunErosion;
import dev.maskwise.kernel.run.RunOverlap;
import dev.maskwise.kernel.run.RunPixels;
import dev.maskwise.kernel.run.Runs;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Masks of objects in images of 480×640 pixels. An operation of the IoU is a run of either mask, of
 * texts a character, of polygons a polygon of 21 vertices whose outline has 404 pixels, of pixels a
 * pixel, of boundaries a mask.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RunBenchmark {
  private static final int HEIGHT = 480;
  private static final int WIDTH = 640;
  private static final int PIXELS = HEIGHT * WIDTH;
  private static final int COLUMNS = 400;
  private static final int PAIRS = 32;
  private static final int RUNS = PAIRS * 2 * COLUMNS;
  private static final int TEXT_COLUMNS = 2000;
  private static final int TEXT = 12_003;
  private static final int VERTICES = 21;

  private final Runs[] masks = new Runs[2 * PAIRS];
  private byte[] text = {};
  private byte[] pixels = {};
  private double[] polygon = {};

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < masks.length; i++) {
      masks[i] = ragged(COLUMNS, 40 + random.nextInt(80), random);
    }
    pixels = RunPixels.of(masks[0]);
    polygon = outline();
    text = RunText.encode(wide());
    if (text.length != TEXT) {
      throw new IllegalStateException("the text has " + text.length + " characters");
    }
  }

  /** An ellipse whose edge goes up and down by some pixels, a run for each column. */
  private static Runs ragged(int columns, int first, SplittableRandom random) {
    int[] bounds = new int[2 * columns];
    for (int i = 0; i < columns; i++) {
      double x = 2.0 * i / columns - 1;
      int half = 3 + (int) (200 * Math.sqrt(1 - x * x)) + random.nextInt(8);
      bounds[2 * i] = (first + i) * HEIGHT + HEIGHT / 2 - half;
      bounds[2 * i + 1] = (first + i) * HEIGHT + HEIGHT / 2 + half - random.nextInt(3);
    }
    return new Runs(HEIGHT, WIDTH, bounds);
  }

  /** A mask of two runs a column whose text has a known length. */
  private static Runs wide() {
    SplittableRandom random = new SplittableRandom(2);
    int[] bounds = new int[4 * TEXT_COLUMNS];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = i / 4 * HEIGHT + 50 + 90 * (i % 4) + random.nextInt(5);
    }
    return new Runs(HEIGHT, TEXT_COLUMNS, bounds);
  }

  /** A circle of 404 pixels with every other vertex moved by a tenth. */
  private static double[] outline() {
    double[] vertices = new double[2 * VERTICES];
    for (int i = 0; i < VERTICES; i++) {
      double angle = 2 * Math.PI * i / VERTICES;
      double radius = i % 2 == 0 ? 62.3 : 64.9;
      vertices[2 * i] = 300.13 + radius * Math.cos(angle);
      vertices[2 * i + 1] = 200.77 + radius * Math.sin(angle);
    }
    return vertices;
  }

  @Benchmark
  @OperationsPerInvocation(RUNS)
  public double iou() {
    double sum = 0;
    for (int i = 0; i < masks.length; i += 2) {
      sum += RunOverlap.iou(masks[i], masks[i + 1], false);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(TEXT)
  public Runs decode() throws MalformedException {
    return RunText.decode(text, HEIGHT, TEXT_COLUMNS);
  }

  @Benchmark
  @OperationsPerInvocation(TEXT)
  public byte[] decodeAndEncode() throws MalformedException {
    return RunText.encode(decode());
  }

  @Benchmark
  public Runs polygon() {
    return PolygonRaster.of(polygon, HEIGHT, WIDTH);
  }

  @Benchmark
  public Runs boundary() {
    return RunErosion.boundary(masks[0], 16);
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public byte[] toPixels() {
    return RunPixels.of(masks[0]);
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public Runs fromPixels() {
    return RunPixels.runs(pixels, HEIGHT, WIDTH);
  }
}

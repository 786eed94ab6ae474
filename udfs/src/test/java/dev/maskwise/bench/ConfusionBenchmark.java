package dev.maskwise.bench;

import dev.maskwise.kernel.count.Confusion;
import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
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

/**
 * Confusion counts of a pair of label maps of 2048×1024; an operation is a pixel. The kernels'
 * times include clearing the table and making the matrix.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConfusionBenchmark {
  /** What the label maps hold. */
  public enum Content {
    /**
     * Like street scenes: objects over one another, areas to ignore, and a prediction that is wrong
     * along the borders, in a few areas and in one pixel of a thousand.
     */
    STREET,
    /** Uniform random labels, no two neighbours alike: the worst case. */
    NOISE
  }

  private static final int WIDTH = 2048;
  private static final int HEIGHT = 1024;
  static final int IGNORE = 255;

  /** Spreads the labels over a thousand classes for the two-byte maps. */
  static final int WIDE_FACTOR = 50;

  static final int WIDE_CLASSES = 1000;

  private static final int PIXELS = WIDTH * HEIGHT;
  private static final int TILE_WIDTH = 256;
  private static final int TILE_HEIGHT = 128;

  @Param({"STREET", "NOISE"})
  Content content = Content.STREET;

  @Param({"11", "19"})
  int classes = 19;

  int[] truthLabels = {};
  int[] predictionLabels = {};
  private byte[] truth = {};
  private byte[] prediction = {};
  private byte[] wideTruth = {};
  private byte[] widePrediction = {};
  private final int[] joint = new int[Confusion.JOINT_SIZE];
  private final long[] wideMatrix = new long[WIDE_CLASSES * WIDE_CLASSES];

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    if (content == Content.STREET) {
      int[] scene = mosaic(random);
      truthLabels = Masks.withIgnore(scene, WIDTH, HEIGHT, IGNORE, random);
      int[] shifted = new int[PIXELS];
      Arrays.setAll(shifted, i -> scene[Math.min(i + 2, PIXELS - 1)]);
      predictionLabels = Masks.perturbed(shifted, WIDTH, HEIGHT, classes, 0.001, random);
    } else {
      truthLabels = Masks.labels(Regime.NOISE, WIDTH, HEIGHT, classes, random);
      predictionLabels = Masks.labels(Regime.NOISE, WIDTH, HEIGHT, classes, random);
    }
    truth = Masks.bytes(truthLabels);
    prediction = Masks.bytes(predictionLabels);
    wideTruth = Masks.wide(spread(truthLabels));
    widePrediction = Masks.wide(spread(predictionLabels));
  }

  /** Small scenes side by side, for as many borders a row as real ones have. */
  private int[] mosaic(SplittableRandom random) {
    int[] scene = new int[PIXELS];
    for (int top = 0; top < HEIGHT; top += TILE_HEIGHT) {
      for (int left = 0; left < WIDTH; left += TILE_WIDTH) {
        int[] tile = Masks.labels(Regime.BLOBS, TILE_WIDTH, TILE_HEIGHT, classes, random);
        for (int y = 0; y < TILE_HEIGHT; y++) {
          System.arraycopy(tile, y * TILE_WIDTH, scene, (top + y) * WIDTH + left, TILE_WIDTH);
        }
      }
    }
    return scene;
  }

  static int[] spread(int[] labels) {
    return Arrays.stream(labels).map(label -> label * WIDE_FACTOR).toArray();
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public long[] narrow() {
    Arrays.fill(joint, 0);
    Confusion.countJoint(truth, prediction, PIXELS, joint);
    long[] matrix = new long[classes * classes];
    Confusion.fold(joint, classes, IGNORE, matrix);
    return matrix;
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public long[] wide() {
    Arrays.fill(wideMatrix, 0);
    int ignore = IGNORE * WIDE_FACTOR;
    Confusion.countWide(wideTruth, widePrediction, PIXELS, WIDE_CLASSES, ignore, wideMatrix);
    return wideMatrix;
  }

  /** The plain loop, for comparison. */
  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public long[] pixelByPixel() {
    long[] matrix = new long[classes * classes];
    for (int i = 0; i < PIXELS; i++) {
      int t = truth[i] & 0xff;
      int p = prediction[i] & 0xff;
      if (t != IGNORE && t < classes && p < classes) {
        matrix[t * classes + p]++;
      }
    }
    return matrix;
  }
}

package dev.maskwise.metric.inference;

import dev.maskwise.metric.Better;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Which of some models is best, and how sure that is, from sums over groups of images. In each of
 * {@value #REPLICATES} replicates of the data set a group enters as often as a random number w
 * says, of Poisson's distribution with mean 1: P(w ≤ k) = e⁻¹·Σ_{i≤k} 1/i!. The weight of a group
 * follows from a hash of the seed, its id and the number of the replicate alone, and is the same
 * for all models. Source: N. Chamandy, O. Muralidharan, A. Najmi and S. Naidu, "Estimating
 * uncertainty for massive data streams", 2012.
 *
 * <p>So the replicates are the same for any order and partitioning of the groups, and the images of
 * a group may be added one by one wherever they are found. That holds to the last bit as long as
 * the sums of doubles are exact: counts are, up to 2⁵³, and so are values that {@link #onGrid}
 * rounded.
 *
 * <p>Intervals are the business of {@link Jackknife}, which covers better.
 *
 * <p>A mutable accumulator of 8 kB for each sum of each model: not thread-safe. An addition costs
 * about 0.5 ns for each replicate, model and sum.
 */
public final class PoissonBootstrap implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many replicates there are. */
  public static final int REPLICATES = 1000;

  /** So many additions are made together, since all replicates do not fit the fastest cache. */
  private static final int BATCH = 32;

  /** The step of a grid on which up to 2²³ values of at most 1 have an exact sum. */
  private static final double GRID = 0x1p-30;

  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  /** P(w ≤ k)·2⁶³ for each k; the last is above every 63 bits. */
  private static final long[] QUANTILES = quantiles();

  private final int models;
  private final int length;
  private final long seed;

  /** For each replicate the sums of each model, one model after another. */
  private final double[][] sums;

  private final double[][] batch;
  private final long[] hashes = new long[BATCH];
  private int waiting;

  /**
   * Of no groups.
   *
   * @param models how many there are
   * @param length how many sums a model has
   * @param seed other seeds make other replicates
   */
  public PoissonBootstrap(int models, int length, long seed) {
    this.models = models;
    this.length = length;
    this.seed = seed;
    int width = Math.multiplyExact(models, length);
    this.sums = new double[REPLICATES][width];
    this.batch = new double[BATCH][width];
  }

  private static long[] quantiles() {
    long[] quantiles = new long[20];
    double term = 0x1p63 / Math.E;
    double sum = 0;
    for (int k = 0; k < quantiles.length - 1; k++) {
      sum += term;
      quantiles[k] = (long) sum;
      term /= k + 1;
    }
    quantiles[quantiles.length - 1] = Long.MAX_VALUE;
    return quantiles;
  }

  /**
   * A value of an image, such as its IoU, rounded to a multiple of 2⁻³⁰ so that sums of it are
   * exact. It is off by less than 5·10⁻¹⁰.
   */
  public static double onGrid(double value) {
    return Math.rint(value / GRID) * GRID;
  }

  /**
   * Adds an image, or a whole group.
   *
   * @param group the id of its group
   * @param ofModels for each model what is summed up: intersection and union of each class, say, or
   *     a value and 1; copied
   * @throws IllegalArgumentException if there are other than so many models and sums, or one is not
   *     finite
   */
  public void add(String group, double[][] ofModels) {
    if (ofModels.length != models) {
      throw new IllegalArgumentException(
          "The bootstrap is of %d models, not of %d.".formatted(models, ofModels.length));
    }
    double[] row = batch[waiting];
    for (int m = 0; m < models; m++) {
      double[] ofModel = ofModels[m];
      if (ofModel.length != length || !Arrays.stream(ofModel).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "A model has %d finite sums in group %s, not %s."
                .formatted(length, group, Arrays.toString(ofModel)));
      }
      System.arraycopy(ofModel, 0, row, m * length, length);
    }
    hashes[waiting++] = hash(seed, group);
    if (waiting == BATCH) {
      enter();
    }
  }

  /** Adds the groups of another bootstrap of the same shape and seed. */
  public void add(PoissonBootstrap other) {
    if (other.models != models || other.length != length || other.seed != seed) {
      throw new IllegalArgumentException(
          "Bootstraps of different models, sums or seeds cannot be merged.");
    }
    other.enter();
    for (int b = 0; b < REPLICATES; b++) {
      add(sums[b], 1, other.sums[b]);
    }
  }

  /** Adds to every replicate what waits. */
  private void enter() {
    for (int b = 0; b < REPLICATES; b++) {
      double[] sum = sums[b];
      for (int g = 0; g < waiting; g++) {
        int weight = weight(hashes[g], b);
        if (weight > 0) {
          add(sum, weight, batch[g]);
        }
      }
    }
    waiting = 0;
  }

  private static void add(double[] sum, double weight, double[] row) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  /** FNV-1a of the characters, then mixed with the seed. */
  static long hash(long seed, String group) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < group.length(); i++) {
      hash = (hash ^ group.charAt(i)) * 0x100000001b3L;
    }
    return mix(hash ^ mix(seed));
  }

  /** How often a group enters a replicate. */
  static int weight(long hash, int replicate) {
    long uniform = mix(hash + (replicate + 1) * GOLDEN_RATIO) >>> 1;
    int weight = 0;
    while (uniform > QUANTILES[weight]) {
      weight++;
    }
    return weight;
  }

  /** The finaliser of SplitMix64: Steele, Lea and Flood, "Fast splittable generators", 2014. */
  private static long mix(long bits) {
    long first = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
    return second ^ (second >>> 31);
  }

  /**
   * How each model does. O(replicates × models × (sums + models)).
   *
   * @param number the number of a model from its sums over the groups; {@code NaN} where undefined
   * @param better which direction means a better model
   * @throws IllegalArgumentException if neither does
   */
  public List<Standing> standings(ToDoubleFunction<double[]> number, Better better) {
    if (better == Better.NEITHER) {
      throw new IllegalArgumentException(
          "Models cannot be ranked by a number of which neither direction is better.");
    }
    enter();
    double[] best = new double[models];
    double[] ranks = new double[models];
    int replicates = 0;
    double[] numbers = new double[models];
    for (double[] sum : sums) {
      for (int m = 0; m < models; m++) {
        double value = number.applyAsDouble(Arrays.copyOfRange(sum, m * length, (m + 1) * length));
        numbers[m] = better == Better.LOWER ? -value : value;
      }
      if (Arrays.stream(numbers).noneMatch(Double::isNaN)) {
        rank(numbers, best, ranks);
        replicates++;
      }
    }
    List<Standing> standings = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      double share = replicates == 0 ? Double.NaN : best[m] / replicates;
      double rank = replicates == 0 ? Double.NaN : ranks[m] / replicates;
      standings.add(new Standing(share, rank, replicates));
    }
    return standings;
  }

  /** Adds the ranks of one replicate. */
  private static void rank(double[] numbers, double[] best, double[] ranks) {
    for (int m = 0; m < numbers.length; m++) {
      int above = 0;
      int equal = 0; // itself among them
      for (double other : numbers) {
        above += other > numbers[m] ? 1 : 0;
        equal += other == numbers[m] ? 1 : 0;
      }
      best[m] += above == 0 ? 1.0 / equal : 0;
      ranks[m] += above + (equal + 1) / 2.0;
    }
  }
}

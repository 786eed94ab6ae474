package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What calibration remembers: the interval [0, 1] in bins of equal width, and for each of them the
 * pixels whose probability fell into it, how many of those were positive, and the exact sum of
 * their probabilities.
 *
 * <p>For one class the probability is that of the class, and positive is what belongs to it. For
 * the calibration of the top label of many classes the probability is that of the predicted class,
 * and positive is where it was right.
 *
 * <p>The bins of nothing, without a shape, stand for "nothing seen yet": they take the shape of the
 * other on merge, and no probabilities. Mutable, 0.6 kB a bin, not for use by two threads at once.
 */
public final class CalibrationBins implements Serializable {

  /** The most bins. */
  public static final int MAX_BINS = 4096;

  /** Bin by bin, all three add up. */
  public static final StatisticType<CalibrationBins> TYPE = new Type();

  /** To which bin a probability on the edge of two belongs. Edges are the exact i / bins. */
  public enum ClosedSide {
    /** A bin is [l, u), and the last one holds 1 as well. The default. */
    LEFT,
    /** A bin is (l, u], and the first one holds 0 as well. */
    RIGHT
  }

  private ClosedSide closedSide;
  private long[] pixels;
  private long[] positives;
  private ExactSum[] sums;

  /** Bins that are closed on the left. */
  public CalibrationBins(int bins) {
    this(bins, ClosedSide.LEFT);
  }

  /**
   * Bins of no pixels.
   *
   * @param bins from 1 to {@link #MAX_BINS}
   * @throws IllegalArgumentException if there are more or fewer
   */
  public CalibrationBins(int bins, ClosedSide closedSide) {
    this(closedSide, checked(bins));
  }

  private CalibrationBins(ClosedSide closedSide, int bins) {
    this.closedSide = closedSide;
    this.pixels = new long[bins];
    this.positives = new long[bins];
    this.sums = new ExactSum[bins];
    Arrays.setAll(sums, i -> new ExactSum());
  }

  private static int checked(int bins) {
    if (bins < 1 || bins > MAX_BINS) {
      throw new IllegalArgumentException(
          "Calibration has 1 to %d bins, not %d.".formatted(MAX_BINS, bins));
    }
    return bins;
  }

  /** The bins without a shape. */
  private static CalibrationBins shapeless() {
    return new CalibrationBins(ClosedSide.LEFT, 0);
  }

  /**
   * Adds the pixels of an image, or nothing if it throws. O(pixels + bins).
   *
   * <p>The probabilities of a bin are added in double in the order of the pixels, and their sum
   * enters the exact sum: adding the same images, each in one call, gives equal bins in any order
   * and any grouping.
   *
   * @param probabilities at least {@code count} numbers in [0, 1]
   * @param truth at least {@code count} bytes, 1 for positive, else 0
   * @param count how many pixels count, from the first on
   * @throws IllegalArgumentException if an array is shorter or a probability is not in [0, 1]
   * @throws IllegalStateException if the bins have no shape
   * @throws ArithmeticException if the pixels are more than an int64 holds
   */
  public void add(float[] probabilities, byte[] truth, int count) {
    int bins = bins();
    if (bins == 0) {
      throw new IllegalStateException(
          "Calibration bins without a shape take no probabilities; make some with a number of bins.");
    }
    if (count < 0 || probabilities.length < count || truth.length < count) {
      throw new IllegalArgumentException(
          "%d pixels were asked for, but there are %d probabilities and %d bytes of truth."
              .formatted(count, probabilities.length, truth.length));
    }
    int[] some = new int[bins];
    int[] somePositives = new int[bins];
    double[] sum = new double[bins];
    boolean left = closedSide == ClosedSide.LEFT;
    for (int i = 0; i < count; i++) {
      double p = probabilities[i];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "The probability of valid pixel %d is %s; it must be in [0, 1].".formatted(i, p));
      }
      double position = p * bins; // exact: 24 bits times 13 bits
      int bin = (int) position; // the floor
      bin = left ? Math.min(bin, bins - 1) : bin == position && bin > 0 ? bin - 1 : bin;
      some[bin]++;
      somePositives[bin] += truth[i] & 1;
      sum[bin] += p;
    }
    Math.addExact(total(), count);
    for (int bin = 0; bin < bins; bin++) {
      pixels[bin] += some[bin];
      positives[bin] += somePositives[bin];
      sums[bin].add(sum[bin]);
    }
  }

  /**
   * Adds all that was added to other bins, which do not change. O(bins).
   *
   * @throws IllegalArgumentException if their number or closed side is different
   * @throws ArithmeticException if the pixels are more than an int64 holds
   */
  public void add(CalibrationBins other) {
    if (other.bins() == 0) {
      return;
    }
    if (bins() != 0 && (bins() != other.bins() || closedSide != other.closedSide)) {
      throw new IllegalArgumentException(
          "%d calibration bins closed on the %s and %d closed on the %s cannot be merged."
              .formatted(bins(), closedSide, other.bins(), other.closedSide));
    }
    // No count exceeds the total, so the total is the one sum that can overflow.
    Math.addExact(total(), other.total());
    if (bins() == 0) {
      CalibrationBins none = new CalibrationBins(other.closedSide, other.bins());
      closedSide = none.closedSide;
      pixels = none.pixels;
      positives = none.positives;
      sums = none.sums;
    }
    for (int bin = 0; bin < bins(); bin++) {
      add(bin, other.pixels[bin], other.positives[bin], other.sums[bin]);
    }
  }

  /** Adds to one bin; whoever calls has seen that the pixels of all bins stay an int64. */
  private void add(int bin, long morePixels, long morePositives, ExactSum moreProbabilities) {
    pixels[bin] += morePixels;
    positives[bin] += morePositives;
    sums[bin].add(moreProbabilities);
  }

  /** How many bins; 0 without a shape. */
  public int bins() {
    return pixels.length;
  }

  /** To which bin an edge belongs. */
  public ClosedSide closedSide() {
    return closedSide;
  }

  /** All pixels. O(bins). */
  public long total() {
    return Arrays.stream(pixels).sum();
  }

  /** The pixels of a bin. */
  public long pixels(int bin) {
    return pixels[bin];
  }

  /** The positive pixels of a bin. */
  public long positives(int bin) {
    return positives[bin];
  }

  /** The sum of the probabilities of a bin; a copy. */
  public ExactSum probabilitySum(int bin) {
    return sums[bin].copy();
  }

  /** Equal bins that share nothing with these. */
  public CalibrationBins copy() {
    CalibrationBins copy = new CalibrationBins(closedSide, bins());
    copy.add(this);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CalibrationBins that
        && closedSide == that.closedSide
        && Arrays.equals(pixels, that.pixels)
        && Arrays.equals(positives, that.positives)
        && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    // The name, since the hash of an enum constant differs from run to run.
    int counts = 31 * Arrays.hashCode(pixels) + Arrays.hashCode(positives);
    return 31 * (31 * counts + Arrays.hashCode(sums)) + closedSide.name().hashCode();
  }

  @Override
  public String toString() {
    return "CalibrationBins[bins=%d, closedSide=%s, pixels=%s, positives=%s]"
        .formatted(bins(), closedSide, Arrays.toString(pixels), Arrays.toString(positives));
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * Bytes: the number of bins, 0 without a shape; then 0 if they are closed on the left and 1 if on
   * the right; then for each bin its pixels and, if there are any, its positives and the sum of its
   * probabilities.
   */
  private static final class Type implements StatisticType<CalibrationBins> {

    private static final int CLOSED_LEFT = 0;
    private static final int CLOSED_RIGHT = 1;

    @Override
    public String name() {
      return "calibration";
    }

    @Override
    public CalibrationBins empty() {
      return shapeless();
    }

    @Override
    public CalibrationBins merge(CalibrationBins a, CalibrationBins b) {
      CalibrationBins both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public CalibrationBins add(CalibrationBins memory, CalibrationBins other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(CalibrationBins value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.bins());
      if (value.bins() > 0) {
        writer.varint(value.closedSide == ClosedSide.LEFT ? CLOSED_LEFT : CLOSED_RIGHT);
      }
      for (int bin = 0; bin < value.bins(); bin++) {
        writer.varint(value.pixels[bin]);
        if (value.pixels[bin] > 0) {
          writer.varint(value.positives[bin]);
          value.sums[bin].write(writer);
        }
      }
      return writer.toBytes();
    }

    @Override
    public CalibrationBins decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      int bins = reader.varint(MAX_BINS);
      if (bins == 0) {
        reader.end();
        return shapeless();
      }
      boolean left = reader.varint(CLOSED_RIGHT) == CLOSED_LEFT;
      reader.require(bins <= reader.remaining(), "more bins must follow");
      CalibrationBins value = new CalibrationBins(bins, left ? ClosedSide.LEFT : ClosedSide.RIGHT);
      long total = 0;
      for (int bin = 0; bin < bins; bin++) {
        long pixels = reader.varint();
        if (pixels > 0) {
          reader.require(pixels <= Long.MAX_VALUE - total, "the pixels are too many");
          total += pixels;
          long positives = reader.varint();
          reader.require(positives <= pixels, "more are positive than there are");
          ExactSum sum = ExactSum.read(reader);
          double mean = sum.dividedBy(pixels);
          reader.require(mean >= 0 && mean <= 1, "a mean probability is not in [0, 1]");
          value.add(bin, pixels, positives, sum);
        }
      }
      reader.end();
      return value;
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

package dev.maskwise.statistic;

import dev.maskwise.kernel.score.ScoreBins;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scores of one class over any number of images: how many pixels of truth (foreground) and of
 * others (background) have a score in each bin. Thresholds, curves and the Lovász losses of the
 * dataset follow from it.
 *
 * <p>A bin is all floats that share the sign, the exponent and the first {@code bits} bits of the
 * mantissa, so it is no wider than 2^−bits of the scores in it; below 2^−14 bins have one width,
 * 2^−(14 + bits). −0 counts as 0. Each occupied bin also remembers its smallest and its largest
 * score. A bin that holds one distinct score is therefore exact, and so is the whole histogram of
 * 8-bit scores k/255 from 7 bits on, of float16 scores from 10, and of 16-bit scores k/65535 from
 * 15.
 *
 * <p>Memory: 4 or 8 bytes for each page of 256 bins that there could be, 2^(9 + bits) bins in all,
 * and 6 KiB for each page in which a score fell. The logits of a network take 0.7 MiB with 10 bits,
 * 2.5 MiB with 12 and 28 MiB with 16.
 *
 * <p>The histogram without a shape stands for "nothing seen yet": it takes the bits of the other on
 * merge, and no scores. Mutable, not for use by two threads at once.
 */
public final class ScoreHistogram implements Serializable {

  /** The most bits of the mantissa. */
  public static final int MAX_BITS = ScoreBins.MAX_BITS;

  /** Bits with which all bounds stayed below 5·10⁻⁵ on the logits of a network, see ADR 10. */
  public static final int DEFAULT_BITS = 12;

  /** A quarter of the memory, for histograms of every class, model and slice. */
  public static final int DEFAULT_BITS_OF_MANY_CLASSES = 10;

  /** What {@link #bits} is without a shape. */
  private static final int SHAPELESS = -1;

  /** Bin by bin, counts add up and the extremes widen; bytes in the number of occupied bins. */
  public static final StatisticType<ScoreHistogram> TYPE = new Type();

  private int bits;
  private long[][] table;
  private long foreground;
  private long background;

  /**
   * An occupied bin.
   *
   * @param lowest the smallest score that was counted here
   * @param highest the largest score that was counted here, often the same
   * @param foreground pixels of truth
   * @param background other pixels
   */
  public record Bin(float lowest, float highest, long foreground, long background) {

    /** Whether all pixels have the same score. */
    public boolean single() {
      return lowest == highest;
    }
  }

  /**
   * A histogram of no scores.
   *
   * @param bits of the mantissa, from 0 to {@link #MAX_BITS}
   * @throws IllegalArgumentException if there are more or fewer
   */
  public ScoreHistogram(int bits) {
    this(bits, ScoreBins.table(checked(bits)), 0, 0);
  }

  private ScoreHistogram(int bits, long[][] table, long foreground, long background) {
    this.bits = bits;
    this.table = table;
    this.foreground = foreground;
    this.background = background;
  }

  private static int checked(int bits) {
    if (bits < 0 || bits > MAX_BITS) {
      throw new IllegalArgumentException(
          "A score histogram has 0 to %d bits of the mantissa, not %d.".formatted(MAX_BITS, bits));
    }
    return bits;
  }

  /** The histogram without a shape. */
  private static ScoreHistogram shapeless() {
    return new ScoreHistogram(SHAPELESS, new long[0][], 0, 0);
  }

  /**
   * Adds pixels. O(pixels), a few nanoseconds each. A new histogram makes its pages first, which
   * costs as much again for a small image: add many images to one.
   *
   * @param scores at least {@code pixels} scores of valid pixels; whoever calls has seen that they
   *     are finite
   * @param truth at least {@code pixels} bytes, 1 for the foreground, else 0
   * @param pixels how many pixels count, from the first on; 0 adds nothing
   * @throws IllegalArgumentException if an array is shorter; also for a score that is not finite,
   *     and the histogram is then of no more use
   * @throws IllegalStateException if the histogram has no shape
   * @throws ArithmeticException if the pixels are more than an int64 holds
   */
  public void add(float[] scores, byte[] truth, int pixels) {
    if (bits == SHAPELESS) {
      throw new IllegalStateException(
          "A score histogram without a shape takes no scores; make one with the bits it should have.");
    }
    Math.addExact(pixels(), pixels);
    long found = ScoreBins.count(scores, truth, pixels, bits, table);
    foreground += found;
    background += pixels - found;
  }

  /**
   * Adds all that was counted in another histogram, which does not change. O(pages).
   *
   * @throws IllegalArgumentException if the other has different bits
   * @throws ArithmeticException if the pixels are more than an int64 holds
   */
  public void add(ScoreHistogram other) {
    if (other.bits == SHAPELESS) {
      return;
    }
    if (bits != SHAPELESS && bits != other.bits) {
      throw new IllegalArgumentException(
          "Score histograms of %d and of %d bits cannot be merged.".formatted(bits, other.bits));
    }
    // No count exceeds the pixels, so theirs is the one sum that can overflow.
    Math.addExact(pixels(), other.pixels());
    if (bits == SHAPELESS) {
      bits = other.bits;
      table = ScoreBins.table(bits);
    }
    foreground += other.foreground;
    background += other.background;
    other.forEach((bin, b, f, low, high) -> ScoreBins.add(table, bin, b, f, low, high));
  }

  /** Adds counts to one bin, as {@link #add(float[], byte[], int)} does, for the codec. */
  private void add(int bin, long moreBackground, long moreForeground, int lowest, int highest) {
    Math.addExact(pixels(), Math.addExact(moreBackground, moreForeground));
    background += moreBackground;
    foreground += moreForeground;
    ScoreBins.add(table, bin, moreBackground, moreForeground, lowest, highest);
  }

  /** Takes an occupied bin: its index, its counts and the ranks of its extremes. */
  @FunctionalInterface
  private interface BinVisitor {
    void bin(int bin, long background, long foreground, int lowest, int highest);
  }

  /** Visits the occupied bins in ascending order of score. */
  private void forEach(BinVisitor visitor) {
    for (int p = 0; p < table.length; p++) {
      long[] page = table[p];
      if (page == null) {
        continue;
      }
      for (int i = 0; i < ScoreBins.PAGE_BINS; i++) {
        int slot = ScoreBins.slot(i);
        long b = page[slot];
        long f = page[slot + 1];
        if ((b | f) != 0) {
          int lowest = ScoreBins.lowest(page, slot);
          visitor.bin(p * ScoreBins.PAGE_BINS + i, b, f, lowest, ScoreBins.highest(page, slot));
        }
      }
    }
  }

  /** The occupied bins in ascending order of score. A new list, O(bins). */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    forEach(
        (bin, b, f, lowest, highest) ->
            bins.add(new Bin(ScoreBins.score(lowest), ScoreBins.score(highest), f, b)));
    return bins;
  }

  /** The bits of the mantissa that a bin shares; −1 without a shape. */
  public int bits() {
    return bits;
  }

  /** Pixels of truth. */
  public long foreground() {
    return foreground;
  }

  /** Other pixels. */
  public long background() {
    return background;
  }

  private long pixels() {
    return foreground + background;
  }

  /** An equal histogram that shares nothing with this one. */
  public ScoreHistogram copy() {
    long[][] pages = table.clone();
    for (int p = 0; p < pages.length; p++) {
      if (pages[p] != null) {
        pages[p] = pages[p].clone();
      }
    }
    return new ScoreHistogram(bits, pages, foreground, background);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreHistogram that
        && bits == that.bits
        && Arrays.deepEquals(table, that.table);
  }

  @Override
  public int hashCode() {
    return 31 * bits + Arrays.deepHashCode(table);
  }

  @Override
  public String toString() {
    return "ScoreHistogram[bits=%d, foreground=%d, background=%d]"
        .formatted(bits, foreground, background);
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * Bytes: bits + 1, or 0 without a shape, the number of occupied bins, and for each of them in
   * ascending order how many floats its lowest score lies above the highest of the bin before, and
   * its highest above its lowest, its background and its foreground. That is 4 to 9 bytes a bin of
   * an image.
   */
  private static final class Type implements StatisticType<ScoreHistogram> {

    private static final int LEAST_BYTES_OF_A_BIN = 4;

    @Override
    public String name() {
      return "score_histogram";
    }

    @Override
    public ScoreHistogram empty() {
      return shapeless();
    }

    @Override
    public ScoreHistogram merge(ScoreHistogram a, ScoreHistogram b) {
      ScoreHistogram both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public ScoreHistogram add(ScoreHistogram memory, ScoreHistogram other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(ScoreHistogram value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.bits() + 1);
      if (value.bits() == SHAPELESS) {
        return writer.toBytes();
      }
      int[] used = {0};
      value.forEach((bin, background, foreground, lowest, highest) -> used[0]++);
      writer.varint(used[0]);
      int[] next = {0};
      value.forEach(
          (bin, background, foreground, lowest, highest) -> {
            writer.varint(Integer.toUnsignedLong(lowest - next[0]));
            writer.varint(highest - lowest);
            writer.varint(background);
            writer.varint(foreground);
            next[0] = highest + 1;
          });
      return writer.toBytes();
    }

    /**
     * {@inheritDoc} Whoever made the bytes can make each 4 of them take a page of 6 KiB, up to the
     * size of the histogram with all pages, and no more.
     */
    @Override
    public ScoreHistogram decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      int bits = reader.varint(MAX_BITS + 1) - 1;
      if (bits == SHAPELESS) {
        reader.end();
        return shapeless();
      }
      int used = reader.varint(reader.remaining() / LEAST_BYTES_OF_A_BIN);
      ScoreHistogram histogram = new ScoreHistogram(bits);
      long next = 0;
      int lastBin = -1;
      for (int i = 0; i < used; i++) {
        int lowest = rank(reader, next + reader.varint());
        int highest = rank(reader, Integer.toUnsignedLong(lowest) + reader.varint());
        long background = reader.varint();
        long foreground = reader.varint();
        int bin = ScoreBins.bin(ScoreBins.score(lowest), bits);
        reader.require(bin > lastBin, "a bin is listed twice");
        reader.require(
            bin == ScoreBins.bin(ScoreBins.score(highest), bits), "a bin has scores of another");
        boolean single = lowest == highest;
        reader.require(background != 0 || foreground != 0, "a listed bin is empty");
        reader.require(single || background != 1 - foreground, "one pixel has two scores");
        reader.require(
            background <= Long.MAX_VALUE - foreground
                && background + foreground
                    <= Long.MAX_VALUE - histogram.foreground() - histogram.background(),
            "the pixels are too many");
        histogram.add(bin, background, foreground, lowest, highest);
        next = Integer.toUnsignedLong(highest) + 1;
        lastBin = bin;
      }
      reader.end();
      return histogram;
    }

    /** A rank, if it is that of a score that can be counted. */
    private static int rank(ByteLayout.Reader reader, long number) {
      int rank = (int) number;
      float score = ScoreBins.score(rank);
      reader.require(
          number >>> Integer.SIZE == 0 && Float.isFinite(score) && ScoreBins.rank(score) == rank,
          "a score cannot be counted");
      return rank;
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

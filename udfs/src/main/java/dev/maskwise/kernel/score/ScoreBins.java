package dev.maskwise.kernel.score;

/**
 * Counts scores by log-linear bin and truth. From {@link #FLOOR} on a bin is all floats that share
 * the sign, the exponent and the first {@code bits} bits of the mantissa, so its width is at most
 * 2^−bits of its scores. Below, where the probabilities of classes that are out of the question lie
 * over a hundred powers of two, 2^bits bins of equal width lead to 0. −0 counts as 0. Each bin
 * knows its pixels of truth 0 and 1 and its smallest and largest score.
 *
 * <p>Bins lie in pages of {@link #PAGE_BINS}, 6 KiB each, which are made when a first score falls
 * into them: memory follows the range of the scores. A page holds three longs a bin: the pixels of
 * truth 0, those of truth 1, and the lowest and highest <em>rank</em>. A rank is the position of a
 * float among all floats: a higher score has the higher unsigned rank, and no lower bin.
 */
public final class ScoreBins {
  /** The most leading bits of the mantissa. */
  public static final int MAX_BITS = 16;

  private static final int PAGE_SHIFT = 8;

  /** Bins of a page. */
  public static final int PAGE_BINS = 1 << PAGE_SHIFT;

  /** Longs of a bin; the counts of truth 0 and truth 1 are at 0 and 1. */
  private static final int STRIDE = 3;

  /** The smallest size of a score whose bin follows its exponent; the smallest normal float16. */
  public static final float FLOOR = 0x1p-14f;

  private static final int MANTISSA = 23;

  /** What takes the bits of the floor to 2²³, right above the places below it. */
  private static final int ABOVE_FLOOR = Float.floatToRawIntBits(FLOOR) - (1 << MANTISSA);

  /** What takes the floor itself to 2²³: so many places there are below it. */
  private static final float BELOW_FLOOR = 0x1p23f / FLOOR;

  private static final int RANKS = 2;
  private static final int SIGN_AND_EXPONENT = 9;

  /** Ranks of a bin without scores: the lowest is above the highest. */
  private static final long NO_RANKS = ranks(Integer.MAX_VALUE, Integer.MIN_VALUE);

  private ScoreBins() {}

  /** An empty table: room for every page, and none made. 4 or 8 bytes a page. */
  public static long[][] table(int bits) {
    return new long[bins(bits) >> PAGE_SHIFT][];
  }

  /** How many bins there could be. */
  public static int bins(int bits) {
    return 1 << (SIGN_AND_EXPONENT + bits);
  }

  /** The bin of a finite score: a higher score has no lower bin. */
  public static int bin(float score, int bits) {
    return place(score + 0f) >>> shift(bits); // −0 + 0 = 0
  }

  private static int shift(int bits) {
    return Integer.SIZE - SIGN_AND_EXPONENT - bits;
  }

  /** Where a score lies on the scale that is cut into bins, as an unsigned int. */
  private static int place(float score) {
    float size = Math.abs(score);
    int bits = Float.floatToRawIntBits(size) - ABOVE_FLOOR;
    int place = size < FLOOR ? (int) (size * BELOW_FLOOR) : bits;
    int sign = Float.floatToRawIntBits(score) >> 31;
    return (place ^ sign) ^ Integer.MIN_VALUE;
  }

  /** The position of a score among all floats, as an unsigned int; −0 has that of 0. */
  public static int rank(float score) {
    int raw = Float.floatToRawIntBits(score + 0f); // −0 + 0 = 0
    return raw ^ ((raw >> 31) | Integer.MIN_VALUE);
  }

  /** The score at a rank. */
  public static float score(int rank) {
    return Float.intBitsToFloat(rank ^ ((~rank >> 31) | Integer.MIN_VALUE));
  }

  /**
   * Adds pixels to their bins. O(pixels); allocates only new pages.
   *
   * @param scores at least {@code pixels} scores, finite
   * @param truth at least {@code pixels} bytes, 0 or 1
   * @param pixels how many pixels count, from the first on; 0 adds nothing
   * @param bits 0 to {@link #MAX_BITS}
   * @param table the table of so many bits, added to
   * @return the pixels of truth 1
   * @throws IllegalArgumentException when an array is shorter than {@code pixels} or {@code pixels}
   *     is negative; also for a score that is not finite, and the table then holds part of the
   *     pixels
   */
  public static long count(float[] scores, byte[] truth, int pixels, int bits, long[][] table) {
    if (pixels < 0 || scores.length < pixels || truth.length < pixels) {
      throw new IllegalArgumentException(
          "%d pixels were asked for, but there are %d scores and %d bytes of truth."
              .formatted(pixels, scores.length, truth.length));
    }
    int shift = shift(bits);
    long foreground = 0;
    for (int i = 0; i < pixels; i++) {
      float score = scores[i] + 0f;
      int rank = rank(score);
      int bin = place(score) >>> shift;
      long[] page = table[bin >>> PAGE_SHIFT];
      if (page == null) {
        page = page(table, bin);
      }
      int slot = slot(bin);
      int y = truth[i] & 1;
      foreground += y;
      page[slot + y]++;
      long ranks = page[slot + RANKS];
      // The ranks of a bin share their sign bit, so they compare as signed ints.
      if (rank < lowest(ranks) || rank > highest(ranks)) {
        requireFinite(score, i);
        page[slot + RANKS] = widened(ranks, rank, rank);
      }
    }
    return foreground;
  }

  /** Adds counts and ranks to one bin. */
  public static void add(
      long[][] table, int bin, long background, long foreground, int lowest, int highest) {
    long[] page = page(table, bin);
    int slot = slot(bin);
    page[slot] += background;
    page[slot + 1] += foreground;
    page[slot + RANKS] = widened(page[slot + RANKS], lowest, highest);
  }

  /** Where a bin starts in its page. */
  public static int slot(int bin) {
    return (bin & (PAGE_BINS - 1)) * STRIDE;
  }

  /** The lowest rank in the bin that starts at a slot. */
  public static int lowest(long[] page, int slot) {
    return lowest(page[slot + RANKS]);
  }

  /** The highest rank in the bin that starts at a slot. */
  public static int highest(long[] page, int slot) {
    return highest(page[slot + RANKS]);
  }

  private static long[] page(long[][] table, int bin) {
    long[] page = table[bin >>> PAGE_SHIFT];
    if (page == null) {
      page = new long[PAGE_BINS * STRIDE];
      for (int slot = 0; slot < page.length; slot += STRIDE) {
        page[slot + RANKS] = NO_RANKS;
      }
      table[bin >>> PAGE_SHIFT] = page;
    }
    return page;
  }

  private static void requireFinite(float score, int pixel) {
    if (!Float.isFinite(score)) {
      throw new IllegalArgumentException(
          "The score of valid pixel %d is %s; only finite scores can be counted."
              .formatted(pixel, score));
    }
  }

  private static long widened(long ranks, int lowest, int highest) {
    return ranks(Math.min(lowest(ranks), lowest), Math.max(highest(ranks), highest));
  }

  private static long ranks(int lowest, int highest) {
    return (long) lowest << Integer.SIZE | Integer.toUnsignedLong(highest);
  }

  private static int lowest(long ranks) {
    return (int) (ranks >>> Integer.SIZE);
  }

  private static int highest(long ranks) {
    return (int) ranks;
  }
}

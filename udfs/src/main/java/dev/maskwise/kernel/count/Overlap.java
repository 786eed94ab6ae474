package dev.maskwise.kernel.count;

/** Overlap of two binary masks, one byte a pixel: 0 is background, every other byte foreground. */
public final class Overlap {
  /** So many words can be added byte by byte before a byte overflows. */
  private static final int WORDS_PER_SUM = 255;

  private Overlap() {}

  /**
   * Adds the overlap of two masks to {@code counts}: to element 0 the size of the intersection, to
   * element 1 the cardinality of the truth, to element 2 the cardinality of the prediction.
   *
   * <p>O(pixels), whatever the masks hold; no allocation. Bytes after the given pixels are not
   * read. Eight pixels are taken as one word and the foreground bits of up to 255 words are added
   * byte by byte, without a branch, so the compiler can use vector instructions.
   *
   * @param truth at least {@code pixels} bytes
   * @param prediction at least {@code pixels} bytes, in the same pixel order
   * @param pixels how many pixels count, from the first on; 0 adds nothing
   * @param counts three counts, added to
   * @throws IllegalArgumentException when a mask is shorter than {@code pixels}, {@code pixels} is
   *     negative, or there are not three counts
   */
  public static void count(byte[] truth, byte[] prediction, int pixels, long[] counts) {
    requireCounts(truth, prediction, pixels, counts);
    long intersection = 0;
    long truthCardinality = 0;
    long predictionCardinality = 0;
    int whole = pixels & -Long.BYTES;
    int at = 0;
    while (at < whole) {
      int end = at + Math.min(whole - at, WORDS_PER_SUM * Long.BYTES);
      long both = 0;
      long inTruth = 0;
      long inPrediction = 0;
      for (; at < end; at += Long.BYTES) {
        long t = Words.foreground(Words.at(truth, at));
        long p = Words.foreground(Words.at(prediction, at));
        both += t & p;
        inTruth += t;
        inPrediction += p;
      }
      intersection += sumOfBytes(both);
      truthCardinality += sumOfBytes(inTruth);
      predictionCardinality += sumOfBytes(inPrediction);
    }
    for (; at < pixels; at++) {
      int t = truth[at] != 0 ? 1 : 0;
      int p = prediction[at] != 0 ? 1 : 0;
      intersection += t & p;
      truthCardinality += t;
      predictionCardinality += p;
    }
    counts[0] += intersection;
    counts[1] += truthCardinality;
    counts[2] += predictionCardinality;
  }

  /**
   * Adds the overlap of the pixels whose truth is not the ignore label, as {@link #count} does.
   *
   * <p>O(pixels), one pixel at a time without a branch; no allocation.
   *
   * @param ignore the byte of the truth, from 0 to 255, whose pixels count nowhere; another number
   *     for none
   * @return how many pixels count
   */
  public static int countValid(
      byte[] truth, byte[] prediction, int pixels, int ignore, long[] counts) {
    requireCounts(truth, prediction, pixels, counts);
    int intersection = 0;
    int truthCardinality = 0;
    int predictionCardinality = 0;
    int valid = 0;
    for (int i = 0; i < pixels; i++) {
      int v = (truth[i] & 0xff) == ignore ? 0 : 1;
      int t = truth[i] == 0 ? 0 : v;
      int p = prediction[i] == 0 ? 0 : v;
      valid += v;
      truthCardinality += t;
      predictionCardinality += p;
      intersection += t & p;
    }
    counts[0] += intersection;
    counts[1] += truthCardinality;
    counts[2] += predictionCardinality;
    return valid;
  }

  /** The pixels of the foreground. */
  public static long cardinality(byte[] mask, int pixels) {
    long[] counts = new long[3];
    count(mask, mask, pixels, counts);
    return counts[1];
  }

  private static void requireCounts(byte[] truth, byte[] prediction, int pixels, long[] counts) {
    Words.requirePixels(truth, prediction, pixels, 1);
    if (counts.length != 3) {
      throw new IllegalArgumentException(
          "Overlap has 3 counts, but room for %d was given.".formatted(counts.length));
    }
  }

  /** The sum of the eight unsigned bytes of a word. */
  private static long sumOfBytes(long word) {
    long everyOther = 0x00ff00ff00ff00ffL;
    long pairs = (word & everyOther) + (word >>> 8 & everyOther);
    // The product adds the four pair sums up in its highest 16 bits.
    return (pairs * 0x0001000100010001L) >>> 48;
  }
}

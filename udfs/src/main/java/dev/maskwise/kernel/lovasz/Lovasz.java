package dev.maskwise.kernel.lovasz;

import dev.maskwise.kernel.count.Overlap;

/**
 * The Lovász extension of the Jaccard loss for one mask: Σ e_i·ΔJ_i over the errors of the pixels
 * from the greatest down, where J = (c + b) / (G + b) after c of the G true pixels and b others
 * (Berman, Triki &amp; Blaschko 2018, equations 8 and 9, algorithm 1). With errors of 0 and 1 it is
 * 1 − IoU.
 *
 * <p>Arrays hold valid pixels only; the caller leaves ignored ones out. Truth is one byte a pixel,
 * 0 or 1, which is not checked. Without pixels the loss is NaN; without true pixels it is the
 * greatest positive error, or 0 where no error is positive.
 *
 * <p>Errors are float32; sums are double. The result is within 2^-24 (6·10^-8) of the sum over
 * these errors, relative to it, and does not depend on the order of the pixels: it has the same
 * bits under every permutation. Time is linear in the pixels: what cannot contribute is left out,
 * and only those errors are sorted whose order can change the result by more than that.
 *
 * <p>This is a workspace: its arrays, 8 bytes a pixel of the largest mask and up to 1.1 MB besides,
 * are used again, so each task has its own. Not thread-safe.
 */
public final class Lovasz {
  /** Fewer errors are sorted whole. */
  static final int BUCKETS_FROM = 1 << 17;

  private final RadixSort radixSort = new RadixSort();
  private final LovaszBuckets buckets = new LovaszBuckets(radixSort);
  private int[] keys = {};
  private int[] spare = {};

  /**
   * The Lovász hinge from logits z: e = 1 − z(2y − 1), rounded once to float32, and only e &gt; 0
   * counts.
   *
   * @param logits at least {@code pixels} finite logits of any size
   * @param truth at least {@code pixels} bytes, 0 or 1
   * @return at least 0, or NaN without pixels
   * @throws IllegalArgumentException when an array is shorter than {@code pixels}
   */
  public double hinge(float[] logits, byte[] truth, int pixels) {
    reserve(logits, truth, pixels);
    return value(hingeKeys(logits, truth, pixels, keys), truth, pixels);
  }

  /**
   * The Lovász-softmax loss of one class against the rest, from its probabilities: e = |y − p|,
   * rounded to float32.
   *
   * @param probabilities at least {@code pixels} numbers in [0, 1]
   * @param truth at least {@code pixels} bytes, 1 where the class is the true one, else 0
   * @return in [0, 1], or NaN without pixels
   * @throws IllegalArgumentException when an array is shorter than {@code pixels}
   */
  public double softmax(float[] probabilities, byte[] truth, int pixels) {
    reserve(probabilities, truth, pixels);
    return value(softmaxKeys(probabilities, truth, pixels, keys), truth, pixels);
  }

  /**
   * The positive errors of {@link #hinge} as keys, in the order of the pixels: {@code
   * floatToRawIntBits(e) << 1 | y}. As unsigned numbers keys have the order of the errors, and
   * among equal errors that of the truth.
   *
   * @param keys room for {@code pixels} keys; what lies behind those returned is undefined
   * @return how many keys
   * @throws IllegalArgumentException when an array is shorter than {@code pixels}
   */
  public static int hingeKeys(float[] logits, byte[] truth, int pixels, int[] keys) {
    requirePixels(logits, truth, pixels, keys.length);
    return LovaszKeys.hinge(logits, truth, pixels, keys);
  }

  /** The positive errors of {@link #softmax} as keys, as {@link #hingeKeys} gives them. */
  public static int softmaxKeys(float[] probabilities, byte[] truth, int pixels, int[] keys) {
    requirePixels(probabilities, truth, pixels, keys.length);
    return LovaszKeys.softmax(probabilities, truth, pixels, keys);
  }

  /**
   * The Jaccard loss once some pixels count as wrong: 1 − (G − c) / (G + b), computed as (c + b) /
   * (G + b); 0 where G + b = 0.
   *
   * @param truthCardinality G, how many pixels are true
   * @param truthAbove c, how many of these were passed
   * @param othersAbove b, how many other pixels were passed
   */
  public static double jaccard(long truthCardinality, long truthAbove, long othersAbove) {
    double union = (double) truthCardinality + othersAbove;
    return union == 0 ? 0 : ((double) truthAbove + othersAbove) / union;
  }

  private double value(int count, byte[] truth, int pixels) {
    if (pixels == 0) {
      return Double.NaN;
    }
    long[] cardinalities = new long[3];
    Overlap.count(truth, truth, pixels, cardinalities);
    long truthCardinality = cardinalities[1];
    if (truthCardinality == 0) {
      return greatestError(count);
    }
    if (count >= BUCKETS_FROM && count <= LovaszBuckets.MOST_KEYS) {
      return buckets.value(keys, count, truthCardinality, spare);
    }
    LovaszSum sum = new LovaszSum(truthCardinality);
    sum.addAscending(radixSort.sort(keys, count, spare), 0, count);
    return sum.value();
  }

  private double greatestError(int count) {
    int greatest = 0;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, keys[i] >>> 1);
    }
    return Float.intBitsToFloat(greatest);
  }

  private void reserve(float[] scores, byte[] truth, int pixels) {
    requirePixels(scores, truth, pixels, Integer.MAX_VALUE);
    if (keys.length < pixels) {
      keys = new int[pixels];
      spare = new int[pixels];
    }
  }

  private static void requirePixels(float[] scores, byte[] truth, int pixels, int room) {
    if (pixels < 0 || scores.length < pixels || truth.length < pixels || room < pixels) {
      throw new IllegalArgumentException(
          "%d pixels were asked for, but there are %d scores, %d bytes of truth and room for %d keys."
              .formatted(pixels, scores.length, truth.length, room));
    }
  }
}

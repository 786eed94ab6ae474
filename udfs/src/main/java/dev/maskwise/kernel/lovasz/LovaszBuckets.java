package dev.maskwise.kernel.lovasz;

import java.util.Arrays;

/**
 * The Lovász sum of one mask without sorting it: errors are counted in fine buckets by their
 * leading bits, and a bucket is sorted only where the order inside could matter.
 *
 * <p>The sum over a bucket with unknown order is known up to a second-order term ({@link
 * LovaszSum#bound}), because J hardly bends within a bucket. Counts and sums of a bucket are
 * integers, so the result does not depend on the order of the pixels. A workspace: its tables are
 * used again, so it is not thread-safe.
 */
final class LovaszBuckets {
  /** How far the result may be from the sum in the right order, relative to it. */
  static final double TOLERANCE = 0x1p-24;

  /** What all smaller errors together may be off by when they are no longer looked at. */
  private static final double NEGLIGIBLE = TOLERANCE / 8;

  /** Bits of a key that do not choose its bucket: 12 of the fraction, and the truth. */
  static final int LOW_BITS = 13;

  /** 2,048 buckets for each of 32 powers of two. Smaller errors share the lowest bucket. */
  static final int BUCKETS = 1 << 16;

  /** With more keys the long of a bucket could overflow. */
  static final int MOST_KEYS = 1 << 25;

  /** A long holds a count, and below it a sum of low bits of less than 2^12 for each of 2^25. */
  private static final int COUNT_SHIFT = 37;

  private static final long SUM = (1L << COUNT_SHIFT) - 1;
  private static final double STEP = 1.0 / (1 << (LOW_BITS - 1));
  private static final int INFINITY = 0x7f800000;
  private static final int LOW_MASK = (1 << LOW_BITS) - 1;

  /** Others and true pixels of each bucket, by turns. */
  private long[] counts = {};

  private byte[] open = {};
  private final RadixSort radixSort;
  private int lowest;
  private int size;
  private boolean lowestIsShared;

  LovaszBuckets(RadixSort radixSort) {
    this.radixSort = radixSort;
  }

  /**
   * The sum over all keys, of which there are 1 to {@link #MOST_KEYS}.
   *
   * @param keys in any order; undefined afterwards
   * @param spare room for as many
   */
  double value(int[] keys, int count, long truthCardinality, int[] spare) {
    setRange(keys, count);
    countKeys(keys, count);
    LovaszSum sum = new LovaszSum(truthCardinality);
    double bounds = 0;
    int used = 0;
    int bucket = size - 1;
    for (; bucket >= 0 && !sum.complete(); bucket--) {
      if (isEmpty(bucket)) {
        continue;
      }
      if (sum.isNegligible(edge(bucket + 1), NEGLIGIBLE)) {
        break;
      }
      bounds += addUnordered(sum, bucket);
      used++;
    }
    double tolerance = (TOLERANCE - NEGLIGIBLE) * sum.value();
    if (bounds > tolerance) {
      openBuckets(bucket, tolerance / (2 * used), truthCardinality);
      int opened = gather(keys, count, spare);
      int[] sorted = radixSort.sort(spare, opened, keys);
      sum = sumOpened(bucket, sorted, opened, truthCardinality);
    }
    if (bucket >= 0) {
      sum.addRest(edge(bucket + 1));
    }
    Arrays.fill(counts, 0, 2 * size, 0);
    return sum.value();
  }

  private void setRange(int[] keys, int count) {
    int least = Integer.MAX_VALUE;
    int greatest = 0;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, keys[i] >>> 1);
      greatest = Math.max(greatest, keys[i] >>> 1);
    }
    least >>>= LOW_BITS - 1;
    greatest >>>= LOW_BITS - 1;
    lowest = Math.max(least, greatest - BUCKETS + 1);
    size = greatest - lowest + 1;
    lowestIsShared = least < lowest;
    if (open.length < size) {
      counts = new long[2 * size];
      open = new byte[size];
    }
  }

  private void countKeys(int[] keys, int count) {
    long[] into = counts;
    int first = 2 * lowest;
    for (int i = 0; i < count; i++) {
      int key = keys[i];
      int place = Math.max(((key >>> (LOW_BITS - 1)) & ~1) - first, 0) | (key & 1);
      into[place] += (1L << COUNT_SHIFT) + ((key & LOW_MASK) >>> 1);
    }
  }

  /** Marks the buckets above {@code end} that could be off by more than the limit. */
  private void openBuckets(int end, double limit, long truthCardinality) {
    LovaszSum sum = new LovaszSum(truthCardinality);
    for (int bucket = size - 1; bucket > end; bucket--) {
      if (!isEmpty(bucket)) {
        open[bucket] = (byte) (addUnordered(sum, bucket) > limit ? 1 : 0);
      }
    }
  }

  /** Copies the keys of open buckets, and returns how many. */
  private int gather(int[] keys, int count, int[] into) {
    int gathered = 0;
    for (int i = 0; i < count; i++) {
      into[gathered] = keys[i];
      gathered += open[Math.max((keys[i] >>> LOW_BITS) - lowest, 0)];
    }
    return gathered;
  }

  /** The sum over the buckets above {@code end}, with the keys of the open ones; closes them. */
  private LovaszSum sumOpened(int end, int[] sorted, int opened, long truthCardinality) {
    LovaszSum sum = new LovaszSum(truthCardinality);
    int left = opened;
    for (int bucket = size - 1; bucket > end; bucket--) {
      if (open[bucket] == 1) {
        open[bucket] = 0;
        int to = left;
        left -= (int) (others(bucket) + inTruth(bucket));
        sum.addAscending(sorted, left, to);
      } else if (!isEmpty(bucket)) {
        addUnordered(sum, bucket);
      }
    }
    return sum;
  }

  /** Adds a bucket with the exact sums of its errors, and returns how far off that can be. */
  private double addUnordered(LovaszSum sum, int bucket) {
    long others = counts[2 * bucket];
    long inTruth = counts[2 * bucket + 1];
    double top = edge(bucket + 1);
    if (bucket == 0 && lowestIsShared) {
      return addShared(sum, inTruth >>> COUNT_SHIFT, others >>> COUNT_SHIFT, top);
    }
    double bottom = edge(bucket);
    double width = top - bottom;
    double step = width * STEP;
    return sum.addUnordered(
        inTruth >>> COUNT_SHIFT,
        others >>> COUNT_SHIFT,
        bottom * (inTruth >>> COUNT_SHIFT) + step * (inTruth & SUM),
        bottom * (others >>> COUNT_SHIFT) + step * (others & SUM),
        width);
  }

  /** Errors of which no more is known than their number: as if all were half of the greatest. */
  private static double addShared(LovaszSum sum, long inTruth, long others, double top) {
    double before = sum.value();
    sum.addUnordered(inTruth, others, 0.5 * top * inTruth, 0.5 * top * others, 0);
    return sum.value() - before;
  }

  private boolean isEmpty(int bucket) {
    return (counts[2 * bucket] | counts[2 * bucket + 1]) == 0;
  }

  private long others(int bucket) {
    return counts[2 * bucket] >>> COUNT_SHIFT;
  }

  private long inTruth(int bucket) {
    return counts[2 * bucket + 1] >>> COUNT_SHIFT;
  }

  /** The least error of a bucket, above all errors of the one before; 2^128 above all floats. */
  private double edge(int bucket) {
    int bits = (lowest + bucket) << (LOW_BITS - 1);
    return bits == INFINITY ? 0x1p128 : Float.intBitsToFloat(bits);
  }
}

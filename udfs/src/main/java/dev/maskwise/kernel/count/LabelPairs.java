package dev.maskwise.kernel.count;

/**
 * A block of pixels as pairs {@code truth << 8 | prediction}, four 16-bit pairs a word: the
 * intermediate form in which equal neighbours are found and counted.
 *
 * <p>Making the pairs is a loop without branches that the compiler turns into vector instructions;
 * counting them then needs few enough values at once for the registers. In one loop without the
 * intermediate form the same work took up to 1.5 times as long.
 */
final class LabelPairs {
  /** Pixels come in multiples of this. */
  private static final int PER_STEP = 8;

  private static final int BLOCK_STEPS = 256;
  private static final long EVEN_BYTES = 0x00ff00ff00ff00ffL;
  private static final long EACH_PAIR = 0x0001000100010001L;

  /** Of the eight pixels of a step the pairs 0, 2, 4, 6 and the pairs 1, 3, 5, 7. */
  private final long[] even = new long[BLOCK_STEPS];

  private final long[] odd = new long[BLOCK_STEPS];
  private int steps;

  /**
   * Reads the pixels from {@code at} on, not beyond {@code end}, as many as the block holds.
   *
   * @return how many were read
   */
  private int read(byte[] truth, byte[] prediction, int at, int end) {
    steps = Math.min((end - at) / PER_STEP, BLOCK_STEPS);
    for (int step = 0; step < steps; step++) {
      long t = Words.at(truth, at + step * PER_STEP);
      long p = Words.at(prediction, at + step * PER_STEP);
      even[step] = (t & EVEN_BYTES) << 8 | (p & EVEN_BYTES);
      odd[step] = (t & ~EVEN_BYTES) | (p >>> 8 & EVEN_BYTES);
    }
    return steps * PER_STEP;
  }

  /** Adds pixels to the joint table, each so many times. */
  void countAll(byte[] truth, byte[] prediction, int pixels, int times, int[] joint) {
    int whole = pixels & -PER_STEP;
    int at = 0;
    while (at < whole) {
      at += read(truth, prediction, at, whole);
      count(times, joint);
    }
    for (; at < pixels; at++) {
      joint[(truth[at] & 0xff) << 8 | (prediction[at] & 0xff)] += times;
    }
  }

  /** Adds each pair to its element of the joint table. */
  private void count(int times, int[] joint) {
    // Masking with the length makes it plain to the compiler that no index is out of bounds.
    int mask = joint.length - 1;
    int step = 0;
    while (step < steps) {
      long run = (even[step] & 0xffff) * EACH_PAIR;
      int start = step;
      while (step < steps && ((even[step] ^ run) | (odd[step] ^ run)) == 0) {
        step++;
      }
      joint[(int) run & mask] += (step - start) * PER_STEP * times;
      for (; step < steps; step++) {
        long evenPairs = even[step];
        long oddPairs = odd[step];
        if (evenPairs == oddPairs && evenPairs == Long.rotateLeft(evenPairs, Short.SIZE)) {
          break;
        }
        for (int pair = 0; pair < PER_STEP / 2; pair++) {
          joint[(int) evenPairs & mask] += times;
          joint[(int) oddPairs & mask] += times;
          evenPairs >>>= Short.SIZE;
          oddPairs >>>= Short.SIZE;
        }
      }
    }
  }
}

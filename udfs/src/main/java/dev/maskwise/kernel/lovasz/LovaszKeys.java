package dev.maskwise.kernel.lovasz;

import dev.maskwise.kernel.count.Words;

/**
 * The errors of one mask as ints that sort like them: the bits of the float32 error, and the truth
 * in the lowest bit. Errors that are not positive are left out.
 *
 * <p>Neither loop branches on an error: each key is written, and the place moves on where it
 * counts. The branch on eight pixels of one truth is worth it inside objects and costs little where
 * there are none.
 */
final class LovaszKeys {
  private static final long ALL_TRUE = 0x0101010101010101L;

  private LovaszKeys() {}

  /** The error of a key. */
  static double error(int key) {
    return Float.intBitsToFloat(key >>> 1);
  }

  /** See {@link Lovasz#hingeKeys}. */
  static int hinge(float[] logits, byte[] truth, int pixels, int[] keys) {
    int count = 0;
    int whole = pixels & -Long.BYTES;
    for (int at = 0; at < whole; at += Long.BYTES) {
      long word = Words.at(truth, at);
      if (word == 0 || word == ALL_TRUE) {
        int isTrue = (int) word & 1;
        float sign = 1 - 2 * isTrue;
        for (int i = 0; i < Long.BYTES; i++) {
          int bits = Float.floatToRawIntBits(1 + sign * logits[at + i]);
          keys[count] = (bits << 1) | isTrue;
          count += positive(bits);
        }
      } else {
        for (int i = 0; i < Long.BYTES; i++) {
          int isTrue = (int) word & 1;
          word >>>= Byte.SIZE;
          int bits = hingeBits(logits[at + i], isTrue);
          keys[count] = (bits << 1) | isTrue;
          count += positive(bits);
        }
      }
    }
    for (int at = whole; at < pixels; at++) {
      int bits = hingeBits(logits[at], truth[at]);
      keys[count] = (bits << 1) | truth[at];
      count += positive(bits);
    }
    return count;
  }

  /** 1 − z(2y − 1) by flipping the sign of z. */
  private static int hingeBits(float logit, int isTrue) {
    int flipped = Float.floatToRawIntBits(logit) ^ (isTrue << 31);
    return Float.floatToRawIntBits(1 + Float.intBitsToFloat(flipped));
  }

  /** See {@link Lovasz#softmaxKeys}. */
  static int softmax(float[] probabilities, byte[] truth, int pixels, int[] keys) {
    int count = 0;
    int whole = pixels & -Long.BYTES;
    for (int at = 0; at < whole; at += Long.BYTES) {
      long word = Words.at(truth, at);
      if (word == 0 || word == ALL_TRUE) {
        int isTrue = (int) word & 1;
        float target = isTrue;
        for (int i = 0; i < Long.BYTES; i++) {
          int bits = Float.floatToRawIntBits(Math.abs(target - probabilities[at + i]));
          keys[count] = (bits << 1) | isTrue;
          count += positive(bits);
        }
      } else {
        for (int i = 0; i < Long.BYTES; i++) {
          int isTrue = (int) word & 1;
          word >>>= Byte.SIZE;
          int bits = Float.floatToRawIntBits(Math.abs(isTrue - probabilities[at + i]));
          keys[count] = (bits << 1) | isTrue;
          count += positive(bits);
        }
      }
    }
    for (int at = whole; at < pixels; at++) {
      int bits = Float.floatToRawIntBits(Math.abs(truth[at] - probabilities[at]));
      keys[count] = (bits << 1) | truth[at];
      count += positive(bits);
    }
    return count;
  }

  /** 1 for the bits of a number greater than zero, else 0; there is no −0 here. */
  private static int positive(int bits) {
    return -bits >>> 31;
  }
}

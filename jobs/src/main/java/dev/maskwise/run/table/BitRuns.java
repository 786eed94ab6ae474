package dev.maskwise.run.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Small numbers as Parquet stores levels and places in a dictionary: what is repeated once with how
 * often, the rest in as few bits as they take (its hybrid of run lengths and packed bits).
 */
final class BitRuns {
  /** Numbers are packed by so many, and a shorter repetition is packed too. */
  private static final int GROUP = 8;

  /** The head of so many groups is one byte. */
  private static final int GROUPS = 63;

  /** The most that a repetition takes, head and number. */
  private static final int RUN_BYTES = 9;

  private BitRuns() {}

  /** In how many bits the numbers up to one are. */
  static int bits(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
  }

  /**
   * The numbers as bytes, ready to be read.
   *
   * @param bits in how many of them each number is
   */
  static ByteBuffer of(int[] numbers, int count, int bits) {
    int groups = count / GROUP + 1;
    ByteBuffer to = ByteBuffer.allocate(groups * (bits + RUN_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at < count) {
      int run = run(numbers, at, count);
      if (run >= GROUP) {
        putVarint(to, run << 1);
        for (int shift = 0; shift < bits; shift += Byte.SIZE) {
          to.put((byte) (numbers[at] >>> shift));
        }
        at += run;
      } else {
        at = pack(numbers, at, count, bits, to);
      }
    }
    return to.flip();
  }

  /** How often the number at a place is repeated. */
  private static int run(int[] numbers, int at, int count) {
    int end = at + 1;
    while (end < count && numbers[end] == numbers[at]) {
      end++;
    }
    return end - at;
  }

  /** Packs groups up to a repetition; returns where that begins. */
  private static int pack(int[] numbers, int from, int count, int bits, ByteBuffer to) {
    int head = to.position();
    to.put((byte) 0);
    int groups = 0;
    int at = from;
    do {
      int end = Math.min(at + GROUP, count);
      long word = 0;
      int filled = 0;
      for (int i = at; i < at + GROUP; i++) {
        word |= (i < end ? (long) numbers[i] : 0) << filled;
        filled += bits;
        for (; filled >= Byte.SIZE; filled -= Byte.SIZE) {
          to.put((byte) word);
          word >>>= Byte.SIZE;
        }
      }
      groups++;
      at = end;
    } while (at < count
        && groups < GROUPS
        && run(numbers, at, Math.min(at + GROUP, count)) < GROUP);
    to.put(head, (byte) (groups << 1 | 1));
    return at;
  }

  private static void putVarint(ByteBuffer to, int number) {
    int left = number;
    for (; left >>> 7 != 0; left >>>= 7) {
      to.put((byte) (left | 0x80));
    }
    to.put((byte) left);
  }
}

package dev.maskwise.kernel.lovasz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.law.Property;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RadixSortTest {
  private static final int SPARE = 7;

  /** One workspace for all sizes: what an earlier sort left must not matter. */
  private final RadixSort radixSort = new RadixSort();

  @Test
  void sortsAsUnsignedNumbersAndLeavesTheRestAlone() {
    Property.forAll(20261124, 150, RadixSortTest::keys, this::sorts);
  }

  private void sorts(int[] keys) {
    int count = keys.length - SPARE;
    long[] expected = Arrays.stream(keys, 0, count).mapToLong(Integer::toUnsignedLong).toArray();
    Arrays.sort(expected);
    int[] behind = Arrays.copyOfRange(keys, count, keys.length);
    int[] sorted = radixSort.sort(keys, count, new int[count]);
    assertThat(Arrays.stream(sorted, 0, count).mapToLong(Integer::toUnsignedLong).toArray())
        .isEqualTo(expected);
    assertThat(Arrays.copyOfRange(keys, count, keys.length)).isEqualTo(behind);
  }

  /** Sizes about the threshold; few bits that differ make whole digits constant. */
  private static int[] keys(SplittableRandom random) {
    int size =
        random.nextBoolean() ? random.nextInt(3000) : RadixSort.SMALL + random.nextInt(-1, 2);
    int mask = (random.nextInt() >>> random.nextInt(32)) << random.nextInt(32);
    int constant = random.nextInt();
    int[] keys = random.ints(size + SPARE).map(key -> (key & mask) | (constant & ~mask)).toArray();
    if (random.nextInt(10) == 0) {
      Arrays.fill(keys, constant);
    }
    return keys;
  }
}

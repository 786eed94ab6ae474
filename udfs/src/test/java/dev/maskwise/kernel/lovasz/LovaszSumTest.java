package dev.maskwise.kernel.lovasz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.law.Property;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LovaszSumTest {
  private static final int FIRST = Float.floatToRawIntBits(1.5f);

  /** Keys that come before a bucket, and the keys of the bucket, ascending. */
  private static final class Bucket {
    final long truthCardinality;
    final int[] above;
    final int[] keys;

    Bucket(long truthCardinality, int[] above, int[] keys) {
      this.truthCardinality = truthCardinality;
      this.above = above;
      this.keys = keys;
    }

    LovaszSum sumAbove() {
      LovaszSum sum = new LovaszSum(truthCardinality);
      sum.addAscending(above, 0, above.length);
      return sum;
    }
  }

  /** The right order is never farther from the sum without order than the bound says. */
  @Test
  void theBoundHolds() {
    Property.forAll(
        20261124,
        5000,
        LovaszSumTest::bucket,
        bucket -> {
          LovaszSum exact = bucket.sumAbove();
          exact.addAscending(bucket.keys, 0, bucket.keys.length);
          LovaszSum unordered = bucket.sumAbove();
          double bound = addUnordered(unordered, bucket.keys);
          assertThat(unordered.value()).isCloseTo(exact.value(), within(bound + 1e-14));
          assertThat(unordered.complete()).isEqualTo(exact.complete());
        });
  }

  /** Where all errors are the same, order means nothing, whatever the bound. */
  @Test
  void equalErrorsAreExact() {
    Property.forAll(
        20261125,
        1000,
        LovaszSumTest::bucket,
        bucket -> {
          int[] keys = Arrays.stream(bucket.keys).map(key -> (FIRST << 1) | (key & 1)).toArray();
          LovaszSum exact = bucket.sumAbove();
          exact.addAscending(keys, 0, keys.length);
          LovaszSum unordered = bucket.sumAbove();
          addUnordered(unordered, keys);
          assertThat(unordered.value()).isCloseTo(exact.value(), within(1e-14));
        });
  }

  private static double addUnordered(LovaszSum sum, int[] keys) {
    long inTruth = Arrays.stream(keys).filter(key -> (key & 1) == 1).count();
    double[] errors = new double[2];
    for (int key : keys) {
      errors[key & 1] += LovaszKeys.error(key);
    }
    double least = LovaszKeys.error(keys[0]);
    double greatest = LovaszKeys.error(keys[keys.length - 1]);
    return sum.addUnordered(inTruth, keys.length - inTruth, errors[1], errors[0], greatest - least);
  }

  private static Bucket bucket(SplittableRandom random) {
    int[] above = IntStream.range(0, random.nextInt(20)).map(i -> random.nextInt(2)).toArray();
    int range = 1 << random.nextInt(1, 20);
    int share = random.nextInt(5);
    int[] keys =
        IntStream.range(0, random.nextInt(1, 20))
            .map(i -> ((FIRST + random.nextInt(range)) << 1) | (random.nextInt(4) < share ? 1 : 0))
            .sorted()
            .toArray();
    int inTruth = Arrays.stream(above).sum() + Arrays.stream(keys).map(key -> key & 1).sum();
    int[] aboveKeys =
        Arrays.stream(above).map(y -> (Float.floatToRawIntBits(3) << 1) | y).toArray();
    return new Bucket(Math.max(1, inTruth + random.nextInt(3)), aboveKeys, keys);
  }
}

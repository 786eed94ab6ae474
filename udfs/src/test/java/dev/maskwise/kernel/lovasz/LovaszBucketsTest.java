package dev.maskwise.kernel.lovasz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import dev.maskwise.oracle.NaiveLovasz;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LovaszBucketsTest {
  private static final long SEED = 20261124;

  /** The promise, and what the double sums of the oracle may be off by. */
  private static final double RELATIVE = LovaszBuckets.TOLERANCE + 1e-11;

  /** One workspace for all, so what earlier keys left is there. */
  private final LovaszBuckets buckets = new LovaszBuckets(new RadixSort());

  /** How errors lie. */
  enum Errors {
    /** Few in each bucket: nothing is sorted. */
    SPREAD {
      @Override
      float next(SplittableRandom random) {
        return 1 + random.nextFloat() + random.nextFloat() - random.nextFloat();
      }
    },
    /** Most are tiny, over all powers of two down to the least float. */
    NEARLY_RIGHT {
      @Override
      float next(SplittableRandom random) {
        return Float.intBitsToFloat(random.nextInt(1, ONE));
      }
    },
    /** All in one bucket, whose order decides. */
    NARROW {
      @Override
      float next(SplittableRandom random) {
        return Float.intBitsToFloat(ONE + random.nextInt(1 << (LovaszBuckets.LOW_BITS - 1)));
      }
    },
    EQUAL {
      @Override
      float next(SplittableRandom random) {
        return 0.1f;
      }
    },
    TIED {
      @Override
      float next(SplittableRandom random) {
        return random.nextInt(1, 5) / 4f;
      }
    },
    /** A few are so great that all others share the lowest bucket, and still matter. */
    OUTLIERS {
      @Override
      float next(SplittableRandom random) {
        return random.nextInt(1000) == 0 ? 0x1p34f : random.nextFloat() + 1;
      }
    },
    /** Up to the greatest float, after which no bucket begins. */
    GREATEST {
      @Override
      float next(SplittableRandom random) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(Float.MAX_VALUE) - random.nextInt(9));
      }
    },
    DENORMAL {
      @Override
      float next(SplittableRandom random) {
        return Float.MIN_VALUE * random.nextInt(1, 100_000);
      }
    };

    private static final int ONE = Float.floatToRawIntBits(1);

    /** A positive error. */
    abstract float next(SplittableRandom random);
  }

  /** Keys in the order of the pixels, and how many true pixels have no error. */
  private static final class Keys {
    final int[] keys;
    final int right;

    Keys(int[] keys, int right) {
      this.keys = keys;
      this.right = right;
    }

    long truthCardinality() {
      return right + Arrays.stream(keys).filter(key -> (key & 1) == 1).count();
    }

    double expected() {
      byte[] truth = new byte[keys.length + right];
      Arrays.fill(truth, (byte) 1);
      double[] errors = new double[truth.length];
      for (int i = 0; i < keys.length; i++) {
        truth[i] = (byte) (keys[i] & 1);
        errors[i] = LovaszKeys.error(keys[i]);
      }
      return NaiveLovasz.value(errors, truth);
    }
  }

  @ParameterizedTest
  @EnumSource(Errors.class)
  void equalsTheOracleInAnyOrder(Errors errors) {
    Property.forAll(SEED, 50, random -> keys(errors, random), this::equalsTheOracle);
  }

  private void equalsTheOracle(Keys keys) {
    double expected = keys.expected();
    double actual = value(keys);
    assertThat(actual).isCloseTo(expected, within(RELATIVE * expected));
    int[] other = keys.keys.clone();
    Arrays.sort(other);
    assertThat(value(new Keys(other, keys.right))).isEqualTo(actual);
  }

  /** The mask decides who computes; who does must not show. */
  @Test
  void largeMasksOnBothSidesOfTheThreshold() {
    SplittableRandom random = new SplittableRandom(SEED);
    Lovasz lovasz = new Lovasz();
    for (int pixels : new int[] {1 << 20, Lovasz.BUCKETS_FROM, Lovasz.BUCKETS_FROM - 1, 9}) {
      float[] probabilities = new float[pixels];
      byte[] truth = new byte[pixels];
      for (int i = 0; i < pixels; i++) {
        truth[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
        double logit = (2 * truth[i] - 1) * (2 + 2 * random.nextDouble()) + random.nextInt(-3, 4);
        probabilities[i] = (float) (1 / (1 + Math.exp(-logit)));
      }
      double expected =
          NaiveLosses.lovaszSoftmax(NaiveImage.of(probabilities, truth, false, -100), 1);
      assertThat(lovasz.softmax(probabilities, truth, pixels))
          .as("%d pixels", pixels)
          .isCloseTo(expected, within(2 * RELATIVE * expected));
    }
  }

  private double value(Keys keys) {
    int count = keys.keys.length;
    return buckets.value(keys.keys.clone(), count, keys.truthCardinality(), new int[count]);
  }

  private static Keys keys(Errors errors, SplittableRandom random) {
    int size = random.nextInt(10) == 0 ? 10_000 : random.nextInt(1, 3000);
    int share = random.nextInt(5);
    int[] keys = new int[size];
    for (int i = 0; i < size; i++) {
      int isTrue = random.nextInt(4) < share ? 1 : 0;
      keys[i] = (Float.floatToRawIntBits(errors.next(random)) << 1) | isTrue;
    }
    // Without any true pixel the buckets are not asked.
    return new Keys(keys, share == 0 ? random.nextInt(1, 100) : 1 + random.nextInt(2) * size);
  }
}

package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The value is the true sum, which {@link BigDecimal} knows, rounded to the nearest double. */
class ExactSumTest {

  private static final double ULP_OF_ONE = Math.ulp(1.0);

  /** All bits set, and as far up in a chunk as can be: what fills the chunks fastest. */
  private static final double FULLEST = Math.nextDown(4.0);

  private static ExactSum sum(double... numbers) {
    ExactSum sum = new ExactSum();
    for (double x : numbers) {
      sum.add(x);
    }
    return sum;
  }

  private static BigDecimal trueSum(double... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Checks, without any division, that no double is nearer to {@code total / count}. */
  private static void isNearest(double value, BigDecimal total, long count) {
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal error = total.subtract(extended(value).multiply(n));
    double neighbour = error.signum() < 0 ? Math.nextDown(value) : Math.nextUp(value);
    BigDecimal gap = extended(neighbour).subtract(extended(value)).abs().multiply(n);
    int side = error.abs().add(error.abs()).compareTo(gap);
    boolean beyondRange = Double.isInfinite(value) && error.signum() == (value > 0 ? 1 : -1);
    boolean even = (Double.doubleToLongBits(value) & 1) == 0;
    assertThat(beyondRange || side < 0 || (side == 0 && even))
        .as("%s is nearest to %s / %d", value, total.round(new MathContext(30)), count)
        .isTrue();
  }

  /** Infinity takes the place of 2¹⁰²⁴, the first number that the format lacks. */
  private static BigDecimal extended(double x) {
    return Double.isInfinite(x)
        ? new BigDecimal(BigInteger.TWO.pow(1024)).multiply(BigDecimal.valueOf(Math.signum(x)))
        : new BigDecimal(x);
  }

  private static double[] numbers(SplittableRandom random) {
    int scale = random.nextInt(4);
    return DoubleStream.generate(
            () ->
                switch (scale) {
                  case 0 -> RandomStatistics.number(random);
                  case 1 -> Math.scalb((double) random.nextInt(), random.nextInt(-1074, -1000));
                  case 2 -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-60, 60));
                  default -> Double.MAX_VALUE * random.nextDouble(-0.6, 1);
                })
        .limit(random.nextInt(1, 40))
        .toArray();
  }

  @Test
  void isTheNearestDoubleToTheTrueSum() {
    Property.forAll(
        1,
        3000,
        ExactSumTest::numbers,
        numbers -> {
          double value = sum(numbers).value();
          isNearest(value, trueSum(numbers), 1);
          assertThat(value).isEqualTo(trueSum(numbers).doubleValue());
        });
  }

  @Test
  void theQuotientIsTheNearestDoubleToTheTrueQuotient() {
    Property.forAll(
        2,
        3000,
        ExactSumTest::numbers,
        numbers -> {
          SplittableRandom random = new SplittableRandom(Arrays.hashCode(numbers));
          long count = 1 + random.nextLong(1L << random.nextInt(1, 63));
          isNearest(sum(numbers).dividedBy(count), trueSum(numbers), count);
        });
  }

  @Test
  void subtractingUndoesAdding() {
    Property.forAll(
        4,
        1000,
        ExactSumTest::numbers,
        numbers -> {
          int half = numbers.length / 2;
          ExactSum first = sum(Arrays.copyOf(numbers, half));
          ExactSum second = sum(Arrays.copyOfRange(numbers, half, numbers.length));
          ExactSum both = ExactSum.TYPE.merge(first, second);
          both.subtract(second);
          assertThat(both).isEqualTo(first);
        });
  }

  @Test
  void dividingWithoutAPartIsDividingWhatIsLeft() {
    Property.forAll(
        5,
        1000,
        ExactSumTest::numbers,
        numbers -> {
          SplittableRandom random = new SplittableRandom(Arrays.hashCode(numbers));
          int half = random.nextInt(numbers.length + 1);
          ExactSum all = sum(numbers);
          ExactSum part = sum(Arrays.copyOf(numbers, half));
          ExactSum rest = sum(Arrays.copyOfRange(numbers, half, numbers.length));
          long count = 1 + random.nextLong(1L << random.nextInt(1, 63));
          assertThat(all.dividedWithout(part, count)).isEqualTo(rest.dividedBy(count));
          assertThat(all).isEqualTo(sum(numbers));
          assertThat(part).isEqualTo(sum(Arrays.copyOf(numbers, half)));
        });
  }

  /** Sums that pass through zero, take in others and are cleared, against whole numbers. */
  @Test
  @Tag("slow")
  void theRangeOfChunksFollowsEveryOperation() {
    SplittableRandom random = new SplittableRandom(6);
    ExactSum[] sums = {new ExactSum(), new ExactSum(), new ExactSum()};
    BigInteger[] units = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
    for (int step = 0; step < 200_000; step++) {
      int a = random.nextInt(3);
      int b = random.nextInt(3);
      int operation = random.nextInt(40);
      if (operation == 0) {
        sums[a].clear();
        units[a] = BigInteger.ZERO;
      } else if (operation == 1) {
        sums[a] = sums[b].copy();
        units[a] = units[b];
      } else if (operation < 5 && units[b].bitLength() < 1500) {
        sums[a].add(sums[b]);
        units[a] = units[a].add(units[b]);
      } else if (operation < 8 && units[b].bitLength() < 1500) {
        sums[a].subtract(sums[b]);
        units[a] = units[a].subtract(units[b]);
      } else {
        double x =
            Math.scalb((double) random.nextInt(-4, 5), random.nextInt(step % 7 == 0 ? 400 : 40));
        sums[a].add(x);
        units[a] = units[a].add(new BigDecimal(x).toBigInteger().shiftLeft(1074));
      }
      if (step % 50 == 0) {
        assertThat(sums[a].units()).isEqualTo(units[a]);
        assertThat(sums[a].value())
            .isEqualTo(
                new BigDecimal(units[a])
                    .divide(new BigDecimal(BigInteger.TWO.pow(1074)))
                    .doubleValue());
      }
    }
  }

  @Test
  void aMillionNumbersOfEveryMagnitude() {
    SplittableRandom random = new SplittableRandom(3);
    double[] numbers =
        random
            .doubles(1_000_000, -1, 1)
            .map(x -> Math.scalb(x, random.nextInt(-1060, 1000)))
            .toArray();
    BigInteger units = BigInteger.ZERO;
    for (double x : numbers) {
      int exponent = Math.max(Math.getExponent(x), Double.MIN_EXPONENT);
      long mantissa = (long) Math.scalb(x, 52 - exponent);
      units = units.add(BigInteger.valueOf(mantissa).shiftLeft(exponent - 52 + 1074));
    }
    assertThat(sum(numbers).units()).isEqualTo(units);
  }

  @Test
  void aMillionEqualNumbersCrossManyCarries() {
    double[] numbers = new double[1_000_000];
    for (double x : new double[] {FULLEST, -FULLEST, Double.MAX_VALUE, -Double.MIN_VALUE, 0.1}) {
      Arrays.fill(numbers, x);
      BigInteger expected = sum(x).units().multiply(BigInteger.valueOf(numbers.length));
      assertThat(sum(numbers).units()).isEqualTo(expected);
      assertThat(sum(numbers).dividedBy(numbers.length)).isEqualTo(x);
    }
  }

  @Test
  void mergesBetweenCarriesLoseNothing() {
    // Each doubling merges the sum with itself, at every fill of the chunks, up to 2⁴⁵ additions.
    for (int additions : new int[] {1, 1000, 1022, 1023, 1024, 2045}) {
      for (double x : new double[] {FULLEST, -FULLEST, Double.MAX_VALUE}) {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < additions; i++) {
          sum.add(x);
        }
        BigInteger expected = sum(x).units().multiply(BigInteger.valueOf(additions));
        for (int doubling = 0; doubling < 34; doubling++) {
          sum.add(sum);
          expected = expected.shiftLeft(1);
          assertThat(sum.units()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void theRangeIsLeftLoudly() {
    ExactSum sum = sum(Double.MAX_VALUE);
    for (int doubling = 0; doubling < 45; doubling++) {
      sum.add(sum);
    }
    assertThatThrownBy(() -> sum.add(sum)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void cancellationIsExact() {
    assertThat(sum(1e308, 1e308, -1e308, -1e308, Double.MIN_VALUE).value())
        .isEqualTo(Double.MIN_VALUE);
    assertThat(sum(1e16, 1, -1e16).value()).isEqualTo(1);
    assertThat(sum(0.1, 0.2, -0.3).value()).isEqualTo(0x1p-55);
    assertThat(sum(-Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(new ExactSum());
  }

  @Test
  void tiesGoToTheEvenDouble() {
    double halfUlp = ULP_OF_ONE / 2;
    assertThat(sum(1, halfUlp).value()).isEqualTo(1);
    assertThat(sum(1, ULP_OF_ONE, halfUlp).value()).isEqualTo(1 + 2 * ULP_OF_ONE);
    assertThat(sum(1, halfUlp, Double.MIN_VALUE).value()).isEqualTo(1 + ULP_OF_ONE);
    assertThat(sum(1, ULP_OF_ONE, halfUlp, -Double.MIN_VALUE).value()).isEqualTo(1 + ULP_OF_ONE);
    assertThat(sum(-1, -halfUlp, -Double.MIN_VALUE).value()).isEqualTo(-1 - ULP_OF_ONE);
    assertThat(sum(2, -halfUlp / 2).value()).isEqualTo(2);
  }

  @Test
  void beyondTheLargestDoubleIsInfinite() {
    double max = Double.MAX_VALUE;
    double halfUlp = Math.ulp(max) / 2;
    assertThat(sum(max, halfUlp).value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sum(max, halfUlp, -Double.MIN_VALUE).value()).isEqualTo(max);
    assertThat(sum(-max, -max, -max).value()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(sum(-max, -max, -max).dividedBy(3)).isEqualTo(-max);
  }

  @Test
  void subnormalsAreExact() {
    double min = Double.MIN_VALUE;
    assertThat(sum(min, min, min).value()).isEqualTo(3 * min);
    assertThat(sum(Double.MIN_NORMAL, -min).value()).isEqualTo(Double.MIN_NORMAL - min);
    assertThat(sum(3 * min).dividedBy(2)).isEqualTo(2 * min);
    assertThat(sum(min).dividedBy(2)).isZero();
    assertThat(sum(3 * min).dividedBy(4)).isEqualTo(min);
  }

  @Test
  void zeroHasNoSign() {
    assertThat(sum(-0.0, -0.0).value()).isEqualTo(0.0);
    assertThat(Double.doubleToRawLongBits(sum(-0.0).value())).isZero();
    assertThat(Double.doubleToRawLongBits(sum(1, -1).value())).isZero();
    assertThat(new ExactSum().value()).isEqualTo(0.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void onlyFiniteNumbersAreAdded(double x) {
    ExactSum sum = sum(0.5);
    assertThatThrownBy(() -> sum.add(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Only finite numbers have an exact sum, not " + x + ".");
    assertThat(sum).isEqualTo(sum(0.5));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void countsArePositive(long count) {
    assertThatThrownBy(() -> sum(1).dividedBy(count)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void copiesAndMergesShareNothing() {
    ExactSum one = sum(1);
    ExactSum copy = one.copy();
    ExactSum merged = ExactSum.TYPE.merge(one, ExactSum.TYPE.empty());
    copy.add(1);
    merged.add(2);
    assertThat(one.value()).isEqualTo(1);
    assertThat(copy.value()).isEqualTo(2);
    assertThat(merged.value()).isEqualTo(3);
    assertThat(ExactSum.TYPE.empty().value()).isZero();
  }

  @Test
  void bytesAreFewForCommonNumbersAndBoundedForAll() {
    SplittableRandom random = new SplittableRandom(4);
    double[] common = random.doubles(100_000).toArray();
    assertThat(ExactSum.TYPE.encode(sum(common))).hasSizeLessThan(20);
    ExactSum widest = sum(-Double.MAX_VALUE, Double.MIN_VALUE);
    for (int doubling = 0; doubling < 45; doubling++) {
      widest.add(widest);
    }
    widest.add(Double.MIN_VALUE);
    assertThat(ExactSum.TYPE.encode(widest)).hasSizeLessThanOrEqualTo(273);
    assertThat(ExactSum.TYPE.decode(ExactSum.TYPE.encode(widest))).isEqualTo(widest);
  }

  @Test
  void showsItsValue() {
    assertThat(sum(1, 0.5)).hasToString("ExactSum[1.5]");
  }
}

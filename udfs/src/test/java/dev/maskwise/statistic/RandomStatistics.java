package dev.maskwise.statistic;

import dev.maskwise.law.Property.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random statistics of one data set: up to a dozen values of one type that can be merged. */
public final class RandomStatistics {

  private static final int MAX_VALUES = 12;

  private static final Map<StatisticType<?>, Generator<? extends List<?>>> GENERATORS =
      Map.of(
          ConfusionMatrix.TYPE, RandomStatistics::confusionMatrices,
          OverlapCounts.TYPE, RandomStatistics::overlapCounts,
          ExactSum.TYPE, RandomStatistics::exactSums,
          Mean.TYPE, RandomStatistics::means);

  private RandomStatistics() {}

  /** The generator of a type; every type of {@link StatisticTypes#ALL} must have one. */
  @SuppressWarnings("unchecked") // the map pairs each type with a generator of its values
  public static <S> Generator<List<S>> of(StatisticType<S> type) {
    Generator<? extends List<?>> generator = GENERATORS.get(type);
    if (generator == null) {
      throw new AssertionError("The laws need a generator of " + type.name() + ".");
    }
    return (Generator<List<S>>) generator;
  }

  /** A finite double of any kind: common, huge, subnormal, zero of either sign, whole. */
  public static double number(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> (random.nextBoolean() ? 1 : -1) * Double.MAX_VALUE;
      case 2 -> Double.MIN_VALUE * random.nextInt(-9, 10);
      case 3 -> -0.0;
      case 4 -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-1080, 1024));
      case 5 -> -random.nextDouble();
      default -> random.nextDouble();
    };
  }

  private static List<ConfusionMatrix> confusionMatrices(SplittableRandom random) {
    int classes = random.nextInt(8) == 0 ? random.nextInt(100, 300) : random.nextInt(1, 20);
    return values(
        random,
        () -> {
          if (random.nextInt(6) == 0) {
            return ConfusionMatrix.TYPE.empty();
          }
          long[] counts = new long[classes * classes];
          for (int i = random.nextInt(2 * classes); i > 0; i--) {
            counts[random.nextInt(counts.length)] = count(random);
          }
          return ConfusionMatrix.of(classes, counts);
        });
  }

  private static List<OverlapCounts> overlapCounts(SplittableRandom random) {
    return values(
        random,
        () -> {
          long intersection = count(random);
          long truth = intersection + count(random);
          long prediction = intersection + count(random);
          long union = truth - intersection + prediction;
          return new OverlapCounts(intersection, truth, prediction, union + count(random));
        });
  }

  private static List<ExactSum> exactSums(SplittableRandom random) {
    return values(
        random,
        () -> {
          ExactSum sum = new ExactSum();
          for (int i = size(random); i > 0; i--) {
            sum.add(number(random));
          }
          return sum;
        });
  }

  private static List<Mean> means(SplittableRandom random) {
    return values(
        random,
        () -> {
          Mean mean = new Mean();
          for (int i = size(random); i > 0; i--) {
            mean.add(random.nextInt(5) == 0 ? Double.NaN : number(random));
          }
          return mean;
        });
  }

  private static <S> List<S> values(SplittableRandom random, Supplier<S> value) {
    return new ArrayList<>(
        Stream.generate(value).limit(random.nextInt(1, MAX_VALUES + 1)).toList());
  }

  /** Often none, mostly few, sometimes more than the accumulator takes between two carries. */
  private static int size(SplittableRandom random) {
    return random.nextInt(10) == 0 ? random.nextInt(900, 2500) : random.nextInt(8);
  }

  /** A count of any magnitude up to 2⁴⁸. */
  private static long count(SplittableRandom random) {
    return random.nextLong(1L << random.nextInt(1, 49));
  }
}

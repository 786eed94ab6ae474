package dev.maskwise.statistic;

import dev.maskwise.law.Property.Generator;
import dev.maskwise.law.ScoredPixels;
import dev.maskwise.law.ScoredPixels.Regime;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryExamples;
import dev.maskwise.statistic.object.DetectionExamples;
import dev.maskwise.statistic.object.DetectionRecords;
import dev.maskwise.statistic.object.PanopticCounts;
import dev.maskwise.statistic.object.PanopticExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Random statistics of one data set: up to a dozen values of one type that can be merged. */
public final class RandomStatistics {

  private static final int MAX_VALUES = 12;

  private static final Map<StatisticType<?>, Generator<? extends List<?>>> GENERATORS =
      Map.ofEntries(
          Map.entry(ConfusionMatrix.TYPE, RandomStatistics::confusionMatrices),
          Map.entry(OverlapCounts.TYPE, RandomStatistics::overlapCounts),
          Map.entry(ExactSum.TYPE, RandomStatistics::exactSums),
          Map.entry(Mean.TYPE, RandomStatistics::means),
          Map.entry(SoftOverlap.TYPE, RandomStatistics::softOverlaps),
          Map.entry(PixelLosses.TYPE, RandomStatistics::pixelLosses),
          Map.entry(ScoreHistogram.TYPE, RandomStatistics::scoreHistograms),
          Map.entry(CalibrationBins.TYPE, RandomStatistics::calibrationBins),
          Map.entry(DetectionRecords.TYPE, DetectionExamples::random),
          Map.entry(BoundaryCounts.TYPE, BoundaryExamples::random),
          Map.entry(PanopticCounts.TYPE, PanopticExamples::random));

  private static final List<Regime> REGIMES = List.of(Regime.values());

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

  private static List<SoftOverlap> softOverlaps(SplittableRandom random) {
    return values(
        random,
        () -> {
          long truth = count(random);
          return SoftOverlap.of(
              truth + count(random), truth, sum(random), sum(random), sum(random));
        });
  }

  private static List<PixelLosses> pixelLosses(SplittableRandom random) {
    float[] gammas = new float[random.nextInt(4)];
    for (int g = 0; g < gammas.length; g++) {
      gammas[g] = g + random.nextInt(8) / 8f;
    }
    int classes = random.nextInt(1, 6);
    return values(
        random,
        () -> {
          if (random.nextInt(6) == 0) {
            return PixelLosses.TYPE.empty();
          }
          long[] pixels = LongStream.generate(() -> count(random)).limit(classes).toArray();
          double[][] sums = new double[gammas.length][classes];
          for (double[] row : sums) {
            Arrays.setAll(row, c -> sum(random));
          }
          long all = LongStream.of(pixels).sum() + count(random);
          return PixelLosses.of(gammas, sums, pixels, all);
        });
  }

  /** A number of at least 0 of any kind. */
  private static double sum(SplittableRandom random) {
    return Math.abs(number(random));
  }

  private static List<ScoreHistogram> scoreHistograms(SplittableRandom random) {
    int bits = random.nextInt(20) == 0 ? ScoreHistogram.MAX_BITS : random.nextInt(11);
    Regime regime = regime(random);
    return values(
        random,
        () -> {
          if (random.nextInt(6) == 0) {
            return ScoreHistogram.TYPE.empty();
          }
          ScoredPixels pixels = ScoredPixels.logits(regime, random.nextInt(40), random);
          ScoreHistogram histogram = new ScoreHistogram(bits);
          histogram.add(pixels.scores(), pixels.truth(), pixels.pixels());
          return histogram;
        });
  }

  private static List<CalibrationBins> calibrationBins(SplittableRandom random) {
    int bins = random.nextInt(1, 30);
    ClosedSide side = random.nextBoolean() ? ClosedSide.LEFT : ClosedSide.RIGHT;
    Regime regime = regime(random);
    return values(
        random,
        () -> {
          if (random.nextInt(6) == 0) {
            return CalibrationBins.TYPE.empty();
          }
          ScoredPixels pixels = ScoredPixels.probabilities(regime, random.nextInt(40), random);
          CalibrationBins calibration = new CalibrationBins(bins, side);
          calibration.add(pixels.scores(), pixels.truth(), pixels.pixels());
          return calibration;
        });
  }

  private static Regime regime(SplittableRandom random) {
    return REGIMES.get(random.nextInt(REGIMES.size()));
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

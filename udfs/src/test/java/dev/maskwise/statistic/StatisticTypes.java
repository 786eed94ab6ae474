package dev.maskwise.statistic;

import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.DetectionRecords;
import dev.maskwise.statistic.object.PanopticCounts;
import java.util.List;

/** The list of all statistics, from which the tests of laws, bytes and serialization derive. */
public final class StatisticTypes {

  /** Every statistic, each name once. */
  public static final List<StatisticType<?>> ALL =
      List.of(
          ConfusionMatrix.TYPE,
          OverlapCounts.TYPE,
          ExactSum.TYPE,
          Mean.TYPE,
          SoftOverlap.TYPE,
          PixelLosses.TYPE,
          ScoreHistogram.TYPE,
          CalibrationBins.TYPE,
          DetectionRecords.TYPE,
          BoundaryCounts.TYPE,
          PanopticCounts.TYPE);

  private StatisticTypes() {}
}

package dev.maskwise.function.sql;

import java.util.List;
import java.util.stream.Stream;

/** The list of all SQL functions: registration, documentation and tests derive from it. */
public final class SqlFunctions {

  /** Every function, each name once, in the order of the documentation. */
  public static final List<SqlFunction> ALL =
      Stream.of(
              MaskFileFunctions.ALL,
              ScoreFileFunctions.ALL,
              MaskFunctions.ALL,
              ScoreFunctions.ALL,
              ClassScoreFunctions.ALL,
              OverlapFunctions.ALL,
              ConfusionFunctions.ALL,
              SoftOverlapFunctions.ALL,
              PixelLossFunctions.ALL,
              HistogramFunctions.ALL,
              OverlapAggregates.ALL,
              ScoreAggregates.ALL,
              ClassScoreAggregates.ALL)
          .flatMap(List::stream)
          .toList();

  private SqlFunctions() {}
}

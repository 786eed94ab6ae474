package dev.maskwise.spark.catalog;

import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.statistic.ScoreHistogram;

/** Histograms as the memories of aggregates. */
final class ScoreHistograms {
  static final String SOURCE =
      "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1; ADR 10";

  private ScoreHistograms() {}

  /** How fine the bins are. */
  static SqlArgument bits(int standard) {
    return SqlArgument.integer(
            "bits",
            "of the mantissa that the scores of a bin share, from 0 to " + ScoreHistogram.MAX_BITS)
        .orElse(standard);
  }

  /** The memory, or the first one of a group. */
  static ScoreHistogram ofBits(String function, ScoreHistogram memory, int bits) {
    if (bits < 0 || bits > ScoreHistogram.MAX_BITS) {
      throw new Refusal(
          function, "bits are from 0 to %d, not %d.".formatted(ScoreHistogram.MAX_BITS, bits));
    }
    ScoreHistogram scores = memory.bits() < 0 ? new ScoreHistogram(bits) : memory;
    if (scores.bits() != bits) {
      throw new Refusal(
          function,
          "bits are the same in every row, but they are %d and %d.".formatted(scores.bits(), bits));
    }
    return scores;
  }
}

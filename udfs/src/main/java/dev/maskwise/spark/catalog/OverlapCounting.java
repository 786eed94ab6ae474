package dev.maskwise.spark.catalog;

import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;

/** Overlap counts of two raw masks. */
final class OverlapCounting {

  static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.truthMask(),
          SqlArgument.binary("prediction", "a mask of the same pixels"),
          SqlArgument.ignore());

  private OverlapCounting() {}

  static OverlapCounts count(String function, byte[] truth, byte[] prediction, int ignore) {
    if (truth.length != prediction.length) {
      throw new Refusal(
          function,
          "the truth has %d bytes and the prediction %d, but both have one byte a pixel."
              .formatted(truth.length, prediction.length));
    }
    long[] counts = new long[3];
    int pixels = truth.length;
    if (ignore < 0) {
      Overlap.count(truth, prediction, pixels, counts);
    } else {
      pixels = countValid(truth, prediction, ignore, counts);
    }
    return new OverlapCounts(counts[0], counts[1], counts[2], pixels);
  }

  private static int countValid(byte[] truth, byte[] prediction, int ignore, long[] counts) {
    int intersection = 0;
    int truthCardinality = 0;
    int predictionCardinality = 0;
    int valid = 0;
    for (int i = 0; i < truth.length; i++) {
      int v = (truth[i] & 0xff) == ignore ? 0 : 1;
      int t = truth[i] == 0 ? 0 : v;
      int p = prediction[i] == 0 ? 0 : v;
      valid += v;
      truthCardinality += t;
      predictionCardinality += p;
      intersection += t & p;
    }
    counts[0] = intersection;
    counts[1] = truthCardinality;
    counts[2] = predictionCardinality;
    return valid;
  }
}

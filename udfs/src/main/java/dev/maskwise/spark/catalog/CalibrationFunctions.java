package dev.maskwise.spark.catalog;

import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.CalibrationBins;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities of a data set in bins, and how far they are from the frequencies. Called by
 * generated code; what a method computes stands in the list.
 */
public final class CalibrationFunctions {
  private static final int DEFAULT_BINS = 15;

  private static final StateKind<CalibrationBins> STATE =
      new StateKind<>(CalibrationBins.TYPE, "calibration_agg or calibration_merge");

  private static final String TWO_IMAGES =
      " FROM VALUES (array(0.5F, 0.25F), X'0100'), (array(1F), X'01') AS images(p, truth)";

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.ofNumber(
              Group.METRIC,
              "ece",
              CurveMetrics.ECE,
              "a calibration state",
              ". Null without a pixel.",
              List.of(STATE.argument()),
              StaticCall.of(CalibrationFunctions.class, "ece", DataTypes.DoubleType),
              new Example(
                  "SELECT ece(calibration_agg(p, truth, -1, 'probability'))" + TWO_IMAGES, "0.25")),
          SqlFunction.of(
              Group.AGGREGATE,
              "calibration_agg",
              "The probabilities of a data set in equal bins, with the pixels, the foreground and the"
                  + " sum of the probabilities of each, as a state for ece. Images with a null are"
                  + " left out.",
              SqlArgument.ofScores(
                  List.of(),
                  SqlArgument.integer("bins", "how many, from 1 to 4096, each closed on the left")
                      .orElse(DEFAULT_BINS)),
              StateKind.RESULT,
              CurveMetrics.ECE.source(),
              STATE.ofImages(CalibrationFunctions::calibration),
              new Example(
                  "SELECT ece(calibration_agg(p, truth, -1, 'probability', 2))" + TWO_IMAGES,
                  "0.25")),
          STATE.merge(
              "calibration_merge",
              CurveMetrics.ECE.source(),
              new Example(
                  "SELECT ece(calibration_merge(state)) FROM (SELECT calibration_agg(p, truth, -1,"
                      + " 'probability') AS state"
                      + TWO_IMAGES
                      + " GROUP BY truth)",
                  "0.25")));

  private CalibrationFunctions() {}

  public static @Nullable Double ece(byte[] state) {
    Calibration.Gaps gaps = new Calibration.Gaps(STATE.decode(state), Calibration.Norm.L1);
    return StaticCall.defined(CurveMetrics.ECE.value(gaps).value());
  }

  private static CalibrationBins calibration(Object[] row) {
    int count = (int) row[4];
    if (count < 1 || count > CalibrationBins.MAX_BINS) {
      throw new IllegalArgumentException(
          "bins are from 1 to %d, not %d.".formatted(CalibrationBins.MAX_BINS, count));
    }
    CalibrationBins bins = new CalibrationBins(count);
    ImageArguments.scores(row, 2).addTo(bins, 0);
    return bins;
  }
}

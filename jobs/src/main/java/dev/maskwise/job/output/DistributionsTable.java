package dev.maskwise.job.output;

import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code distributions.parquet}: where the scores lie, from which the curves and all that follows
 * from them can be made again. A row for each model, slice and class that has scores, with the
 * bytes of its {@link ScoreHistogram} and {@link CalibrationBins}, and for scores of many classes
 * one without a class, with the calibration of the predicted classes.
 */
final class DistributionsTable {
  static final StructType SCHEMA =
      new StructType()
          .add("model", DataTypes.StringType)
          .add("slice", DataTypes.StringType)
          .add("channel", DataTypes.IntegerType)
          .add("histogram", DataTypes.BinaryType)
          .add("calibration", DataTypes.BinaryType);

  private DistributionsTable() {}

  /**
   * The rows of all models; a slice is its label, empty for all images; groups of images are among
   * them where curves have intervals.
   */
  static List<Row> rows(
      List<String> models, List<? extends Map<String, ScoreDistribution>> distributions) {
    List<Row> rows = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      String model = models.get(m);
      distributions
          .get(m)
          .forEach(
              (slice, scores) -> {
                for (int c = 0; c < scores.classes(); c++) {
                  rows.add(
                      RowFactory.create(
                          model,
                          slice,
                          c,
                          ScoreHistogram.TYPE.encode(scores.histogram(c)),
                          CalibrationBins.TYPE.encode(scores.calibration(c))));
                }
                CalibrationBins predicted = scores.topLabel();
                if (predicted != null) {
                  rows.add(
                      RowFactory.create(
                          model, slice, null, null, CalibrationBins.TYPE.encode(predicted)));
                }
              });
    }
    return rows;
  }
}

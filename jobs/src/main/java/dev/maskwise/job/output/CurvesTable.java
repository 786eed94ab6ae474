package dev.maskwise.job.output;

import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.ScorePlan;
import dev.maskwise.job.total.Totals;
import dev.maskwise.metric.curve.ScoreCurve;
import dev.maskwise.run.numbers.SliceLabels;
import dev.maskwise.statistic.ScoreHistogram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code curves.parquet}: a row for each model, slice, class and threshold at which the counts are
 * known, in descending order of the threshold; the first, +∞, predicts nothing.
 */
final class CurvesTable implements FlatMapFunction<CurvesTable.Scores, Row> {
  private static final long serialVersionUID = 1;

  static final StructType SCHEMA =
      new StructType()
          .add("model", DataTypes.StringType)
          .add("slice", DataTypes.StringType)
          .add("class", DataTypes.StringType)
          .add("threshold", DataTypes.DoubleType)
          .add("true_positives", DataTypes.LongType)
          .add("false_positives", DataTypes.LongType)
          .add("foreground", DataTypes.LongType)
          .add("background", DataTypes.LongType)
          .add("precision", DataTypes.DoubleType)
          .add("recall", DataTypes.DoubleType)
          .add("false_positive_rate", DataTypes.DoubleType)
          .add("iou", DataTypes.DoubleType)
          .add("dice", DataTypes.DoubleType);

  /** The scores of a class. */
  record Scores(String model, @Nullable String slice, String className, ScoreHistogram histogram)
      implements Serializable {}

  /** The scores of every model, slice and class of a run. */
  static List<Scores> scores(EvaluatePlan plan, ScorePlan scorePlan, Totals totals) {
    List<Scores> scores = new ArrayList<>();
    for (int m = 0; m < plan.models().size(); m++) {
      String model = plan.models().get(m);
      totals
          .distributions()
          .models()
          .get(m)
          .forEach(
              (label, distribution) -> {
                if (SliceLabels.isGroup(label)) {
                  return;
                }
                String slice = label.equals(SliceLabels.ALL_IMAGES) ? null : label;
                for (int c = 0; c < distribution.classes(); c++) {
                  String className = plan.classes().get(scorePlan.classOf(c));
                  scores.add(new Scores(model, slice, className, distribution.histogram(c)));
                }
              });
    }
    return scores;
  }

  @Override
  public Iterator<Row> call(Scores scores) {
    ScoreCurve curve = ScoreCurve.of(scores.histogram());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      rows.add(
          RowFactory.create(
              scores.model(),
              scores.slice(),
              scores.className(),
              (double) curve.threshold(i),
              curve.truePositives(i),
              curve.falsePositives(i),
              scores.histogram().foreground(),
              scores.histogram().background(),
              TableRows.cell(curve.precision(i)),
              TableRows.cell(curve.recall(i)),
              TableRows.cell(curve.falsePositiveRate(i)),
              TableRows.cell(curve.iou(i)),
              TableRows.cell(curve.dice(i))));
    }
    return rows.iterator();
  }
}

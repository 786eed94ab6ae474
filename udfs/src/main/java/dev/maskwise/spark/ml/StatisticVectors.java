package dev.maskwise.spark.ml;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;

/**
 * Statistics of images as dense {@link Vector} columns, for {@code Summarizer} and other parts of
 * MLlib. Null in, null out.
 */
public final class StatisticVectors {
  private StatisticVectors() {}

  /**
   * The counts of two masks: intersection, truth cardinality, prediction cardinality, pixels. Exact
   * below 2⁵³.
   *
   * @param overlap the struct of {@code overlap}, {@code overlap_agg} or {@code overlap_of_class}
   */
  public static Column overlap(Column overlap) {
    return call(
        (Row counts) ->
            Vectors.dense(
                new double[] {
                  counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3)
                }),
        overlap);
  }

  /**
   * The K² counts of a confusion matrix, one row of the truth after another. Exact below 2⁵³.
   *
   * @param state from {@code confusion}, {@code confusion_agg} or {@code confusion_merge}
   */
  public static Column confusion(Column state) {
    return call(
        (byte[] bytes) -> {
          long[] counts = ConfusionMatrix.TYPE.decode(bytes).counts();
          double[] values = new double[counts.length];
          for (int cell = 0; cell < counts.length; cell++) {
            values[cell] = counts[cell];
          }
          return Vectors.dense(values);
        },
        state);
  }

  /** {@link #classes(Column, String, EmptyMask)} with {@link EmptyMask#UNDEFINED}. */
  public static Column classes(Column state, String metric) {
    return classes(state, metric, EmptyMask.UNDEFINED);
  }

  /**
   * A metric of each class against the rest, K values; NaN where it is undefined. One NaN makes the
   * mean of {@code Summarizer} NaN: say what an empty mask is worth, or take {@link
   * #confusion(Column)}.
   *
   * @param state from {@code confusion}, {@code confusion_agg} or {@code confusion_merge}
   * @param metric the name of one of {@link OverlapMetrics#ALL}
   * @param emptyMask what 0/0 is worth
   * @throws IllegalArgumentException if there is no such metric
   */
  public static Column classes(Column state, String metric, EmptyMask emptyMask) {
    named(metric); // here rather than in a task
    return call(
        (byte[] bytes) -> {
          ConfusionMatrix matrix = ConfusionMatrix.TYPE.decode(bytes);
          Policy policy = new Policy(emptyMask, Set.of());
          double[] values = new double[matrix.classes()];
          for (int c = 0; c < values.length; c++) {
            values[c] = policy.value(named(metric), matrix.overlap(c));
          }
          return Vectors.dense(values);
        },
        state);
  }

  private static Metric<OverlapCounts> named(String name) {
    return OverlapMetrics.ALL.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no metric '%s' of a class; there are %s."
                        .formatted(
                            name,
                            OverlapMetrics.ALL.stream()
                                .map(Metric::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static <T> Column call(UDF1<T, Vector> function, Column argument) {
    UDF1<T, Vector> unlessNull = value -> value == null ? null : function.call(value);
    return functions.udf(unlessNull, SQLDataTypes.VectorType()).apply(argument);
  }
}

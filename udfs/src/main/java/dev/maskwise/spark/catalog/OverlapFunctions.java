package dev.maskwise.spark.catalog;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one class, as functions of a struct of counts. Called by generated code; what a
 * method computes stands in the list.
 */
public final class OverlapFunctions {

  /** The counts of a mask, as the struct that SQL sees. */
  static final StructType OVERLAP =
      new StructType()
          .add("intersection", DataTypes.LongType, false)
          .add("truth_cardinality", DataTypes.LongType, false)
          .add("prediction_cardinality", DataTypes.LongType, false)
          .add("pixels", DataTypes.LongType, false);

  private static final int FIELDS = 4;

  private static final Map<UTF8String, Metric<OverlapCounts>> BY_NAME =
      OverlapMetrics.ALL.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  metric -> UTF8String.fromString(metric.name()), Function.identity()));

  /** What each metric gives for the counts 1, 2, 1 and 4. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "iou", "0.5",
          "dice", "0.6666666666666666",
          "precision", "1.0",
          "recall", "0.5",
          "specificity", "1.0");

  static final List<SqlFunction> ALL =
      OverlapMetrics.ALL.stream().map(OverlapFunctions::function).toList();

  private OverlapFunctions() {}

  private static SqlFunction function(Metric<OverlapCounts> metric) {
    return new SqlFunction(
        metric.name(),
        SqlFunction.Group.METRIC,
        "The %s of a class against the rest: %s, with I the intersection, T and P the cardinalities of truth and prediction and N the pixels. Null for 0/0."
            .formatted(metric.title(), metric.formula()),
        List.of(
            SqlArgument.of(
                "overlap", OVERLAP, "counts of pixels from overlap, overlap_agg or class_overlap")),
        "a double, a %s, %s".formatted(metric.unit(), metric.range()),
        List.of(
            new SqlFunction.Example(
                "SELECT %s(overlap(X'01010000', X'01000000'))".formatted(metric.name()),
                EXAMPLES.getOrDefault(metric.name(), ""))),
        metric.source(),
        StaticCall.named(OverlapFunctions.class, "value", DataTypes.DoubleType));
  }

  /** The metric of a name. */
  public static @Nullable Double value(UTF8String name, InternalRow overlap) {
    OverlapCounts counts = counts(name.toString(), overlap);
    Metric<OverlapCounts> metric = BY_NAME.get(name);
    return metric == null || counts == null ? null : ScoreFunctions.defined(metric.value(counts));
  }

  static InternalRow row(OverlapCounts counts) {
    return new GenericInternalRow(
        new Object[] {
          counts.intersection(),
          counts.truthCardinality(),
          counts.predictionCardinality(),
          counts.pixels()
        });
  }

  /** The counts of a struct, null if one of them is. */
  static @Nullable OverlapCounts counts(String function, InternalRow overlap) {
    for (int i = 0; i < FIELDS; i++) {
      if (overlap.isNullAt(i)) {
        return null;
      }
    }
    try {
      return new OverlapCounts(
          overlap.getLong(0), overlap.getLong(1), overlap.getLong(2), overlap.getLong(3));
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, String.valueOf(e.getMessage()), e);
    }
  }
}

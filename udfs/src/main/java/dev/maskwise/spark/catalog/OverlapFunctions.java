package dev.maskwise.spark.catalog;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The counts of two masks, of one image or of many, and the metrics of one class. Called by
 * generated code; what a method computes stands in the list.
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

  private static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.truthMask(),
          SqlArgument.binary("prediction", "a mask of the same pixels"),
          SqlArgument.ignore());

  private static final String SOURCE = "Everingham et al. 2010, The PASCAL VOC Challenge, §4.2";

  private static final String TWO_IMAGES =
      " FROM VALUES (X'00010100', X'00010000'), (X'01', X'01') AS images(truth, prediction)";

  /** What each metric gives for the counts 1, 2, 1 and 4. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "iou", "0.5",
          "dice", "0.6666666666666666",
          "precision", "1.0",
          "recall", "0.5",
          "specificity", "1.0");

  static final List<SqlFunction> ALL =
      Stream.concat(
              OverlapMetrics.ALL.stream().map(OverlapFunctions::metric),
              Stream.of(
                  SqlFunction.of(
                      Group.IMAGE,
                      "overlap",
                      "The counts of two masks from which Dice, IoU, precision, recall and"
                          + " specificity follow.",
                      ARGUMENTS,
                      "a struct of counts of pixels: intersection, truth_cardinality,"
                          + " prediction_cardinality, pixels, the valid ones",
                      "van Rijsbergen 1979, Information Retrieval, ch. 7",
                      StaticCall.of(OverlapFunctions.class, "overlap", OVERLAP),
                      new Example(
                          "SELECT overlap(X'01010000', X'01000000')",
                          "{\"intersection\":1,\"truth_cardinality\":2,\"prediction_cardinality\":1,\"pixels\":4}"),
                      new Example("SELECT dice(overlap(X'0101FF00', X'01000101', 255))", "0.5")),
                  SqlFunction.of(
                      Group.AGGREGATE,
                      "overlap_agg",
                      "The counts of overlap summed over images: those of the data set, from which"
                          + " its Dice, IoU and their like follow. Images with a null are left out.",
                      ARGUMENTS,
                      "the struct of overlap, in pixels; zeros without an image",
                      SOURCE,
                      StatisticAggregate.of(
                          Aggregation.ofImages(
                              OverlapCounts.TYPE,
                              row ->
                                  ImageArguments.overlap(
                                      (byte[]) row[0], (byte[]) row[1], (int) row[2]),
                              OverlapFunctions::row),
                          OVERLAP),
                      new Example(
                          "SELECT dice(overlap_agg(truth, prediction))" + TWO_IMAGES, "0.8")),
                  SqlFunction.of(
                      Group.AGGREGATE,
                      "overlap_merge",
                      "The counts of all images together from the counts of some: those of single"
                          + " images, of slices, or stored ones. Nulls are left out.",
                      List.of(SqlArgument.of("overlap", OVERLAP, "from overlap or overlap_agg")),
                      "the struct of overlap, in pixels; zeros without an image",
                      SOURCE,
                      StatisticAggregate.of(
                          Aggregation.of(
                              OverlapCounts.TYPE,
                              row -> counts((InternalRow) row[0]),
                              OverlapFunctions::row),
                          OVERLAP),
                      new Example(
                          "SELECT dice(overlap_merge(overlap(truth, prediction)))" + TWO_IMAGES,
                          "0.8"))))
          .toList();

  private OverlapFunctions() {}

  private static SqlFunction metric(Metric<OverlapCounts> metric) {
    return SqlFunction.ofNumber(
        Group.METRIC,
        metric.name(),
        metric,
        "a class against the rest",
        ", with I the intersection, T and P the cardinalities of truth and prediction and N the"
            + " pixels. Null for 0/0.",
        List.of(
            SqlArgument.of(
                "overlap",
                OVERLAP,
                "counts of pixels from overlap, overlap_agg, overlap_merge or overlap_of_class")),
        StaticCall.of(() -> metric, OverlapFunctions.class, "value", DataTypes.DoubleType),
        new Example(
            "SELECT %s(overlap(X'01010000', X'01000000'))".formatted(metric.name()),
            EXAMPLES.getOrDefault(metric.name(), "")));
  }

  public static InternalRow overlap(byte[] truth, byte[] prediction, int ignore) {
    return row(ImageArguments.overlap(truth, prediction, ignore));
  }

  public static @Nullable Double value(Metric<OverlapCounts> metric, InternalRow overlap) {
    OverlapCounts counts = counts(overlap);
    return counts == null ? null : StaticCall.defined(metric.value(counts));
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
  private static @Nullable OverlapCounts counts(InternalRow overlap) {
    for (int i = 0; i < FIELDS; i++) {
      if (overlap.isNullAt(i)) {
        return null;
      }
    }
    return new OverlapCounts(
        overlap.getLong(0), overlap.getLong(1), overlap.getLong(2), overlap.getLong(3));
  }
}

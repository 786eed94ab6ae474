package dev.maskwise.spark.catalog;

import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.image.object.BoundaryJudge;
import dev.maskwise.image.object.BoundaryRules;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.boundary.BoundaryMetrics;
import dev.maskwise.metric.boundary.ClassBoundaries;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * How the boundaries of the classes of two label maps agree, of one image or of many. Called by
 * generated code; what a method computes stands in the list.
 */
public final class BoundaryFunctions {
  private static final StateKind<BoundaryCounts> STATE =
      new StateKind<>(
          BoundaryCounts.TYPE, "boundary_overlap, boundary_overlap_agg or boundary_overlap_merge");

  /** The arrays of a thread, as long as nothing else needs the memory. */
  private static final ThreadLocal<SoftReference<BoundaryJudge>> JUDGE =
      ThreadLocal.withInitial(() -> new SoftReference<>(null));

  private static final StructType COUNTS =
      new StructType()
          .add("class", DataTypes.IntegerType, false)
          .add("intersection", DataTypes.LongType, false)
          .add("truth_boundary", DataTypes.LongType, false)
          .add("prediction_boundary", DataTypes.LongType, false)
          .add("truth_contour", DataTypes.LongType, false)
          .add("truth_matched", DataTypes.LongType, false)
          .add("prediction_contour", DataTypes.LongType, false)
          .add("prediction_matched", DataTypes.LongType, false);

  private static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.truthLabels(),
          SqlArgument.binary("prediction", "a label map of the same pixels"),
          SqlArgument.integer("height", "of the image, in pixels"),
          SqlArgument.integer("width", "of the image, in pixels"),
          SqlArgument.classes(),
          SqlArgument.ignore(),
          SqlArgument.number(
                  "boundary_width",
                  "of boundaries: below 1 a part of the diagonal, rounded half to even and at least"
                      + " one pixel, else whole pixels")
              .orElse(BoundaryRules.STANDARD.width()),
          SqlArgument.number(
                  "tolerance",
                  "how far a matched pixel of a contour may be away: below 1 a part of the diagonal,"
                      + " rounded up to whole pixels, else whole pixels")
              .orElse(BoundaryRules.STANDARD.tolerance()));

  private static final String SOURCE =
      "Cheng et al. 2021, Boundary IoU; Perazzi et al. 2016, DAVIS, §5.1";

  private static final String COUNTED =
      "A boundary is the pixels of a class that are at most boundary_width rows and columns from"
          + " another class or from the outside of the image; a contour is the pixels that differ"
          + " from their neighbour to the right, below or right below in being of the class. Ignored"
          + " pixels are in none and make none.";

  /** Class 1 fills the upper row and is predicted without its last pixel. */
  private static final String EXAMPLE =
      "boundary_overlap(X'010101000000', X'010100000000', 2, 3, 2, -1, 1, 0)";

  private static final String TWO_IMAGES =
      " FROM VALUES (X'010101000000', X'010100000000'), (X'010100010000', X'010100010000') AS"
          + " images(truth, prediction)";

  /** What each metric gives for the example, of class 1 or over classes. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "boundary_iou", "0.6666666666666666",
          "boundary_f", "0.8",
          "boundary_precision", "1.0",
          "boundary_recall", "0.6666666666666666",
          "mean_boundary_iou", "0.7083333333333333",
          "mean_boundary_f", "0.8");

  static final List<SqlFunction> ALL =
      Stream.of(
              BoundaryMetrics.ALL.stream().map(BoundaryFunctions::ofClass),
              BoundaryMetrics.OVER_CLASSES.stream().map(BoundaryFunctions::overClasses),
              Stream.of(
                  SqlFunction.of(
                      Group.OBJECT,
                      "boundary_overlap",
                      "How the boundaries and the contours of each class of two label maps agree, as a"
                          + " state that boundary_overlap_merge adds up and boundary_iou and its like"
                          + " read. "
                          + COUNTED,
                      ARGUMENTS,
                      StateKind.RESULT,
                      SOURCE,
                      StaticCall.of(
                          BoundaryFunctions.class, "boundaryOverlap", DataTypes.BinaryType),
                      new Example(
                          "SELECT boundary_iou(" + EXAMPLE + ", 1)",
                          EXAMPLES.getOrDefault("boundary_iou", ""))),
                  SqlFunction.of(
                      Group.METRIC,
                      "counts_of_boundary_overlap",
                      "The counts of a boundary state, of each class that has a boundary or a contour"
                          + " in truth or prediction.",
                      List.of(STATE.argument()),
                      "an array of structs of the class and its counts of pixels: intersection,"
                          + " truth_boundary, prediction_boundary, truth_contour, truth_matched,"
                          + " prediction_contour, prediction_matched",
                      SOURCE,
                      StaticCall.of(
                          BoundaryFunctions.class,
                          "countsOfBoundaryOverlap",
                          DataTypes.createArrayType(COUNTS, false)),
                      new Example(
                          "SELECT counts_of_boundary_overlap(" + EXAMPLE + ")[1]",
                          "{\"class\":1,\"intersection\":2,\"truth_boundary\":3,\"prediction_boundary\":2,\"truth_contour\":3,\"truth_matched\":2,\"prediction_contour\":2,\"prediction_matched\":2}")),
                  SqlFunction.of(
                      Group.AGGREGATE,
                      "boundary_overlap_agg",
                      "The counts of boundary_overlap over the images of a data set, as a state."
                          + " Images with a null are left out.",
                      ARGUMENTS,
                      StateKind.RESULT + "; of no classes without an image",
                      SOURCE,
                      STATE.ofImages(BoundaryFunctions::ofRow),
                      new Example(
                          "SELECT boundary_iou(boundary_overlap_agg(truth, prediction, 2, 3, 2), 1)"
                              + TWO_IMAGES,
                          "0.8333333333333334")),
                  STATE.merge(
                      "boundary_overlap_merge",
                      SOURCE,
                      new Example(
                          "SELECT boundary_iou(boundary_overlap_merge(boundary_overlap(truth,"
                              + " prediction, 2, 3, 2)), 1)"
                              + TWO_IMAGES,
                          "0.8333333333333334"))))
          .flatMap(functions -> functions)
          .toList();

  private BoundaryFunctions() {}

  private static SqlFunction ofClass(Metric<OfClass> metric) {
    return SqlFunction.ofNumber(
        Group.METRIC,
        metric.name(),
        metric,
        "a class against the rest",
        ", with I the pixels in the boundaries of both, T and P those in the boundary of truth and"
            + " prediction, t and p those of their contours, and m_t and m_p those of them that are"
            + " matched. Null where it is undefined.",
        List.of(STATE.argument(), SqlArgument.integer("class", "its label")),
        StaticCall.of(() -> metric, BoundaryFunctions.class, "value", DataTypes.DoubleType),
        example(metric, ", 1"));
  }

  private static SqlFunction overClasses(Metric<ClassBoundaries> metric) {
    return SqlFunction.ofNumber(
        Group.METRIC,
        metric.name(),
        metric,
        "a boundary state",
        ". Classes where it is undefined enter no mean; null where none is left.",
        List.of(STATE.argument()),
        StaticCall.of(() -> metric, BoundaryFunctions.class, "mean", DataTypes.DoubleType),
        example(metric, ""));
  }

  private static Example example(Metric<?> metric, String more) {
    return new Example(
        "SELECT %s(%s%s)".formatted(metric.name(), EXAMPLE, more),
        EXAMPLES.getOrDefault(metric.name(), ""));
  }

  public static byte[] boundaryOverlap(
      byte[] truth,
      byte[] prediction,
      int height,
      int width,
      int classes,
      int ignore,
      double boundaryWidth,
      double tolerance) {
    return BoundaryCounts.TYPE.encode(
        counts(
            truth,
            prediction,
            height,
            width,
            classes,
            ignore,
            new BoundaryRules(boundaryWidth, tolerance)));
  }

  private static BoundaryCounts ofRow(Object[] row) {
    return counts(
        (byte[]) row[0],
        (byte[]) row[1],
        (int) row[2],
        (int) row[3],
        (int) row[4],
        (int) row[5],
        new BoundaryRules((double) row[6], (double) row[7]));
  }

  private static BoundaryCounts counts(
      byte[] truth,
      byte[] prediction,
      int height,
      int width,
      int classes,
      int ignore,
      BoundaryRules rules) {
    ImageArguments.requireClasses(classes);
    try {
      return judge()
          .judge(truth, prediction, height, width, new LabelRange(classes, ignore), rules);
    } catch (FaultException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static BoundaryJudge judge() {
    BoundaryJudge judge = JUDGE.get().get();
    if (judge == null) {
      judge = new BoundaryJudge();
      JUDGE.set(new SoftReference<>(judge));
    }
    return judge;
  }

  public static ArrayData countsOfBoundaryOverlap(byte[] state) {
    BoundaryCounts counts = STATE.decode(state);
    return new GenericArrayData(counts.classes().stream().map(c -> row(c, counts.of(c))).toArray());
  }

  private static GenericInternalRow row(int classId, OfClass counts) {
    return new GenericInternalRow(
        new Object[] {
          classId,
          counts.intersection(),
          counts.truthBoundary(),
          counts.predictionBoundary(),
          counts.truthContour(),
          counts.truthMatched(),
          counts.predictionContour(),
          counts.predictionMatched()
        });
  }

  public static @Nullable Double value(Metric<OfClass> metric, byte[] state, int classId) {
    if (classId < 0) {
      throw new IllegalArgumentException(
          "a class is a label from 0 on, and not %d.".formatted(classId));
    }
    return StaticCall.defined(metric.value(STATE.decode(state).of(classId)));
  }

  public static @Nullable Double mean(Metric<ClassBoundaries> metric, byte[] state) {
    BoundaryCounts counts = STATE.decode(state);
    int classes = counts.classes().isEmpty() ? 0 : counts.classes().last() + 1;
    return StaticCall.defined(
        metric.value(new ClassBoundaries(counts, classes, Policy.undefined())));
  }
}

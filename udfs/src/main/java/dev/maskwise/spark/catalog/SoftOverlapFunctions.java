package dev.maskwise.spark.catalog;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.loss.LossFamily;
import dev.maskwise.metric.loss.LossParameter;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.spark.sql.Aggregation;
import dev.maskwise.spark.sql.EachClass;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.spark.sql.StatisticAggregate;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Soft overlaps, of one image or of many, and their losses: of one class, or of an array of all.
 * Called by generated code; what a method computes stands in the list.
 */
public final class SoftOverlapFunctions {

  /** The sums of a class, as the struct that SQL sees. */
  static final StructType OVERLAP =
      new StructType()
          .add("intersection", DataTypes.DoubleType, false)
          .add("truth_cardinality", DataTypes.LongType, false)
          .add("prediction_cardinality", DataTypes.DoubleType, false)
          .add("prediction_squares", DataTypes.DoubleType, false)
          .add("pixels", DataTypes.LongType, false);

  private static final int FIELDS = 5;

  private static final StateKind<SoftOverlap> STATE =
      new StateKind<>(
          SoftOverlap.TYPE, "soft_overlap_agg, multiclass_soft_overlap_agg or soft_overlap_merge");

  private static final EachClass<SoftOverlap> CLASSES = new EachClass<>(SoftOverlap.TYPE);

  private static final SqlArgument ARGUMENT =
      SqlArgument.either(
          "overlap",
          OVERLAP,
          new ArrayType(OVERLAP, true),
          "from soft_overlap or sums_of_soft_overlap; or an array with that of every class, as"
              + " multiclass_soft_overlap gives it, of which the loss is the mean over the classes");

  private static final SqlArgument PARAMETERS =
      SqlArgument.text(
              "parameters",
              "conventions by name, separated by commas, as --losses and docs/metrics.md have them,"
                  + " such as 'eps=1e-5,absent=skip'")
          .orElse("");

  private static final String SOURCE = "Milletari et al. 2016, V-Net, §3";

  private static final String SOURCE_OF_CLASSES = "Sudre et al. 2017, Generalised Dice, §2";

  /** The probabilities 0.75 and 0.5 of class 0 at two pixels, and the rest of class 1. */
  private static final String TWO_CLASSES =
      "array(0.75F, 0.5F, 0.25F, 0.5F), X'0001', 2, -1, 'probability'";

  private static final String LEFT_OUT = " Images with a null are left out.";

  /** Logits of 0 at two pixels, of which one is foreground: Σpy = 0.5, Σy = 1, Σp = 1. */
  private static final String EXAMPLE = "(soft_overlap(X'0000000000000000', X'0100')";

  private static final String TWO_IMAGES =
      " FROM VALUES (array(0.5F, 0.25F), X'0100'), (array(1F), X'01') AS images(p, truth)";

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.of(
              Group.IMAGE,
              "soft_overlap",
              "The sums from which soft Dice, IoU and Tversky losses and the Brier score follow, with"
                  + " p the probability of the foreground, σ(logit), and y the truth, 0 or 1, over"
                  + " the valid pixels of an image.",
              SqlArgument.ofScores(List.of()),
              "a struct: intersection Σp·y, truth_cardinality Σy, prediction_cardinality Σp,"
                  + " prediction_squares Σp², pixels, the valid ones; all in pixels",
              SOURCE,
              StaticCall.of(SoftOverlapFunctions.class, "softOverlap", OVERLAP),
              new Example(
                  "SELECT soft_overlap(X'0000000000000000', X'0100')",
                  "{\"intersection\":0.5,\"truth_cardinality\":1,\"prediction_cardinality\":1.0,\"prediction_squares\":0.5,\"pixels\":2}"),
              new Example(
                  "SELECT soft_overlap(array(0.25F, 0.5F), X'0100', -1,"
                      + " 'probability').prediction_squares",
                  "0.3125")),
          SqlFunction.of(
              Group.IMAGE,
              "multiclass_soft_overlap",
              "soft_overlap for every class against the rest, p being its probability, of logits the"
                  + " softmax over the classes.",
              SqlArgument.ofClassScores(List.of()),
              "an array with the struct of soft_overlap for each class, in pixels",
              SOURCE_OF_CLASSES,
              StaticCall.of(
                  SoftOverlapFunctions.class,
                  "multiclassSoftOverlap",
                  DataTypes.createArrayType(OVERLAP, false)),
              new Example(
                  "SELECT multiclass_soft_overlap(%s)[0]".formatted(TWO_CLASSES),
                  "{\"intersection\":0.75,\"truth_cardinality\":1,\"prediction_cardinality\":1.25,\"prediction_squares\":0.8125,\"pixels\":2}"),
              new Example(
                  "SELECT round(soft_dice_loss(multiclass_soft_overlap(%s)), 6)"
                      .formatted(TWO_CLASSES),
                  "0.380953")),
          loss(
              "soft_dice_loss",
              List.of(),
              example("soft_dice_loss", ")", "0.5"),
              example("soft_dice_loss", ", 'smooth=1')", "0.333334")),
          loss("soft_iou_loss", List.of(), example("soft_iou_loss", ")", "0.666667")),
          loss(
              "tversky_loss",
              List.of("alpha", "beta"),
              example("tversky_loss", ", 0.3, 0.7)", "0.5")),
          loss(
              "focal_tversky_loss",
              List.of("alpha", "beta", "gamma"),
              example("focal_tversky_loss", ", 0.3, 0.7, 0.75)", "0.594604")),
          SqlFunction.ofNumber(
              Group.METRIC,
              "brier",
              CurveMetrics.BRIER,
              "a soft overlap",
              ". Null without a pixel.",
              List.of(ARGUMENT),
              StaticCall.of(SoftOverlapFunctions.class, "brier", DataTypes.DoubleType),
              new Example("SELECT brier" + EXAMPLE + ")", "0.25")),
          SqlFunction.of(
              Group.METRIC,
              "sums_of_soft_overlap",
              "The sums that a soft overlap state holds, each the double nearest to the sum of the"
                  + " images' sums.",
              List.of(STATE.argument()),
              "the struct of soft_overlap, in pixels",
              SOURCE,
              StaticCall.of(SoftOverlapFunctions.class, "sumsOfSoftOverlap", OVERLAP),
              new Example(
                  "SELECT sums_of_soft_overlap(soft_overlap_agg(logits, truth)).intersection FROM"
                      + " VALUES (X'0000000000000000', X'0100'), (X'00000000', X'01') AS"
                      + " images(logits, truth)",
                  "1.0")),
          SqlFunction.of(
              Group.AGGREGATE,
              "soft_overlap_agg",
              "The sums of soft_overlap over the images of a data set, added exactly, as a state for"
                  + " sums_of_soft_overlap."
                  + LEFT_OUT,
              SqlArgument.ofScores(List.of()),
              StateKind.RESULT,
              SOURCE,
              STATE.ofImages(row -> ImageArguments.scores(row, 2).softOverlap()),
              new Example(
                  "SELECT soft_dice_loss(sums_of_soft_overlap(soft_overlap_agg(p, truth, -1,"
                      + " 'probability')), 'eps=0')"
                      + TWO_IMAGES,
                  "0.19999999999999996")),
          SqlFunction.of(
              Group.AGGREGATE,
              "soft_overlap_merge",
              "The state of all images together from states of some, or from the sums of single"
                  + " images. Nulls are left out.",
              List.of(
                  SqlArgument.either(
                      "state",
                      DataTypes.BinaryType,
                      OVERLAP,
                      "from %s; or the struct of soft_overlap, or one of multiclass_soft_overlap"
                          .formatted(STATE.sources()))),
              StateKind.RESULT,
              SOURCE,
              STATE.ofStates(
                  row ->
                      row[0] instanceof byte[] state
                          ? STATE.decode(state)
                          : overlap((InternalRow) row[0])),
              new Example(
                  "SELECT sums_of_soft_overlap(soft_overlap_merge(soft_overlap(p, truth, -1,"
                      + " 'probability'))).intersection"
                      + TWO_IMAGES,
                  "1.5")),
          SqlFunction.of(
              Group.AGGREGATE,
              "multiclass_soft_overlap_agg",
              "The sums of multiclass_soft_overlap over the images of a data set, added exactly, as"
                  + " states for sums_of_soft_overlap and soft_overlap_merge."
                  + LEFT_OUT,
              SqlArgument.ofClassScores(List.of()),
              EachClass.STATES,
              SOURCE_OF_CLASSES,
              StatisticAggregate.of(
                  Aggregation.ofImages(
                      CLASSES,
                      row -> ImageArguments.classScores(row, 3).softOverlaps(),
                      CLASSES::states),
                  EachClass.STATES_TYPE),
              new Example(
                  "SELECT round(soft_dice_loss(transform(multiclass_soft_overlap_agg(p, truth, 2,"
                      + " -1, 'probability'), s -> sums_of_soft_overlap(s))), 6) FROM VALUES"
                      + " (array(0.75F, 0.5F, 0.25F, 0.5F), X'0001'), (array(0F, 1F), X'01') AS"
                      + " images(p, truth)",
                  "0.266667")));

  private SoftOverlapFunctions() {}

  public static InternalRow softOverlap(Object scores, byte[] truth, int ignore, UTF8String score) {
    return row(ImageArguments.scores(scores, truth, ignore, score).softOverlap());
  }

  public static ArrayData multiclassSoftOverlap(
      Object scores, byte[] truth, int classes, int ignore, UTF8String score) {
    return new GenericArrayData(
        ImageArguments.scores(scores, truth, classes, ignore, score).softOverlaps().stream()
            .map(SoftOverlapFunctions::row)
            .toArray());
  }

  /**
   * A loss of the list.
   *
   * @param numbers its parameters that are arguments of their own
   */
  private static SqlFunction loss(String name, List<String> numbers, Example... examples) {
    LossFamily family = ScoreLosses.family(name);
    List<SqlArgument> arguments = new ArrayList<>(List.of(ARGUMENT));
    for (LossParameter parameter : family.parameters(Task.BINARY)) {
      if (numbers.contains(parameter.name())) {
        arguments.add(
            SqlArgument.number(parameter.name(), parameter.meaning() + "; " + parameter.allowed()));
      }
    }
    arguments.add(PARAMETERS);
    return SqlFunction.ofNumber(
        Group.METRIC,
        name,
        family.standard(Task.BINARY, ScoreKind.LOGIT).definition(),
        "a soft overlap",
        ", with the standard parameters. Null without a pixel.",
        arguments,
        StaticCall.of(
            () -> new CallLoss(name, numbers),
            SoftOverlapFunctions.class,
            "loss",
            DataTypes.DoubleType),
        examples);
  }

  private static Example example(String name, String rest, String result) {
    return new Example("SELECT round(%s%s%s, 6)".formatted(name, EXAMPLE, rest), result);
  }

  public static @Nullable Double loss(CallLoss call, Object overlap, UTF8String parameters) {
    return value(call, overlap, parameters);
  }

  public static @Nullable Double loss(
      CallLoss call, Object overlap, double alpha, double beta, UTF8String parameters) {
    return value(call, overlap, parameters, alpha, beta);
  }

  public static @Nullable Double loss(
      CallLoss call,
      Object overlap,
      double alpha,
      double beta,
      double gamma,
      UTF8String parameters) {
    return value(call, overlap, parameters, alpha, beta, gamma);
  }

  private static @Nullable Double value(
      CallLoss call, Object overlap, UTF8String parameters, Double... numbers) {
    List<SoftOverlap> overlaps = overlaps(overlap);
    if (overlaps == null) {
      return null;
    }
    Task task = overlap instanceof ArrayData ? Task.MULTICLASS : Task.BINARY;
    ScoreLoss loss = call.of(task, overlaps.size(), parameters, numbers);
    ScoreStatistics statistics =
        new ScoreStatistics(overlaps, new PixelLosses(), new double[0], new double[0]);
    return StaticCall.defined(loss.overClasses(statistics, Policy.undefined()));
  }

  public static @Nullable Double brier(Object overlap) {
    List<SoftOverlap> overlaps = overlaps(overlap);
    if (overlaps == null) {
      return null;
    }
    Mean mean = new Mean();
    overlaps.forEach(of -> mean.add(CurveMetrics.BRIER.value(of).value()));
    return StaticCall.defined(mean.value());
  }

  public static InternalRow sumsOfSoftOverlap(byte[] state) {
    return row(STATE.decode(state));
  }

  private static InternalRow row(SoftOverlap overlap) {
    return new GenericInternalRow(
        new Object[] {
          overlap.intersection(),
          overlap.truthCardinality(),
          overlap.predictionCardinality(),
          overlap.predictionSquares(),
          overlap.pixels()
        });
  }

  /** The overlap of a struct, or those of an array; null where something is. */
  private static @Nullable List<SoftOverlap> overlaps(Object given) {
    if (given instanceof InternalRow row) {
      SoftOverlap overlap = overlap(row);
      return overlap == null ? null : List.of(overlap);
    }
    ArrayData array = (ArrayData) given;
    List<SoftOverlap> overlaps = new ArrayList<>();
    for (int c = 0; c < array.numElements(); c++) {
      SoftOverlap overlap = array.isNullAt(c) ? null : overlap(array.getStruct(c, FIELDS));
      if (overlap == null) {
        return null;
      }
      overlaps.add(overlap);
    }
    return overlaps;
  }

  /** The overlap of a struct, null if one of its sums is. */
  private static @Nullable SoftOverlap overlap(InternalRow row) {
    for (int i = 0; i < FIELDS; i++) {
      if (row.isNullAt(i)) {
        return null;
      }
    }
    return SoftOverlap.of(
        row.getLong(4), row.getLong(1), row.getDouble(0), row.getDouble(2), row.getDouble(3));
  }
}

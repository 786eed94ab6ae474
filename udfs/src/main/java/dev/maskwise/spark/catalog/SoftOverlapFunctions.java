package dev.maskwise.spark.catalog;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.spark.sql.NamedLoss;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StateKind;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Losses of soft overlaps: of one class, or of an array of all classes. Called by generated code;
 * what a method computes stands in the list.
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

  private static final SqlArgument ARGUMENT =
      SqlArgument.either(
          "overlap",
          OVERLAP,
          new ArrayType(OVERLAP, true),
          "from soft_overlap or soft_overlap_sums; or an array with that of every class, as"
              + " multiclass_soft_overlap gives it, of which the loss is the mean over the classes");

  private static final SqlArgument PARAMETERS =
      SqlArgument.text(
              "parameters",
              "conventions by name, separated by commas, as --losses and docs/metrics.md have them,"
                  + " such as 'eps=1e-5,absent=skip'; the standard ε is 1e-6")
          .orElse("");

  /** Logits of 0 at two pixels, of which one is foreground: Σpy = 0.5, Σy = 1, Σp = 1. */
  private static final String EXAMPLE = "(soft_overlap(X'0000000000000000', X'0100')";

  private static final String RESULT = "a double, a ratio, [0, 1]";

  static final List<SqlFunction> ALL =
      List.of(
          new SqlFunction(
              "soft_dice_loss",
              SqlFunction.Group.METRIC,
              "1 − 2·Σpy / (Σp + Σy + ε), the soft Dice loss. Null without a pixel.",
              List.of(ARGUMENT, PARAMETERS),
              RESULT,
              List.of(
                  example("soft_dice_loss", ")", "0.5"),
                  example("soft_dice_loss", ", 'smooth=1')", "0.333334")),
              "Milletari et al. 2016, V-Net, §3; Sudre et al. 2017, Generalised Dice, §2",
              StaticCall.named(SoftOverlapFunctions.class, "loss", DataTypes.DoubleType)),
          new SqlFunction(
              "soft_iou_loss",
              SqlFunction.Group.METRIC,
              "1 − Σpy / (Σp + Σy − Σpy + ε), the soft IoU (Jaccard) loss. Null without a pixel.",
              List.of(ARGUMENT, PARAMETERS),
              RESULT,
              List.of(example("soft_iou_loss", ")", "0.666667")),
              "Rahman & Wang 2016, Optimizing Intersection-over-Union, §3",
              StaticCall.named(SoftOverlapFunctions.class, "loss", DataTypes.DoubleType)),
          new SqlFunction(
              "tversky_loss",
              SqlFunction.Group.METRIC,
              "1 − Σpy / (Σpy + alpha·(Σp − Σpy) + beta·(Σy − Σpy) + ε), the Tversky loss. Null"
                  + " without a pixel.",
              List.of(ARGUMENT, alpha(), beta(), PARAMETERS),
              RESULT,
              List.of(example("tversky_loss", ", 0.3, 0.7)", "0.5")),
              "Salehi, Erdogmus & Gholipour 2017, Tversky loss function, §2",
              StaticCall.of(SoftOverlapFunctions.class, "tverskyLoss", DataTypes.DoubleType)),
          new SqlFunction(
              "focal_tversky_loss",
              SqlFunction.Group.METRIC,
              "The Tversky loss to the power gamma, class by class. Null without a pixel.",
              List.of(
                  ARGUMENT,
                  alpha(),
                  beta(),
                  SqlArgument.number(
                      "gamma",
                      "the exponent, from 0 to 1000; Abraham & Khan write 1/γ with γ = 4/3, which is"
                          + " 0.75"),
                  PARAMETERS),
              RESULT,
              List.of(example("focal_tversky_loss", ", 0.3, 0.7, 0.75)", "0.594604")),
              "Abraham & Khan 2019, A Novel Focal Tversky Loss Function, §3",
              StaticCall.of(SoftOverlapFunctions.class, "focalTverskyLoss", DataTypes.DoubleType)),
          new SqlFunction(
              "brier",
              SqlFunction.Group.METRIC,
              "The Brier score, the mean of (p − y)² over the pixels. Null without a pixel.",
              List.of(ARGUMENT),
              RESULT,
              List.of(new SqlFunction.Example("SELECT brier" + EXAMPLE + ")", "0.25")),
              "Brier 1950, the form for two outcomes",
              StaticCall.of(SoftOverlapFunctions.class, "brier", DataTypes.DoubleType)),
          new SqlFunction(
              "soft_overlap_sums",
              SqlFunction.Group.METRIC,
              "The sums that a soft overlap state holds, each the double nearest to the sum of the"
                  + " images' sums.",
              List.of(StateKind.SOFT_OVERLAP.argument()),
              "the struct of soft_overlap, in pixels",
              List.of(
                  new SqlFunction.Example(
                      "SELECT soft_overlap_sums(soft_overlap_agg(logits, truth)).intersection FROM"
                          + " VALUES (X'0000000000000000', X'0100'), (X'00000000', X'01') AS"
                          + " images(logits, truth)",
                      "1.0")),
              "Milletari et al. 2016, V-Net, §3",
              StaticCall.of(SoftOverlapFunctions.class, "softOverlapSums", OVERLAP)));

  private SoftOverlapFunctions() {}

  private static SqlFunction.Example example(String name, String rest, String result) {
    return new SqlFunction.Example(
        "SELECT round(%s%s%s, 6)".formatted(name, EXAMPLE, rest), result);
  }

  private static SqlArgument alpha() {
    return SqlArgument.number("alpha", "the weight of false positives, at least 0; often 0.3");
  }

  private static SqlArgument beta() {
    return SqlArgument.number("beta", "the weight of false negatives, at least 0; often 0.7");
  }

  /** The loss of a name. */
  public static @Nullable Double loss(UTF8String name, Object overlap, UTF8String parameters) {
    return loss(name.toString(), overlap, parameters.toString());
  }

  public static @Nullable Double tverskyLoss(
      Object overlap, double alpha, double beta, UTF8String parameters) {
    return loss(
        "tversky_loss",
        overlap,
        NamedLoss.parameters("alpha", alpha, "beta", beta) + also(parameters));
  }

  public static @Nullable Double focalTverskyLoss(
      Object overlap, double alpha, double beta, double gamma, UTF8String parameters) {
    return loss(
        "focal_tversky_loss",
        overlap,
        NamedLoss.parameters("alpha", alpha, "beta", beta, "gamma", gamma) + also(parameters));
  }

  private static String also(UTF8String parameters) {
    return parameters.numBytes() == 0 ? "" : "," + parameters;
  }

  private static @Nullable Double loss(String name, Object overlap, String parameters) {
    List<SoftOverlap> overlaps = overlaps(name, overlap);
    if (overlaps == null) {
      return null;
    }
    Task task = overlap instanceof ArrayData ? Task.MULTICLASS : Task.BINARY;
    ScoreLoss loss = NamedLoss.of(name, name, parameters, task, overlaps.size());
    ScoreStatistics statistics =
        new ScoreStatistics(overlaps, new PixelLosses(), new double[0], new double[0]);
    return ScoreFunctions.defined(loss.overClasses(statistics, Policy.undefined()));
  }

  public static @Nullable Double brier(Object overlap) {
    List<SoftOverlap> overlaps = overlaps("brier", overlap);
    if (overlaps == null) {
      return null;
    }
    Mean mean = new Mean();
    for (SoftOverlap of : overlaps) {
      mean.add(
          Calibration.brier(
              of.predictionSquares(), of.intersection(), of.truthCardinality(), of.pixels()));
    }
    return ScoreFunctions.defined(mean.value());
  }

  public static InternalRow softOverlapSums(byte[] state) {
    return row(StateKind.SOFT_OVERLAP.decode("soft_overlap_sums", state));
  }

  static InternalRow row(SoftOverlap overlap) {
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
  private static @Nullable List<SoftOverlap> overlaps(String function, Object given) {
    if (given instanceof InternalRow row) {
      SoftOverlap overlap = overlap(function, row);
      return overlap == null ? null : List.of(overlap);
    }
    ArrayData array = (ArrayData) given;
    List<SoftOverlap> overlaps = new ArrayList<>();
    for (int c = 0; c < array.numElements(); c++) {
      SoftOverlap overlap =
          array.isNullAt(c) ? null : overlap(function, array.getStruct(c, FIELDS));
      if (overlap == null) {
        return null;
      }
      overlaps.add(overlap);
    }
    return overlaps;
  }

  /** The overlap of a struct, null if one of its sums is. */
  static @Nullable SoftOverlap overlap(String function, InternalRow row) {
    for (int i = 0; i < FIELDS; i++) {
      if (row.isNullAt(i)) {
        return null;
      }
    }
    try {
      return SoftOverlap.of(
          row.getLong(4), row.getLong(1), row.getDouble(0), row.getDouble(2), row.getDouble(3));
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, String.valueOf(e.getMessage()), e);
    }
  }
}

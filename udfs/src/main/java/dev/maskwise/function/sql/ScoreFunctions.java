package dev.maskwise.function.sql;

import dev.maskwise.kernel.ScoreKernels;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Losses of the logits of one class, image by image. Called by generated code; what a method
 * computes stands in the list.
 */
public final class ScoreFunctions {
  private static final double MAX_GAMMA = 1000;

  private static final StructType SOFT_OVERLAP =
      new StructType()
          .add("intersection", DataTypes.DoubleType, false)
          .add("truth_cardinality", DataTypes.LongType, false)
          .add("prediction_cardinality", DataTypes.DoubleType, false)
          .add("prediction_squares", DataTypes.DoubleType, false)
          .add("pixels", DataTypes.LongType, false);

  /** The logits 0, −2, 3 and the mask 1, 0, 0. */
  private static final String LOGITS = "X'00000000000000C000004040'";

  static final List<SqlFunction> ALL =
      List.of(
          function(
              "soft_overlap",
              "The sums from which soft Dice, IoU and Tversky losses follow, with p = σ(logit) and y"
                  + " the truth, 0 or 1, over the valid pixels of an image.",
              List.of(SqlArgument.logits(), SqlArgument.truthMask(), SqlArgument.ignore()),
              "a struct: intersection Σp·y, truth_cardinality Σy, prediction_cardinality Σp,"
                  + " prediction_squares Σp², pixels, the valid ones; all in pixels",
              new SqlFunction.Example(
                  "SELECT soft_overlap(X'0000000000000000', X'0100')",
                  "{\"intersection\":0.5,\"truth_cardinality\":1,\"prediction_cardinality\":1.0,\"prediction_squares\":0.5,\"pixels\":2}"),
              "Milletari et al. 2016, V-Net, §3",
              StaticCall.of(ScoreFunctions.class, "softOverlap", SOFT_OVERLAP)),
          function(
              "cross_entropy",
              "The binary cross-entropy of the logits z of an image: the mean over its valid pixels"
                  + " of max(z, 0) − z·y + log1p(exp(−|z|)). Null without a valid pixel.",
              List.of(SqlArgument.logits(), SqlArgument.truthMask(), SqlArgument.ignore()),
              "a double in nats a pixel, [0, ∞)",
              new SqlFunction.Example(
                  "SELECT round(cross_entropy(" + LOGITS + ", X'010000'), 6)", "1.289554"),
              "Bishop 2006, Pattern Recognition and Machine Learning, §4.3",
              StaticCall.of(ScoreFunctions.class, "crossEntropy", DataTypes.DoubleType)),
          function(
              "focal_loss",
              "The binary focal loss of an image: the mean over its valid pixels of α_t·(1 −"
                  + " p_t)^γ·CE, p_t the probability of the true class, α_t = alpha in the"
                  + " foreground and 1 − alpha in the background, as in the paper. Null without a"
                  + " valid pixel.",
              List.of(
                  SqlArgument.logits(),
                  SqlArgument.truthMask(),
                  SqlArgument.number("gamma", "the exponent γ, from 0 to 1000; the paper has 2"),
                  SqlArgument.number(
                      "alpha",
                      "the weight of the foreground, from 0 to 1; the paper has 0.25, and 0.5 gives"
                          + " half of the loss without weights"),
                  SqlArgument.ignore()),
              "a double in nats a pixel, [0, ∞)",
              new SqlFunction.Example(
                  "SELECT round(focal_loss(" + LOGITS + ", X'010000', 2.0, 0.25), 6)", "0.706462"),
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              StaticCall.of(ScoreFunctions.class, "focalLoss", DataTypes.DoubleType)),
          function(
              "lovasz_hinge",
              "The Lovász hinge of an image: the Lovász extension of the IoU loss at the errors"
                  + " max(1 − z·(2y − 1), 0) of the logits z of its valid pixels. Null without a"
                  + " valid pixel.",
              List.of(SqlArgument.logits(), SqlArgument.truthMask(), SqlArgument.ignore()),
              "a double in units of the logit, [0, ∞)",
              new SqlFunction.Example("SELECT lovasz_hinge(" + LOGITS + ", X'010000')", "2.5"),
              "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1",
              StaticCall.of(ScoreFunctions.class, "lovaszHinge", DataTypes.DoubleType)));

  private ScoreFunctions() {}

  private static SqlFunction function(
      String name,
      String usage,
      List<SqlArgument> arguments,
      String result,
      SqlFunction.Example example,
      String source,
      SqlFunction.Body body) {
    return new SqlFunction(
        name, SqlFunction.Group.IMAGE, usage, arguments, result, List.of(example), source, body);
  }

  public static InternalRow softOverlap(Object logits, byte[] truth, int ignore) {
    ValidPixels image = ValidPixels.read("soft_overlap", logits, truth, ignore);
    double[] sums = image.sums(0);
    return new GenericInternalRow(
        new Object[] {
          sums[ScoreKernels.INTERSECTION],
          image.truthCardinality(),
          sums[ScoreKernels.PREDICTION],
          sums[ScoreKernels.SQUARES],
          (long) image.pixels()
        });
  }

  public static @Nullable Double crossEntropy(Object logits, byte[] truth, int ignore) {
    ValidPixels image = ValidPixels.read("cross_entropy", logits, truth, ignore);
    double[] sums = image.sums(0);
    return defined((sums[ScoreKernels.FOCAL] + sums[ScoreKernels.FOCAL + 1]) / image.pixels());
  }

  public static @Nullable Double focalLoss(
      Object logits, byte[] truth, double gamma, double alpha, int ignore) {
    if (!(gamma >= 0 && gamma <= MAX_GAMMA && alpha >= 0 && alpha <= 1)) {
      throw new Refusal(
          "focal_loss",
          "gamma is from 0 to 1000 and alpha from 0 to 1, but they are %s and %s."
              .formatted(gamma, alpha));
    }
    ValidPixels image = ValidPixels.read("focal_loss", logits, truth, ignore);
    double[] sums = image.sums((float) gamma);
    double weighted = (1 - alpha) * sums[ScoreKernels.FOCAL] + alpha * sums[ScoreKernels.FOCAL + 1];
    return defined(weighted / image.pixels());
  }

  public static @Nullable Double lovaszHinge(Object logits, byte[] truth, int ignore) {
    return defined(ValidPixels.read("lovasz_hinge", logits, truth, ignore).lovaszHinge());
  }

  /** Undefined is NaN in Java and null in SQL. */
  static @Nullable Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }
}

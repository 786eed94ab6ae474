package dev.maskwise.spark.catalog;

import dev.maskwise.image.BinaryScores;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StaticCall;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Losses of the scores of one class, image by image. Called by generated code; what a method
 * computes stands in the list.
 */
public final class ScoreFunctions {
  private static final double MAX_GAMMA = 1000;

  /** The scores, the truth, and what may be said of them. */
  private static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.scores(), SqlArgument.truthMask(), SqlArgument.ignore(), SqlArgument.score());

  /** The logits 0, −2, 3 and the mask 1, 0, 0. */
  private static final String LOGITS = "X'00000000000000C000004040'";

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.ofImage(
              "soft_overlap",
              "The sums from which soft Dice, IoU and Tversky losses and the Brier score follow, with"
                  + " p the probability of the foreground, σ(logit), and y the truth, 0 or 1, over"
                  + " the valid pixels of an image.",
              ARGUMENTS,
              "a struct: intersection Σp·y, truth_cardinality Σy, prediction_cardinality Σp,"
                  + " prediction_squares Σp², pixels, the valid ones; all in pixels",
              "Milletari et al. 2016, V-Net, §3",
              StaticCall.of(ScoreFunctions.class, "softOverlap", SoftOverlapFunctions.OVERLAP),
              new SqlFunction.Example(
                  "SELECT soft_overlap(X'0000000000000000', X'0100')",
                  "{\"intersection\":0.5,\"truth_cardinality\":1,\"prediction_cardinality\":1.0,\"prediction_squares\":0.5,\"pixels\":2}"),
              new SqlFunction.Example(
                  "SELECT soft_overlap(array(0.25F, 0.5F), X'0100', -1,"
                      + " 'probability').prediction_squares",
                  "0.3125")),
          SqlFunction.ofImage(
              "cross_entropy",
              "The binary cross-entropy of an image, the mean over its valid pixels: of logits z"
                  + " max(z, 0) − z·y + log1p(exp(−|z|)), of probabilities −max(log p_t, −100). Null"
                  + " without a valid pixel.",
              ARGUMENTS,
              "a double in nats a pixel, [0, ∞)",
              "Bishop 2006, Pattern Recognition and Machine Learning, §4.3",
              StaticCall.of(ScoreFunctions.class, "crossEntropy", DataTypes.DoubleType),
              new SqlFunction.Example(
                  "SELECT round(cross_entropy(" + LOGITS + ", X'010000'), 6)", "1.289554"),
              new SqlFunction.Example(
                  "SELECT round(cross_entropy(array(0.5F, 0.5F), X'0100', -1, 'probability'), 6)",
                  "0.693147")),
          SqlFunction.ofImage(
              "focal_loss",
              "The binary focal loss of an image: the mean over its valid pixels of α_t·(1 −"
                  + " p_t)^γ·CE, p_t the probability of the true class, α_t = alpha in the"
                  + " foreground and 1 − alpha in the background, as in the paper. Null without a"
                  + " valid pixel.",
              List.of(
                  SqlArgument.scores(),
                  SqlArgument.truthMask(),
                  gamma(),
                  alpha(),
                  SqlArgument.ignore(),
                  SqlArgument.score()),
              "a double in nats a pixel, [0, ∞)",
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              StaticCall.of(ScoreFunctions.class, "focalLoss", DataTypes.DoubleType),
              new SqlFunction.Example(
                  "SELECT round(focal_loss(" + LOGITS + ", X'010000', 2.0, 0.25), 6)", "0.706462")),
          SqlFunction.ofImage(
              "lovasz_hinge",
              "The Lovász hinge of an image: the Lovász extension of the IoU loss at the errors"
                  + " max(1 − z·(2y − 1), 0) of the logits z of its valid pixels. Null without a"
                  + " valid pixel.",
              List.of(SqlArgument.logits(), SqlArgument.truthMask(), SqlArgument.ignore()),
              "a double in units of the logit, [0, ∞)",
              "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.1",
              StaticCall.of(ScoreFunctions.class, "lovaszHinge", DataTypes.DoubleType),
              new SqlFunction.Example("SELECT lovasz_hinge(" + LOGITS + ", X'010000')", "2.5")),
          SqlFunction.ofImage(
              "mask_of_scores",
              "The mask that scores of one class predict: 1 where the score is at least the"
                  + " threshold, else 0.",
              List.of(
                  SqlArgument.scores(),
                  SqlArgument.number(
                      "threshold",
                      "0 for logits and 0.5 for probabilities where both errors weigh the same; the"
                          + " nearest float32 counts")),
              "binary, one byte a pixel",
              "the definition of a mask",
              StaticCall.of(ScoreFunctions.class, "maskOfScores", DataTypes.BinaryType),
              new SqlFunction.Example("SELECT hex(mask_of_scores(" + LOGITS + ", 0))", "010001")));

  private ScoreFunctions() {}

  static SqlArgument gamma() {
    return SqlArgument.number("gamma", "the exponent γ, from 0 to 1000; the paper has 2");
  }

  static SqlArgument alpha() {
    return SqlArgument.number(
        "alpha",
        "the weight of the foreground, from 0 to 1; the paper has 0.25, and 0.5 gives half of the"
            + " loss without weights");
  }

  public static InternalRow softOverlap(Object scores, byte[] truth, int ignore, UTF8String score) {
    return SoftOverlapFunctions.row(
        read(scores, truth, ignore, score).softOverlap());
  }

  public static @Nullable Double crossEntropy(
      Object scores, byte[] truth, int ignore, UTF8String score) {
    BinaryScores image = read(scores, truth, ignore, score);
    double[] sums = image.losses(0);
    return defined((sums[0] + sums[1]) / image.pixels());
  }

  public static @Nullable Double focalLoss(
      Object scores, byte[] truth, double gamma, double alpha, int ignore, UTF8String score) {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha is from 0 to 1, not %s.".formatted(alpha));
    }
    float exponent = exponent(gamma);
    BinaryScores image = read(scores, truth, ignore, score);
    double[] sums = image.losses(exponent);
    return defined(((1 - alpha) * sums[0] + alpha * sums[1]) / image.pixels());
  }

  public static @Nullable Double lovaszHinge(Object logits, byte[] truth, int ignore) {
    return defined(
        ImageArguments.scores(logits, truth, ignore, ScoreKind.LOGIT).lovaszHinge());
  }

  public static byte[] maskOfScores(Object scores, double threshold) {
    return ImageArguments.mask(scores, threshold);
  }

  static BinaryScores read(
      Object scores, byte[] truth, int ignore, UTF8String score) {
    ScoreKind kind = ImageArguments.kind(score);
    return ImageArguments.scores(scores, truth, ignore, kind);
  }

  /** The exponent that the kernels take. */
  static float exponent(double gamma) {
    if (!(gamma >= 0 && gamma <= MAX_GAMMA)) {
      throw new IllegalArgumentException("gamma is from 0 to 1000, not %s.".formatted(gamma));
    }
    return (float) gamma + 0f; // not −0
  }

  /** Undefined is NaN in Java and null in SQL. */
  static @Nullable Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }
}

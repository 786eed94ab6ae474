package dev.maskwise.spark.catalog;

import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.StaticCall;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.PixelLosses;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Losses of the scores of many classes, of which each pixel has one, image by image. Called by
 * generated code; what a method computes stands in the list.
 */
public final class ClassScoreFunctions {
  private static final String PRESENT = "present";
  private static final String ALL_CLASSES = "all";
  private static final int NARROW_CLASSES = 256;

  /** The scores, the truth, and what may be said of them. */
  static final List<SqlArgument> ARGUMENTS =
      List.of(
          SqlArgument.scoresOfClasses(),
          SqlArgument.truthLabels(),
          SqlArgument.classes(),
          SqlArgument.ignore(),
          SqlArgument.score());

  /** The probabilities 0.75 and 0.5 of class 0 at two pixels, and the rest of class 1. */
  static final String PROBABILITIES = "array(0.75F, 0.5F, 0.25F, 0.5F)";

  static final List<SqlFunction> ALL =
      List.of(
          SqlFunction.ofImage(
              "multiclass_cross_entropy",
              "The cross-entropy of many classes, the mean over the valid pixels of an image: of"
                  + " logits log Σ_c exp(z_c) − z_t, t the true class, of probabilities −max(log"
                  + " p_t, −100). Null without a valid pixel.",
              ARGUMENTS,
              "a double in nats a pixel, [0, ∞)",
              "Bishop 2006, Pattern Recognition and Machine Learning, §4.3",
              StaticCall.of(ClassScoreFunctions.class, "softmaxCrossEntropy", DataTypes.DoubleType),
              new SqlFunction.Example(
                  "SELECT round(multiclass_cross_entropy(array(0F, 1F, 0F, 0F, 0F, 2F), X'0002', 3),"
                      + " 6)",
                  "0.753109"),
              new SqlFunction.Example(
                  "SELECT round(multiclass_cross_entropy("
                      + PROBABILITIES
                      + ", X'0001', 2, -1, 'probability'), 6)",
                  "0.490415")),
          SqlFunction.ofImage(
              "multiclass_focal_loss",
              "The focal loss of many classes: the mean over the valid pixels of an image of (1 −"
                  + " p_t)^γ·CE, p_t the probability of the true class; classes are not weighted."
                  + " Null without a valid pixel.",
              List.of(
                  SqlArgument.scoresOfClasses(),
                  SqlArgument.truthLabels(),
                  SqlArgument.classes(),
                  ScoreFunctions.gamma(),
                  SqlArgument.ignore(),
                  SqlArgument.score()),
              "a double in nats a pixel, [0, ∞)",
              "Lin et al. 2017, Focal Loss for Dense Object Detection, §3",
              StaticCall.of(ClassScoreFunctions.class, "softmaxFocalLoss", DataTypes.DoubleType),
              new SqlFunction.Example(
                  "SELECT round(multiclass_focal_loss("
                      + PROBABILITIES
                      + ", X'0001', 2, 2, -1, 'probability'), 6)",
                  "0.095633")),
          SqlFunction.ofImage(
              "multiclass_soft_overlap",
              "soft_overlap for every class against the rest, p being its probability, of logits the"
                  + " softmax over the classes.",
              ARGUMENTS,
              "an array with the struct of soft_overlap for each class, in pixels",
              "Sudre et al. 2017, Generalised Dice, §2",
              StaticCall.of(
                  ClassScoreFunctions.class,
                  "softOverlaps",
                  DataTypes.createArrayType(SoftOverlapFunctions.OVERLAP, false)),
              new SqlFunction.Example(
                  "SELECT multiclass_soft_overlap("
                      + PROBABILITIES
                      + ", X'0001', 2, -1, 'probability')[0]",
                  "{\"intersection\":0.75,\"truth_cardinality\":1,\"prediction_cardinality\":1.25,\"prediction_squares\":0.8125,\"pixels\":2}"),
              new SqlFunction.Example(
                  "SELECT round(soft_dice_loss(multiclass_soft_overlap("
                      + PROBABILITIES
                      + ", X'0001', 2, -1, 'probability')), 6)",
                  "0.380953")),
          SqlFunction.ofImage(
              "lovasz_softmax",
              "The Lovász-softmax of an image: for each class the Lovász extension of the IoU loss at"
                  + " the errors |y − p| of its probabilities, of logits the softmax, then the mean"
                  + " over classes. Null without a valid pixel.",
              List.of(
                  SqlArgument.scoresOfClasses(),
                  SqlArgument.truthLabels(),
                  SqlArgument.classes(),
                  SqlArgument.ignore(),
                  SqlArgument.score(),
                  averaged()),
              "a double, a ratio, [0, 1]",
              "Berman, Triki & Blaschko 2018, The Lovász-Softmax Loss, §3.2",
              StaticCall.of(ClassScoreFunctions.class, "lovaszSoftmax", DataTypes.DoubleType),
              new SqlFunction.Example(
                  "SELECT lovasz_softmax(" + PROBABILITIES + ", X'0001', 2, -1, 'probability')",
                  "0.4375")),
          SqlFunction.ofImage(
              "labels_of_scores",
              "The label map that scores of many classes predict: the class of the largest score, the"
                  + " lowest class among equals.",
              List.of(SqlArgument.scoresOfClasses(), SqlArgument.classes()),
              "binary, one byte a pixel; above 256 classes two bytes, in little-endian order",
              "the definition of a prediction",
              StaticCall.of(ClassScoreFunctions.class, "labelsOfScores", DataTypes.BinaryType),
              new SqlFunction.Example(
                  "SELECT hex(labels_of_scores(array(0F, 1F, 2F, 1F, -1F, 3F), 3))", "0102")));

  private ClassScoreFunctions() {}

  private static SqlArgument averaged() {
    return SqlArgument.text(
            "averaged",
            "over which classes the mean is: 'present', those with true pixels, or 'all', where a"
                + " class without true pixels counts its largest error")
        .orElse(PRESENT);
  }

  public static @Nullable Double softmaxCrossEntropy(
      Object scores, byte[] truth, int classes, int ignore, UTF8String score) {
    return mean(read("multiclass_cross_entropy", scores, truth, classes, ignore, score), 0);
  }

  public static @Nullable Double softmaxFocalLoss(
      Object scores, byte[] truth, int classes, double gamma, int ignore, UTF8String score) {
    float exponent = ScoreFunctions.exponent("multiclass_focal_loss", gamma);
    return mean(read("multiclass_focal_loss", scores, truth, classes, ignore, score), exponent);
  }

  /** The mean loss of a pixel. */
  private static @Nullable Double mean(ClassPixels image, float gamma) {
    PixelLosses losses = image.pixelLosses(gamma);
    double sum = 0;
    for (int c = 0; c < image.classes(); c++) {
      sum += losses.sum(gamma, c);
    }
    return ScoreFunctions.defined(sum / image.pixels());
  }

  public static ArrayData softOverlaps(
      Object scores, byte[] truth, int classes, int ignore, UTF8String score) {
    ClassPixels image = read("multiclass_soft_overlap", scores, truth, classes, ignore, score);
    long[] cardinalities = image.cardinalities();
    Object[] overlaps = new Object[classes];
    for (int c = 0; c < classes; c++) {
      overlaps[c] = SoftOverlapFunctions.row(image.softOverlap(c, cardinalities[c]));
    }
    return new GenericArrayData(overlaps);
  }

  public static @Nullable Double lovaszSoftmax(
      Object scores, byte[] truth, int classes, int ignore, UTF8String score, UTF8String averaged) {
    boolean all = averaged.toString().equals(ALL_CLASSES);
    if (!all && !averaged.toString().equals(PRESENT)) {
      throw new Refusal(
          "lovasz_softmax",
          "the mean is over 'present' or 'all' classes, and not '%s'.".formatted(averaged));
    }
    ClassPixels image = read("lovasz_softmax", scores, truth, classes, ignore, score);
    long[] cardinalities = image.cardinalities();
    Mean mean = new Mean();
    for (int c = 0; c < classes; c++) {
      if (all || cardinalities[c] > 0) {
        mean.add(image.lovaszSoftmax(c));
      }
    }
    return ScoreFunctions.defined(mean.value());
  }

  public static byte[] labelsOfScores(Object scores, int classes) {
    int bytesPerPixel = LabelledPixels.bytesPerPixel("labels_of_scores", classes);
    float[][] planes = ScoreColumn.all("labels_of_scores", scores, classes);
    int pixels = planes[0].length;
    char[] predicted = new char[pixels];
    ScoreKernels.best().argmax(planes, pixels, predicted);
    byte[] labels = new byte[pixels * bytesPerPixel];
    for (int i = 0; i < pixels; i++) {
      labels[i * bytesPerPixel] = (byte) predicted[i];
      if (classes > NARROW_CLASSES) {
        labels[2 * i + 1] = (byte) (predicted[i] >> 8);
      }
    }
    return labels;
  }

  static ClassPixels read(
      String function, Object scores, byte[] truth, int classes, int ignore, UTF8String score) {
    return ClassPixels.read(
        function, scores, truth, classes, ignore, ScoreColumn.kind(function, score));
  }
}

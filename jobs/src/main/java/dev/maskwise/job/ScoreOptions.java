package dev.maskwise.job;

import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} for predictions that are scores, as they were given. */
final class ScoreOptions {

  @Option(
      names = "--task",
      paramLabel = "labels|binary|multiclass",
      description =
          "What a prediction is: a label map, scores of one class, or scores of every class."
              + " Default: labels.")
  Task task = Task.LABELS;

  @Option(
      names = "--score",
      paramLabel = "logit|probability",
      description = "What a score is; it is never guessed, so scores need it.")
  @Nullable ScoreKind kind;

  @Option(
      names = "--foreground",
      paramLabel = "N",
      description =
          "Binary: the truth label that is the foreground (default: every label but 0 and the"
              + " ignore label).")
  @Nullable Integer foreground;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description =
          "Binary: the score from which on a pixel is predicted (default: 0 for logits, 0.5 for"
              + " probabilities).")
  @Nullable Double threshold;

  @Option(
      names = "--threshold-operator",
      paramLabel = "ge|gt",
      description = "Whether a score equal to the threshold is predicted. Default: ge.")
  ThresholdOperator operator = ThresholdOperator.GE;

  @Option(
      names = "--losses",
      paramLabel = "LOSS,…",
      description =
          "Which losses, such as 'focal_loss(gamma=5,alpha=none),lovasz_hinge'; docs/metrics.md lists"
              + " them with their parameters (default: those that suit the task); can be repeated.")
  List<String> losses = new ArrayList<>();

  @Option(
      names = "--log-floor",
      paramLabel = "X",
      description =
          "The least logarithm of a probability, below which cross-entropy does not fall; logits"
              + " need none. Default: ${DEFAULT-VALUE}, as in PyTorch.")
  double logFloor = -100;

  @Option(
      names = "--score-bins",
      paramLabel = "BITS",
      description =
          "The resolution of curves and of the Lovász losses of the data set: so many bits of a"
              + " score's mantissa, 0 to 16 (default: 12, and 10 for every class of many).")
  @Nullable Integer bits;

  @Option(
      names = "--calibration-bins",
      paramLabel = "N",
      description = "How many equal bins of probability. Default: ${DEFAULT-VALUE}.")
  int calibrationBins = 15;

  @Option(
      names = "--calibration-closed",
      paramLabel = "left|right",
      description =
          "Whether a bin holds its lower edge (torchmetrics) or its upper one (MetricsReloaded); 0"
              + " and 1 are never dropped. Default: left.")
  ClosedSide closedSide = ClosedSide.LEFT;

  @Option(
      names = "--calibration-norm",
      paramLabel = "l1|l2|max",
      description = "How the gaps of the bins become the calibration error. Default: l1.")
  Calibration.Norm norm = Calibration.Norm.L1;

  @Option(
      names = "--exact-lovasz",
      description =
          "Also sort the errors of all pixels, in a second pass, so that the Lovász losses of the"
              + " data set are exact and not within a bound.")
  boolean exactLovasz;

  @Option(
      names = "--score-scale",
      paramLabel = "X",
      description = "What a step of uint8 or uint16 scores is worth; 0.00392156862745098 is 1/255.")
  @Nullable Double scale;

  @Option(
      names = "--score-offset",
      paramLabel = "X",
      description = "The score that a stored 0 stands for. Default: ${DEFAULT-VALUE}.")
  double offset;

  @Option(
      names = "--score-array",
      paramLabel = "NAME",
      description = "The array of .npz files (default: the only one).")
  @Nullable String array;

  @Option(
      names = "--score-column",
      paramLabel = "NAME",
      description =
          "The scores in tables: NumPy files, or beside height and width bare little-endian numbers"
              + " or an array of float. Default: ${DEFAULT-VALUE}.")
  String column = "score";

  @Option(
      names = "--score-type",
      paramLabel = "TYPE",
      description =
          "The type of bare numbers: float16, float32, float64, uint8 or uint16. Default: float32.")
  ScoreType type = ScoreType.FLOAT32;
}

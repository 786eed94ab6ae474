package dev.maskwise.image;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.CalibrationBins.ClosedSide;
import java.io.Serializable;
import java.util.List;

/**
 * How the scores of an image are judged: every choice that the pass over the pixels needs.
 *
 * @param task binary or multiclass
 * @param kind what a score is
 * @param classes how many labels the truth may hold; 0 when any is allowed, in the binary task only
 * @param foreground in the binary task the label of the foreground, or {@link Truth#EVERY_LABEL} or
 *     {@link Truth#ONLY_LABEL}
 * @param ignore the truth label whose pixels count nowhere; negative for none
 * @param threshold in the binary task, the score from which on a pixel is predicted; the nearest
 *     float32 counts, as scores are float32
 * @param operator how a score is compared with the threshold
 * @param logFloor the least logarithm of a probability
 * @param losses what is computed, which says what has to be summed and sorted
 * @param histogramBits the resolution of score histograms
 * @param calibrationBins how many equal bins of probability calibration is judged in
 * @param closedSide to which of two bins a probability on their edge belongs
 */
public record ScoreRules(
    Task task,
    ScoreKind kind,
    int classes,
    int foreground,
    int ignore,
    double threshold,
    ThresholdOperator operator,
    double logFloor,
    List<ScoreLoss> losses,
    int histogramBits,
    int calibrationBins,
    ClosedSide closedSide)
    implements Serializable {

  public ScoreRules {
    losses = List.copyOf(losses);
  }

  /** How many channels of scores an image has. */
  public int channels() {
    return task == Task.BINARY ? 1 : classes;
  }

  /** Bins of calibration with nothing in them. */
  CalibrationBins calibration() {
    return new CalibrationBins(calibrationBins, closedSide);
  }

  /** The exponents for which the pixel losses are summed, ascending. */
  float[] gammas() {
    return ScoreLosses.gammas(losses);
  }

  /** Whether the Lovász extension of some errors is computed. */
  boolean needs(LovaszKind errors) {
    return ScoreLosses.lovasz(losses).contains(errors);
  }
}

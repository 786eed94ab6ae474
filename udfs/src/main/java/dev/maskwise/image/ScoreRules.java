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
 * @param task binary, multiclass or multilabel
 * @param kind what a score is
 * @param classes how many labels the truth may hold; 0 when any is allowed, in the binary task only
 * @param foreground in the binary task the label of the foreground, or {@link Truth#EVERY_LABEL} or
 *     {@link Truth#ONLY_LABEL}
 * @param ignore the truth label whose pixels count nowhere; negative for none
 * @param thresholds the score from which on a pixel is predicted, in the binary task one, and in
 *     the multilabel task of each class; the nearest float32 counts, as scores are float32
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
    List<Double> thresholds,
    ThresholdOperator operator,
    double logFloor,
    List<ScoreLoss> losses,
    int histogramBits,
    int calibrationBins,
    ClosedSide closedSide)
    implements Serializable {
  /** A mask holds 0 and 1. */
  public static final int MASK_VALUES = 2;

  public ScoreRules {
    losses = List.copyOf(losses);
    thresholds = List.copyOf(thresholds);
  }

  /** The rules of one class of which a pixel may have several: a mask of its own, 1 where it is. */
  ScoreRules alone(int classId) {
    return new ScoreRules(
        Task.BINARY,
        kind,
        MASK_VALUES,
        /* foreground= */ 1,
        ignore,
        List.of(thresholds.get(classId)),
        operator,
        logFloor,
        losses,
        histogramBits,
        calibrationBins,
        closedSide);
  }

  /** How many channels of scores an image has. */
  public int channels() {
    return task.channels(classes);
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

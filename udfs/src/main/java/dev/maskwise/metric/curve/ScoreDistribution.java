package dev.maskwise.metric.curve;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ScoreHistogram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the scores of a set of images lie: for each class a histogram and bins of calibration, and
 * for scores of many classes the calibration of the predicted ones. From it follow the curves, the
 * best thresholds and the Lovász losses of a data set.
 *
 * <p>Distributions of disjoint sets of images merge, in any order with equal results. A mutable
 * accumulator: not thread-safe.
 */
public final class ScoreDistribution implements Serializable {
  private static final long serialVersionUID = 1;

  private final ScoreKind kind;
  private final List<ScoreHistogram> histograms = new ArrayList<>();
  private final List<CalibrationBins> calibrations = new ArrayList<>();
  private final @Nullable CalibrationBins topLabel;

  private ScoreDistribution(
      ScoreKind kind,
      int classes,
      int histogramBits,
      CalibrationBins calibration,
      boolean hasTopLabel) {
    this.kind = kind;
    for (int c = 0; c < classes; c++) {
      histograms.add(new ScoreHistogram(histogramBits));
      calibrations.add(likewise(calibration));
    }
    this.topLabel = hasTopLabel ? likewise(calibration) : null;
  }

  private ScoreDistribution(
      ScoreKind kind,
      List<ScoreHistogram> histograms,
      List<CalibrationBins> calibrations,
      @Nullable CalibrationBins topLabel) {
    this.kind = kind;
    this.histograms.addAll(histograms);
    this.calibrations.addAll(calibrations);
    this.topLabel = topLabel;
  }

  /**
   * A distribution of parts that were kept; it keeps them.
   *
   * @param kind what a score is: a probability where there are many classes
   * @param histograms of each class
   * @param calibrations of each class
   * @param topLabel of the predicted class; null in the binary task
   */
  public static ScoreDistribution of(
      ScoreKind kind,
      List<ScoreHistogram> histograms,
      List<CalibrationBins> calibrations,
      @Nullable CalibrationBins topLabel) {
    return new ScoreDistribution(kind, histograms, calibrations, topLabel);
  }

  /** Bins of the same shape, with nothing in them. */
  private static CalibrationBins likewise(CalibrationBins bins) {
    return new CalibrationBins(bins.bins(), bins.closedSide());
  }

  /**
   * No scores of one class against the rest.
   *
   * @param kind what a score is
   * @param calibration whose shape the bins have
   */
  public static ScoreDistribution ofForeground(
      ScoreKind kind, int histogramBits, CalibrationBins calibration) {
    return new ScoreDistribution(kind, 1, histogramBits, calibration, false);
  }

  /**
   * No scores of classes of which a pixel may have several, each against the rest.
   *
   * @param kind what a score is
   * @param calibration whose shape the bins have
   */
  public static ScoreDistribution ofOverlapping(
      ScoreKind kind, int classes, int histogramBits, CalibrationBins calibration) {
    return new ScoreDistribution(kind, classes, histogramBits, calibration, false);
  }

  /**
   * No probabilities of many classes.
   *
   * @param calibration whose shape the bins have
   */
  public static ScoreDistribution ofClasses(
      int classes, int histogramBits, CalibrationBins calibration) {
    return new ScoreDistribution(
        ScoreKind.PROBABILITY, classes, histogramBits, calibration, /* hasTopLabel= */ true);
  }

  /** A distribution of no scores with the shape of this one. */
  public ScoreDistribution empty() {
    return new ScoreDistribution(
        kind, classes(), histograms.get(0).bits(), calibrations.get(0), topLabel != null);
  }

  /**
   * Adds the scores of other images; the other distribution stays as it is.
   *
   * @throws IllegalArgumentException if it has another shape; nothing is added then
   */
  public void add(ScoreDistribution other) {
    if (!shape().equals(other.shape())) {
      throw new IllegalArgumentException(
          "Distributions of %s and of %s cannot be merged.".formatted(shape(), other.shape()));
    }
    for (int c = 0; c < histograms.size(); c++) {
      histograms.get(c).add(other.histograms.get(c));
      calibrations.get(c).add(other.calibrations.get(c));
    }
    if (topLabel != null && other.topLabel != null) {
      topLabel.add(other.topLabel);
    }
  }

  private String shape() {
    return "%s (%s, %d bits, %d bins)"
        .formatted(
            topLabel == null && classes() == 1 ? "the foreground" : classes() + " classes",
            kind.label(),
            histograms.get(0).bits(),
            calibrations.get(0).bins());
  }

  /**
   * Adds predicted classes to the calibration of the {@link #topLabel}.
   *
   * @param probabilities of each pixel's predicted class
   * @param right 1 where it is the true one, else 0
   */
  public void addTopLabel(float[] probabilities, byte[] right, int pixels) {
    if (topLabel == null) {
      throw new IllegalStateException("Scores of one class have no predicted class.");
    }
    topLabel.add(probabilities, right, pixels);
  }

  /** What the scores of the histograms are: probabilities where there are many classes. */
  public ScoreKind kind() {
    return kind;
  }

  /** How many classes have scores: 1 in the binary task. */
  public int classes() {
    return histograms.size();
  }

  /**
   * The scores of one class: the logits or probabilities of the binary task, else probabilities.
   */
  public ScoreHistogram histogram(int classId) {
    return histograms.get(classId);
  }

  /** The calibration of one class's probabilities. */
  public CalibrationBins calibration(int classId) {
    return calibrations.get(classId);
  }

  /** The calibration of the predicted class's probability; null in the binary task. */
  public @Nullable CalibrationBins topLabel() {
    return topLabel;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreDistribution that
        && kind == that.kind
        && histograms.equals(that.histograms)
        && calibrations.equals(that.calibrations)
        && Objects.equals(topLabel, that.topLabel);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind.name(), histograms, calibrations, topLabel);
  }

  @Override
  public String toString() {
    return "ScoreDistribution"
        + Stream.of(kind, histograms, calibrations, topLabel).map(String::valueOf).toList();
  }
}

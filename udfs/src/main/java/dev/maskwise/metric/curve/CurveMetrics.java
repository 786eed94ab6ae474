package dev.maskwise.metric.curve;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.curve.Calibration.Gaps;
import dev.maskwise.metric.curve.CurveMetric.OfClass;
import dev.maskwise.metric.curve.CurveMetric.Value;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Metrics of the curves and the calibration of scores, over all pixels of a set of images. */
public final class CurveMetrics {

  public static final CurveMetric<ScoreHistogram> AUROC =
      ofScores(
          "auroc",
          "AUROC",
          "P(score of a pixel of the class > score of another) + P(equal) / 2",
          "Hanley & McNeil 1982",
          Ranking::auroc);

  public static final CurveMetric<ScoreHistogram> AVERAGE_PRECISION =
      ofScores(
          "average_precision",
          "average precision",
          "Σ_t (recall_t − recall_before)·precision_t over descending thresholds, no interpolation",
          "Zhu 2004; scikit-learn's average_precision_score",
          Ranking::averagePrecision);

  /** What a threshold is worth depends on the model: it is neither good nor bad, nor averaged. */
  public static final CurveMetric<ScoreHistogram> BEST_THRESHOLD =
      new CurveMetric<>(
          "best_threshold",
          "best threshold",
          "the score t that occurs and for which iou(score ≥ t) is largest; the highest of equals",
          "score",
          "any",
          Better.NEITHER,
          false,
          "by definition",
          DatasetScores::histogram,
          scores -> BestThreshold.of(scores).threshold());

  public static final CurveMetric<ScoreHistogram> BEST_IOU =
      ofScores(
          "best_iou",
          "IoU at the best threshold",
          "max_t iou(score ≥ t)",
          "by definition",
          scores -> BestThreshold.of(scores).iou());

  public static final CurveMetric<ScoreHistogram> BEST_DICE =
      ofScores(
          "best_dice",
          "Dice at the best threshold",
          "max_t dice(score ≥ t)",
          "by definition",
          scores -> BestThreshold.of(scores).dice());

  public static final CurveMetric<Gaps> ECE =
      error(
          "ece",
          "calibration error",
          "Σ_b n_b/N·|mean p − frequency of the class| over equal bins of p (norm l1)",
          "Naeini et al. 2015, §2; Kumar et al. 2019 (class by class, norms)",
          DatasetScores::gaps,
          Gaps::error);

  public static final CurveMetric<SoftOverlap> BRIER =
      error(
          "brier",
          "Brier score",
          "Σ(p − y)² / N",
          "Brier 1950, the form for two outcomes",
          (scores, c) -> scores.statistics().overlap(c),
          CurveMetrics::brier);

  /** The calibration error of the predicted class: of all classes together, in many classes. */
  public static final CurveMetric<Gaps> ECE_TOP_LABEL =
      error(
          "ece_top_label",
          "calibration error of the predicted class",
          "Σ_b n_b/N·|mean p − accuracy| over equal bins of the predicted class's p (norm l1)",
          "Guo et al. 2017, §2",
          (scores, c) -> scores.gapsOfTopLabel(),
          Gaps::error);

  /** Those that a histogram of the scores of a class suffices for. */
  public static final List<CurveMetric<ScoreHistogram>> OF_SCORES =
      List.of(AUROC, AVERAGE_PRECISION, BEST_THRESHOLD, BEST_IOU, BEST_DICE);

  /** Every metric of a class, in the order of reports. */
  public static final List<CurveMetric<?>> ALL =
      Stream.concat(OF_SCORES.stream(), Stream.<CurveMetric<?>>of(ECE, BRIER)).toList();

  private CurveMetrics() {}

  /**
   * Every metric of every class, and its mean over the classes where that has a meaning: over
   * classes first, as in every report. The averaging is {@link Averaging#DATASET}.
   *
   * @param images how many images the scores are of
   * @param policy says which classes enter a mean; the binary task has but one, which always does
   */
  public static List<MetricValue> values(DatasetScores scores, long images, Policy policy) {
    List<MetricValue> overClasses = new ArrayList<>();
    List<MetricValue> ofClass = new ArrayList<>();
    int classes = scores.distribution().classes();
    if (scores.distribution().topLabel() != null) {
      Bounded value = ECE_TOP_LABEL.value(scores, 0);
      overClasses.add(value(ECE_TOP_LABEL, null, value, images, 0, Over.IMAGES));
    }
    for (CurveMetric<?> metric : ALL) {
      Mean mean = new Mean();
      Mean bound = new Mean();
      for (int c = 0; c < classes; c++) {
        Bounded value = metric.value(scores, c);
        ofClass.add(value(metric, c, value, images, 0, Over.IMAGES));
        if (classes == 1 || policy.averages(c)) {
          mean.add(value.value());
          bound.add(value.bound());
        }
      }
      if (metric.averaged() || classes == 1) {
        overClasses.add(
            value(
                metric,
                null,
                new Bounded(mean.value(), bound.value()),
                mean.n(),
                mean.undefined(),
                Over.CLASSES));
      }
    }
    overClasses.addAll(ofClass);
    return overClasses;
  }

  private static MetricValue value(
      CurveMetric<?> metric,
      @Nullable Integer classId,
      Bounded value,
      long n,
      long undefined,
      Over over) {
    return new MetricValue(
        metric.name(),
        Averaging.DATASET,
        classId,
        value.value(),
        n,
        undefined,
        over,
        value.bound());
  }

  private static double brier(SoftOverlap overlap) {
    return Calibration.brier(
        overlap.predictionSquares(),
        overlap.intersection(),
        overlap.truthCardinality(),
        overlap.pixels());
  }

  private static CurveMetric<ScoreHistogram> ofScores(
      String name, String title, String formula, String source, Value<ScoreHistogram> function) {
    return new CurveMetric<>(
        name,
        title,
        formula,
        "ratio",
        "[0, 1]",
        Better.HIGHER,
        true,
        source,
        DatasetScores::histogram,
        function);
  }

  /** A number that no bin of scores blurs. */
  private static <S> CurveMetric<S> error(
      String name,
      String title,
      String formula,
      String source,
      OfClass<S> statistic,
      Metric.Value<S> function) {
    return new CurveMetric<>(
        name,
        title,
        formula,
        "ratio",
        "[0, 1]",
        Better.LOWER,
        true,
        source,
        statistic,
        ofClass -> new Bounded(function.applyAsDouble(ofClass), Double.NaN));
  }
}

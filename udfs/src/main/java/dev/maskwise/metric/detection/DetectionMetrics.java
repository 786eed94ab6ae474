package dev.maskwise.metric.detection;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import dev.maskwise.statistic.object.DetectionGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Metrics of detections, which follow from the grid: its thresholds, bands and numbers of
 * detections. Of one category they are those of {@link DetectionEvaluation#only}.
 */
public final class DetectionMetrics {
  private static final String COCO =
      "Lin et al. 2014, Microsoft COCO; COCOeval.summarize of COCO's API";
  private static final String LVIS = "Gupta, Dollár & Girshick 2019, LVIS, §5";

  /** How LVIS calls the categories of few, some and many images. */
  private static final Map<String, String> FREQUENCIES =
      Map.of("r", "rare", "c", "common", "f", "frequent");

  private DetectionMetrics() {}

  /** Every metric of an evaluation, in the order of reports. */
  public static List<Metric<DetectionEvaluation>> of(DetectionEvaluation evaluation) {
    return of(evaluation.grid(), evaluation.maxDetections());
  }

  /**
   * Every metric of a grid: with COCO's, {@code ap ap50 ap75 ap_small ap_medium ap_large ar1 ar10
   * ar100 ar_small ar_medium ar_large}.
   */
  public static List<Metric<DetectionEvaluation>> of(
      DetectionGrid grid, List<Integer> maxDetections) {
    List<Metric<DetectionEvaluation>> metrics = new ArrayList<>();
    metrics.add(averagePrecision());
    for (double threshold : List.of(0.5, 0.75)) {
      if (grid.threshold(threshold) >= 0) {
        metrics.add(averagePrecision(threshold));
      }
    }
    List<String> bands = grid.bands().stream().skip(1).map(band -> band.name()).toList();
    bands.forEach(band -> metrics.add(averagePrecision(band)));
    maxDetections.forEach(limit -> metrics.add(averageRecall(limit)));
    bands.forEach(band -> metrics.add(averageRecall(band)));
    return List.copyOf(metrics);
  }

  /** {@code ap}: over all thresholds, for objects of any area. */
  public static Metric<DetectionEvaluation> averagePrecision() {
    return of(
        "ap",
        "AP",
        "mean over thresholds, recalls 0, 0.01, … 1 and categories of max precision at recall ≥ r",
        COCO,
        evaluation -> evaluation.averagePrecision(0));
  }

  /** {@code ap50} for 0.5: at one threshold; NaN where the grid has no such threshold. */
  public static Metric<DetectionEvaluation> averagePrecision(double threshold) {
    String percent = Double.toString(Math.rint(threshold * 1e8) / 1e6).replaceAll("\\.0$", "");
    return of(
        "ap" + percent.replace('.', '_'),
        "AP at an overlap of " + threshold,
        "ap at the threshold %s alone".formatted(threshold),
        COCO,
        evaluation -> {
          int index = evaluation.grid().threshold(threshold);
          return index < 0 ? Double.NaN : evaluation.averagePrecision(0, index);
        });
  }

  /** {@code ap_small} and its like: of objects of a band; NaN where the grid has no such band. */
  public static Metric<DetectionEvaluation> averagePrecision(String band) {
    return of(
        "ap_" + band,
        "AP of %s objects".formatted(band),
        "ap of objects whose area is in the band %s".formatted(band),
        COCO,
        evaluation -> {
          int index = evaluation.grid().band(band);
          return index < 0 ? Double.NaN : evaluation.averagePrecision(index);
        });
  }

  /**
   * {@code ar10} for 10: with so many detections an image; NaN where they are not among those of
   * the evaluation.
   */
  public static Metric<DetectionEvaluation> averageRecall(int maxDetections) {
    return of(
        "ar" + maxDetections,
        "AR of %,d detections".formatted(maxDetections),
        "mean over thresholds and categories of the recall of the first %,d detections of each image"
            .formatted(maxDetections),
        COCO,
        evaluation -> {
          int index = evaluation.maxDetections().indexOf(maxDetections);
          return index < 0 ? Double.NaN : evaluation.averageRecall(0, index);
        });
  }

  /** {@code ar_small} and its like: with the most detections, of objects of a band. */
  public static Metric<DetectionEvaluation> averageRecall(String band) {
    return of(
        "ar_" + band,
        "AR of %s objects".formatted(band),
        "ar with the most detections of objects whose area is in the band %s".formatted(band),
        COCO,
        evaluation -> {
          int index = evaluation.grid().band(band);
          int limit = evaluation.maxDetections().size() - 1;
          return index < 0 || limit < 0 ? Double.NaN : evaluation.averageRecall(index, limit);
        });
  }

  /**
   * {@code ap_rare}, {@code ap_common}, {@code ap_frequent}: AP of the categories that LVIS found
   * in few, some and many images.
   *
   * @param categories by frequency: {@code r}, {@code c}, {@code f}
   */
  public static List<Metric<DetectionEvaluation>> byFrequency(
      Map<String, Set<Integer>> categories) {
    List<Metric<DetectionEvaluation>> metrics = new ArrayList<>();
    for (String frequency : List.of("r", "c", "f")) {
      String word = FREQUENCIES.get(frequency);
      Set<Integer> some = Set.copyOf(categories.getOrDefault(frequency, Set.of()));
      metrics.add(
          of(
              "ap_" + word,
              "AP of %s categories".formatted(word),
              "ap of the categories of frequency %s".formatted(frequency),
              LVIS,
              evaluation -> evaluation.only(some).averagePrecision(0)));
    }
    return List.copyOf(metrics);
  }

  private static Metric<DetectionEvaluation> of(
      String name,
      String title,
      String formula,
      String source,
      Metric.Value<DetectionEvaluation> function) {
    return new Metric<>(name, title, formula, "ratio", "[0, 1]", Better.HIGHER, source, function);
  }
}

package dev.maskwise.metric.segment;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.statistic.Mean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Panoptic quality and its two factors, over all categories, over things, and over stuff. Each is
 * the mean over the categories that have a true or predicted segment, and NaN where none has.
 */
public final class PanopticMetrics {
  private static final String SOURCE = "Kirillov et al. 2019, Panoptic Segmentation, §4";

  /** The three numbers of a category. */
  private enum Kind {
    PQ("panoptic quality", "Σ IoU of matched segments / (TP + FP/2 + FN/2)") {
      @Override
      double value(PanopticEvaluation evaluation, int category) {
        return evaluation.quality(category);
      }
    },
    SQ("segmentation quality", "mean IoU of matched segments, 0 where none matched") {
      @Override
      double value(PanopticEvaluation evaluation, int category) {
        return evaluation.segmentation(category);
      }
    },
    RQ("recognition quality", "TP / (TP + FP/2 + FN/2)") {
      @Override
      double value(PanopticEvaluation evaluation, int category) {
        return evaluation.recognition(category);
      }
    };

    final String title;
    final String formula;

    Kind(String title, String formula) {
      this.title = title;
      this.formula = formula;
    }

    abstract double value(PanopticEvaluation evaluation, int category);
  }

  /** Over which categories a mean is. */
  private enum Part {
    ALL("", ""),
    THINGS("_things", " of things"),
    STUFF("_stuff", " of stuff");

    final String suffix;
    final String words;

    Part(String suffix, String words) {
      this.suffix = suffix;
      this.words = words;
    }

    boolean has(PanopticEvaluation evaluation, int category) {
      return this == ALL || evaluation.isThing(category) == (this == THINGS);
    }
  }

  public static final Metric<PanopticEvaluation> PQ = of(Kind.PQ, Part.ALL);
  public static final Metric<PanopticEvaluation> SQ = of(Kind.SQ, Part.ALL);
  public static final Metric<PanopticEvaluation> RQ = of(Kind.RQ, Part.ALL);

  /** All nine, in the order of reports. */
  public static final List<Metric<PanopticEvaluation>> ALL = all();

  private PanopticMetrics() {}

  private static List<Metric<PanopticEvaluation>> all() {
    List<Metric<PanopticEvaluation>> all = new ArrayList<>(List.of(PQ, SQ, RQ));
    for (Part part : List.of(Part.THINGS, Part.STUFF)) {
      for (Kind kind : Kind.values()) {
        all.add(of(kind, part));
      }
    }
    return List.copyOf(all);
  }

  private static Metric<PanopticEvaluation> of(Kind kind, Part part) {
    return new Metric<>(
        name(kind, part),
        kind.title + part.words,
        "mean over categories%s of %s".formatted(part.words, kind.formula),
        "ratio",
        "[0, 1]",
        Better.HIGHER,
        SOURCE,
        evaluation -> mean(evaluation, kind, part).value());
  }

  private static String name(Kind kind, Part part) {
    return kind.name().toLowerCase(Locale.ROOT) + part.suffix;
  }

  private static Mean mean(PanopticEvaluation evaluation, Kind kind, Part part) {
    return evaluation.mean(
        category -> part.has(evaluation, category), category -> kind.value(evaluation, category));
  }

  /** All values of an evaluation: the nine means, then the three numbers of each category. */
  public static List<MetricValue> values(PanopticEvaluation evaluation) {
    List<MetricValue> values = new ArrayList<>();
    for (Part part : Part.values()) {
      for (Kind kind : Kind.values()) {
        Mean mean = mean(evaluation, kind, part);
        values.add(
            new MetricValue(
                name(kind, part),
                Averaging.DATASET,
                null,
                mean.value(),
                mean.n(),
                mean.undefined(),
                Over.CLASSES));
      }
    }
    for (int category : evaluation.categories()) {
      for (Kind kind : Kind.values()) {
        double value = kind.value(evaluation, category);
        boolean undefined = Double.isNaN(value);
        values.add(
            new MetricValue(
                name(kind, Part.ALL),
                Averaging.DATASET,
                category,
                value,
                undefined ? 0 : 1,
                undefined ? 1 : 0,
                Over.CLASSES));
      }
    }
    return values;
  }
}

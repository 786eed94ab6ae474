package dev.maskwise.run.numbers;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.metric.curve.DatasetScores;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.curve.ScoreEvaluation;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What follows from where the scores of a model lie: the numbers of curves, and the Lovász losses
 * of all pixels together.
 *
 * @param slices slice label → the totals of its images, those of groups among them
 * @param distributions slice label → where its scores lie
 * @param better the Lovász losses of all images as they are known best, from those of the histogram
 */
public record CurveNumbers(
    Terms terms,
    Map<String, ImageTotals> slices,
    Map<String, ScoreDistribution> distributions,
    UnaryOperator<DatasetLovasz> better) {

  /** The numbers of the curves of a slice. */
  public List<MetricValue> values(String label) {
    return curves(scores(label), distribution(label));
  }

  /** Those of all images, and then the Lovász losses of all pixels. */
  public List<MetricValue> all() {
    List<MetricValue> values = new ArrayList<>(values(SliceLabels.ALL_IMAGES));
    values.addAll(lovasz(scores(SliceLabels.ALL_IMAGES), better.apply(histogram())));
    return values;
  }

  /** The numbers of all images in the order of {@link #all}; the best threshold is none. */
  public double[] numbers() {
    return numbers(all());
  }

  /**
   * The same without each group of images; nothing where there are no groups. A Lovász loss that
   * was found exactly changes as that of the histogram does.
   */
  public List<double[]> numbersWithoutGroups() {
    List<String> groups = slices.keySet().stream().filter(SliceLabels::isGroup).sorted().toList();
    if (groups.isEmpty()) {
      return List.of();
    }
    double[] exact = numbers();
    double[] binned =
        numbers(binned(scores(SliceLabels.ALL_IMAGES), distribution(SliceLabels.ALL_IMAGES)));
    List<double[]> numbers = new ArrayList<>();
    for (String left : groups) {
      ScoreDistribution distribution = distribution(SliceLabels.ALL_IMAGES).empty();
      ScoreEvaluation scores = scores(SliceLabels.ALL_IMAGES).blank();
      for (String group : groups) {
        if (!group.equals(left)) {
          distribution.add(distribution(group));
          scores.add(scores(group));
        }
      }
      double[] without = numbers(binned(scores, distribution));
      for (int i = 0; i < without.length; i++) {
        without[i] = exact[i] == binned[i] ? without[i] : exact[i] + (without[i] - binned[i]);
      }
      numbers.add(without);
    }
    return numbers;
  }

  /** All numbers of some images, as far as histograms know them. */
  private List<MetricValue> binned(ScoreEvaluation scores, ScoreDistribution distribution) {
    List<MetricValue> values = new ArrayList<>(curves(scores, distribution));
    values.addAll(lovasz(scores, DatasetLovasz.of(distribution)));
    return values;
  }

  /** A threshold that is best by a hair jumps when images are left out. */
  private static double[] numbers(List<MetricValue> values) {
    return values.stream()
        .mapToDouble(
            value ->
                value.metric().equals(CurveMetrics.BEST_THRESHOLD.name())
                    ? Double.NaN
                    : value.value())
        .toArray();
  }

  private List<MetricValue> curves(ScoreEvaluation scores, ScoreDistribution distribution) {
    return CurveMetrics.values(
            new DatasetScores(scores.dataset(), distribution, terms.calibrationNorm()),
            scores.images(),
            terms.policy())
        .stream()
        .map(this::named)
        .toList();
  }

  private List<MetricValue> lovasz(ScoreEvaluation scores, DatasetLovasz lovasz) {
    return scores.values(lovasz).stream().filter(this::isLovasz).map(this::named).toList();
  }

  /** Whether a number is a Lovász loss of all pixels together. */
  boolean isLovasz(MetricValue value) {
    return value.averaging() == Averaging.DATASET
        && terms.losses().stream()
            .anyMatch(loss -> loss.lovasz().isPresent() && loss.name().equals(value.metric()));
  }

  /** The class of a channel of scores as a class of the run. */
  MetricValue named(MetricValue value) {
    @Nullable Integer channel = value.classId();
    return channel == null ? value : value.ofClass(terms.classOf(channel));
  }

  private DatasetLovasz histogram() {
    return DatasetLovasz.of(distribution(SliceLabels.ALL_IMAGES));
  }

  private ScoreEvaluation scores(String label) {
    return Objects.requireNonNull(Objects.requireNonNull(slices.get(label)).scores());
  }

  private ScoreDistribution distribution(String label) {
    return Objects.requireNonNull(distributions.get(label));
  }
}

package dev.maskwise.run.numbers;

import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.curve.DatasetScores;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.curve.ScoreEvaluation;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the curves of the scores of a model.
 *
 * @param slices slice label → the totals of its images, those of groups among them
 * @param distributions slice label → where its scores lie
 */
public record CurveNumbers(
    Terms terms, Map<String, ImageTotals> slices, Map<String, ScoreDistribution> distributions) {

  /** The numbers of a slice. */
  public List<MetricValue> values(String label) {
    ScoreEvaluation scores = scores(label);
    return values(scores.dataset(), distribution(label), scores.images());
  }

  /** The numbers of all images in the order of {@link #values}; the best threshold is none. */
  public double[] numbers() {
    return numbers(values(SliceLabels.ALL_IMAGES));
  }

  /** The same without each group of images; nothing where there are no groups. */
  public List<double[]> numbersWithoutGroups() {
    List<String> groups = slices.keySet().stream().filter(SliceLabels::isGroup).sorted().toList();
    ScoreEvaluation all = scores(SliceLabels.ALL_IMAGES);
    List<double[]> numbers = new ArrayList<>();
    for (String left : groups) {
      ScoreDistribution rest = distribution(SliceLabels.ALL_IMAGES).empty();
      for (String group : groups) {
        if (!group.equals(left)) {
          rest.add(distribution(group));
        }
      }
      ScoreEvaluation some = scores(left);
      numbers.add(numbers(values(all.datasetWithout(some), rest, all.images() - some.images())));
    }
    return numbers;
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

  private List<MetricValue> values(
      ScoreStatistics statistics, ScoreDistribution distribution, long images) {
    return CurveMetrics.values(
            new DatasetScores(statistics, distribution, terms.calibrationNorm()),
            images,
            terms.policy())
        .stream()
        .map(this::named)
        .toList();
  }

  /** The class of a channel of scores as a class of the run. */
  MetricValue named(MetricValue value) {
    @Nullable Integer channel = value.classId();
    return channel == null ? value : value.ofClass(terms.classOf(channel));
  }

  private ScoreEvaluation scores(String label) {
    return Objects.requireNonNull(Objects.requireNonNull(slices.get(label)).scores());
  }

  private ScoreDistribution distribution(String label) {
    return Objects.requireNonNull(distributions.get(label));
  }
}

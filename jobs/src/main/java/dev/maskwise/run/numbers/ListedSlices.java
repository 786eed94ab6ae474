package dev.maskwise.run.numbers;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which slices the summary of a run lists. A few are listed whole. Of many those are listed that
 * deviate most from all images, with their numbers over classes alone: every number of every slice
 * is in the table of slices. What is listed follows from the numbers, whoever computes them.
 *
 * @param models how many models the run has
 */
public record ListedSlices(Terms terms, int models) {
  private static final int MOST_SLICES = 100;

  /** Under which the number is by which slices are told apart. */
  public static final Averaging AVERAGING = Averaging.DATASET;

  /** Some 13 MB of a summary. */
  private static final int MOST_NUMBERS = 50_000;

  /** Up to how many slices are listed whole, so that all their numbers are held at once. */
  public int whole() {
    return Math.min(MOST_SLICES, MOST_NUMBERS / (models * ImageTotals.of(terms).numbers().length));
  }

  /** What is listed of the evaluations of all models and slices. */
  public List<ModelEvaluation> of(List<ModelEvaluation> all) {
    Headlines headlines = new Headlines();
    all.forEach(headlines::add);
    if (headlines.count() <= whole()) {
      return all;
    }
    Set<String> listed = headlines.mostDeviating();
    return all.stream()
        .filter(of -> of.slice() == null || listed.contains(of.slice()))
        .map(this::listed)
        .toList();
  }

  /** What is listed of an evaluation when not all slices are. */
  public ModelEvaluation listed(ModelEvaluation of) {
    return of.slice() == null
        ? of
        : new ModelEvaluation(
            of.model(),
            of.slice(),
            of.images(),
            of.pixels(),
            of.values().stream().filter(value -> isListed(value.classId())).toList(),
            of.confusion(),
            of.curves());
  }

  /** Whether a number of this class is listed when not all slices are; null for over classes. */
  public boolean isListed(@Nullable Integer classId) {
    return classId == null || classId.equals(classOfHeadline());
  }

  /** The name of the number by which slices are told apart, under the averaging of the data set. */
  public String headline() {
    return classOfHeadline() == null ? ConfusionMetrics.MEAN_IOU.name() : OverlapMetrics.IOU.name();
  }

  /** The class of that number: the one that has scores; null for the mean over classes. */
  public @Nullable Integer classOfHeadline() {
    return terms.channels() == 1 ? terms.classOf(0) : null;
  }

  /** The number by which slices are told apart, of each slice. */
  public final class Headlines {
    private final Map<String, double[]> slices = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final double[] all = new double[models];

    /** Adds an evaluation of a model, that of all images or of a slice. */
    public void add(ModelEvaluation of) {
      Integer classId = classOfHeadline();
      double value = Double.NaN;
      for (MetricValue number : of.values()) {
        if (number.averaging() == AVERAGING
            && number.metric().equals(headline())
            && (classId == null ? number.classId() == null : classId.equals(number.classId()))) {
          value = number.value();
        }
      }
      add(of.model(), of.slice(), value);
    }

    /**
     * Adds the number of a model; models come in their order.
     *
     * @param slice null for all images
     */
    public void add(String model, @Nullable String slice, double value) {
      int position = positions.computeIfAbsent(model, name -> positions.size());
      (slice == null ? all : slices.computeIfAbsent(slice, label -> undefined()))[position] = value;
    }

    private double[] undefined() {
      double[] values = new double[models];
      Arrays.fill(values, Double.NaN);
      return values;
    }

    /** How many slices there are. */
    public int count() {
      return slices.size();
    }

    /** The labels of the slices that are listed. */
    public Set<String> mostDeviating() {
      Map<String, Double> deviations = new TreeMap<>();
      slices.forEach((label, values) -> deviations.put(label, deviation(values)));
      List<Map.Entry<String, Double>> sorted = new ArrayList<>(deviations.entrySet());
      sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
      return sorted.stream().limit(MOST_SLICES).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** That of the model that deviates most; less than any where all are undefined. */
    private double deviation(double[] values) {
      double most = -1;
      for (int m = 0; m < values.length; m++) {
        double deviation = Math.abs(values[m] - all[m]);
        most = Double.isNaN(deviation) ? most : Math.max(most, deviation);
      }
      return most;
    }
  }
}

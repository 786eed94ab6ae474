package dev.maskwise.metric.count;

import dev.maskwise.metric.ImageMeans;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every averaging of every metric over a set of images, remembered while images are added in any
 * order and evaluations of disjoint sets are merged.
 *
 * <p>Counts are int64 and the sums of per-image values are exact, so two evaluations of the same
 * images are equal to the last bit however the images were divided. Adding an image costs O(K²) for
 * K classes; the memory is O(K²) longs and O(K) exact sums, whatever the number of images.
 *
 * <p>A mutable accumulator: not thread-safe.
 */
public final class CountEvaluation implements Serializable {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final Policy policy;
  private final long[] total;
  private final List<ImageMeans> ofClasses = new ArrayList<>(); // for each class metric
  private final List<ImageMeans> overClasses = new ArrayList<>(); // for each metric over classes
  private long images;

  /** An evaluation of no images. */
  public CountEvaluation(int classes, Policy policy) {
    this.classes = classes;
    this.policy = policy;
    this.total = new long[Math.multiplyExact(classes, classes)];
    for (Metric<OverlapCounts> metric : OverlapMetrics.ALL) {
      ofClasses.add(new ImageMeans(metric.name(), classes));
    }
    for (Metric<ClassCounts> metric : ConfusionMetrics.ALL) {
      overClasses.add(new ImageMeans(metric.name(), 0));
    }
  }

  /** Adds the counts of one image. */
  public void add(ConfusionMatrix image) {
    enter(image, true);
  }

  /** Takes away the counts of an image that was added: the evaluation of the others is left. */
  public void remove(ConfusionMatrix image) {
    enter(image, false);
  }

  private void enter(ConfusionMatrix image, boolean added) {
    if (image.classes() != classes) {
      throw new IllegalArgumentException(
          "An image counted over %d classes does not belong to an evaluation of %d."
              .formatted(image.classes(), classes));
    }
    int sign = added ? 1 : -1;
    for (int t = 0; t < classes; t++) {
      for (int p = 0; p < classes; p++) {
        total[t * classes + p] += sign * image.count(t, p);
      }
    }
    ClassCounts counts = new ClassCounts(image, policy);
    for (int m = 0; m < ofClasses.size(); m++) {
      for (int c = 0; c < classes; c++) {
        ofClasses.get(m).enter(c, counts.value(OverlapMetrics.ALL.get(m), c), added);
      }
    }
    for (int m = 0; m < overClasses.size(); m++) {
      overClasses.get(m).enter(ConfusionMetrics.ALL.get(m).value(counts), added);
    }
    images += sign;
  }

  /** Adds the images of another evaluation, which stays as it is. */
  public void add(CountEvaluation other) {
    if (other.classes != classes || !other.policy.equals(policy)) {
      throw new IllegalArgumentException(
          "Evaluations with different classes or policies cannot be merged.");
    }
    for (int i = 0; i < total.length; i++) {
      total[i] += other.total[i];
    }
    for (int m = 0; m < ofClasses.size(); m++) {
      ofClasses.get(m).add(other.ofClasses.get(m));
    }
    for (int m = 0; m < overClasses.size(); m++) {
      overClasses.get(m).add(other.overClasses.get(m));
    }
    images += other.images;
  }

  /** How many images were added. */
  public long images() {
    return images;
  }

  /** How many valid pixels were counted. */
  public long pixels() {
    return Arrays.stream(total).sum();
  }

  /** The summed counts: rows truth, columns prediction. */
  public long[][] confusion() {
    long[][] rows = new long[classes][];
    for (int t = 0; t < classes; t++) {
      rows[t] = Arrays.copyOfRange(total, t * classes, (t + 1) * classes);
    }
    return rows;
  }

  /**
   * Every metric under every averaging that applies to it, in a fixed order: over classes first,
   * then class by class.
   */
  public List<MetricValue> values() {
    ClassCounts counts = new ClassCounts(ConfusionMatrix.of(classes, total), policy);
    List<MetricValue> values = new ArrayList<>();
    for (int m = 0; m < overClasses.size(); m++) {
      values.addAll(overClasses(m, counts));
    }
    for (int m = 0; m < ofClasses.size(); m++) {
      for (int c = 0; c < classes; c++) {
        double dataset = counts.value(OverlapMetrics.ALL.get(m), c);
        values.addAll(ofClasses.get(m).ofClass(c, dataset, Double.NaN));
      }
    }
    return values;
  }

  private List<MetricValue> overClasses(int m, ClassCounts counts) {
    Metric<ClassCounts> metric = ConfusionMetrics.ALL.get(m);
    ImageMeans images = overClasses.get(m);
    return ConfusionMetrics.meanOf(metric)
        .map(
            member ->
                images.overClasses(
                    counts.mean(member),
                    Double.NaN,
                    ofClasses.get(OverlapMetrics.ALL.indexOf(member)),
                    policy::averages))
        .orElseGet(() -> images.overClasses(metric.value(counts), Double.NaN));
  }
}

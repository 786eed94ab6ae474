package dev.maskwise.metric;

import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.OverlapCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
public final class Evaluation implements Serializable {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final Policy policy;
  private final long[] total;
  private final Mean[][] perClass; // [class metric][class], over images
  private final Mean[] perImage; // [metric over classes], over images
  private long images;

  /** An evaluation of no images. */
  public Evaluation(int classes, Policy policy) {
    this.classes = classes;
    this.policy = policy;
    this.total = new long[Math.multiplyExact(classes, classes)];
    this.perClass = new Mean[OverlapMetrics.ALL.size()][];
    for (int m = 0; m < perClass.length; m++) {
      perClass[m] = means(classes);
    }
    this.perImage = means(ConfusionMetrics.ALL.size());
  }

  /** Adds the counts of one image. */
  public void add(ConfusionMatrix image) {
    if (image.classes() != classes) {
      throw new IllegalArgumentException(
          "An image counted over %d classes does not belong to an evaluation of %d."
              .formatted(image.classes(), classes));
    }
    for (int t = 0; t < classes; t++) {
      for (int p = 0; p < classes; p++) {
        total[t * classes + p] += image.count(t, p);
      }
    }
    ClassCounts counts = new ClassCounts(image, policy);
    for (int m = 0; m < perClass.length; m++) {
      for (int c = 0; c < classes; c++) {
        perClass[m][c].add(counts.value(OverlapMetrics.ALL.get(m), c));
      }
    }
    for (int m = 0; m < perImage.length; m++) {
      perImage[m].add(ConfusionMetrics.ALL.get(m).value(counts));
    }
    images++;
  }

  /** Adds the images of another evaluation, which stays as it is. */
  public void add(Evaluation other) {
    if (other.classes != classes || !other.policy.equals(policy)) {
      throw new IllegalArgumentException(
          "Evaluations with different classes or policies cannot be merged.");
    }
    for (int i = 0; i < total.length; i++) {
      total[i] += other.total[i];
    }
    for (int m = 0; m < perClass.length; m++) {
      addAll(perClass[m], other.perClass[m]);
    }
    addAll(perImage, other.perImage);
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
    for (int m = 0; m < perImage.length; m++) {
      overClasses(m, counts, values);
    }
    for (int m = 0; m < perClass.length; m++) {
      for (int c = 0; c < classes; c++) {
        ofClass(m, c, counts, values);
      }
    }
    return values;
  }

  private void overClasses(int m, ClassCounts counts, List<MetricValue> values) {
    Metric<ClassCounts> metric = ConfusionMetrics.ALL.get(m);
    Optional<Metric<OverlapCounts>> of = ConfusionMetrics.meanOf(metric);
    Mean images = perImage[m];
    values.add(
        of.map(member -> value(metric, Averaging.DATASET, counts.mean(member), Over.CLASSES))
            .orElseGet(
                () ->
                    new MetricValue(
                        metric.name(),
                        Averaging.DATASET,
                        null,
                        metric.value(counts),
                        images.n(),
                        images.undefined(),
                        Over.IMAGES)));
    values.add(value(metric, Averaging.IMAGE_THEN_DATASET, images, Over.IMAGES));
    if (of.isPresent()) {
      Mean[] members = perClass[OverlapMetrics.ALL.indexOf(of.get())];
      Mean overClasses = new Mean();
      Mean pairs = new Mean();
      for (int c = 0; c < classes; c++) {
        if (policy.averages(c)) {
          overClasses.add(members[c].value());
          pairs.add(members[c]);
        }
      }
      values.add(value(metric, Averaging.CLASS_OVER_IMAGES, overClasses, Over.CLASSES));
      values.add(value(metric, Averaging.POOLED_PAIRS, pairs, Over.PAIRS));
    }
  }

  private void ofClass(int m, int c, ClassCounts counts, List<MetricValue> values) {
    Metric<OverlapCounts> metric = OverlapMetrics.ALL.get(m);
    Mean images = perClass[m][c];
    for (Averaging averaging : List.of(Averaging.DATASET, Averaging.CLASS_OVER_IMAGES)) {
      double value = averaging == Averaging.DATASET ? counts.value(metric, c) : images.value();
      values.add(
          new MetricValue(
              metric.name(), averaging, c, value, images.n(), images.undefined(), Over.IMAGES));
    }
  }

  private static MetricValue value(Metric<?> metric, Averaging averaging, Mean mean, Over over) {
    return new MetricValue(
        metric.name(), averaging, null, mean.value(), mean.n(), mean.undefined(), over);
  }

  private static Mean[] means(int size) {
    Mean[] means = new Mean[size];
    for (int i = 0; i < size; i++) {
      means[i] = new Mean();
    }
    return means;
  }

  private static void addAll(Mean[] to, Mean[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i].add(from[i]);
    }
  }
}

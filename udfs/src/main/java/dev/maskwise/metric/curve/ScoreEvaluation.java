package dev.maskwise.metric.curve;

import dev.maskwise.metric.ImageMeans;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Every averaging of some losses over a set of images, remembered while images are added in any
 * order and evaluations of disjoint sets are merged.
 *
 * <p>All sums are exact, so two evaluations of the same images are equal to the last bit however
 * the images were divided. The memory is O(losses × K) exact sums for K classes, whatever the
 * number of images.
 *
 * <p>A mutable accumulator: not thread-safe.
 */
public final class ScoreEvaluation implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<ScoreLoss> losses;
  private final Policy policy;
  private final List<ImageMeans> means = new ArrayList<>(); // for each loss
  private final List<SoftOverlap> overlaps = new ArrayList<>(); // for each class
  private final List<PixelLosses> pixelLosses = new ArrayList<>(); // one, or for each class alone
  private long images;

  /**
   * An evaluation of no images.
   *
   * @param losses what is computed, in the order of {@link #values}
   * @param classes how many classes have an overlap; 1 in the binary task
   * @param policy which classes enter the means over classes; what 0/0 is worth there is a
   *     parameter of each loss
   */
  public ScoreEvaluation(List<ScoreLoss> losses, int classes, Policy policy) {
    this(losses, classes, policy, /* overlapping= */ false);
  }

  /**
   * An evaluation of no images.
   *
   * @param overlapping whether a pixel may have several classes, each with pixel losses of its own
   */
  public ScoreEvaluation(List<ScoreLoss> losses, int classes, Policy policy, boolean overlapping) {
    this.losses = List.copyOf(losses);
    for (int parts = overlapping ? classes : 1; parts > 0; parts--) {
      pixelLosses.add(new PixelLosses());
    }
    this.policy = policy;
    for (ScoreLoss loss : losses) {
      boolean[] averaged = new boolean[loss.byClass() ? classes : 0];
      for (int c = 0; c < averaged.length; c++) {
        averaged[c] = loss.covers(c) && policy.averages(c);
      }
      means.add(new ImageMeans(loss.name(), averaged));
    }
    for (int c = 0; c < classes; c++) {
      overlaps.add(new SoftOverlap());
    }
  }

  /** Adds the statistics of one image. */
  public void add(ScoreStatistics image) {
    requireFits(image);
    for (int part = 0; part < pixelLosses.size(); part++) {
      pixelLosses.get(part).add(image.pixelLossesOfEach().get(part));
    }
    for (int c = 0; c < overlaps.size(); c++) {
      overlaps.get(c).add(image.overlap(c));
    }
    enter(image, true);
    images++;
  }

  /** Takes away the statistics of an image that was added: the evaluation of the others is left. */
  public void remove(ScoreStatistics image) {
    requireFits(image);
    for (int part = 0; part < pixelLosses.size(); part++) {
      pixelLosses.get(part).subtract(image.pixelLossesOfEach().get(part));
    }
    for (int c = 0; c < overlaps.size(); c++) {
      overlaps.get(c).subtract(image.overlap(c));
    }
    enter(image, false);
    images--;
  }

  private void requireFits(ScoreStatistics image) {
    if (image.classes() != overlaps.size()
        || image.pixelLossesOfEach().size() != pixelLosses.size()) {
      throw new IllegalArgumentException(
          "An image with scores of %d classes does not belong to an evaluation of %d."
              .formatted(image.classes(), overlaps.size()));
    }
  }

  /** The values of an image, into the means or out of them. */
  private void enter(ScoreStatistics image, boolean added) {
    for (int l = 0; l < losses.size(); l++) {
      ScoreLoss loss = losses.get(l);
      means.get(l).enter(loss.overClasses(image, policy), added);
      for (int c = 0; loss.byClass() && c < overlaps.size(); c++) {
        means.get(l).enter(c, loss.ofClass(image, c), added);
      }
    }
  }

  /** Adds the images of another evaluation, which stays as it is. */
  public void add(ScoreEvaluation other) {
    requireSame(other);
    for (int part = 0; part < pixelLosses.size(); part++) {
      pixelLosses.get(part).add(other.pixelLosses.get(part));
    }
    for (int c = 0; c < overlaps.size(); c++) {
      overlaps.get(c).add(other.overlaps.get(c));
    }
    for (int l = 0; l < losses.size(); l++) {
      means.get(l).add(other.means.get(l));
    }
    images += other.images;
  }

  private void requireSame(ScoreEvaluation other) {
    if (!other.losses.equals(losses)
        || other.overlaps.size() != overlaps.size()
        || other.pixelLosses.size() != pixelLosses.size()
        || !other.policy.equals(policy)) {
      throw new IllegalArgumentException(
          "Evaluations with different losses, classes or policies cannot be merged.");
    }
  }

  /** An evaluation of no images with the same losses, classes and policy. */
  public ScoreEvaluation blank() {
    return new ScoreEvaluation(losses, overlaps.size(), policy, pixelLosses.size() > 1);
  }

  /** Forgets all images. */
  public void clear() {
    pixelLosses.forEach(PixelLosses::clear);
    overlaps.forEach(SoftOverlap::clear);
    means.forEach(ImageMeans::clear);
    images = 0;
  }

  /** How many images were added. */
  public long images() {
    return images;
  }

  /** The losses, in the order of {@link #values}. */
  public List<ScoreLoss> losses() {
    return losses;
  }

  /**
   * Every loss under every averaging that applies to it, in a fixed order: over classes first, then
   * class by class.
   *
   * @param lovasz the Lovász losses of all images together
   */
  public List<MetricValue> values(DatasetLovasz lovasz) {
    Map<LovaszKind, double[]> bounds = new EnumMap<>(LovaszKind.class);
    ScoreStatistics dataset = dataset(lovasz, bounds);
    List<MetricValue> values = new ArrayList<>();
    for (int l = 0; l < losses.size(); l++) {
      values.addAll(overClasses(losses.get(l), means.get(l), dataset, bounds));
    }
    for (int l = 0; l < losses.size(); l++) {
      ScoreLoss loss = losses.get(l);
      for (int c = 0; loss.byClass() && c < overlaps.size(); c++) {
        if (loss.covers(c)) {
          double value = loss.ofClass(dataset, c);
          values.addAll(means.get(l).ofClass(c, value, bound(loss, c, value, bounds)));
        }
      }
    }
    return values;
  }

  /**
   * The values of {@link #values} in their order. The Lovász losses of all images together are no
   * sums, and undefined here.
   */
  public double[] numbers() {
    return numbersWithout(blank());
  }

  /**
   * What {@link #numbers} would be without some of the images; neither evaluation changes.
   *
   * @param some the evaluation of the images that are left out
   */
  public double[] numbersWithout(ScoreEvaluation some) {
    requireSame(some);
    ScoreStatistics dataset = datasetWithout(some);
    DoubleStream.Builder numbers = DoubleStream.builder();
    Mean classes = new Mean();
    for (int l = 0; l < losses.size(); l++) {
      ScoreLoss loss = losses.get(l);
      ImageMeans images = means.get(l);
      ImageMeans left = some.means.get(l);
      numbers.add(
          loss.byClass() ? loss.mean(dataset, policy).value() : loss.overClasses(dataset, policy));
      numbers.add(images.without(left));
      if (loss.byClass()) {
        classes.clear();
        for (int c = 0; c < overlaps.size(); c++) {
          if (loss.covers(c) && policy.averages(c)) {
            classes.add(images.without(left, c));
          }
        }
        numbers.add(classes.value());
        numbers.add(images.pooledWithout(left));
      }
    }
    for (int l = 0; l < losses.size(); l++) {
      ScoreLoss loss = losses.get(l);
      for (int c = 0; loss.byClass() && c < overlaps.size(); c++) {
        if (loss.covers(c)) {
          numbers.add(loss.ofClass(dataset, c));
          numbers.add(means.get(l).without(some.means.get(l), c));
        }
      }
    }
    return numbers.build().toArray();
  }

  /**
   * What {@link #dataset()} would be without some of the images; neither evaluation changes.
   *
   * @param some the evaluation of the images that are left out
   */
  public ScoreStatistics datasetWithout(ScoreEvaluation some) {
    List<SoftOverlap> rest = new ArrayList<>();
    for (int c = 0; c < overlaps.size(); c++) {
      rest.add(overlaps.get(c).without(some.overlaps.get(c)));
    }
    double[] unknown = new double[overlaps.size()];
    Arrays.fill(unknown, Double.NaN);
    List<PixelLosses> left = new ArrayList<>();
    for (int part = 0; part < pixelLosses.size(); part++) {
      left.add(pixelLosses.get(part).without(some.pixelLosses.get(part)));
    }
    return new ScoreStatistics(rest, left, unknown, unknown);
  }

  /** The summed statistics of all images; Lovász losses are no sums and are undefined here. */
  public ScoreStatistics dataset() {
    return dataset(DatasetLovasz.UNKNOWN, new EnumMap<>(LovaszKind.class));
  }

  /** The statistics of all images, with the Lovász losses that any loss needs. */
  private ScoreStatistics dataset(DatasetLovasz lovasz, Map<LovaszKind, double[]> bounds) {
    Map<LovaszKind, double[]> values = new EnumMap<>(LovaszKind.class);
    for (LovaszKind errors : ScoreLosses.lovasz(losses)) {
      double[] ofErrors = new double[overlaps.size()];
      double[] boundsOfErrors = new double[overlaps.size()];
      for (int c = 0; c < ofErrors.length; c++) {
        Bounded bounded = lovasz.of(errors, c);
        ofErrors[c] = bounded.value();
        boundsOfErrors[c] = bounded.bound();
      }
      values.put(errors, ofErrors);
      bounds.put(errors, boundsOfErrors);
    }
    double[] none = {};
    return new ScoreStatistics(
        overlaps,
        pixelLosses,
        values.getOrDefault(LovaszKind.HINGE, none),
        values.getOrDefault(LovaszKind.SOFTMAX, none));
  }

  private List<MetricValue> overClasses(
      ScoreLoss loss,
      ImageMeans images,
      ScoreStatistics dataset,
      Map<LovaszKind, double[]> bounds) {
    if (!loss.byClass()) {
      double value = loss.overClasses(dataset, policy);
      return images.overClasses(value, bound(loss, 0, value, bounds));
    }
    // The mean of numbers that are each within a bound is within the mean of the bounds.
    Mean bound = new Mean();
    for (int c = 0; c < overlaps.size(); c++) {
      if (loss.covers(c) && policy.averages(c)) {
        bound.add(bound(loss, c, loss.ofClass(dataset, c), bounds));
      }
    }
    return images.overClasses(loss.mean(dataset, policy), bound.value(), images);
  }

  /** The bound of one class; {@code NaN} where it has no value, or an exact one. */
  private static double bound(
      ScoreLoss loss, int classId, double value, Map<LovaszKind, double[]> bounds) {
    return loss.lovasz()
        .filter(errors -> !Double.isNaN(value))
        .map(errors -> bounds.getOrDefault(errors, new double[classId + 1])[classId])
        .orElse(Double.NaN);
  }
}

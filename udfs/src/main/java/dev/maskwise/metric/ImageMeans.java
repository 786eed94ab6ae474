package dev.maskwise.metric;

import dev.maskwise.metric.MetricValue.Over;
import dev.maskwise.statistic.Mean;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The means over images from which every averaging of a metric follows: of its values over the
 * classes, of its values for each class, or both. The sums are exact.
 *
 * <p>What a metric is under {@link Averaging#DATASET} is not a mean over images: it is handed in.
 *
 * <p>A mutable accumulator: not thread-safe.
 */
public final class ImageMeans implements Serializable {
  private static final long serialVersionUID = 1;

  private final String metric;
  private final Mean overClasses = new Mean();
  private final List<Mean> byClass;
  private final boolean[] averaged;
  private final Mean pairs = new Mean(); // of an image and an averaged class

  /**
   * Of no images.
   *
   * @param metric the name on the values
   * @param averaged for each class that has a value of its own, whether that enters the means over
   *     classes; empty where there are only values over classes
   */
  public ImageMeans(String metric, boolean[] averaged) {
    this.metric = metric;
    this.averaged = averaged.clone();
    this.byClass = new ArrayList<>(averaged.length);
    for (int c = 0; c < averaged.length; c++) {
      byClass.add(new Mean());
    }
  }

  /** Adds an image's value over the classes, or takes away one that was added. */
  public void enter(double value, boolean added) {
    enter(overClasses, value, added);
  }

  /** Adds an image's value of one class, or takes away one that was added. */
  public void enter(int classId, double value, boolean added) {
    enter(byClass.get(classId), value, added);
    if (averaged[classId]) {
      enter(pairs, value, added);
    }
  }

  private static void enter(Mean mean, double value, boolean added) {
    if (added) {
      mean.add(value);
    } else {
      mean.remove(value);
    }
  }

  /** Adds the images of other means of the same shape. */
  public void add(ImageMeans other) {
    overClasses.add(other.overClasses);
    pairs.add(other.pairs);
    for (int c = 0; c < byClass.size(); c++) {
      byClass.get(c).add(other.byClass.get(c));
    }
  }

  /**
   * A metric over classes, of which the value of the data set is no mean over classes.
   *
   * @param dataset the value in the data set
   * @param bound of {@code dataset}; {@code NaN} where it is exact
   */
  public List<MetricValue> overClasses(double dataset, double bound) {
    return List.of(
        new MetricValue(
            metric,
            Averaging.DATASET,
            null,
            dataset,
            overClasses.n(),
            overClasses.undefined(),
            Over.IMAGES,
            bound),
        imageThenDataset());
  }

  /**
   * A metric that is the mean over classes of a class metric.
   *
   * @param dataset the mean over the classes in the data set
   * @param bound of {@code dataset}; {@code NaN} where it is exact
   * @param members the means of the class metric
   */
  public List<MetricValue> overClasses(Mean dataset, double bound, ImageMeans members) {
    Mean classes = new Mean();
    for (int c = 0; c < members.averaged.length; c++) {
      if (members.averaged[c]) {
        classes.add(members.byClass.get(c).value());
      }
    }
    return List.of(
        value(Averaging.DATASET, null, dataset, Over.CLASSES).within(bound),
        imageThenDataset(),
        value(Averaging.CLASS_OVER_IMAGES, null, classes, Over.CLASSES),
        value(Averaging.POOLED_PAIRS, null, members.pairs, Over.PAIRS));
  }

  /** Forgets all images. */
  public void clear() {
    overClasses.clear();
    pairs.clear();
    byClass.forEach(Mean::clear);
  }

  /**
   * The mean over images of the value over the classes, without some of the images: the value of
   * {@link Averaging#IMAGE_THEN_DATASET}.
   *
   * @param some the means of the images that are left out, of the same shape
   */
  public double without(ImageMeans some) {
    return overClasses.valueWithout(some.overClasses);
  }

  /** The same of one class: the value of {@link Averaging#CLASS_OVER_IMAGES}. */
  public double without(ImageMeans some, int classId) {
    return byClass.get(classId).valueWithout(some.byClass.get(classId));
  }

  /** The same of all pairs of an image and an averaged class: {@link Averaging#POOLED_PAIRS}. */
  public double pooledWithout(ImageMeans some) {
    return pairs.valueWithout(some.pairs);
  }

  private MetricValue imageThenDataset() {
    return value(Averaging.IMAGE_THEN_DATASET, null, overClasses, Over.IMAGES);
  }

  /**
   * The values of one class.
   *
   * @param dataset the value in the data set
   * @param bound of {@code dataset}; {@code NaN} where it is exact
   */
  public List<MetricValue> ofClass(int classId, double dataset, double bound) {
    Mean images = byClass.get(classId);
    return List.of(
        new MetricValue(
            metric,
            Averaging.DATASET,
            classId,
            dataset,
            images.n(),
            images.undefined(),
            Over.IMAGES,
            bound),
        value(Averaging.CLASS_OVER_IMAGES, classId, images, Over.IMAGES));
  }

  private MetricValue value(Averaging averaging, @Nullable Integer classId, Mean mean, Over over) {
    return new MetricValue(
        metric, averaging, classId, mean.value(), mean.n(), mean.undefined(), over);
  }
}

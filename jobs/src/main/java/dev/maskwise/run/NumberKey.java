package dev.maskwise.run;

import dev.maskwise.metric.Averaging;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which number of a model.
 *
 * @param metric the metric's or the loss's name
 * @param className the class; null for a value over classes
 * @param slice "name=value"; null for all images
 */
public record NumberKey(
    String metric, Averaging averaging, @Nullable String className, @Nullable String slice)
    implements Comparable<NumberKey> {
  private static final Comparator<NumberKey> ORDER =
      Comparator.comparing(NumberKey::slice, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(NumberKey::className, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(NumberKey::metric)
          .thenComparing(NumberKey::averaging);

  @Override
  public int compareTo(NumberKey other) {
    return ORDER.compare(this, other);
  }

  /** All of it in a few words, for people: "iou (dataset) of car where site=north". */
  @Override
  public String toString() {
    return "%s (%s)%s%s"
        .formatted(
            metric,
            averaging.label(),
            className == null ? "" : " of " + className,
            slice == null ? "" : " where " + slice);
  }
}

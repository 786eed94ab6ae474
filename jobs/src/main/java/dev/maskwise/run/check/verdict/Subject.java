package dev.maskwise.run.check.verdict;

import dev.maskwise.run.NumberKey;
import org.jspecify.annotations.Nullable;

/**
 * What a case is about.
 *
 * @param model null where it is about no single model
 * @param metric the metric's or the loss's name; of a rule about images what is counted
 * @param averaging null where the metric has none
 * @param className null for a value over classes
 * @param slice "name=value"; null for all images
 */
public record Subject(
    @Nullable String model,
    String metric,
    @Nullable String averaging,
    @Nullable String className,
    @Nullable String slice) {

  /** A number of a model. */
  public static Subject of(String model, NumberKey key) {
    return new Subject(model, key.metric(), key.averaging().label(), key.className(), key.slice());
  }

  /** All parts in a fixed order, for machines: "iou/dataset/car/site=north/base". */
  public String path() {
    return String.join(
        "/",
        metric,
        averaging == null ? "-" : averaging,
        className == null ? "-" : className,
        slice == null ? "all" : slice,
        model == null ? "-" : model);
  }

  /** In a few words, for people: "iou (dataset) of car where site=north, model base". */
  @Override
  public String toString() {
    return metric
        + (averaging == null ? "" : " (" + averaging + ")")
        + (className == null ? "" : " of " + className)
        + (slice == null ? "" : " where " + slice)
        + (model == null ? "" : ", model " + model);
  }
}

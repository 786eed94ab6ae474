package dev.maskwise.run.numbers;

import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Jackknife;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How sure the numbers of a run are: of each group of images, what each number would be without it.
 * Groups may be added in any order, and intervals of other groups of the run. A mutable
 * accumulator.
 */
public final class Intervals implements Serializable {
  private static final long serialVersionUID = 1;

  private final double level;
  private final Map<Slice, Jackknife> jackknives = new HashMap<>();

  /** The images of a slice under a model. */
  private record Slice(int model, String label) implements Serializable {}

  /**
   * Of no groups.
   *
   * @param level the probability with which an interval shall cover
   */
  public Intervals(double level) {
    this.level = level;
  }

  /** Of a run without intervals. */
  public static Intervals none() {
    return new Intervals(0);
  }

  /** Adds what a model is for an image to some totals. */
  @FunctionalInterface
  public interface Addition<T> extends Serializable {
    void add(ImageTotals totals, int model, T image);
  }

  /**
   * Adds a group of images.
   *
   * @param slices for each model slice label → the totals of all images
   * @param labels the labels of the slices that an image is in
   */
  public <T> void add(
      List<? extends Map<String, ImageTotals>> slices,
      Iterable<T> group,
      Function<T, List<String>> labels,
      Addition<T> addition) {
    Map<String, List<T>> bySlice = new HashMap<>();
    for (T image : group) {
      for (String label : labels.apply(image)) {
        bySlice.computeIfAbsent(label, l -> new ArrayList<>()).add(image);
      }
    }
    for (int m = 0; m < slices.size(); m++) {
      int model = m;
      Map<String, ImageTotals> ofModel = slices.get(m);
      Part<T> part = new Part<>((totals, image) -> addition.add(totals, model, image));
      bySlice.forEach(
          (label, images) -> {
            ImageTotals slice = Objects.requireNonNull(ofModel.get(label));
            jackknives
                .computeIfAbsent(new Slice(model, label), s -> new Jackknife(slice.numbers()))
                .add(slice.numbersWithout(part.of(images, slice)));
          });
    }
  }

  /** The totals of some images of a group; often several slices have the same of them. */
  private static final class Part<T> {
    private final BiConsumer<ImageTotals, T> addition;
    private List<T> images = List.of();
    private @Nullable ImageTotals totals;

    Part(BiConsumer<ImageTotals, T> addition) {
      this.addition = addition;
    }

    ImageTotals of(List<T> some, ImageTotals shape) {
      ImageTotals part = totals;
      if (part == null || !some.equals(images)) {
        ImageTotals fresh = shape.blank();
        some.forEach(image -> addition.accept(fresh, image));
        part = fresh;
        totals = fresh;
        images = some;
      }
      return part;
    }
  }

  /** Adds the groups of others. */
  public Intervals add(Intervals others) {
    others.jackknives.forEach(
        (slice, jackknife) ->
            jackknives.merge(
                slice,
                jackknife,
                (one, other) -> {
                  one.add(other);
                  return one;
                }));
    return this;
  }

  /**
   * The values with their intervals, in the order of {@link ImageTotals#numbers}; what is no number
   * of images keeps the interval that it has.
   */
  List<MetricValue> within(int model, String label, List<MetricValue> values) {
    @Nullable Jackknife jackknife = jackknives.get(new Slice(model, label));
    return jackknife == null ? values : within(jackknife, values);
  }

  /** {@link CurveNumbers#all}, with intervals where there are groups. */
  List<MetricValue> within(CurveNumbers curves) {
    List<double[]> without = curves.numbersWithoutGroups();
    if (without.isEmpty()) {
      return curves.all();
    }
    Jackknife jackknife = new Jackknife(curves.numbers());
    without.forEach(jackknife::add);
    return within(jackknife, curves.all());
  }

  private List<MetricValue> within(Jackknife jackknife, List<MetricValue> values) {
    List<@Nullable Estimate> estimates = jackknife.estimates();
    List<MetricValue> sure = new ArrayList<>();
    for (MetricValue value : values) {
      @Nullable Estimate estimate = estimates.get(sure.size());
      sure.add(estimate == null ? value : value.in(estimate.interval(level)));
    }
    return sure;
  }
}

package dev.maskwise.job.total;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Jackknife;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * How sure the numbers of a run are: of each group of images, what each number would be without it.
 * No pixel is read for this; the intervals are the same for any order and partitioning.
 */
public final class Intervals {
  /** Of a run without intervals. */
  public static final Intervals NONE = new Intervals(Map.of(), 0);

  private final Map<Slice, Jackknife> jackknives;
  private final double level;

  /** The images of a slice under a model. */
  private record Slice(int model, String label) implements Serializable {}

  private Intervals(Map<Slice, Jackknife> jackknives, double level) {
    this.jackknives = jackknives;
    this.level = level;
  }

  /**
   * Goes through the results of the images once more.
   *
   * @param totals their sum
   */
  public static Intervals of(JavaRDD<ImageResult> results, Totals totals, Confidence confidence) {
    List<? extends Map<String, SliceTotals>> slices = totals.slices();
    JavaRDD<ImageResult> evaluated = results.filter(image -> image.rejections().isEmpty());
    dev.maskwise.reader.ClusterRule clusters = confidence.clusters();
    JavaRDD<? extends Iterable<ImageResult>> groups =
        clusters == null
            ? evaluated.map(List::of)
            : evaluated
                .groupBy(image -> clusters.clusterOf(Objects.requireNonNull(image.imageId())))
                .values();
    Map<Slice, Jackknife> jackknives =
        groups
            .mapPartitions(partition -> List.of(without(slices, partition)).iterator())
            .treeReduce(Intervals::merge);
    return new Intervals(jackknives, confidence.level());
  }

  /** What each number is without each group of a partition. */
  private static Map<Slice, Jackknife> without(
      List<? extends Map<String, SliceTotals>> slices,
      Iterator<? extends Iterable<ImageResult>> groups) {
    Map<Slice, Jackknife> jackknives = new HashMap<>();
    @Nullable SliceTotals part = null;
    while (groups.hasNext()) {
      Map<String, List<ImageResult>> bySlice = new HashMap<>();
      for (ImageResult image : groups.next()) {
        for (String label : image.sliceLabels()) {
          bySlice.computeIfAbsent(label, l -> new ArrayList<>()).add(image);
        }
      }
      for (int m = 0; m < slices.size(); m++) {
        List<ImageResult> inPart = List.of();
        for (Map.Entry<String, List<ImageResult>> images : bySlice.entrySet()) {
          SliceTotals slice = Objects.requireNonNull(slices.get(m).get(images.getKey()));
          if (part == null) {
            part = slice.blank();
          }
          // Often the slices have the same images of a group.
          if (!images.getValue().equals(inPart)) {
            inPart = images.getValue();
            part.clear();
            for (ImageResult image : inPart) {
              part.add(image, m);
            }
          }
          jackknives
              .computeIfAbsent(
                  new Slice(m, images.getKey()), s -> new Jackknife(slice.numbers()))
              .add(slice.numbersWithout(part));
        }
      }
    }
    return jackknives;
  }

  private static Map<Slice, Jackknife> merge(
      Map<Slice, Jackknife> some, Map<Slice, Jackknife> others) {
    others.forEach(
        (slice, jackknife) ->
            some.merge(
                slice,
                jackknife,
                (one, other) -> {
                  one.add(other);
                  return one;
                }));
    return some;
  }

  /** The values with their intervals, in the order of {@link SliceTotals#numbers}. */
  List<MetricValue> within(int model, String label, List<MetricValue> values) {
    @Nullable Jackknife jackknife = jackknives.get(new Slice(model, label));
    if (jackknife == null) {
      return values;
    }
    List<@Nullable Estimate> estimates = jackknife.estimates();
    List<MetricValue> sure = new ArrayList<>();
    for (MetricValue value : values) {
      @Nullable Estimate estimate = estimates.get(sure.size());
      sure.add(value.in(estimate == null ? null : estimate.interval(level)));
    }
    return sure;
  }
}

package dev.maskwise.job.total;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.reader.ClusterRule;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.run.numbers.Intervals;
import dev.maskwise.run.numbers.SliceLabels;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;

/** Goes through the results of the images once more, to learn how sure the numbers are. */
public final class IntervalPass {
  private IntervalPass() {}

  /**
   * The intervals of all images, and of the slices whose totals are known. No pixel is read for
   * them.
   *
   * @param totals the sum of the results
   */
  public static Intervals of(JavaRDD<ImageResult> results, Totals totals, Confidence confidence) {
    List<? extends Map<String, ImageTotals>> slices = totals.slices();
    JavaRDD<ImageResult> evaluated = results.filter(image -> image.rejections().isEmpty());
    ClusterRule clusters = confidence.clusters();
    JavaRDD<? extends Iterable<ImageResult>> groups =
        clusters == null
            ? evaluated.map(List::of)
            : evaluated
                .groupBy(image -> clusters.clusterOf(Objects.requireNonNull(image.imageId())))
                .values();
    double level = confidence.level();
    boolean alone = totals.hasManySlices();
    return groups
        .mapPartitions(partition -> List.of(without(slices, partition, level, alone)).iterator())
        .treeReduce(Intervals::add, Totals.depth(results));
  }

  /**
   * What each number is without each group of a partition.
   *
   * @param alone whether there are totals of all images alone, and none of slices
   */
  private static Intervals without(
      List<? extends Map<String, ImageTotals>> slices,
      Iterator<? extends Iterable<ImageResult>> groups,
      double level,
      boolean alone) {
    Intervals intervals = new Intervals(level);
    groups.forEachRemaining(
        group ->
            intervals.add(
                slices,
                group,
                image -> alone ? List.of(SliceLabels.ALL_IMAGES) : image.sliceLabels(),
                (totals, model, image) -> image.addTo(totals, model)));
    return intervals;
  }
}

package dev.maskwise.job.object;

import dev.maskwise.job.total.Totals;
import dev.maskwise.metric.detection.CategoryTotals;
import dev.maskwise.metric.detection.CurveSteps;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.metric.detection.IntervalCounts;
import dev.maskwise.metric.detection.TruePositiveKeys;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The curves of a model whose detections no memory holds: the true positives, of which there are
 * about as many as objects, go to every task, which counts between which of them its other
 * detections lie. No detection moves. The bits are those of one sorted list.
 */
final class DistributedCurves {
  /** So many counts a task holds at once, and sends: 64 MiB. */
  private static final int MOST_COUNTS = 1 << 24;

  private final JavaRDD<DetectionRecords> records;
  private final DetectionGrid grid;
  private final List<Integer> maxDetections;
  private final int mostCounts;

  DetectionEvaluation evaluation() {
    Found found =
        records.treeAggregate(
            new Found(grid, maxDetections), Found::add, Found::add, Totals.depth(records));
    TruePositiveKeys keys = found.keys.sort();
    Broadcast<TruePositiveKeys> shared =
        JavaSparkContext.fromSparkContext(records.context()).broadcast(keys);
    Map<Integer, CurveSteps> steps = new HashMap<>();
    int cells = Math.max(1, mostCounts / Math.max(1, keys.size()));
    for (int from = 0; from < grid.cells(); from += cells) {
      int first = from;
      int end = Math.min(grid.cells(), from + cells);
      records
          .mapPartitions(
              images -> {
                IntervalCounts counts = new IntervalCounts(shared.value(), first, end);
                images.forEachRemaining(image -> counts.add(shared.value(), image));
                return List.of(counts).iterator();
              })
          .reduce(DistributedCurves::sum)
          .steps(keys, found.totals)
          .forEach((category, more) -> steps.merge(category, more, DistributedCurves::both));
    }
    shared.destroy();
    return DetectionEvaluation.of(grid, maxDetections, found.totals, steps);
  }

  private static IntervalCounts sum(IntervalCounts counts, IntervalCounts others) {
    counts.add(others);
    return counts;
  }

  private static CurveSteps both(CurveSteps steps, CurveSteps others) {
    steps.add(others);
    return steps;
  }

  DistributedCurves(
      JavaRDD<DetectionRecords> records, DetectionGrid grid, List<Integer> maxDetections) {
    this(records, grid, maxDetections, MOST_COUNTS);
  }

  /**
   * @param records of each image
   * @param mostCounts so many counts a task holds at once
   */
  DistributedCurves(
      JavaRDD<DetectionRecords> records,
      DetectionGrid grid,
      List<Integer> maxDetections,
      int mostCounts) {
    int cores = records.context().defaultParallelism();
    this.records = records.coalesce(Math.min(cores, records.getNumPartitions()));
    this.grid = grid;
    this.maxDetections = maxDetections;
    this.mostCounts = mostCounts;
  }

  /** What is known of some images by counting alone, and their true positives. */
  private static final class Found implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<Integer> maxDetections;
    private final TruePositiveKeys keys;
    private final TreeMap<Integer, CategoryTotals> totals = new TreeMap<>();

    Found(DetectionGrid grid, List<Integer> maxDetections) {
      this.maxDetections = maxDetections;
      this.keys = new TruePositiveKeys(grid);
    }

    Found add(DetectionRecords image) {
      keys.add(image);
      CategoryTotals.add(totals, CategoryTotals.of(image, maxDetections));
      return this;
    }

    Found add(Found other) {
      keys.add(other.keys);
      CategoryTotals.add(totals, other.totals);
      return this;
    }
  }
}

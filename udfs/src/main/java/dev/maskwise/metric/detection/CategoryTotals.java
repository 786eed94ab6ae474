package dev.maskwise.metric.detection;

import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a category is known by counting alone: how many objects each band has, how many of them
 * were found among the first detections of each image, and the highest score. Totals of parts add
 * up. Mutable, for one thread.
 */
public final class CategoryTotals implements Serializable {
  private static final long serialVersionUID = 1;

  private final int cells;
  private final int[] maxDetections;
  private final long[] truths; // [band]
  private final long[] found; // [limit · cells + cell]
  private double top = Double.NEGATIVE_INFINITY;

  private CategoryTotals(DetectionGrid grid, int[] maxDetections) {
    this.cells = grid.cells();
    this.maxDetections = maxDetections;
    this.truths = new long[grid.bands().size()];
    this.found = new long[maxDetections.length * cells];
  }

  /**
   * The totals of all categories.
   *
   * @param maxDetections how many detections of an image are looked at, ascending, at most the
   *     limit of the grid
   * @throws IllegalArgumentException if they do not ascend from 1 to the limit
   */
  public static SortedMap<Integer, CategoryTotals> of(
      DetectionRecords records, List<Integer> maxDetections) {
    SortedMap<Integer, CategoryTotals> totals = new TreeMap<>();
    if (records.isEmpty()) {
      return totals;
    }
    int[] limits = limits(records.grid(), maxDetections);
    for (int group = 0; group < records.groups(); group++) {
      totals
          .computeIfAbsent(
              records.category(group), category -> new CategoryTotals(records.grid(), limits))
          .add(records, group);
    }
    return totals;
  }

  /** Adds the totals of other images to some. */
  public static void add(
      SortedMap<Integer, CategoryTotals> totals, SortedMap<Integer, CategoryTotals> others) {
    others.forEach(
        (category, other) -> {
          CategoryTotals old = totals.get(category);
          if (old == null) {
            totals.put(category, other.copy());
          } else {
            old.add(other);
          }
        });
  }

  private static int[] limits(DetectionGrid grid, List<Integer> maxDetections) {
    int last = 0;
    for (int limit : maxDetections) {
      if (limit <= last || limit > grid.limit()) {
        throw new IllegalArgumentException(
            "Numbers of detections ascend from 1 to %,d, to which the detections were limited, not %s."
                .formatted(grid.limit(), maxDetections));
      }
      last = limit;
    }
    return maxDetections.stream().mapToInt(Integer::intValue).toArray();
  }

  private void add(DetectionRecords records, int group) {
    for (int band = 0; band < truths.length; band++) {
      truths[band] += records.truths(group, band);
    }
    int first = records.first(group);
    int end = records.first(group + 1);
    if (end > first) {
      top = Math.max(top, records.score(first));
    }
    for (int limit = 0; limit < maxDetections.length; limit++) {
      int last = Math.min(end, first + maxDetections[limit]);
      for (int record = first; record < last; record++) {
        for (int word = 0; word * Long.SIZE < cells; word++) {
          long bits = records.truePositive(record, word);
          for (; bits != 0; bits &= bits - 1) {
            found[limit * cells + word * Long.SIZE + Long.numberOfTrailingZeros(bits)]++;
          }
        }
      }
    }
  }

  private void add(CategoryTotals other) {
    for (int i = 0; i < truths.length; i++) {
      truths[i] += other.truths[i];
    }
    for (int i = 0; i < found.length; i++) {
      found[i] += other.found[i];
    }
    top = Math.max(top, other.top);
  }

  private CategoryTotals copy() {
    CategoryTotals copy = new CategoryTotals(cells, maxDetections, truths.length);
    copy.add(this);
    return copy;
  }

  private CategoryTotals(int cells, int[] maxDetections, int bands) {
    this.cells = cells;
    this.maxDetections = maxDetections;
    this.truths = new long[bands];
    this.found = new long[maxDetections.length * cells];
  }

  /** How many objects count in a band. */
  public long truths(int band) {
    return truths[band];
  }

  /** How many objects were found in a cell by the first detections of each image. */
  public long found(int limit, int cell) {
    return found[limit * cells + cell];
  }

  /** The highest score of all detections; negative infinity where there are none. */
  public double top() {
    return top;
  }
}

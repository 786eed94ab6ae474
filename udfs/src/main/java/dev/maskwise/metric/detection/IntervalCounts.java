package dev.maskwise.metric.detection;

import dev.maskwise.statistic.object.DetectionRecords;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * How many false positives lie between each true positive and the one before it, in each cell.
 * Counts of parts add up, so that the detections may lie anywhere.
 *
 * <p>Of the cells a range can be counted at a time: 4 bytes a key and cell. Mutable, for one
 * thread.
 */
public final class IntervalCounts implements Serializable {
  private static final long serialVersionUID = 1;

  private final int from;
  private final int to;
  private final int[] counts; // [key · (to − from) + cell − from]

  /** Of no detections, for all cells. */
  public IntervalCounts(TruePositiveKeys keys) {
    this(keys, 0, keys.grid().cells());
  }

  /**
   * Of no detections, for some cells.
   *
   * @param to the cell after the last one
   * @throws ArithmeticException if there are more than 2³¹ counts: take fewer cells at a time
   */
  public IntervalCounts(TruePositiveKeys keys, int from, int to) {
    this.from = from;
    this.to = to;
    this.counts = new int[Math.multiplyExact(keys.size(), to - from)];
  }

  /**
   * Counts the detections of some images. O(log keys + cells) a detection.
   *
   * @param keys sorted, of all images
   */
  public void add(TruePositiveKeys keys, DetectionRecords records) {
    int cells = to - from;
    for (int group = 0; group < records.groups(); group++) {
      int first = records.first(group);
      for (int record = first; record < records.first(group + 1); record++) {
        int key =
            keys.position(
                records.category(group),
                records.score(record),
                records.image(group),
                record - first);
        if (key < 0) {
          continue; // After the last true positive nothing matters any more.
        }
        for (int word = from >> 6; word << 6 < to; word++) {
          long bits = ~(records.truePositive(record, word) | records.ignored(record, word));
          int begin = Math.max(from, word << 6);
          int end = Math.min(to, (word + 1) << 6);
          bits &= -1L << begin & -1L >>> -end;
          for (; bits != 0; bits &= bits - 1) {
            int cell = (word << 6) + Long.numberOfTrailingZeros(bits);
            int at = key * cells + cell - from;
            counts[at] = Math.incrementExact(counts[at]);
          }
        }
      }
    }
  }

  /** Adds the counts of other detections, between the same keys. */
  public void add(IntervalCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.addExact(counts[i], other.counts[i]);
    }
  }

  /**
   * The steps of the curves of each category, for the cells that were counted.
   *
   * @param keys those between which was counted
   * @param totals of all images, by category
   */
  public Map<Integer, CurveSteps> steps(
      TruePositiveKeys keys, Map<Integer, CategoryTotals> totals) {
    Map<Integer, CurveSteps> steps = new HashMap<>();
    int begin = 0;
    while (begin < keys.size()) {
      int category = keys.category(begin);
      int end = begin;
      while (end < keys.size() && keys.category(end) == category) {
        end++;
      }
      CategoryTotals total = totals.get(category);
      if (total == null) {
        throw new IllegalArgumentException(
            "Category %d has true positives and no totals.".formatted(category));
      }
      steps.put(category, steps(keys, begin, end, total));
      begin = end;
    }
    return steps;
  }

  private CurveSteps steps(TruePositiveKeys keys, int begin, int end, CategoryTotals total) {
    CurveSteps steps = new CurveSteps(keys.grid().cells());
    for (int cell = from; cell < to; cell++) {
      long truths = total.truths(cell / keys.grid().thresholds().size());
      long truePositives = 0;
      long falsePositives = 0;
      for (int key = begin; key < end; key++) {
        falsePositives += counts[key * (to - from) + cell - from];
        if (keys.isTruePositive(key, cell)) {
          truePositives++;
          steps.truePositive(cell, truePositives, falsePositives, truths, keys.score(key));
        }
      }
    }
    return steps;
  }
}

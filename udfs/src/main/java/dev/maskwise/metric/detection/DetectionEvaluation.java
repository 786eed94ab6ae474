package dev.maskwise.metric.detection;

import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import dev.maskwise.statistic.object.StableOrder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * The curves of all categories, and the means over them. Means are over the cells of categories
 * that have an object in the band, all thresholds and recalls alike, added up in the order that
 * numpy has; NaN where there is no such category.
 *
 * @param grid at which thresholds, in which bands
 * @param maxDetections how many detections of each image recalls look at, ascending; precisions
 *     look at all that were kept
 * @param curves by ascending category
 */
public record DetectionEvaluation(
    DetectionGrid grid, List<Integer> maxDetections, List<CategoryCurve> curves)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public DetectionEvaluation {
    maxDetections = List.copyOf(maxDetections);
    curves = List.copyOf(curves);
  }

  /**
   * The curves of records that are all in one memory. O(n log n) for n records of a category,
   * beside O(cells · n).
   *
   * @throws IllegalArgumentException if the numbers of detections do not ascend from 1 to the limit
   *     of the grid
   * @throws IllegalStateException if nothing was seen yet
   */
  public static DetectionEvaluation of(DetectionRecords records, List<Integer> maxDetections) {
    DetectionGrid grid = records.grid();
    SortedMap<Integer, CategoryTotals> totals = CategoryTotals.of(records, maxDetections);
    Map<Integer, CurveSteps> steps = new HashMap<>();
    int from = 0;
    while (from < records.groups()) {
      int to = records.endOfCategory(from);
      int category = records.category(from);
      CellTotals nothing = new CellTotals(grid.cells());
      CurveSweep sweep =
          new CurveSweep(
              Objects.requireNonNull(totals.get(category)),
              nothing,
              grid.thresholds().size(),
              grid.cells());
      for (int record : byScore(records, records.first(from), records.first(to))) {
        for (int word = 0; word < grid.words(); word++) {
          sweep.next(
              records.score(record),
              word,
              records.truePositive(record, word),
              records.ignored(record, word));
        }
      }
      steps.put(category, sweep.steps());
      from = to;
    }
    return of(grid, maxDetections, totals, steps);
  }

  /** Records by descending score; of equal score in the order of images, then of ranks. */
  static int[] byScore(DetectionRecords records, int from, int to) {
    return StableOrder.of(from, to, (a, b) -> Double.compare(records.score(b), records.score(a)));
  }

  /**
   * The curves of totals and steps that were taken apart from one another.
   *
   * @param totals by category
   * @param steps by category; where there are none, no detection is a true positive
   */
  public static DetectionEvaluation of(
      DetectionGrid grid,
      List<Integer> maxDetections,
      SortedMap<Integer, CategoryTotals> totals,
      Map<Integer, CurveSteps> steps) {
    List<CategoryCurve> curves = new ArrayList<>();
    CurveSteps none = new CurveSteps(grid.cells());
    totals.forEach(
        (category, total) ->
            curves.add(
                new CategoryCurve(category, grid, total, steps.getOrDefault(category, none))));
    return new DetectionEvaluation(grid, maxDetections, curves);
  }

  /** The evaluation of some categories alone. */
  public DetectionEvaluation only(Set<Integer> categories) {
    return new DetectionEvaluation(
        grid,
        maxDetections,
        curves.stream().filter(curve -> categories.contains(curve.category())).toList());
  }

  /** The mean precision over all thresholds, recalls and categories of a band, from 0 to 1. */
  public double averagePrecision(int band) {
    return averagePrecision(band, 0, grid.thresholds().size());
  }

  /** The mean precision over all recalls and categories at one threshold, from 0 to 1. */
  public double averagePrecision(int band, int threshold) {
    return averagePrecision(band, threshold, threshold + 1);
  }

  private double averagePrecision(int band, int from, int to) {
    double[] cells = new double[(to - from) * CurveSteps.POINTS * curves.size()];
    int count = 0;
    for (int threshold = from; threshold < to; threshold++) {
      for (int point = 0; point < CurveSteps.POINTS; point++) {
        for (CategoryCurve curve : curves) {
          if (curve.truths(band) > 0) {
            cells[count++] = curve.precision(band, threshold, point);
          }
        }
      }
    }
    return PairwiseMean.of(cells, count);
  }

  /**
   * The mean recall over all thresholds and categories of a band, from 0 to 1.
   *
   * @param limit the index of the number of detections
   */
  public double averageRecall(int band, int limit) {
    double[] cells = new double[grid.thresholds().size() * curves.size()];
    int count = 0;
    for (int threshold = 0; threshold < grid.thresholds().size(); threshold++) {
      for (CategoryCurve curve : curves) {
        if (curve.truths(band) > 0) {
          cells[count++] = curve.recall(band, threshold, limit);
        }
      }
    }
    return PairwiseMean.of(cells, count);
  }
}

package dev.maskwise.metric.detection;

import dev.maskwise.statistic.object.DetectionRecords;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Points of operation of the records of some images: what a threshold of the score gives. */
public final class OperatingPoints {
  private OperatingPoints() {}

  /**
   * The point at a score, of each category. O(records).
   *
   * @param cell of the grid: the first band and the threshold of overlap
   */
  public static SortedMap<Integer, OperatingPoint> at(
      DetectionRecords records, int cell, double score) {
    SortedMap<Integer, OperatingPoint> points = new TreeMap<>();
    for (int group = 0; group < records.groups(); group++) {
      long found = 0;
      long wrong = 0;
      int record = records.first(group);
      for (; record < records.first(group + 1) && records.score(record) >= score; record++) {
        found += isTrue(records, record, cell) ? 1 : 0;
        wrong += isFalse(records, record, cell) ? 1 : 0;
      }
      points.merge(
          records.category(group),
          new OperatingPoint(score, found, wrong, truths(records, group, cell)),
          OperatingPoint::plus);
    }
    return points;
  }

  /**
   * The point at a score, of all categories together: their counts are summed.
   *
   * @param cell of the grid: the first band and the threshold of overlap
   */
  public static OperatingPoint together(DetectionRecords records, int cell, double score) {
    return at(records, cell, score).values().stream()
        .reduce(new OperatingPoint(score, 0, 0, 0), OperatingPoint::plus);
  }

  /**
   * The point of the largest F1 that one score for all categories gives; of equal ones that of the
   * highest score. Nothing where no score finds an object. O(n log n).
   */
  public static Optional<OperatingPoint> best(DetectionRecords records, int cell) {
    return best(records, cell, 0, records.groups());
  }

  /** The point of the largest F1 of each category that has one, each at its own score. */
  public static SortedMap<Integer, OperatingPoint> bestOfEach(DetectionRecords records, int cell) {
    SortedMap<Integer, OperatingPoint> points = new TreeMap<>();
    int from = 0;
    while (from < records.groups()) {
      int to = records.endOfCategory(from);
      int category = records.category(from);
      best(records, cell, from, to).ifPresent(point -> points.put(category, point));
      from = to;
    }
    return points;
  }

  private static Optional<OperatingPoint> best(
      DetectionRecords records, int cell, int fromGroup, int toGroup) {
    long truths = 0;
    for (int group = fromGroup; group < toGroup; group++) {
      truths += truths(records, group, cell);
    }
    OperatingPoint best = null;
    long found = 0;
    long wrong = 0;
    int[] order =
        DetectionEvaluation.byScore(records, records.first(fromGroup), records.first(toGroup));
    for (int i = 0; i < order.length; i++) {
      double score = records.score(order[i]);
      found += isTrue(records, order[i], cell) ? 1 : 0;
      wrong += isFalse(records, order[i], cell) ? 1 : 0;
      boolean last = i + 1 == order.length || records.score(order[i + 1]) < score;
      if (last && found > 0) {
        OperatingPoint point = new OperatingPoint(score, found, wrong, truths);
        best = best == null || point.f1() > best.f1() ? point : best;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int truths(DetectionRecords records, int group, int cell) {
    return records.truths(group, cell / records.grid().thresholds().size());
  }

  private static boolean isTrue(DetectionRecords records, int record, int cell) {
    return (records.truePositive(record, cell >> 6) >>> cell & 1) != 0;
  }

  private static boolean isFalse(DetectionRecords records, int record, int cell) {
    long either = records.truePositive(record, cell >> 6) | records.ignored(record, cell >> 6);
    return (either >>> cell & 1) == 0;
  }
}

package dev.maskwise.image.object;

import dev.maskwise.kernel.match.Matching;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which categories a model takes for which. Detections are matched with objects of any category,
 * greedily by score; a pair counts in the row of the true and the column of the detected category,
 * an object that nothing found in the last column, a detection that found nothing in the last row.
 * Crowds are left out.
 *
 * <p>Source: there is no standard; this is what hotcoco and FiftyOne count without classwise
 * matching. Keeps buffers: for one thread.
 */
public final class DetectionConfusion {
  private final Map<Integer, Integer> places = new HashMap<>();
  private final int classes;
  private final ObjectOverlap overlap;
  private final int limit;
  private final double leastScore;
  private final Matching matching;
  private final long[] counts;

  /**
   * @param rules the kind of overlap and the number of detections of an image are read
   * @param threshold of overlap, which an overlap must reach
   * @param leastScore detections of lower scores are left out
   * @param categories the ids of all, in the order of rows and columns
   * @throws IllegalArgumentException if a category stands twice, or there are too many for a matrix
   */
  public DetectionConfusion(
      DetectionRules rules, double threshold, double leastScore, List<Integer> categories) {
    this.classes = categories.size() + 1;
    if (classes > ConfusionMatrix.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "A confusion of detections has at most %,d categories, not %,d."
              .formatted(ConfusionMatrix.MAX_CLASSES - 1, categories.size()));
    }
    for (int category : categories) {
      if (places.put(category, places.size()) != null) {
        throw new IllegalArgumentException("Category %d stands twice.".formatted(category));
      }
    }
    this.overlap = ObjectOverlap.of(rules);
    this.limit = rules.grid().limit();
    this.leastScore = leastScore;
    this.matching =
        new Matching(
            new double[] {threshold},
            new double[] {Double.NEGATIVE_INFINITY},
            new double[] {Double.POSITIVE_INFINITY});
    this.counts = new long[classes * classes];
  }

  /**
   * Counts an image.
   *
   * @throws IllegalArgumentException if a category is not among those of the matrix, or an object
   *     lacks the mask that is asked for
   */
  public void add(List<TruthObject> truths, List<DetectedObject> detections) {
    List<TruthObject> objects = truths.stream().filter(truth -> !truth.crowd()).toList();
    List<DetectedObject> first = new ArrayList<>(detections);
    first.removeIf(detection -> !(detection.score() >= leastScore));
    first.sort(Comparator.comparingDouble(detection -> -detection.score() + 0.0));
    first = first.subList(0, Math.min(limit, first.size()));
    int n = first.size();
    int m = objects.size();
    double[] overlaps = new double[Math.multiplyExact(n, m)];
    overlap.overlaps(first, objects, overlaps);
    matching.match(
        n,
        new double[n],
        new boolean[n],
        m,
        new double[m],
        new boolean[m],
        new boolean[m],
        overlaps);
    int background = classes - 1;
    int[] rows = objects.stream().mapToInt(truth -> place(truth.category())).toArray();
    int[] columns = first.stream().mapToInt(found -> place(found.category())).toArray();
    boolean[] found = new boolean[m];
    for (int d = 0; d < n; d++) {
      int truth = matching.truth(0, d);
      if (truth >= 0) {
        found[truth] = true;
      }
      counts[(truth < 0 ? background : rows[truth]) * classes + columns[d]]++;
    }
    for (int t = 0; t < m; t++) {
      counts[rows[t] * classes + background] += found[t] ? 0 : 1;
    }
  }

  private int place(int category) {
    Integer place = places.get(category);
    if (place == null) {
      throw new IllegalArgumentException(
          "Category %d is none of the %,d of the confusion; leave its objects out, or name it."
              .formatted(category, places.size()));
    }
    return place;
  }

  /** The counts of all images so far; the last row and column are the background. */
  public ConfusionMatrix matrix() {
    return ConfusionMatrix.of(classes, counts);
  }

  /** Forgets all images. */
  public void clear() {
    Arrays.fill(counts, 0);
  }
}

package dev.maskwise.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * COCO's evaluation of boxes, step by step as its API has it: every image, category, band,
 * threshold and limit by itself, every detection in the curve, every recall searched for.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public final class NaiveDetections {
  private NaiveDetections() {}

  /** A true object; the box is x, y, width, height. */
  public record Truth(
      long id,
      long image,
      int category,
      double[] box,
      double area,
      boolean crowd,
      boolean ignore) {}

  /** A detection; the box is x, y, width, height, and its area the area of the detection. */
  public record Found(long image, int category, double[] box, double score) {}

  /** Precision at each of 101 recalls, the score there, and the recall; null without objects. */
  public record Curve(double[] precision, double[] score, double recall) {}

  private record Judged(double[] scores, boolean[] matched, boolean[] ignored, int objects) {}

  /** {@code bbIou}. */
  public static double iou(double[] d, double[] g, boolean crowd) {
    double w = Math.min(d[2] + d[0], g[2] + g[0]) - Math.max(d[0], g[0]);
    double h = Math.min(d[3] + d[1], g[3] + g[1]) - Math.max(d[1], g[1]);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    double i = w * h;
    double da = d[2] * d[3];
    return i / (crowd ? da : da + g[2] * g[3] - i);
  }

  /**
   * {@code evaluateImg}, then {@code accumulate}, of one cell of one category.
   *
   * @param lostZero whether a detection that finds the object 0 counts as one that finds nothing
   */
  public static @Nullable Curve curve(
      List<Truth> truths,
      List<Found> detections,
      int category,
      double lowest,
      double highest,
      double threshold,
      int limit,
      int most,
      boolean lostZero) {
    TreeSet<Long> ids = new TreeSet<>();
    truths.forEach(truth -> ids.add(truth.image));
    detections.forEach(found -> ids.add(found.image));
    List<double[]> all = new ArrayList<>(); // score, true, false
    int objects = 0;
    for (long id : ids) {
      Judged image =
          judged(
              truths.stream().filter(t -> t.image == id && t.category == category).toList(),
              detections.stream()
                  .filter(d -> d.image == id && d.category == category)
                  .sorted(Comparator.comparingDouble(d -> 0.0 - d.score))
                  .limit(most)
                  .toList(),
              lowest,
              highest,
              threshold,
              lostZero);
      objects += image.objects;
      for (int d = 0; d < Math.min(limit, image.scores.length); d++) {
        all.add(
            new double[] {
              image.scores[d],
              image.matched[d] && !image.ignored[d] ? 1 : 0,
              !image.matched[d] && !image.ignored[d] ? 1 : 0
            });
      }
    }
    all.sort(Comparator.comparingDouble(d -> 0.0 - d[0]));
    return objects == 0 ? null : accumulated(all, objects);
  }

  private static Judged judged(
      List<Truth> truths,
      List<Found> detections,
      double lowest,
      double highest,
      double threshold,
      boolean lostZero) {
    List<Truth> sorted = new ArrayList<>(truths);
    sorted.sort(Comparator.comparing(t -> ignored(t, lowest, highest)));
    boolean[] taken = new boolean[sorted.size()];
    boolean[] matched = new boolean[detections.size()];
    boolean[] ignored = new boolean[detections.size()];
    for (int d = 0; d < matched.length; d++) {
      Found found = detections.get(d);
      double best = Math.min(threshold, 1 - 1e-10);
      int match = -1;
      for (int g = 0; g < taken.length; g++) {
        Truth truth = sorted.get(g);
        if (taken[g] && !truth.crowd) {
          continue;
        }
        if (match >= 0
            && !ignored(sorted.get(match), lowest, highest)
            && ignored(truth, lowest, highest)) {
          break;
        }
        double iou = iou(found.box, truth.box, truth.crowd);
        if (iou >= best) {
          best = iou;
          match = g;
        }
      }
      if (match >= 0) {
        taken[match] = true;
        ignored[d] = ignored(sorted.get(match), lowest, highest);
        matched[d] = !lostZero || sorted.get(match).id != 0;
      }
      double area = found.box[2] * found.box[3];
      ignored[d] |= !matched[d] && (area < lowest || area > highest);
    }
    int objects = (int) sorted.stream().filter(t -> !ignored(t, lowest, highest)).count();
    return new Judged(
        detections.stream().mapToDouble(Found::score).toArray(), matched, ignored, objects);
  }

  private static boolean ignored(Truth truth, double lowest, double highest) {
    return truth.crowd || truth.ignore || truth.area < lowest || truth.area > highest;
  }

  private static Curve accumulated(List<double[]> detections, int objects) {
    int n = detections.size();
    double[] recall = new double[n];
    double[] precision = new double[n];
    double found = 0;
    double wrong = 0;
    for (int d = 0; d < n; d++) {
      found += detections.get(d)[1];
      wrong += detections.get(d)[2];
      recall[d] = found / objects;
      precision[d] = found / (wrong + found + Math.ulp(1.0));
    }
    for (int d = n - 1; d > 0; d--) {
      precision[d - 1] = Math.max(precision[d - 1], precision[d]);
    }
    double[] atRecall = new double[101];
    double[] score = new double[101];
    for (int point = 0; point <= 100; point++) {
      double asked = point * 0.01;
      int first = 0;
      while (first < n && recall[first] < asked) {
        first++;
      }
      if (first < n) {
        atRecall[point] = precision[first];
        score[point] = detections.get(first)[0];
      }
    }
    return new Curve(atRecall, score, n == 0 ? 0 : recall[n - 1]);
  }

  /** The largest F1 that a score gives, by trying every score; NaN where none finds an object. */
  public static double bestF1(List<double[]> scoredTruths, int objects) {
    return scoredTruths.stream()
        .mapToDouble(
            d -> {
              double[] found =
                  scoredTruths.stream()
                      .filter(other -> other[0] >= d[0])
                      .mapToDouble(o -> o[1])
                      .toArray();
              double truePositives = Arrays.stream(found).sum();
              return truePositives == 0 ? Double.NaN : 2 * truePositives / (found.length + objects);
            })
        .filter(f1 -> !Double.isNaN(f1))
        .max()
        .orElse(Double.NaN);
  }
}

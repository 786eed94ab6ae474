package dev.maskwise.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Panoptic quality as the paper words it: set by set, pixel by pixel, nothing remembered. */
public final class NaivePanoptic {
  private NaivePanoptic() {}

  /** What a category has: pairs that match and their IoU, false ones, missed ones. */
  public static final class Found {
    public final List<Double> matches = new ArrayList<>();
    public int falseOnes;
    public int missedOnes;
  }

  /**
   * What each category has.
   *
   * @param truthCategory the category of each id of the truth; a negative one, −1 − category, of a
   *     crowd
   * @param borders of the half width of the borders that count too; 0 without
   */
  public static Map<Integer, Found> judge(
      int[] truth,
      Map<Integer, Integer> truthCategory,
      int[] prediction,
      Map<Integer, Integer> predictionCategory,
      int width,
      int borders) {
    Map<Integer, Found> all = new TreeMap<>();
    for (Map.Entry<Integer, Integer> one : truthCategory.entrySet()) {
      if (one.getValue() >= 0
          && matchOf(truth, one, prediction, predictionCategory, width, borders) == 0) {
        all.computeIfAbsent(one.getValue(), c -> new Found()).missedOnes++;
      }
    }
    for (Map.Entry<Integer, Integer> two : predictionCategory.entrySet()) {
      double best = 0;
      for (Map.Entry<Integer, Integer> one : truthCategory.entrySet()) {
        if (one.getValue().equals(two.getValue())) {
          double iou = iou(truth, one.getKey(), prediction, two.getKey(), width, borders);
          best = Math.max(best, iou > 0.5 ? iou : 0);
        }
      }
      if (best > 0) {
        all.computeIfAbsent(two.getValue(), c -> new Found()).matches.add(best);
      } else {
        int excused = 0;
        int area = 0;
        for (int i = 0; i < truth.length; i++) {
          if (prediction[i] == two.getKey()) {
            area++;
            boolean crowd = truthCategory.getOrDefault(truth[i], 0) == -1 - two.getValue();
            excused += truth[i] == 0 || crowd ? 1 : 0;
          }
        }
        if (2 * excused <= area) {
          all.computeIfAbsent(two.getValue(), c -> new Found()).falseOnes++;
        }
      }
    }
    return all;
  }

  private static double matchOf(
      int[] truth,
      Map.Entry<Integer, Integer> one,
      int[] prediction,
      Map<Integer, Integer> categories,
      int width,
      int borders) {
    for (Map.Entry<Integer, Integer> two : categories.entrySet()) {
      double iou = iou(truth, one.getKey(), prediction, two.getKey(), width, borders);
      if (two.getValue().equals(one.getValue()) && iou > 0.5) {
        return iou;
      }
    }
    return 0;
  }

  private static double iou(
      int[] truth, int id, int[] prediction, int other, int width, int borders) {
    double whole = iou(truth, of(truth, id, width, 0), of(prediction, other, width, 0));
    return borders == 0
        ? whole
        : Math.min(
            whole,
            iou(truth, of(truth, id, width, borders), of(prediction, other, width, borders)));
  }

  private static double iou(int[] truth, boolean[] a, boolean[] b) {
    double shared = 0;
    double either = 0;
    for (int i = 0; i < truth.length; i++) {
      shared += a[i] && b[i] ? 1 : 0;
      either += a[i] || (b[i] && truth[i] != 0) ? 1 : 0;
    }
    return shared / either;
  }

  /** The pixels of a segment, or those that are within so many pixels of another or the outside. */
  public static boolean[] of(int[] ids, int id, int width, int borders) {
    int height = ids.length / width;
    boolean[] pixels = new boolean[ids.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean border = borders == 0;
        for (int v = y - borders; v <= y + borders; v++) {
          for (int u = x - borders; u <= x + borders; u++) {
            border |= v < 0 || v >= height || u < 0 || u >= width || ids[v * width + u] != id;
          }
        }
        pixels[y * width + x] = ids[y * width + x] == id && border;
      }
    }
    return pixels;
  }
}

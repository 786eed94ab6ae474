package dev.maskwise.oracle;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Panoptic quality segment by segment, each pair by a walk over all pixels. */
public final class NaivePanoptic {
  private NaivePanoptic() {}

  /**
   * The sum of IoU, TP, FP and FN of each category.
   *
   * @param truth by id: category, area, and 1 for a crowd; in the order of the list
   * @param ratio of borders; 0 for masks alone
   */
  public static Map<Integer, double[]> count(
      Map<Integer, long[]> truth,
      Map<Integer, long[]> prediction,
      int[] truthMap,
      int[] map,
      int width,
      boolean lastCrowd,
      double ratio) {
    int height = map.length / width;
    double part = ratio * Math.sqrt(height * height + width * width);
    int distance = (int) Math.max(1, Math.rint(part));
    Map<Integer, double[]> counts = new TreeMap<>();
    Set<Integer> matchedTruths = new HashSet<>();
    Set<Integer> matchedPredictions = new HashSet<>();
    Map<Integer, Integer> last = new LinkedHashMap<>();
    truth.forEach(
        (t, ofTruth) -> {
          if (ofTruth[2] == 1) {
            last.put((int) ofTruth[0], t);
            return;
          }
          prediction.forEach(
              (p, ofPrediction) -> {
                if (ofTruth[0] != ofPrediction[0]) {
                  return;
                }
                double iou = iou(truthMap, t, map, p, ofTruth[1]);
                if (ratio > 0) {
                  boolean[] trueBorder =
                      new NaiveBoundary(truthMap, height, width, -1).boundary(t, distance);
                  boolean[] border =
                      new NaiveBoundary(map, height, width, -1).boundary(p, distance);
                  int inter = 0;
                  int union = 0;
                  for (int i = 0; i < map.length; i++) {
                    boolean a = trueBorder[i];
                    boolean b = border[i];
                    inter += a && b ? 1 : 0;
                    union += a || (b && truthMap[i] != 0) ? 1 : 0;
                  }
                  iou = Math.min(iou, (double) inter / union);
                }
                if (iou > 0.5) {
                  double[] cell = cell(counts, ofTruth[0]);
                  cell[0] += iou;
                  cell[1]++;
                  matchedTruths.add(t);
                  matchedPredictions.add(p);
                }
              });
        });
    prediction.forEach(
        (p, ofPrediction) -> {
          if (matchedPredictions.contains(p)) {
            return;
          }
          int all = 0;
          int excused = 0;
          for (int i = 0; i < map.length; i++) {
            if (map[i] == p) {
              all++;
              long[] there = truth.get(truthMap[i]);
              boolean crowd =
                  there != null
                      && there[2] == 1
                      && there[0] == ofPrediction[0]
                      && (!lastCrowd
                          || Integer.valueOf(truthMap[i]).equals(last.get((int) there[0])));
              excused += there == null || crowd ? 1 : 0;
            }
          }
          if (2 * excused <= all) {
            cell(counts, ofPrediction[0])[2]++;
          }
        });
    truth.forEach(
        (t, ofTruth) -> {
          if (ofTruth[2] == 0 && !matchedTruths.contains(t)) {
            cell(counts, ofTruth[0])[3]++;
          }
        });
    return counts;
  }

  private static double[] cell(Map<Integer, double[]> counts, long category) {
    return counts.computeIfAbsent((int) category, key -> new double[4]);
  }

  private static double iou(int[] truthMap, int t, int[] map, int p, long area) {
    int inter = 0;
    int onVoid = 0;
    int all = 0;
    for (int i = 0; i < map.length; i++) {
      if (map[i] == p) {
        all++;
        inter += truthMap[i] == t ? 1 : 0;
        onVoid += truthMap[i] == 0 ? 1 : 0;
      }
    }
    return (double) inter / (all + area - inter - onVoid);
  }
}

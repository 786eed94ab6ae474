package dev.maskwise.kernel.match;

import java.util.Arrays;

/**
 * Greedy matching of the detections of one image and category with its true objects, for every band
 * of areas and every threshold of overlap at once.
 *
 * <p>Detections come by descending score. Each takes, of the objects that are left, the one of
 * largest overlap that reaches the threshold; of equal ones the later. An object that is ignored is
 * taken only where none that counts reaches the threshold; a crowd can be taken many times. An
 * object is ignored in a band where it says so itself or its area is outside; a detection where the
 * object that it took is, or where it took none and its own area is outside.
 *
 * <p>A cell is a band and a threshold: cell {@code band · thresholds + threshold}. The cells of a
 * detection are bits, {@link #words} longs for each.
 *
 * <p>Buffers grow to the largest image and are used again: for one thread. O(cells · detections ·
 * objects), less for detections that lie on no object. Source: {@code COCOeval.evaluateImg} of
 * COCO's API, equal to the bit.
 */
public final class Matching {

  /** A threshold of 1 is reached by an overlap that is 1 but for rounding. */
  private static final double NEARLY_ONE = 1 - 1e-10;

  private final double[] thresholds;
  private final double[] lowest;
  private final double[] highest;
  private final int words;

  private final int[] counted;
  private int detections;
  private int[] match = {};
  private long[] truePositive = {};
  private long[] ignored = {};

  private double[] best = {};
  private int[] order = {};
  private boolean[] outside = {};
  private boolean[] taken = {};

  /**
   * @param thresholds of overlap
   * @param lowest the smallest area of each band, which belongs to it
   * @param highest the largest area of each band, which belongs to it
   * @throws IllegalArgumentException if not every band has two bounds
   */
  public Matching(double[] thresholds, double[] lowest, double[] highest) {
    if (lowest.length != highest.length) {
      throw new IllegalArgumentException("a band of areas has a smallest and a largest one");
    }
    this.thresholds = new double[thresholds.length];
    for (int t = 0; t < thresholds.length; t++) {
      this.thresholds[t] = Math.min(thresholds[t], NEARLY_ONE);
    }
    this.lowest = lowest.clone();
    this.highest = highest.clone();
    this.words = (lowest.length * thresholds.length + Long.SIZE - 1) / Long.SIZE;
    this.counted = new int[lowest.length];
  }

  /**
   * The detections of one image and category, by descending score, and its objects in the order of
   * the file. Entries of the arrays after the last one are not read.
   *
   * @param areas of the detections
   * @param excused whether a detection that takes no object is ignored
   * @param truthAreas of the objects
   * @param crowds which objects can be taken many times
   * @param ignoredTruths which objects do not count in any band
   * @param overlaps of each detection with each object: {@code [detection · truths + truth]}
   */
  public void match(
      int detections,
      double[] areas,
      boolean[] excused,
      int truths,
      double[] truthAreas,
      boolean[] crowds,
      boolean[] ignoredTruths,
      double[] overlaps) {
    this.detections = detections;
    reserve(detections, truths);
    for (int d = 0; d < detections; d++) {
      double largest = 0;
      for (int i = d * truths; i < (d + 1) * truths; i++) {
        largest = Math.max(largest, overlaps[i]);
      }
      best[d] = largest;
    }
    for (int band = 0; band < lowest.length; band++) {
      int inside = arrange(band, truths, truthAreas, ignoredTruths);
      counted[band] = inside;
      for (int t = 0; t < thresholds.length; t++) {
        int cell = band * thresholds.length + t;
        Arrays.fill(taken, 0, truths, false);
        for (int d = 0; d < detections; d++) {
          int found =
              best[d] < thresholds[t]
                  ? -1
                  : largest(thresholds[t], overlaps, d * truths, truths, inside, crowds);
          match[cell * detections + d] = found;
          int word = d * words + (cell >> 6);
          if (found < 0) {
            if (excused[d] || areas[d] < lowest[band] || areas[d] > highest[band]) {
              ignored[word] |= 1L << cell;
            }
          } else {
            taken[found] = true;
            (outside[found] ? ignored : truePositive)[word] |= 1L << cell;
          }
        }
      }
    }
  }

  /** The object that a detection takes, -1 for none; those that count come first in the order. */
  private int largest(
      double threshold, double[] overlaps, int row, int truths, int inside, boolean[] crowds) {
    int found = -1;
    double least = threshold;
    for (int i = 0; i < truths; i++) {
      if (i == inside && found >= 0) {
        break;
      }
      int truth = order[i];
      double overlap = overlaps[row + truth];
      if (overlap >= least && (!taken[truth] || crowds[truth])) {
        least = overlap;
        found = truth;
      }
    }
    return found;
  }

  /** Puts the objects that count in a band before the others, and says how many they are. */
  private int arrange(int band, int truths, double[] areas, boolean[] ignoredTruths) {
    int inside = 0;
    for (int i = 0; i < truths; i++) {
      outside[i] = ignoredTruths[i] || areas[i] < lowest[band] || areas[i] > highest[band];
      inside += outside[i] ? 0 : 1;
    }
    int first = 0;
    int last = inside;
    for (int i = 0; i < truths; i++) {
      order[outside[i] ? last++ : first++] = i;
    }
    return inside;
  }

  private void reserve(int detections, int truths) {
    int matches = Math.multiplyExact(lowest.length * thresholds.length, detections);
    if (match.length < matches) {
      match = new int[matches];
    }
    if (best.length < detections) {
      best = new double[detections];
      truePositive = new long[detections * words];
      ignored = new long[detections * words];
    }
    if (order.length < truths) {
      order = new int[truths];
      outside = new boolean[truths];
      taken = new boolean[truths];
    }
    Arrays.fill(truePositive, 0, detections * words, 0);
    Arrays.fill(ignored, 0, detections * words, 0);
  }

  /** How many longs the bits of a detection are. */
  public int words() {
    return words;
  }

  /**
   * How many objects count in each band: those that can be found. Valid until the next call, not to
   * be changed.
   */
  public int[] counted() {
    return counted;
  }

  /**
   * The object that a detection took in a cell, whether it counts or not; -1 where it took none.
   */
  public int truth(int cell, int detection) {
    return match[cell * detections + detection];
  }

  /**
   * Takes a true positive back: the detection counts as one that took no object.
   *
   * @param nowIgnored whether it is ignored, rather than false
   */
  public void unmatch(int cell, int detection, boolean nowIgnored) {
    int word = detection * words + (cell >> 6);
    truePositive[word] &= ~(1L << cell);
    if (nowIgnored) {
      ignored[word] |= 1L << cell;
    }
  }

  /**
   * In which cells a detection took an object that counts: {@link #words} longs a detection. Valid
   * until the next call, not to be changed.
   */
  public long[] truePositive() {
    return truePositive;
  }

  /** In which cells a detection counts neither for nor against; as {@link #truePositive} lies. */
  public long[] ignored() {
    return ignored;
  }
}

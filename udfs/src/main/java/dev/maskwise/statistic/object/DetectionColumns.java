package dev.maskwise.statistic.object;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Growing columns: groups, each of an image and a category, and the records of the groups, by
 * descending score. Bits of cells are {@link #words} longs a record.
 */
final class DetectionColumns {
  final int bands;
  final int words;

  int groups;
  int[] category = new int[4];
  long[] image = new long[4];
  int[] start = new int[5]; // [group], and after the last one the number of records
  int[] truths; // [group · bands + band]

  double[] score = new double[8];
  long[] truePositive;
  long[] ignored;

  DetectionColumns(int bands, int words) {
    this.bands = bands;
    this.words = words;
    this.truths = new int[4 * bands];
    this.truePositive = new long[8 * words];
    this.ignored = new long[8 * words];
  }

  int records() {
    return start[groups];
  }

  /** Begins a group, without truths and records. */
  void begin(int ofCategory, long ofImage) {
    if (groups == category.length) {
      int more = grown(groups, groups + 1, bands);
      category = Arrays.copyOf(category, more);
      image = Arrays.copyOf(image, more);
      start = Arrays.copyOf(start, more + 1);
      truths = Arrays.copyOf(truths, more * bands);
    }
    category[groups] = ofCategory;
    image[groups] = ofImage;
    Arrays.fill(truths, groups * bands, (groups + 1) * bands, 0);
    start[groups + 1] = start[groups];
    groups++;
  }

  /** Makes room for records and says where the first of them is. */
  int extend(int count) {
    int from = records();
    int to = Math.addExact(from, count);
    if (to > score.length) {
      int more = grown(score.length, to, words);
      score = Arrays.copyOf(score, more);
      truePositive = Arrays.copyOf(truePositive, more * words);
      ignored = Arrays.copyOf(ignored, more * words);
    }
    start[groups] = to;
    return from;
  }

  /** Drops what the last group has beyond some records. */
  void cut(int most) {
    start[groups] = Math.min(start[groups], start[groups - 1] + most);
  }

  /** A larger length for arrays of so many numbers an element. */
  private static int grown(int length, int needed, int each) {
    int most = (Integer.MAX_VALUE - 8) / Math.max(each, 1) - 1;
    if (needed > most) {
      throw new ArithmeticException("These are more detections than one memory holds.");
    }
    return (int) Math.min(Math.max(2L * length, needed), most);
  }

  /** Appends a group of other columns of the same shape. */
  void append(DetectionColumns other, int group) {
    begin(other.category[group], other.image[group]);
    System.arraycopy(other.truths, group * bands, truths, (groups - 1) * bands, bands);
    int first = other.start[group];
    int count = other.start[group + 1] - first;
    int from = extend(count);
    System.arraycopy(other.score, first, score, from, count);
    System.arraycopy(other.truePositive, first * words, truePositive, from * words, count * words);
    System.arraycopy(other.ignored, first * words, ignored, from * words, count * words);
  }

  void appendAll(DetectionColumns other) {
    int count = other.groups; // The other may be this.
    for (int group = 0; group < count; group++) {
      append(other, group);
    }
  }

  /** The same groups in their order; this where they are. */
  DetectionColumns inOrder() {
    boolean ordered = true;
    for (int group = 1; ordered && group < groups; group++) {
      ordered = compare(this, group - 1, this, group) <= 0;
    }
    if (ordered) {
      return this;
    }
    DetectionColumns sorted = new DetectionColumns(bands, words);
    for (int group : StableOrder.of(0, groups, (a, b) -> compare(this, a, this, b))) {
      sorted.append(this, group);
    }
    return sorted;
  }

  /** By category, image, and then by what there is. Zero for equal groups alone. */
  static int compare(DetectionColumns a, int groupOfA, DetectionColumns b, int groupOfB) {
    int order = Integer.compare(a.category[groupOfA], b.category[groupOfB]);
    if (order == 0) {
      order = Long.compare(a.image[groupOfA], b.image[groupOfB]);
    }
    return order != 0 ? order : compareContent(a, groupOfA, b, groupOfB);
  }

  private static int compareContent(
      DetectionColumns a, int groupOfA, DetectionColumns b, int groupOfB) {
    int bands = a.bands;
    int words = a.words;
    int order =
        Arrays.compare(
            a.truths,
            groupOfA * bands,
            (groupOfA + 1) * bands,
            b.truths,
            groupOfB * bands,
            (groupOfB + 1) * bands);
    if (order != 0) {
      return order;
    }
    int fromA = a.start[groupOfA];
    int toA = a.start[groupOfA + 1];
    int fromB = b.start[groupOfB];
    int toB = b.start[groupOfB + 1];
    order = Arrays.compare(a.score, fromA, toA, b.score, fromB, toB);
    if (order == 0) {
      order =
          Arrays.compare(
              a.truePositive,
              fromA * words,
              toA * words,
              b.truePositive,
              fromB * words,
              toB * words);
    }
    return order != 0
        ? order
        : Arrays.compare(
            a.ignored, fromA * words, toA * words, b.ignored, fromB * words, toB * words);
  }

  /** What is wrong with the records of a group, or null. */
  @Nullable String problem(int group, DetectionGrid grid) {
    int from = start[group];
    int to = start[group + 1];
    if (to - from > grid.limit()) {
      return "a category of an image has more detections than the limit";
    }
    for (int r = from; r < to; r++) {
      if (!Double.isFinite(score[r])) {
        return "a score is not finite";
      }
      if (r > from && score[r] > score[r - 1]) {
        return "scores do not descend";
      }
    }
    long beyond = grid.cells() % Long.SIZE == 0 ? 0 : -1L << grid.cells();
    int[] found = new int[grid.cells()];
    for (int i = from * words; i < to * words; i++) {
      if ((truePositive[i] & ignored[i]) != 0) {
        return "an ignored detection is a true positive";
      }
      int word = i % words;
      if (word == words - 1 && ((truePositive[i] | ignored[i]) & beyond) != 0) {
        return "a bit is of no cell";
      }
      for (long bits = truePositive[i]; bits != 0; bits &= bits - 1) {
        found[word * Long.SIZE + Long.numberOfTrailingZeros(bits)]++;
      }
    }
    for (int cell = 0; cell < found.length; cell++) {
      if (found[cell] > truths[group * bands + cell / grid.thresholds().size()]) {
        return "there are more true positives than objects";
      }
    }
    return null;
  }
}

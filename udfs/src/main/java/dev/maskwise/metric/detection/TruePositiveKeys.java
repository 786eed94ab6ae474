package dev.maskwise.metric.detection;

import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import dev.maskwise.statistic.object.StableOrder;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Where the true positives lie among the detections of all images: for each detection that is a
 * true positive in some cell its category, score, image, rank and cells. There are about as many as
 * there are objects, however many detections there are. With what IntervalCounts counts between
 * them they give the curves, without the detections being sorted or held.
 *
 * <p>Every image must be told once. Mutable until {@link #sort}, 24 bytes a key and 8 more for each
 * 64 cells, for one thread.
 */
public final class TruePositiveKeys implements Serializable {
  private static final long serialVersionUID = 1;

  private final DetectionGrid grid;
  private final int words;
  private int size;
  private int[] category = new int[8];
  private double[] score = new double[8];
  private long[] image = new long[8];
  private int[] rank = new int[8];
  private long[] truePositive;

  /** Of no images. */
  public TruePositiveKeys(DetectionGrid grid) {
    this.grid = grid;
    this.words = grid.words();
    this.truePositive = new long[8 * words];
  }

  /** Adds the keys of other images. O(records). */
  public void add(DetectionRecords records) {
    for (int group = 0; group < records.groups(); group++) {
      int first = records.first(group);
      for (int record = first; record < records.first(group + 1); record++) {
        long any = 0;
        for (int word = 0; word < words; word++) {
          any |= records.truePositive(record, word);
        }
        if (any != 0) {
          reserve(size + 1);
          category[size] = records.category(group);
          score[size] = records.score(record);
          image[size] = records.image(group);
          rank[size] = record - first;
          for (int word = 0; word < words; word++) {
            truePositive[size * words + word] = records.truePositive(record, word);
          }
          size++;
        }
      }
    }
  }

  /** Adds the keys of other images. */
  public void add(TruePositiveKeys other) {
    reserve(Math.addExact(size, other.size));
    System.arraycopy(other.category, 0, category, size, other.size);
    System.arraycopy(other.score, 0, score, size, other.size);
    System.arraycopy(other.image, 0, image, size, other.size);
    System.arraycopy(other.rank, 0, rank, size, other.size);
    System.arraycopy(other.truePositive, 0, truePositive, size * words, other.size * words);
    size += other.size;
  }

  private void reserve(int needed) {
    if (needed > category.length) {
      int more = Math.max(needed, Math.addExact(category.length, category.length / 2));
      category = Arrays.copyOf(category, more);
      score = Arrays.copyOf(score, more);
      image = Arrays.copyOf(image, more);
      rank = Arrays.copyOf(rank, more);
      truePositive = Arrays.copyOf(truePositive, Math.multiplyExact(more, words));
    }
  }

  /** These keys in their order, which {@link #position} needs. O(n log n). */
  public TruePositiveKeys sort() {
    TruePositiveKeys sorted = new TruePositiveKeys(grid);
    sorted.reserve(size);
    for (int key : StableOrder.of(0, size, this::compare)) {
      int at = sorted.size++;
      sorted.category[at] = category[key];
      sorted.score[at] = score[key];
      sorted.image[at] = image[key];
      sorted.rank[at] = rank[key];
      System.arraycopy(truePositive, key * words, sorted.truePositive, at * words, words);
    }
    return sorted;
  }

  private int compare(int a, int b) {
    return compare(a, category[b], score[b], image[b], rank[b]);
  }

  /** By category, descending score, image and rank. */
  private int compare(int key, int ofCategory, double ofScore, long ofImage, int ofRank) {
    int order = Integer.compare(category[key], ofCategory);
    if (order == 0) {
      order = Double.compare(ofScore, score[key]);
    }
    if (order == 0) {
      order = Long.compare(image[key], ofImage);
    }
    return order != 0 ? order : Integer.compare(rank[key], ofRank);
  }

  /**
   * The first key of the category that does not lie before a detection; −1 where all do. O(log n).
   */
  int position(int ofCategory, double ofScore, long ofImage, int ofRank) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, ofCategory, ofScore, ofImage, ofRank) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < size && category[low] == ofCategory ? low : -1;
  }

  /** At which thresholds, in which bands. */
  public DetectionGrid grid() {
    return grid;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  int category(int key) {
    return category[key];
  }

  double score(int key) {
    return score[key];
  }

  boolean isTruePositive(int key, int cell) {
    return (truePositive[key * words + (cell >> 6)] >>> cell & 1) != 0;
  }
}

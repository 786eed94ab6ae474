package dev.maskwise.metric.detection;

import java.io.Serializable;

/**
 * How many true and false positives each cell has in some part of the detections. Mutable, for one
 * thread.
 */
public final class CellTotals implements Serializable {
  private static final long serialVersionUID = 1;

  private final long[] truePositives;
  private final long[] falsePositives;

  /** Of no detections. */
  public CellTotals(int cells) {
    truePositives = new long[cells];
    falsePositives = new long[cells];
  }

  /** Adds another part. */
  public void add(CellTotals other) {
    for (int cell = 0; cell < truePositives.length; cell++) {
      truePositives[cell] += other.truePositives[cell];
      falsePositives[cell] += other.falsePositives[cell];
    }
  }

  /**
   * Adds the bits of a detection, 64 cells of it. O(cells that are not ignored).
   *
   * @param word the cells are those from {@code 64 · word}
   */
  public void add(int word, long truePositive, long ignored) {
    int first = word * Long.SIZE;
    for (long bits = truePositive; bits != 0; bits &= bits - 1) {
      truePositives[first + Long.numberOfTrailingZeros(bits)]++;
    }
    for (long bits = falsePositive(word, truePositive, ignored); bits != 0; bits &= bits - 1) {
      falsePositives[first + Long.numberOfTrailingZeros(bits)]++;
    }
  }

  private long falsePositive(int word, long truePositive, long ignored) {
    int cells = truePositives.length - word * Long.SIZE;
    long all = cells >= Long.SIZE ? -1L : (1L << cells) - 1;
    return ~(truePositive | ignored) & all;
  }

  /** The true positives of a cell. */
  public long truePositives(int cell) {
    return truePositives[cell];
  }

  /** The false positives of a cell. */
  public long falsePositives(int cell) {
    return falsePositives[cell];
  }
}

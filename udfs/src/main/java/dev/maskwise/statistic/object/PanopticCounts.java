package dev.maskwise.statistic.object;

import dev.maskwise.statistic.ByteLayout;
import dev.maskwise.statistic.ExactSum;
import dev.maskwise.statistic.SerializedStatistic;
import dev.maskwise.statistic.StatisticType;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What panoptic quality is computed from: of each category how many true and predicted segments
 * found each other, how many of either are alone, and the exact sum of the overlaps of those that
 * found each other. A category of which nothing was counted is none. Mutable, about 0.2 kB a
 * category, not for use by two threads at once.
 */
public final class PanopticCounts implements Serializable {

  /** Adds the counts and sums of each category. */
  public static final StatisticType<PanopticCounts> TYPE = new Type();

  private final TreeMap<Integer, Cell> cells = new TreeMap<>();

  /** The counts of no image. */
  public PanopticCounts() {}

  private static final class Cell {
    long matched;
    long falsePositives;
    long falseNegatives;
    final ExactSum iou = new ExactSum();

    void add(Cell other) {
      long allMatched = Math.addExact(matched, other.matched);
      long allPositives = Math.addExact(falsePositives, other.falsePositives);
      falseNegatives = Math.addExact(falseNegatives, other.falseNegatives);
      matched = allMatched;
      falsePositives = allPositives;
      iou.add(other.iou);
    }

    void subtract(Cell other) {
      if (matched < other.matched
          || falsePositives < other.falsePositives
          || falseNegatives < other.falseNegatives) {
        throw new IllegalArgumentException(
            "Counts of segments are taken away that were never added.");
      }
      matched -= other.matched;
      falsePositives -= other.falsePositives;
      falseNegatives -= other.falseNegatives;
      iou.subtract(other.iou);
    }

    boolean isNothing() {
      return (matched | falsePositives | falseNegatives) == 0;
    }

    boolean isSame(Cell other) {
      return matched == other.matched
          && falsePositives == other.falsePositives
          && falseNegatives == other.falseNegatives
          && iou.equals(other.iou);
    }
  }

  private Cell cell(int category) {
    if (category < 0) {
      throw new IllegalArgumentException(
          "The id of a category is not negative, as %d is.".formatted(category));
    }
    return cells.computeIfAbsent(category, key -> new Cell());
  }

  /**
   * Counts a true and a predicted segment that found each other.
   *
   * @param iou their overlap, from 0 to 1
   * @throws IllegalArgumentException if the overlap is another one, or the category negative
   */
  public void addMatch(int category, double iou) {
    if (!(iou >= 0 && iou <= 1)) {
      throw new IllegalArgumentException("An IoU is from 0 to 1, not %s.".formatted(iou));
    }
    Cell cell = cell(category);
    cell.iou.add(iou);
    cell.matched++;
  }

  /** Counts a predicted segment that found nothing. */
  public void addFalsePositive(int category) {
    cell(category).falsePositives++;
  }

  /** Counts a true segment that nothing found. */
  public void addFalseNegative(int category) {
    cell(category).falseNegatives++;
  }

  /**
   * Adds all that was counted in another, which does not change.
   *
   * @throws ArithmeticException if a count leaves the range of int64
   */
  public void add(PanopticCounts other) {
    other.cells.forEach((category, cell) -> cell(category).add(cell));
  }

  /**
   * Takes away all that was counted in another: undoes its addition.
   *
   * @throws IllegalArgumentException if it was never added
   */
  public void subtract(PanopticCounts other) {
    other.cells.forEach((category, cell) -> cell(category).subtract(cell));
    cells.values().removeIf(Cell::isNothing);
  }

  /** The categories of which something was counted, ascending; a copy. */
  public NavigableSet<Integer> categories() {
    return new TreeSet<>(cells.keySet());
  }

  /** Pairs of segments that found each other: true positives. */
  public long matched(int category) {
    Cell cell = cells.get(category);
    return cell == null ? 0 : cell.matched;
  }

  /** Predicted segments that found nothing. */
  public long falsePositives(int category) {
    Cell cell = cells.get(category);
    return cell == null ? 0 : cell.falsePositives;
  }

  /** True segments that nothing found. */
  public long falseNegatives(int category) {
    Cell cell = cells.get(category);
    return cell == null ? 0 : cell.falseNegatives;
  }

  /** The sum of the overlaps of those that found each other, rounded once. */
  public double iouSum(int category) {
    Cell cell = cells.get(category);
    return cell == null ? 0 : cell.iou.value();
  }

  /** An equal value that shares nothing with this one. */
  public PanopticCounts copy() {
    PanopticCounts copy = new PanopticCounts();
    copy.add(this);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PanopticCounts that) || !cells.keySet().equals(that.cells.keySet())) {
      return false;
    }
    Iterator<Cell> theirs = that.cells.values().iterator();
    return cells.values().stream().allMatch(cell -> cell.isSame(theirs.next()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(TYPE.encode(this));
  }

  @Override
  public String toString() {
    return "PanopticCounts[categories=%s]".formatted(cells.keySet());
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * Bytes: the number of categories; for each of them, ascending, its distance from the one after
   * the last, its three counts and its sum.
   */
  private static final class Type implements StatisticType<PanopticCounts> {

    @Override
    public String name() {
      return "panoptic";
    }

    @Override
    public PanopticCounts empty() {
      return new PanopticCounts();
    }

    @Override
    public PanopticCounts merge(PanopticCounts a, PanopticCounts b) {
      PanopticCounts both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public PanopticCounts add(PanopticCounts memory, PanopticCounts other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(PanopticCounts value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.cells.size());
      long next = 0;
      for (Map.Entry<Integer, Cell> entry : value.cells.entrySet()) {
        Cell cell = entry.getValue();
        writer.varint(entry.getKey() - next);
        writer.varint(cell.matched);
        writer.varint(cell.falsePositives);
        writer.varint(cell.falseNegatives);
        cell.iou.write(writer);
        next = entry.getKey() + 1L;
      }
      return writer.toBytes();
    }

    @Override
    public PanopticCounts decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      PanopticCounts counts = new PanopticCounts();
      long next = 0;
      for (int left = reader.varint(Integer.MAX_VALUE); left > 0; left--) {
        long category = next + reader.varint(Integer.MAX_VALUE);
        reader.require(category <= Integer.MAX_VALUE, "the id of a category is too large");
        Cell cell = counts.cell((int) category);
        cell.matched = reader.varint();
        cell.falsePositives = reader.varint();
        cell.falseNegatives = reader.varint();
        cell.iou.add(ExactSum.readNonNegative(reader));
        reader.require(!cell.isNothing(), "a listed category has no segments");
        reader.require(cell.iou.value() <= cell.matched, "overlaps are above 1");
        next = category + 1;
      }
      reader.end();
      return counts;
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

package dev.maskwise.statistic.object;

import dev.maskwise.statistic.ByteLayout;
import dev.maskwise.statistic.SerializedStatistic;
import dev.maskwise.statistic.StatisticType;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the agreement of borders is computed from, of each class: the pixels in which the wide
 * borders of truth and prediction meet, and those of either; the pixels of the thin borders, and
 * how many of them have the other border near. A class without a border is none. Mutable, 0.1 kB a
 * class, not for use by two threads at once.
 */
public final class BoundaryCounts implements Serializable {

  /** Adds the counts of each class. */
  public static final StatisticType<BoundaryCounts> TYPE = new Type();

  private static final OfClass NOTHING = new OfClass(0, 0, 0, 0, 0, 0);

  private final TreeMap<Integer, OfClass> classes = new TreeMap<>();

  /** The counts of no image. */
  public BoundaryCounts() {}

  /**
   * The counts of a class, in pixels.
   *
   * @param intersection in the wide borders of truth and prediction
   * @param union in either of them
   * @param truthBorder in the thin border of the truth
   * @param truthMatched of those, with the border of the prediction near
   * @param predictionBorder in the thin border of the prediction
   * @param predictionMatched of those, with the border of the truth near
   */
  public record OfClass(
      long intersection,
      long union,
      long truthBorder,
      long truthMatched,
      long predictionBorder,
      long predictionMatched)
      implements Serializable {

    /**
     * @throws IllegalArgumentException if a count is negative, or a part exceeds its whole
     */
    public OfClass {
      if (intersection < 0
          || truthMatched < 0
          || predictionMatched < 0
          || union < intersection
          || truthBorder < truthMatched
          || predictionBorder < predictionMatched) {
        throw new IllegalArgumentException(
            "No borders have these counts of pixels: %s."
                .formatted(
                    Arrays.toString(
                        new long[] {
                          intersection,
                          union,
                          truthBorder,
                          truthMatched,
                          predictionBorder,
                          predictionMatched
                        })));
      }
    }

    private OfClass plus(OfClass other) {
      return new OfClass(
          intersection + other.intersection,
          Math.addExact(union, other.union),
          Math.addExact(truthBorder, other.truthBorder),
          truthMatched + other.truthMatched,
          Math.addExact(predictionBorder, other.predictionBorder),
          predictionMatched + other.predictionMatched);
    }

    private OfClass minus(OfClass other) {
      return new OfClass(
          intersection - other.intersection,
          union - other.union,
          truthBorder - other.truthBorder,
          truthMatched - other.truthMatched,
          predictionBorder - other.predictionBorder,
          predictionMatched - other.predictionMatched);
    }
  }

  /**
   * Adds counts of a class.
   *
   * @throws IllegalArgumentException if the class is negative
   * @throws ArithmeticException if a count leaves the range of int64
   */
  public void add(int classId, OfClass counts) {
    if (classId < 0) {
      throw new IllegalArgumentException("A class is not negative, as %d is.".formatted(classId));
    }
    put(classId, of(classId).plus(counts));
  }

  private void put(int classId, OfClass counts) {
    if (counts.equals(NOTHING)) {
      classes.remove(classId);
    } else {
      classes.put(classId, counts);
    }
  }

  /** Adds all that was counted in another, which does not change. */
  public void add(BoundaryCounts other) {
    other.classes.forEach(this::add);
  }

  /**
   * Takes away all that was counted in another: undoes its addition.
   *
   * @throws IllegalArgumentException if it was never added
   */
  public void subtract(BoundaryCounts other) {
    other.classes.forEach((classId, counts) -> put(classId, of(classId).minus(counts)));
  }

  /** The classes that have a border, ascending; a copy. */
  public NavigableSet<Integer> classes() {
    return new TreeSet<>(classes.keySet());
  }

  /** The counts of a class; zeros where it has no border. */
  public OfClass of(int classId) {
    return classes.getOrDefault(classId, NOTHING);
  }

  /** An equal value that shares nothing with this one. */
  public BoundaryCounts copy() {
    BoundaryCounts copy = new BoundaryCounts();
    copy.add(this);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundaryCounts that && classes.equals(that.classes);
  }

  @Override
  public int hashCode() {
    return classes.hashCode();
  }

  @Override
  public String toString() {
    return "BoundaryCounts" + classes;
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * Bytes: the number of classes; for each of them, ascending, its distance from the one after the
   * last, and its six counts.
   */
  private static final class Type implements StatisticType<BoundaryCounts> {

    @Override
    public String name() {
      return "boundary";
    }

    @Override
    public BoundaryCounts empty() {
      return new BoundaryCounts();
    }

    @Override
    public BoundaryCounts merge(BoundaryCounts a, BoundaryCounts b) {
      BoundaryCounts both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public BoundaryCounts add(BoundaryCounts memory, BoundaryCounts other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(BoundaryCounts value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.classes.size());
      long next = 0;
      for (Map.Entry<Integer, OfClass> entry : value.classes.entrySet()) {
        OfClass counts = entry.getValue();
        writer.varint(entry.getKey() - next);
        writer.varint(counts.intersection);
        writer.varint(counts.union);
        writer.varint(counts.truthBorder);
        writer.varint(counts.truthMatched);
        writer.varint(counts.predictionBorder);
        writer.varint(counts.predictionMatched);
        next = entry.getKey() + 1L;
      }
      return writer.toBytes();
    }

    @Override
    public BoundaryCounts decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      BoundaryCounts counts = new BoundaryCounts();
      long next = 0;
      for (int left = reader.varint(Integer.MAX_VALUE); left > 0; left--) {
        long classId = next + reader.varint(Integer.MAX_VALUE);
        reader.require(classId <= Integer.MAX_VALUE, "a class is too large");
        OfClass read =
            new OfClass(
                reader.varint(),
                reader.varint(),
                reader.varint(),
                reader.varint(),
                reader.varint(),
                reader.varint());
        reader.require(!read.equals(NOTHING), "a listed class has no border");
        counts.classes.put((int) classId, read);
        next = classId + 1;
      }
      reader.end();
      return counts;
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

package dev.maskwise.statistic.object;

import dev.maskwise.statistic.ByteLayout;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.SerializedStatistic;
import dev.maskwise.statistic.StatisticType;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the agreement of boundaries is computed from, of each class: the pixels in which the
 * boundaries of truth and prediction meet, and those of each; the pixels of the contours of each,
 * and how many of them have the other contour near. A class without any of them is none. Mutable,
 * 0.1 kB a class, not for use by two threads at once.
 */
public final class BoundaryCounts implements Serializable {

  /** Adds the counts of each class. */
  public static final StatisticType<BoundaryCounts> TYPE = new Type();

  private static final int LAST_CLASS = ConfusionMatrix.MAX_CLASSES - 1;

  private static final OfClass NOTHING = new OfClass(0, 0, 0, 0, 0, 0, 0);

  private final TreeMap<Integer, OfClass> classes = new TreeMap<>();

  /** The counts of no image. */
  public BoundaryCounts() {}

  /**
   * The counts of a class, in pixels.
   *
   * @param intersection in the boundaries of both
   * @param truthBoundary in the boundary of the truth
   * @param predictionBoundary in the boundary of the prediction
   * @param truthContour in the contour of the truth
   * @param truthMatched of those, with the contour of the prediction near
   * @param predictionContour in the contour of the prediction
   * @param predictionMatched of those, with the contour of the truth near
   */
  public record OfClass(
      long intersection,
      long truthBoundary,
      long predictionBoundary,
      long truthContour,
      long truthMatched,
      long predictionContour,
      long predictionMatched)
      implements Serializable {

    /**
     * @throws IllegalArgumentException if a count is negative, a part exceeds its whole, the union
     *     leaves the range of int64, or one contour has matches and the other has none
     */
    public OfClass {
      if (intersection < 0
          || truthBoundary < intersection
          || predictionBoundary < intersection
          || Long.MAX_VALUE - predictionBoundary < truthBoundary - intersection
          || truthMatched < 0
          || truthContour < truthMatched
          || predictionMatched < 0
          || predictionContour < predictionMatched
          || (truthMatched == 0) != (predictionMatched == 0)) {
        throw new IllegalArgumentException(
            ("No boundaries of %d and %d pixels meet in %d, or no contours of %d and %d pixels have"
                    + " %d and %d that are matched.")
                .formatted(
                    truthBoundary,
                    predictionBoundary,
                    intersection,
                    truthContour,
                    predictionContour,
                    truthMatched,
                    predictionMatched));
      }
    }

    /** Pixels in the boundary of the truth, of the prediction or of both. */
    public long union() {
      return truthBoundary - intersection + predictionBoundary;
    }

    private OfClass plus(OfClass other) {
      // No other count exceeds these three, so theirs are the sums that can overflow.
      long union = Math.addExact(union(), other.union());
      long truth = Math.addExact(truthContour, other.truthContour);
      long prediction = Math.addExact(predictionContour, other.predictionContour);
      long ofTruth = truthBoundary + other.truthBoundary;
      long met = intersection + other.intersection;
      return new OfClass(
          met,
          ofTruth,
          union - ofTruth + met,
          truth,
          truthMatched + other.truthMatched,
          prediction,
          predictionMatched + other.predictionMatched);
    }

    private OfClass minus(OfClass other) {
      return new OfClass(
          intersection - other.intersection,
          truthBoundary - other.truthBoundary,
          predictionBoundary - other.predictionBoundary,
          truthContour - other.truthContour,
          truthMatched - other.truthMatched,
          predictionContour - other.predictionContour,
          predictionMatched - other.predictionMatched);
    }
  }

  /**
   * Adds counts of a class.
   *
   * @throws IllegalArgumentException if the class is not from 0 to 4095
   * @throws ArithmeticException if a count leaves the range of int64
   */
  public void add(int classId, OfClass counts) {
    if (classId < 0 || classId > LAST_CLASS) {
      throw new IllegalArgumentException(
          "A class is a label from 0 to %d, and not %d.".formatted(LAST_CLASS, classId));
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

  /** The classes that have a boundary or a contour, ascending; a copy. */
  public NavigableSet<Integer> classes() {
    return new TreeSet<>(classes.keySet());
  }

  /** The counts of a class; zeros where it has neither boundary nor contour. */
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
   * last, and its seven counts.
   */
  private static final class Type implements StatisticType<BoundaryCounts> {

    @Override
    public String name() {
      return "boundary_overlap";
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
      int next = 0;
      for (Map.Entry<Integer, OfClass> entry : value.classes.entrySet()) {
        OfClass counts = entry.getValue();
        writer.varint(entry.getKey() - next);
        writer.varint(counts.intersection);
        writer.varint(counts.truthBoundary);
        writer.varint(counts.predictionBoundary);
        writer.varint(counts.truthContour);
        writer.varint(counts.truthMatched);
        writer.varint(counts.predictionContour);
        writer.varint(counts.predictionMatched);
        next = entry.getKey() + 1;
      }
      return writer.toBytes();
    }

    @Override
    public BoundaryCounts decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      BoundaryCounts counts = new BoundaryCounts();
      int next = 0;
      for (int left = reader.varint(LAST_CLASS + 1); left > 0; left--) {
        int classId = next + reader.varint(LAST_CLASS);
        reader.require(classId <= LAST_CLASS, "a class is too large");
        OfClass read =
            new OfClass(
                reader.varint(),
                reader.varint(),
                reader.varint(),
                reader.varint(),
                reader.varint(),
                reader.varint(),
                reader.varint());
        reader.require(!read.equals(NOTHING), "a listed class has no boundary");
        counts.classes.put(classId, read);
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

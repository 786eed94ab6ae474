package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * One class of an image or of a data set, seen through its probabilities: the counts and sums over
 * the valid pixels from which soft Dice, IoU and Tversky losses follow. With p the probability of
 * the class at a pixel and y its truth, 0 or 1, these are Σp·y, Σp and Σp² beside the pixels and
 * Σy.
 *
 * <p>The sums of images are added exactly, so they do not depend on order or partitioning. Mutable,
 * 0.5 kB, not for use by two threads at once.
 */
public final class SoftOverlap implements Serializable {

  /** The two counts, then the three sums; merge adds all five. */
  public static final StatisticType<SoftOverlap> TYPE = new Type();

  private final ExactSum intersection;
  private final ExactSum predictionCardinality;
  private final ExactSum predictionSquares;
  private long pixels;
  private long truthCardinality;

  /** Of no pixels. */
  public SoftOverlap() {
    this(0, 0, new ExactSum(), new ExactSum(), new ExactSum());
  }

  private SoftOverlap(
      long pixels,
      long truthCardinality,
      ExactSum intersection,
      ExactSum predictionCardinality,
      ExactSum predictionSquares) {
    this.pixels = pixels;
    this.truthCardinality = truthCardinality;
    this.intersection = intersection;
    this.predictionCardinality = predictionCardinality;
    this.predictionSquares = predictionSquares;
  }

  /**
   * The sums of one image.
   *
   * @param pixels the valid pixels
   * @param truthCardinality those of them that are of the class, Σy
   * @param intersection Σp·y
   * @param predictionCardinality Σp
   * @param predictionSquares Σp²
   * @throws IllegalArgumentException if a count or a sum is negative, the truth has more pixels
   *     than there are, or a sum is not finite
   */
  public static SoftOverlap of(
      long pixels,
      long truthCardinality,
      double intersection,
      double predictionCardinality,
      double predictionSquares) {
    if (truthCardinality < 0 || truthCardinality > pixels) {
      throw new IllegalArgumentException(
          "Of %d pixels not %d can be of one class.".formatted(pixels, truthCardinality));
    }
    return new SoftOverlap(
        pixels,
        truthCardinality,
        ExactSum.ofNonNegative(intersection),
        ExactSum.ofNonNegative(predictionCardinality),
        ExactSum.ofNonNegative(predictionSquares));
  }

  /** Adds the pixels of another, which does not change. O(1). */
  public void add(SoftOverlap other) {
    // The truth never exceeds the pixels, so theirs is the one count that can overflow.
    pixels = Math.addExact(pixels, other.pixels);
    truthCardinality += other.truthCardinality;
    intersection.add(other.intersection);
    predictionCardinality.add(other.predictionCardinality);
    predictionSquares.add(other.predictionSquares);
  }

  /** Takes away the pixels of another, which does not change: undoes its addition. O(1). */
  public void subtract(SoftOverlap other) {
    pixels -= other.pixels;
    truthCardinality -= other.truthCardinality;
    intersection.subtract(other.intersection);
    predictionCardinality.subtract(other.predictionCardinality);
    predictionSquares.subtract(other.predictionSquares);
  }

  /** What is left without the pixels of another; neither changes. O(1). */
  public SoftOverlap without(SoftOverlap other) {
    SoftOverlap rest = copy();
    rest.subtract(other);
    return rest;
  }

  /** Forgets all pixels. */
  public void clear() {
    pixels = 0;
    truthCardinality = 0;
    intersection.clear();
    predictionCardinality.clear();
    predictionSquares.clear();
  }

  /** The valid pixels. */
  public long pixels() {
    return pixels;
  }

  /** Σy, the pixels of the class in the truth. */
  public long truthCardinality() {
    return truthCardinality;
  }

  /** Σp·y, the double nearest to the sum of the images' sums. About 1 µs, as all sums. */
  public double intersection() {
    return intersection.value();
  }

  /** Σp. */
  public double predictionCardinality() {
    return predictionCardinality.value();
  }

  /** Σp². */
  public double predictionSquares() {
    return predictionSquares.value();
  }

  /** An equal one that shares nothing with this. */
  public SoftOverlap copy() {
    return new SoftOverlap(
        pixels,
        truthCardinality,
        intersection.copy(),
        predictionCardinality.copy(),
        predictionSquares.copy());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftOverlap that
        && pixels == that.pixels
        && truthCardinality == that.truthCardinality
        && intersection.equals(that.intersection)
        && predictionCardinality.equals(that.predictionCardinality)
        && predictionSquares.equals(that.predictionSquares);
  }

  @Override
  public int hashCode() {
    int counts = 31 * Long.hashCode(pixels) + Long.hashCode(truthCardinality);
    int sums = 31 * intersection.hashCode() + predictionCardinality.hashCode();
    return 31 * (31 * counts + sums) + predictionSquares.hashCode();
  }

  @Override
  public String toString() {
    return "SoftOverlap[pixels=%d, Σy=%d, Σpy=%s, Σp=%s, Σp²=%s]"
        .formatted(
            pixels, truthCardinality, intersection(), predictionCardinality(), predictionSquares());
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  private static final class Type implements StatisticType<SoftOverlap> {

    @Override
    public String name() {
      return "soft_overlap";
    }

    @Override
    public SoftOverlap empty() {
      return new SoftOverlap();
    }

    @Override
    public SoftOverlap merge(SoftOverlap a, SoftOverlap b) {
      SoftOverlap both = a.copy();
      both.add(b);
      return both;
    }

    @Override
    public SoftOverlap add(SoftOverlap memory, SoftOverlap other) {
      memory.add(other);
      return memory;
    }

    @Override
    public byte[] encode(SoftOverlap value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.pixels);
      writer.varint(value.truthCardinality);
      value.intersection.write(writer);
      value.predictionCardinality.write(writer);
      value.predictionSquares.write(writer);
      return writer.toBytes();
    }

    @Override
    public SoftOverlap decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      long pixels = reader.varint();
      long truthCardinality = reader.varint();
      reader.require(truthCardinality <= pixels, "a class has more pixels than there are");
      SoftOverlap value =
          new SoftOverlap(
              pixels,
              truthCardinality,
              ExactSum.readNonNegative(reader),
              ExactSum.readNonNegative(reader),
              ExactSum.readNonNegative(reader));
      reader.end();
      return value;
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

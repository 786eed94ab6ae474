package dev.maskwise.statistic;

import java.io.Serializable;

/**
 * One class against the rest, or one binary mask: the four counts of pixels from which every
 * overlap metric follows.
 *
 * @param intersection pixels that are foreground in both
 * @param truthCardinality pixels that are foreground in the truth
 * @param predictionCardinality pixels that are foreground in the prediction
 * @param pixels all pixels that were compared; ignored ones are not among them
 */
public record OverlapCounts(
    long intersection, long truthCardinality, long predictionCardinality, long pixels)
    implements Serializable {

  /** Four varints in the order of the components; merge adds them. */
  public static final StatisticType<OverlapCounts> TYPE = new Type();

  /**
   * Checks that two masks with these counts exist.
   *
   * @throws IllegalArgumentException if a count is negative, the intersection exceeds a
   *     cardinality, or the union exceeds the pixels
   */
  public OverlapCounts {
    if (intersection < 0
        || truthCardinality < intersection
        || predictionCardinality < intersection
        || pixels < predictionCardinality
        || pixels - predictionCardinality < truthCardinality - intersection) {
      throw new IllegalArgumentException(
          "No two masks of %4$d pixels have the intersection %1$d and the cardinalities %2$d and %3$d."
              .formatted(intersection, truthCardinality, predictionCardinality, pixels));
    }
  }

  /** Pixels that are foreground in the truth, the prediction or both. */
  public long union() {
    return truthCardinality - intersection + predictionCardinality;
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private static final class Type implements StatisticType<OverlapCounts> {

    @Override
    public String name() {
      return "overlap";
    }

    @Override
    public OverlapCounts empty() {
      return new OverlapCounts(0, 0, 0, 0);
    }

    @Override
    public OverlapCounts merge(OverlapCounts a, OverlapCounts b) {
      // No other count exceeds the pixels, so theirs is the one sum that can overflow.
      long pixels = Math.addExact(a.pixels, b.pixels);
      return new OverlapCounts(
          a.intersection + b.intersection,
          a.truthCardinality + b.truthCardinality,
          a.predictionCardinality + b.predictionCardinality,
          pixels);
    }

    @Override
    public byte[] encode(OverlapCounts value) {
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.intersection);
      writer.varint(value.truthCardinality);
      writer.varint(value.predictionCardinality);
      writer.varint(value.pixels);
      return writer.toBytes();
    }

    @Override
    public OverlapCounts decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      long intersection = reader.varint();
      long truthCardinality = reader.varint();
      long predictionCardinality = reader.varint();
      long pixels = reader.varint();
      reader.end();
      return new OverlapCounts(intersection, truthCardinality, predictionCardinality, pixels);
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

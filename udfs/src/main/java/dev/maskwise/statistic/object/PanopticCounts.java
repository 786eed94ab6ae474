package dev.maskwise.statistic.object;

import dev.maskwise.statistic.ByteLayout;
import dev.maskwise.statistic.ExactSum;
import dev.maskwise.statistic.SerializedStatistic;
import dev.maskwise.statistic.StatisticType;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What panoptic quality remembers of each category: segments that were matched, the exact sum of
 * their IoU, segments of the prediction that match none, and of the truth that none matches.
 *
 * <p>Mutable, some hundred bytes a category, not for use by two threads at once.
 */
public final class PanopticCounts implements Serializable {

  /** Category by category, all four add up. */
  public static final StatisticType<PanopticCounts> TYPE = new Type();

  private static final int MAX_CATEGORIES = 1 << 20;

  private final SortedMap<Integer, Segments> categories = new TreeMap<>();

  /** The segments of one category. */
  public static final class Segments {
    private long matched;
    private long unmatchedPredictions;
    private long unmatchedTruths;
    private final ExactSum iou = new ExactSum();

    private Segments() {}

    /** Pairs of a true and a predicted segment that match. */
    public long matched() {
      return matched;
    }

    /** Predicted segments that match no true one. */
    public long unmatchedPredictions() {
      return unmatchedPredictions;
    }

    /** True segments that no predicted one matches. */
    public long unmatchedTruths() {
      return unmatchedTruths;
    }

    /** The sum of the IoU of the pairs that match, correctly rounded. */
    public double iouSum() {
      return iou.value();
    }

    private void add(Segments other) {
      long pairs = Math.addExact(matched, other.matched);
      long predictions = Math.addExact(unmatchedPredictions, other.unmatchedPredictions);
      unmatchedTruths = Math.addExact(unmatchedTruths, other.unmatchedTruths);
      matched = pairs;
      unmatchedPredictions = predictions;
      iou.add(other.iou);
    }

    private boolean isEmpty() {
      return matched == 0 && unmatchedPredictions == 0 && unmatchedTruths == 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Segments that
          && matched == that.matched
          && unmatchedPredictions == that.unmatchedPredictions
          && unmatchedTruths == that.unmatchedTruths
          && iou.equals(that.iou);
    }

    @Override
    public int hashCode() {
      long counts = (31 * matched + unmatchedPredictions) * 31 + unmatchedTruths;
      return 31 * Long.hashCode(counts) + iou.hashCode();
    }

    @Override
    public String toString() {
      return "[matched=%d, unmatched predictions=%d, unmatched truths=%d, iou=%s]"
          .formatted(matched, unmatchedPredictions, unmatchedTruths, iouSum());
    }
  }

  /**
   * Adds a pair that matches.
   *
   * @param iou above 0, at most 1
   */
  public void addMatch(int category, double iou) {
    if (!(iou > 0 && iou <= 1)) {
      throw new IllegalArgumentException("No two segments have an IoU of %s.".formatted(iou));
    }
    Segments segments = of(category);
    segments.matched++;
    segments.iou.add(iou);
  }

  /** Adds a predicted segment that matches no true one. */
  public void addUnmatchedPrediction(int category) {
    of(category).unmatchedPredictions++;
  }

  /** Adds a true segment that no predicted one matches. */
  public void addUnmatchedTruth(int category) {
    of(category).unmatchedTruths++;
  }

  /**
   * Adds all of other counts, which do not change.
   *
   * @throws ArithmeticException if a count leaves the range of int64
   */
  public void add(PanopticCounts other) {
    other.categories.forEach((category, segments) -> of(category).add(segments));
  }

  private Segments of(int category) {
    if (category < 0) {
      throw new IllegalArgumentException(
          "A category has a number of at least 0, not %d.".formatted(category));
    }
    return categories.computeIfAbsent(category, c -> new Segments());
  }

  /** Each category that has a segment, by its id, in ascending order. A view. */
  public SortedMap<Integer, Segments> categories() {
    return Collections.unmodifiableSortedMap(categories);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PanopticCounts that && categories.equals(that.categories);
  }

  @Override
  public int hashCode() {
    return categories.hashCode();
  }

  @Override
  public String toString() {
    return "PanopticCounts" + categories;
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * Bytes: the number of categories, then for each, ascending, its id, the segments that match, the
   * unmatched ones of the prediction and of the truth, and the sum of IoU if any match.
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
      PanopticCounts both = new PanopticCounts();
      both.add(a);
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
      writer.varint(value.categories.size());
      for (Map.Entry<Integer, Segments> entry : value.categories.entrySet()) {
        Segments segments = entry.getValue();
        writer.varint(entry.getKey());
        writer.varint(segments.matched);
        writer.varint(segments.unmatchedPredictions);
        writer.varint(segments.unmatchedTruths);
        if (segments.matched > 0) {
          segments.iou.write(writer);
        }
      }
      return writer.toBytes();
    }

    @Override
    public PanopticCounts decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      int size = reader.varint(MAX_CATEGORIES);
      reader.require(size <= reader.remaining(), "more categories must follow");
      PanopticCounts value = new PanopticCounts();
      int last = -1;
      for (int i = 0; i < size; i++) {
        int category = reader.varint(Integer.MAX_VALUE);
        reader.require(category > last, "categories must ascend");
        last = category;
        Segments segments = value.of(category);
        segments.matched = reader.varint();
        segments.unmatchedPredictions = reader.varint();
        segments.unmatchedTruths = reader.varint();
        reader.require(!segments.isEmpty(), "a category has no segment");
        if (segments.matched > 0) {
          ExactSum iou = ExactSum.read(reader);
          double mean = iou.dividedBy(segments.matched);
          reader.require(mean > 0 && mean <= 1, "a mean IoU is not in (0, 1]");
          segments.iou.add(iou);
        }
      }
      reader.end();
      return value;
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

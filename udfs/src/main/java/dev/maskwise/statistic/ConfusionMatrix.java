package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Confusion counts of K classes: the pixels of each pair (class in the truth, class in the
 * prediction). Rows are the truth, columns the prediction. Immutable; dense, 8·K² bytes.
 *
 * <p>The matrix of no classes stands for "nothing seen yet" and takes the other's shape on merge.
 */
public final class ConfusionMatrix implements Serializable {

  /** The most classes a matrix can have; it then fills 128 MiB. */
  public static final int MAX_CLASSES = 4096;

  /** Cell-wise sums; bytes in the number of cells that are not zero. */
  public static final StatisticType<ConfusionMatrix> TYPE = new Type();

  private final int classes;
  private final long total;
  private final long[] counts;

  /** Keeps the array and trusts the total. */
  private ConfusionMatrix(int classes, long total, long[] counts) {
    this.classes = classes;
    this.total = total;
    this.counts = counts;
  }

  /**
   * A matrix with these counts. O(K²).
   *
   * @param classes K, from 0 to {@link #MAX_CLASSES}
   * @param counts K² counts, one row of the truth after another; copied
   * @throws IllegalArgumentException if K, the length or a count is out of range, or the counts add
   *     up to more than an int64 holds
   */
  public static ConfusionMatrix of(int classes, long[] counts) {
    if (classes < 0 || classes > MAX_CLASSES) {
      throw new IllegalArgumentException(
          "A confusion matrix has 0 to %d classes, not %d.".formatted(MAX_CLASSES, classes));
    }
    if (counts.length != classes * classes) {
      throw new IllegalArgumentException(
          "%d classes have %d pairs, not %d.".formatted(classes, classes * classes, counts.length));
    }
    return adopt(classes, counts.clone());
  }

  /** Like {@link #of} for a right shape, but keeps the array. */
  private static ConfusionMatrix adopt(int classes, long[] counts) {
    long total = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      long count = counts[cell];
      total += count;
      if (count < 0 || total < 0) {
        throw new IllegalArgumentException(
            count < 0
                ? "The count of truth %d and prediction %d is negative: %d."
                    .formatted(cell / classes, cell % classes, count)
                : "The counts add up to more than %d.".formatted(Long.MAX_VALUE));
      }
    }
    return new ConfusionMatrix(classes, total, counts);
  }

  /** The cell-wise sum. O(K²), one new matrix. */
  private ConfusionMatrix plus(ConfusionMatrix other) {
    if (other.classes == 0) {
      return this;
    }
    if (classes == 0) {
      return other;
    }
    if (classes != other.classes) {
      throw new IllegalArgumentException(
          "Confusion matrices of %d and of %d classes cannot be merged."
              .formatted(classes, other.classes));
    }
    // No count exceeds the total, so the total is the one sum that can overflow.
    long sum = Math.addExact(total, other.total);
    long[] merged = counts.clone();
    for (int cell = 0; cell < merged.length; cell++) {
      merged[cell] += other.counts[cell];
    }
    return new ConfusionMatrix(classes, sum, merged);
  }

  /** K; 0 for the matrix of nothing. */
  public int classes() {
    return classes;
  }

  /**
   * Pixels of class {@code truth} that were predicted as class {@code prediction}.
   *
   * @throws IndexOutOfBoundsException if either is not a class, as in every method that takes one
   */
  public long count(int truth, int prediction) {
    return counts[start(truth) + Objects.checkIndex(prediction, classes)];
  }

  /** All pixels. O(1). */
  public long total() {
    return total;
  }

  /** The counts of one class of the truth by predicted class; a copy. */
  public long[] row(int truth) {
    int start = start(truth);
    return Arrays.copyOfRange(counts, start, start + classes);
  }

  /** All counts, one row of the truth after another; a copy. */
  public long[] counts() {
    return counts.clone();
  }

  /** Pixels of class {@code c} in the truth: the sum of its row. O(K). */
  public long truthCardinality(int c) {
    long sum = 0;
    int start = start(c);
    for (int cell = start; cell < start + classes; cell++) {
      sum += counts[cell];
    }
    return sum;
  }

  /** Pixels of class {@code c} in the prediction: the sum of its column. O(K). */
  public long predictionCardinality(int c) {
    long sum = 0;
    for (int cell = Objects.checkIndex(c, classes); cell < counts.length; cell += classes) {
      sum += counts[cell];
    }
    return sum;
  }

  /** Pixels of class {@code c} in both: the cell on the diagonal. */
  public long intersection(int c) {
    return count(c, c);
  }

  /** Class {@code c} against the rest. O(K). */
  public OverlapCounts overlap(int c) {
    return new OverlapCounts(intersection(c), truthCardinality(c), predictionCardinality(c), total);
  }

  private int start(int truth) {
    return Objects.checkIndex(truth, classes) * classes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  /** All rows of a small matrix, the size of a large one. */
  @Override
  public String toString() {
    String rows =
        classes > 32
            ? "..."
            : IntStream.range(0, classes)
                .mapToObj(truth -> Arrays.toString(row(truth)))
                .collect(Collectors.joining(", ", "[", "]"));
    return "ConfusionMatrix[classes=%d, total=%d, counts=%s]".formatted(classes, total, rows);
  }

  private Object writeReplace() {
    return new SerializedStatistic<>(TYPE, this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw SerializedStatistic.bareFields();
  }

  /**
   * Bytes: K, the number of cells that are not zero, and for each of them in row-major order the
   * number of zeros before it and its count. That is 2 to 5 bytes for each such cell of an image,
   * however many classes there are.
   */
  private static final class Type implements StatisticType<ConfusionMatrix> {

    @Override
    public String name() {
      return "confusion";
    }

    @Override
    public ConfusionMatrix empty() {
      return of(0, new long[0]);
    }

    @Override
    public ConfusionMatrix merge(ConfusionMatrix a, ConfusionMatrix b) {
      return a.plus(b);
    }

    @Override
    public byte[] encode(ConfusionMatrix value) {
      long[] cells = value.counts;
      int used = 0;
      for (long cell : cells) {
        used += cell == 0 ? 0 : 1;
      }
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.classes());
      writer.varint(used);
      int next = 0;
      for (int cell = 0; cell < cells.length; cell++) {
        if (cells[cell] != 0) {
          writer.varint(cell - next);
          writer.varint(cells[cell]);
          next = cell + 1;
        }
      }
      return writer.toBytes();
    }

    @Override
    public ConfusionMatrix decode(byte[] bytes) {
      ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
      int classes = reader.varint(MAX_CLASSES);
      int size = classes * classes;
      int used = reader.varint(size);
      // The matrix is the one large allocation: first see that the bytes can hold its cells.
      reader.require(used <= reader.remaining() / 2, "more cells must follow");
      long[] cells = new long[size];
      int next = 0;
      for (int i = 0; i < used; i++) {
        int cell = next + reader.varint(size - 1 - next);
        cells[cell] = reader.varint();
        reader.require(cells[cell] != 0, "a listed cell is zero");
        next = cell + 1;
      }
      reader.end();
      return adopt(classes, cells);
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

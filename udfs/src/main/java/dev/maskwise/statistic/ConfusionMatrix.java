package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Confusion counts of K classes: the pixels of each pair (class in the truth, class in the
 * prediction). Rows are the truth, columns the prediction. Immutable. The memory is 8·K² bytes, or
 * 12 bytes for each pair that occurs where there are more than 64 classes and few pairs.
 *
 * <p>The matrix of no classes stands for "nothing seen yet" and takes the other's shape on merge.
 */
public final class ConfusionMatrix implements PixelCounts {

  /** The most classes a matrix can have; it then fills 128 MiB. */
  public static final int MAX_CLASSES = 4096;

  /** Cell-wise sums; bytes in the number of cells that are not zero. */
  public static final StatisticType<ConfusionMatrix> TYPE = new Type();

  /** A matrix of more classes keeps only the cells that are not zero, where these are few. */
  private static final int ALWAYS_DENSE = 64;

  private static final int SPARSE_SHARE = 4;

  private final int classes;
  private final long total;

  /** Which cells {@link #counts} are of, ascending; null for all cells. */
  private final int @Nullable [] cells;

  private final long[] counts;

  /** Keeps the arrays and trusts the total. */
  private ConfusionMatrix(int classes, long total, int @Nullable [] cells, long[] counts) {
    this.classes = classes;
    this.total = total;
    this.cells = cells;
    this.counts = counts;
  }

  /** Takes the cells that are not zero in ascending order. */
  @FunctionalInterface
  public interface Cells {
    void accept(int truth, int prediction, long count);
  }

  /** Whether a matrix with so many cells that are not zero keeps these alone. */
  private static boolean isSparse(int classes, int used) {
    return classes > ALWAYS_DENSE && used <= classes * classes / SPARSE_SHARE;
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
    int used = 0;
    for (long count : counts) {
      used += count == 0 ? 0 : 1;
    }
    if (!isSparse(classes, used)) {
      return adopt(classes, null, counts.clone());
    }
    int[] cells = new int[used];
    long[] some = new long[used];
    int next = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] != 0) {
        cells[next] = cell;
        some[next++] = counts[cell];
      }
    }
    return adopt(classes, cells, some);
  }

  /** Like {@link #of} for a right shape, but keeps the arrays. */
  private static ConfusionMatrix adopt(int classes, int @Nullable [] cells, long[] counts) {
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      int cell = cells == null ? i : cells[i];
      long count = counts[i];
      total += count;
      if (count < 0 || total < 0) {
        throw new IllegalArgumentException(
            count < 0
                ? "The count of truth %d and prediction %d is negative: %d."
                    .formatted(cell / classes, cell % classes, count)
                : "The counts add up to more than %d.".formatted(Long.MAX_VALUE));
      }
    }
    return new ConfusionMatrix(classes, total, cells, counts);
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
    if (cells != null && other.cells != null) {
      return merged(sum, cells, other, other.cells);
    }
    long[] merged = counts();
    other.addTo(merged);
    return new ConfusionMatrix(classes, sum, null, merged);
  }

  /** The sum of two matrices of few cells; it may have many. */
  private ConfusionMatrix merged(long sum, int[] mine, ConfusionMatrix other, int[] its) {
    int[] both = new int[mine.length + its.length];
    long[] sums = new long[both.length];
    int used = 0;
    int j = 0;
    for (int i = 0; i < mine.length || j < its.length; used++) {
      boolean first = j == its.length || (i < mine.length && mine[i] <= its[j]);
      boolean second = i == mine.length || (j < its.length && its[j] <= mine[i]);
      both[used] = first ? mine[i] : its[j];
      sums[used] = (first ? counts[i] : 0) + (second ? other.counts[j] : 0);
      i += first ? 1 : 0;
      j += second ? 1 : 0;
    }
    ConfusionMatrix sparse =
        new ConfusionMatrix(classes, sum, Arrays.copyOf(both, used), Arrays.copyOf(sums, used));
    return isSparse(classes, used)
        ? sparse
        : new ConfusionMatrix(classes, sum, null, sparse.counts());
  }

  private void addTo(long[] all) {
    for (int i = 0; i < counts.length; i++) {
      all[cells == null ? i : cells[i]] += counts[i];
    }
  }

  /** K; 0 for the matrix of nothing. */
  @Override
  public int classes() {
    return classes;
  }

  /**
   * Pixels of class {@code truth} that were predicted as class {@code prediction}.
   *
   * @throws IndexOutOfBoundsException if either is not a class, as in every method that takes one
   */
  public long count(int truth, int prediction) {
    int cell = start(truth) + Objects.checkIndex(prediction, classes);
    if (cells == null) {
      return counts[cell];
    }
    int found = Arrays.binarySearch(cells, cell);
    return found < 0 ? 0 : counts[found];
  }

  /** Gives every cell that is not zero, row by row. */
  public void forEach(Cells consumer) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        int cell = cells == null ? i : cells[i];
        consumer.accept(cell / classes, cell % classes, counts[i]);
      }
    }
  }

  /** All pixels. O(1). */
  @Override
  public long total() {
    return total;
  }

  /** The counts of one class of the truth by predicted class; a copy. */
  public long[] row(int truth) {
    int start = start(truth);
    if (cells == null) {
      return Arrays.copyOfRange(counts, start, start + classes);
    }
    long[] row = new long[classes];
    for (int i = first(cells, start); i < cells.length && cells[i] < start + classes; i++) {
      row[cells[i] - start] = counts[i];
    }
    return row;
  }

  /** The first of the cells that is not before another. */
  private static int first(int[] cells, int from) {
    int found = Arrays.binarySearch(cells, from);
    return found < 0 ? -found - 1 : found;
  }

  /** All counts, one row of the truth after another; a copy. */
  public long[] counts() {
    if (cells == null) {
      return counts.clone();
    }
    long[] all = new long[classes * classes];
    addTo(all);
    return all;
  }

  /** Pixels of class {@code c} in the truth: the sum of its row. O(K). */
  public long truthCardinality(int c) {
    long sum = 0;
    int start = start(c);
    int end = start + classes;
    for (int i = cells == null ? start : first(cells, start);
        i < (cells == null ? end : cells.length) && (cells == null || cells[i] < end);
        i++) {
      sum += counts[i];
    }
    return sum;
  }

  /** Pixels of class {@code c} in the prediction: the sum of its column. O(K). */
  public long predictionCardinality(int c) {
    long sum = 0;
    int column = Objects.checkIndex(c, classes);
    if (cells == null) {
      for (int cell = column; cell < counts.length; cell += classes) {
        sum += counts[cell];
      }
    } else {
      for (int i = 0; i < cells.length; i++) {
        sum += cells[i] % classes == column ? counts[i] : 0;
      }
    }
    return sum;
  }

  /** Pixels of class {@code c} in both: the cell on the diagonal. */
  public long intersection(int c) {
    return count(c, c);
  }

  /** Class {@code c} against the rest. O(K). */
  @Override
  public OverlapCounts overlap(int c) {
    return new OverlapCounts(intersection(c), truthCardinality(c), predictionCardinality(c), total);
  }

  @Override
  public byte @Nullable [] state(int c) {
    return c == 0 ? TYPE.encode(this) : null;
  }

  private int start(int truth) {
    return Objects.checkIndex(truth, classes) * classes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix that
        && classes == that.classes
        && Arrays.equals(cells, that.cells)
        && Arrays.equals(counts, that.counts);
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
      int[] used = {0};
      value.forEach((truth, prediction, count) -> used[0]++);
      ByteLayout.Writer writer = new ByteLayout.Writer();
      writer.varint(value.classes());
      writer.varint(used[0]);
      int[] next = {0};
      value.forEach(
          (truth, prediction, count) -> {
            int cell = truth * value.classes() + prediction;
            writer.varint(cell - next[0]);
            writer.varint(count);
            next[0] = cell + 1;
          });
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
      boolean sparse = isSparse(classes, used);
      int[] cells = new int[sparse ? used : 0];
      long[] counts = new long[sparse ? used : size];
      int next = 0;
      for (int i = 0; i < used; i++) {
        int cell = next + reader.varint(size - 1 - next);
        long count = reader.varint();
        reader.require(count != 0, "a listed cell is zero");
        counts[sparse ? i : cell] = count;
        if (sparse) {
          cells[i] = cell;
        }
        next = cell + 1;
      }
      reader.end();
      return adopt(classes, sparse ? cells : null, counts);
    }

    private Object readResolve() {
      return TYPE;
    }
  }
}

package ai.rapids.cudf;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A column of the model, or a view of one that must not outlive it. */
public class ColumnView implements AutoCloseable, BinaryOperable {
  private final Cells cells;
  private final ColumnView owner;
  private int references = 1;

  ColumnView(Cells cells, ColumnView owner) {
    this.cells = cells;
    this.owner = owner;
    Device.opened();
    if (owner == null) {
      Device.allocated(cells.size());
    }
  }

  /** The values; whoever asks must hold the column open. */
  final Cells cells() {
    if (references == 0) {
      throw new AssertionError("a column was used after it was closed");
    }
    if (owner != null) {
      owner.cells();
    }
    return cells;
  }

  final void reference() {
    cells();
    references++;
    Device.opened();
  }

  @Override
  public void close() {
    if (references-- == 0) {
      throw new AssertionError("a column was closed twice");
    }
    Device.closed();
    if (references == 0 && owner == null) {
      Device.freed(cells.size());
    }
  }

  static ColumnVector made(Cells cells) {
    return new ColumnVector(cells);
  }

  private ColumnVector make(DType type, Cells.Value value) {
    return made(Cells.of(type, cells().rows, value));
  }

  private ColumnVector flags(java.util.function.IntPredicate flag) {
    return make(DType.BOOL8, i -> flag.test(i) ? 1 : 0);
  }

  @Override
  public final DType getType() {
    return cells().type;
  }

  public final long getRowCount() {
    return cells().rows;
  }

  public long getNullCount() {
    return cells().nulls();
  }

  public final int getNumChildren() {
    return cells().children.length;
  }

  public final ColumnView getChildColumnView(int index) {
    Device.call();
    return new ColumnView(cells().children[index], this);
  }

  public ColumnView getListOffsetsView() {
    Device.call();
    int[] offsets = cells().offsets;
    return new ColumnView(Cells.of(DType.INT32, offsets.length, i -> offsets[i]), this);
  }

  public final BaseDeviceMemoryBuffer getData() {
    return cells().rows == 0 ? null : new BaseDeviceMemoryBuffer(this);
  }

  public static ColumnView fromDeviceBuffer(
      BaseDeviceMemoryBuffer buffer, long start, DType type, int rows) {
    Device.call();
    byte[] bytes = Arrays.copyOf(buffer.of.cells().bytes.array(), rows * type.getSizeInBytes());
    return new ColumnView(Cells.raw(type, rows, bytes), buffer.of);
  }

  public ColumnView bitCastTo(DType type) {
    Device.call();
    if (type.getSizeInBytes() != getType().getSizeInBytes()) {
      throw new AssertionError("a bit cast keeps the width");
    }
    return new ColumnView(Cells.raw(type, cells().rows, cells().bytes.array()), this);
  }

  public ColumnVector copyToColumnVector() {
    Device.call();
    return made(cells());
  }

  public HostColumnVector copyToHost() {
    Device.call();
    return new HostColumnVector(cells());
  }

  public final Scalar getScalarElement(int index) {
    Device.call();
    return new Scalar(getType(), cells().number(index));
  }

  public final ColumnVector countElements() {
    Device.call();
    int[] offsets = cells().offsets;
    return make(DType.INT32, i -> cells.valid[i] ? (Integer) (offsets[i + 1] - offsets[i]) : null);
  }

  public final ColumnVector isNotNull() {
    Device.call();
    return flags(i -> cells().valid[i]);
  }

  public final ColumnVector isNull() {
    Device.call();
    return flags(i -> !cells().valid[i]);
  }

  public final ColumnVector not() {
    Device.call();
    return make(DType.BOOL8, i -> cells().valid[i] ? (Long) (1 - cells().whole(i)) : null);
  }

  public Scalar any() {
    Device.call();
    int rows = cells().rows;
    boolean any = IntStream.range(0, rows).anyMatch(i -> cells.valid[i] && cells.whole(i) != 0);
    return new Scalar(DType.BOOL8, rows == 0 ? null : (Integer) (any ? 1 : 0));
  }

  public Scalar all() {
    Device.call();
    int rows = cells().rows;
    boolean all = IntStream.range(0, rows).allMatch(i -> !cells.valid[i] || cells.whole(i) != 0);
    return new Scalar(DType.BOOL8, rows == 0 ? null : (Integer) (all ? 1 : 0));
  }

  public ColumnVector castTo(DType type) {
    Device.call();
    return make(type, i -> cells().number(i));
  }

  public final ColumnVector replaceNulls(Scalar scalar) {
    Device.call();
    return make(getType(), i -> cells().valid[i] ? cells().number(i) : scalar.number());
  }

  public final ColumnVector ifElse(ColumnView yes, ColumnView no) {
    return choose(yes.getType(), yes.cells()::number, no.getType(), no.cells()::number);
  }

  public final ColumnVector ifElse(ColumnView yes, Scalar no) {
    return choose(yes.getType(), yes.cells()::number, no.getType(), i -> no.number());
  }

  public final ColumnVector ifElse(Scalar yes, ColumnView no) {
    return choose(yes.getType(), i -> yes.number(), no.getType(), no.cells()::number);
  }

  private ColumnVector choose(DType type, Cells.Value yes, DType other, Cells.Value no) {
    Device.call();
    if (!type.equals(other) || !getType().equals(DType.BOOL8)) {
      throw new AssertionError("a choice by " + getType() + " between " + type + " and " + other);
    }
    return make(type, i -> cells().valid[i] && cells().whole(i) != 0 ? yes.of(i) : no.of(i));
  }

  public final ColumnVector subVector(int from, int until) {
    Device.call();
    return made(cells().take(IntStream.range(from, until).toArray()));
  }

  public final ColumnVector prefixSum() {
    return running(true);
  }

  public final ColumnVector scan(ScanAggregation sum, ScanType type) {
    return running(type == ScanType.INCLUSIVE);
  }

  private ColumnVector running(boolean inclusive) {
    Device.call();
    long[] sums = new long[cells().rows];
    long sum = 0;
    for (int i = 0; i < sums.length; i++) {
      long value = cells.whole(i);
      sums[i] = inclusive ? sum + value : sum;
      sum += value;
    }
    return make(getType(), i -> sums[i]);
  }

  public final ColumnVector generateListOffsets() {
    Device.call();
    int[] offsets = new int[cells().rows + 1];
    for (int i = 0; i < cells.rows; i++) {
      offsets[i + 1] = offsets[i] + (int) cells.whole(i);
    }
    return made(Cells.of(DType.INT32, offsets.length, i -> offsets[i]));
  }

  /** The only aggregation of the model is the sum: nulls left out, null for an empty segment. */
  public ColumnVector segmentedReduce(
      ColumnView offsets, SegmentedReductionAggregation sum, DType type) {
    Device.call();
    Cells starts = offsets.cells();
    if (cells().rows == 0 || starts.whole(starts.rows - 1) != cells.rows) {
      throw new AssertionError("the segments are not those of the values");
    }
    return made(
        Cells.of(
            type,
            starts.rows - 1,
            i -> segmentSum((int) starts.whole(i), (int) starts.whole(i + 1))));
  }

  private Number segmentSum(int from, int until) {
    int[] present = IntStream.range(from, until).filter(i -> cells.valid[i]).toArray();
    if (present.length == 0) {
      return null;
    }
    return Cells.isFloating(cells.type)
        ? (Number) Arrays.stream(present).mapToDouble(cells::real).sum()
        : (Number) Arrays.stream(present).mapToLong(cells::whole).sum();
  }

  @Override
  public final ColumnVector binaryOp(BinaryOp op, BinaryOperable other, DType type) {
    Device.call();
    if (other instanceof Scalar scalar) {
      return make(
          type,
          i -> Arithmetic.of(op, getType(), cells().number(i), scalar.getType(), scalar.number()));
    }
    ColumnView right = (ColumnView) other;
    if (right.cells().rows != cells().rows) {
      throw new AssertionError(cells.rows + " rows and " + right.cells.rows);
    }
    return make(
        type,
        i ->
            Arithmetic.of(
                op, getType(), cells().number(i), right.getType(), right.cells().number(i)));
  }
}

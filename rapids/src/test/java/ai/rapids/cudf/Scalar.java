package ai.rapids.cudf;

import java.util.Arrays;

/** One value of the model's device, or a null. */
public final class Scalar implements AutoCloseable, BinaryOperable {
  private final Cells cells;
  private boolean isOpen = true;

  Scalar(DType type, Number value) {
    this(Cells.of(type, 1, i -> value));
  }

  private Scalar(Cells cells) {
    Device.call();
    this.cells = cells;
    Device.opened();
  }

  Cells cells() {
    if (!isOpen) {
      throw new AssertionError("a scalar was used after it was closed");
    }
    return cells;
  }

  Number number() {
    return cells().number(0);
  }

  @Override
  public void close() {
    cells();
    isOpen = false;
    Device.closed();
  }

  public static Scalar fromNull(DType type) {
    return new Scalar(type, null);
  }

  public static Scalar fromBool(boolean value) {
    return new Scalar(DType.BOOL8, value ? 1 : 0);
  }

  public static Scalar fromInt(int value) {
    return new Scalar(DType.INT32, value);
  }

  public static Scalar fromLong(long value) {
    return new Scalar(DType.INT64, value);
  }

  public static Scalar fromFloat(float value) {
    return new Scalar(DType.FLOAT32, value);
  }

  public static Scalar fromDouble(double value) {
    return new Scalar(DType.FLOAT64, value);
  }

  public static Scalar fromUnsignedByte(byte value) {
    return new Scalar(DType.UINT8, value);
  }

  public static Scalar fromUnsignedShort(short value) {
    return new Scalar(DType.UINT16, value);
  }

  public static Scalar listFromNull(HostColumnVector.DataType element) {
    return new Scalar(Cells.list(new boolean[1], new int[2], element.none()));
  }

  public static Scalar structFromNull(HostColumnVector.DataType... fields) {
    return new Scalar(
        Cells.struct(
            new boolean[1],
            Arrays.stream(fields)
                .map(field -> Cells.of(field.getType(), 1, i -> null))
                .toArray(Cells[]::new)));
  }

  @Override
  public DType getType() {
    return cells().type;
  }

  public boolean isValid() {
    return cells().valid[0];
  }

  public boolean getBoolean() {
    return cells().whole(0) != 0;
  }

  public int getInt() {
    return (int) cells().whole(0);
  }

  public long getLong() {
    return cells().whole(0);
  }

  @Override
  public ColumnVector binaryOp(BinaryOp op, BinaryOperable other, DType type) {
    Device.call();
    Cells right = ((ColumnView) other).cells();
    return ColumnView.made(
        Cells.of(
            type,
            right.rows,
            i -> Arithmetic.of(op, getType(), number(), right.type, right.number(i))));
  }
}

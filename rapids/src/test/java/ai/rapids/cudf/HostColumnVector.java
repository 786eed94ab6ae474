package ai.rapids.cudf;

import java.util.Arrays;

/** A column that was copied from the model's device. */
public final class HostColumnVector implements AutoCloseable {
  private final Cells cells;

  HostColumnVector(Cells cells) {
    this.cells = cells;
    Device.opened();
  }

  public byte getByte(long row) {
    return (byte) cells.whole((int) row);
  }

  public float getFloat(long row) {
    return (float) cells.real((int) row);
  }

  public boolean isNull(long row) {
    return !cells.valid[(int) row];
  }

  @Override
  public void close() {
    Device.closed();
  }

  /** The type of a null. */
  public abstract static class DataType {
    public abstract DType getType();

    abstract Cells none();
  }

  /** A type that is not nested. */
  public static class BasicType extends DataType {
    private final DType type;

    public BasicType(boolean isNullable, DType type) {
      this.type = type;
    }

    @Override
    public DType getType() {
      return type;
    }

    @Override
    Cells none() {
      return Cells.of(type, 0, i -> null);
    }
  }

  /** A struct. */
  public static class StructType extends DataType {
    private final DataType[] fields;

    public StructType(boolean isNullable, DataType... fields) {
      this.fields = fields.clone();
    }

    @Override
    public DType getType() {
      return DType.STRUCT;
    }

    @Override
    Cells none() {
      return Cells.struct(
          new boolean[0], Arrays.stream(fields).map(DataType::none).toArray(Cells[]::new));
    }
  }
}

package ai.rapids.cudf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The values of a column: little-endian bytes, or offsets and elements, or fields. Not changed. */
final class Cells {
  final DType type;
  final int rows;
  final ByteBuffer bytes;
  final boolean[] valid;
  final int[] offsets;
  final Cells[] children;

  private Cells(
      DType type, int rows, byte[] bytes, boolean[] valid, int[] offsets, Cells... children) {
    this.type = type;
    this.rows = rows;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.valid = valid;
    this.offsets = offsets;
    this.children = children;
  }

  /** The value of a row; null for a null. */
  interface Value {
    Number of(int row);
  }

  static Cells of(DType type, int rows, Value value) {
    ByteBuffer bytes =
        ByteBuffer.allocate(rows * type.getSizeInBytes()).order(ByteOrder.LITTLE_ENDIAN);
    boolean[] valid = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      Number number = value.of(i);
      valid[i] = number != null;
      put(type, bytes, number == null ? 0 : number);
    }
    return new Cells(type, rows, bytes.array(), valid, new int[0]);
  }

  static Cells raw(DType type, int rows, byte[] bytes) {
    return new Cells(type, rows, bytes, all(rows), new int[0]);
  }

  static Cells list(boolean[] valid, int[] offsets, Cells elements) {
    return new Cells(DType.LIST, valid.length, new byte[0], valid, offsets, elements);
  }

  static Cells struct(boolean[] valid, Cells... fields) {
    return new Cells(DType.STRUCT, valid.length, new byte[0], valid, new int[0], fields);
  }

  static boolean[] all(int rows) {
    boolean[] valid = new boolean[rows];
    Arrays.fill(valid, true);
    return valid;
  }

  private static void put(DType type, ByteBuffer into, Number value) {
    if (type.equals(DType.FLOAT32)) {
      into.putFloat(value.floatValue());
    } else if (type.equals(DType.FLOAT64)) {
      into.putDouble(value.doubleValue());
    } else {
      long whole = value.longValue();
      for (int i = 0; i < type.getSizeInBytes(); i++) {
        into.put((byte) (whole >> (Byte.SIZE * i)));
      }
    }
  }

  static boolean isFloating(DType type) {
    return type.equals(DType.FLOAT32) || type.equals(DType.FLOAT64);
  }

  long whole(int row) {
    int at = row * type.getSizeInBytes();
    if (type.equals(DType.INT64)) {
      return bytes.getLong(at);
    } else if (type.equals(DType.INT32)) {
      return bytes.getInt(at);
    } else if (type.equals(DType.UINT16)) {
      return bytes.getShort(at) & 0xffff;
    } else if (type.equals(DType.UINT8) || type.equals(DType.BOOL8)) {
      return bytes.get(at) & 0xff;
    }
    throw new AssertionError("no whole numbers in " + type);
  }

  double real(int row) {
    int at = row * type.getSizeInBytes();
    if (type.equals(DType.FLOAT64)) {
      return bytes.getDouble(at);
    }
    return type.equals(DType.FLOAT32) ? bytes.getFloat(at) : whole(row);
  }

  Number number(int row) {
    if (!valid[row]) {
      return null;
    }
    return isFloating(type) ? (Number) real(row) : (Number) whole(row);
  }

  /** The bytes that it takes on a device, with a bit a row where there are nulls. */
  long size() {
    long size = bytes.capacity() + (long) Integer.BYTES * offsets.length;
    for (Cells child : children) {
      size += child.size();
    }
    return nulls() > 0 ? size + (rows + Byte.SIZE - 1) / Byte.SIZE : size;
  }

  int nulls() {
    int nulls = 0;
    for (boolean isValid : valid) {
      nulls += isValid ? 0 : 1;
    }
    return nulls;
  }

  /** These rows in this order; a negative row is null. */
  Cells take(int... wanted) {
    boolean[] taken = new boolean[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      taken[i] = wanted[i] >= 0 && valid[wanted[i]];
    }
    if (type.equals(DType.LIST)) {
      int[] starts = new int[wanted.length + 1];
      int[] elements = new int[0];
      for (int i = 0; i < wanted.length; i++) {
        int from = taken[i] ? offsets[wanted[i]] : 0;
        int size = taken[i] ? offsets[wanted[i] + 1] - from : 0;
        starts[i + 1] = starts[i] + size;
        elements = Arrays.copyOf(elements, starts[i + 1]);
        for (int j = 0; j < size; j++) {
          elements[starts[i] + j] = from + j;
        }
      }
      return list(taken, starts, children[0].take(elements));
    }
    if (type.equals(DType.STRUCT)) {
      return struct(
          taken, Arrays.stream(children).map(field -> field.take(wanted)).toArray(Cells[]::new));
    }
    return of(type, wanted.length, i -> taken[i] ? number(wanted[i]) : null);
  }
}

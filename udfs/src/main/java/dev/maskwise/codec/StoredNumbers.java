package dev.maskwise.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whole numbers as they lie in an array, row by row from the top, little-endian, of 1, 2, 4 or 8
 * bytes. They are read where they lie, without a copy. A number of more than 32 bits is refused by
 * its pixel.
 */
public final class StoredNumbers implements ValueRows {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] data;
  private final int start;
  private final int width;
  private final int height;
  private final int bytes;
  private final boolean signed;
  private final RowCursor cursor;

  /**
   * @param data holds all numbers; referenced, not copied
   * @param start where the first one is
   * @param bytes of a number: 1, 2, 4 or 8
   * @param signed whether they have a sign
   */
  public StoredNumbers(byte[] data, int start, int width, int height, int bytes, boolean signed) {
    this.data = data;
    this.start = start;
    this.width = width;
    this.height = height;
    this.bytes = bytes;
    this.signed = signed;
    this.cursor = new RowCursor(height, width);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public Kind kind() {
    return Kind.NUMBER;
  }

  @Override
  public int largest() {
    int bits = Byte.SIZE * bytes - (signed ? 1 : 0);
    return bits < Integer.SIZE - 1 ? (1 << bits) - 1 : Integer.MAX_VALUE;
  }

  @Override
  public void read(int[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    int count = rows * width;
    int at = start + first * width * bytes;
    switch (bytes) {
      case Byte.BYTES -> takeBytes(into, count, at);
      case Short.BYTES -> takeShorts(into, count, at);
      case Integer.BYTES -> takeInts(into, count, at, first);
      default -> takeLongs(into, count, at, first);
    }
  }

  private void takeBytes(int[] into, int count, int at) {
    int mask = signed ? -1 : 0xff;
    for (int i = 0; i < count; i++) {
      into[i] = data[at + i] & mask;
    }
  }

  private void takeShorts(int[] into, int count, int at) {
    int mask = signed ? -1 : 0xffff;
    for (int i = 0; i < count; i++) {
      into[i] = (short) SHORT.get(data, at + i * Short.BYTES) & mask;
    }
  }

  private void takeInts(int[] into, int count, int at, int firstRow) throws MalformedException {
    int any = 0;
    for (int i = 0; i < count; i++) {
      int number = (int) INT.get(data, at + i * Integer.BYTES);
      into[i] = number;
      any |= number;
    }
    for (int i = 0; !signed && any < 0 && i < count; i++) {
      if (into[i] < 0) {
        throw ofPixel(Integer.toUnsignedString(into[i]), i, firstRow);
      }
    }
  }

  private void takeLongs(int[] into, int count, int at, int firstRow) throws MalformedException {
    long wide = 0;
    for (int i = 0; i < count; i++) {
      long number = (long) LONG.get(data, at + i * Long.BYTES);
      into[i] = (int) number;
      wide |= number ^ (int) number;
    }
    int any = 0;
    for (int i = 0; !signed && i < count; i++) {
      any |= into[i];
    }
    if (wide != 0 || any < 0) {
      refuse(count, at, firstRow);
    }
  }

  /** Looks for the number that has more bits than a value, which takes longer. */
  private void refuse(int count, int at, int firstRow) throws MalformedException {
    for (int i = 0; i < count; i++) {
      long number = (long) LONG.get(data, at + i * Long.BYTES);
      if (number != (int) number || (number < 0 && !signed)) {
        String shown = signed ? Long.toString(number) : Long.toUnsignedString(number);
        throw ofPixel(shown, i, firstRow);
      }
    }
  }

  private MalformedException ofPixel(String number, int pixel, int firstRow) {
    return beyond(number, pixel % width, firstRow + pixel / width);
  }

  /** A number that no label is mapped from. */
  static MalformedException beyond(String number, int x, int y) {
    return new MalformedException(
        "holds the value %s at (%d, %d), which is no label: neither labels nor what is mapped to them has more than 32 bits"
            .formatted(number, x, y));
  }

  @Override
  public void close() {}
}

package dev.maskwise.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers that are labels as they are, 0 to 65,535: one byte a pixel where the stored type has no
 * greater number than 255, else two. What is no label is refused by its pixel. Memory: a row of
 * values.
 */
public final class ValuesAsLabels implements LabelMapRows {
  private static final int LARGEST = 0xffff;
  private static final VarHandle LABEL =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

  private final ValueRows values;
  private final int bytesPerPixel;
  private final RowCursor cursor;
  private final int[] row;

  private ValuesAsLabels(ValueRows values) {
    this.values = values;
    bytesPerPixel = values.largest() <= 0xff ? 1 : 2;
    cursor = new RowCursor(values.height(), (long) values.width() * bytesPerPixel);
    row = new int[values.width()];
  }

  /**
   * The labels of a map of numbers.
   *
   * @param values taken over and closed with the labels
   * @throws MalformedException when they are colours
   */
  public static LabelMapRows of(ValueRows values) throws MalformedException {
    if (values instanceof LabelsAsValues stored) {
      return stored.labels();
    }
    if (values.kind() == ValueRows.Kind.COLOUR) {
      throw new MalformedException(
          "holds colours (RGB), and no colour table says which class each means: name one with"
              + " --map, also where all are grey");
    }
    return new ValuesAsLabels(values);
  }

  @Override
  public int width() {
    return values.width();
  }

  @Override
  public int height() {
    return values.height();
  }

  @Override
  public int bytesPerPixel() {
    return bytesPerPixel;
  }

  @Override
  public void read(byte[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    for (int y = first; y < first + rows; y++) {
      values.read(row, 1);
      requireLabels(y);
      int at = (y - first) * row.length;
      if (bytesPerPixel == 1) {
        for (int x = 0; x < row.length; x++) {
          into[at + x] = (byte) row[x];
        }
      } else {
        for (int x = 0; x < row.length; x++) {
          LABEL.set(into, Character.BYTES * (at + x), (char) row[x]);
        }
      }
    }
  }

  /** Looks for the pixel only where there is one, which takes longer. */
  private void requireLabels(int y) throws MalformedException {
    int any = 0;
    for (int value : row) {
      any |= value;
    }
    for (int x = 0; (any & ~LARGEST) != 0; x++) {
      if ((row[x] & ~LARGEST) != 0) {
        throw new NoLabelException(
            "holds the value %d at (%d, %d), which is no label: labels are 0 to %d, and --map says what other values mean"
                .formatted(row[x], x, y, LARGEST));
      }
    }
  }

  @Override
  public void close() {
    values.close();
  }
}

package dev.maskwise.codec.label;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RowCursor;
import dev.maskwise.codec.ValueRows;
import java.util.Arrays;

/**
 * The labels that colours and large numbers mean. Neighbours that are equal are looked up once;
 * other values are remembered in a table by their hash. Memory: a row of values, and 16 KiB.
 */
final class MappedValues implements LabelMapRows {
  private static final int REMEMBERED_BITS = 11;
  private static final int GOLDEN_RATIO = 0x9e3779b9;

  private final ValueRows values;
  private final LabelTable table;
  private final boolean ofColours;
  private final int bytesPerPixel;
  private final RowCursor cursor;
  private final int[] row;
  private final byte[] labels;
  private final int[] known = new int[1 << REMEMBERED_BITS];
  private final int[] labelOfKnown = new int[1 << REMEMBERED_BITS];

  MappedValues(ValueRows values, LabelTable table, int bytesPerPixel) {
    this.values = values;
    this.table = table;
    this.bytesPerPixel = bytesPerPixel;
    ofColours = values.kind() == ValueRows.Kind.COLOUR;
    cursor = new RowCursor(values.height(), (long) values.width() * bytesPerPixel);
    row = new int[values.width()];
    labels = new byte[Math.multiplyExact(values.width(), bytesPerPixel)];
    Arrays.fill(labelOfKnown, LabelTable.REFUSED);
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
    for (int y = 0; y < rows; y++) {
      map(first + y, into, y * labels.length);
    }
  }

  @Override
  public void next(LabelRow into) throws MalformedException {
    map(cursor.advance(labels, 1), labels, 0);
    into.replace(labels, 0);
  }

  private void map(int y, byte[] into, int start) throws MalformedException {
    values.read(row, 1);
    int last = ~row[0];
    int label = 0;
    int at = start;
    for (int x = 0; x < row.length; x++) {
      int value = row[x];
      if (value != last) {
        label = label(value, x, y);
        last = value;
      }
      into[at++] = (byte) label;
      if (bytesPerPixel == 2) {
        into[at++] = (byte) (label >> Byte.SIZE);
      }
    }
  }

  private int label(int value, int x, int y) throws MalformedException {
    int slot = value * GOLDEN_RATIO >>> Integer.SIZE - REMEMBERED_BITS;
    int label = labelOfKnown[slot];
    if (label < 0 || known[slot] != value) {
      label = table.label(ofColours, value);
      if (label < 0) {
        throw table.refusal(ofColours, value, x, y);
      }
      known[slot] = value;
      labelOfKnown[slot] = label;
    }
    return label;
  }

  @Override
  public void close() {
    values.close();
  }
}

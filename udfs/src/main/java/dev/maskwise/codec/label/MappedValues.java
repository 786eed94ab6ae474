package dev.maskwise.codec.label;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RowCursor;
import dev.maskwise.codec.ValueRows;
import java.util.Arrays;

/**
 * The labels that colours and large numbers mean. Only what differs from the row above is looked
 * up, neighbours that are equal once; values are remembered in a table by their hash. Memory: two
 * rows of values, a row of labels, and 16 KiB.
 */
final class MappedValues implements LabelMapRows {
  private static final int REMEMBERED_BITS = 11;
  private static final int GOLDEN_RATIO = 0x9e3779b9;

  private final ValueRows values;
  private final LabelLookup table;
  private final boolean ofColours;
  private final int bytesPerPixel;
  private final RowCursor cursor;
  private int[] row;
  private int[] above;
  private final byte[] labels;
  private final int[] known = new int[1 << REMEMBERED_BITS];
  private final int[] labelOfKnown = new int[1 << REMEMBERED_BITS];

  MappedValues(ValueRows values, LabelLookup table, int bytesPerPixel) {
    this.values = values;
    this.table = table;
    this.bytesPerPixel = bytesPerPixel;
    ofColours = values.kind() == ValueRows.Kind.COLOUR;
    cursor = new RowCursor(values.height(), (long) values.width() * bytesPerPixel);
    row = new int[values.width()];
    above = new int[values.width()];
    labels = new byte[Math.multiplyExact(values.width(), bytesPerPixel)];
    Arrays.fill(labelOfKnown, LabelLookup.REFUSED);
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
      map(first + y);
      System.arraycopy(labels, 0, into, y * labels.length, labels.length);
    }
  }

  @Override
  public void next(LabelRow into) throws MalformedException {
    map(cursor.advance(labels, 1));
    into.replace(labels, 0);
  }

  /** Makes the labels those of the next row. */
  private void map(int y) throws MalformedException {
    int[] before = above;
    above = row;
    row = before;
    values.read(row, 1);
    int width = row.length;
    int last = ~row[0];
    int label = 0;
    for (int x = y == 0 ? 0 : firstOther(0); x < width; x = firstOther(x)) {
      do {
        if (row[x] != last) {
          last = row[x];
          label = label(last, x, y);
        }
        put(x++, label);
      } while (x < width && (y == 0 || row[x] != above[x]));
    }
  }

  /** The first place from one on where the row is not as the one above. */
  private int firstOther(int from) {
    int at = Arrays.mismatch(row, from, row.length, above, from, row.length);
    return at < 0 ? row.length : from + at;
  }

  private void put(int x, int label) {
    if (bytesPerPixel == 1) {
      labels[x] = (byte) label;
    } else {
      labels[2 * x] = (byte) label;
      labels[2 * x + 1] = (byte) (label >> Byte.SIZE);
    }
  }

  private int label(int value, int x, int y) throws MalformedException {
    int slot = (value * GOLDEN_RATIO) >>> (Integer.SIZE - REMEMBERED_BITS);
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

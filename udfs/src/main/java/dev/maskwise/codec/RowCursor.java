package dev.maskwise.codec;

/** Where a reader of rows stands; it refuses calls that ask for what is not there. */
public final class RowCursor {
  private final int height;
  private final long rowBytes;
  private int row;

  /**
   * @param rowBytes bytes of a row, or its elements where the array is of integers
   */
  public RowCursor(int height, long rowBytes) {
    this.height = height;
    this.rowBytes = rowBytes;
  }

  /**
   * Checks a call of {@link LabelMapRows#read} and moves past its rows; returns the first of them.
   */
  public int advance(byte[] into, int rows) {
    return advance(into.length, rows, "bytes");
  }

  /** The same for a call of {@link ValueRows#read}. */
  public int advance(int[] into, int rows) {
    return advance(into.length, rows, "elements");
  }

  private int advance(int length, int rows, String unit) {
    if (rows < 0 || rows > height - row) {
      throw new IllegalArgumentException(
          "asked for " + rows + " rows, but " + (height - row) + " of " + height + " remain");
    }
    if (length < rows * rowBytes) {
      throw new IllegalArgumentException(
          rows + " rows need " + rows * rowBytes + " " + unit + ", but the array has " + length);
    }
    int first = row;
    row += rows;
    return first;
  }

  public boolean atEnd() {
    return row == height;
  }
}

package dev.maskwise.codec;

/** Where a reader of rows stands; it refuses calls that ask for what is not there. */
public final class RowCursor {
  private final int height;
  private final long rowBytes;
  private int row;

  public RowCursor(int height, long rowBytes) {
    this.height = height;
    this.rowBytes = rowBytes;
  }

  /**
   * Checks a call of {@link LabelMapRows#read} and moves past its rows; returns the first of them.
   */
  public int advance(byte[] into, int rows) {
    if (rows < 0 || rows > height - row) {
      throw new IllegalArgumentException(
          "asked for " + rows + " rows, but " + (height - row) + " of " + height + " remain");
    }
    if (into.length < rows * rowBytes) {
      throw new IllegalArgumentException(
          rows + " rows need " + rows * rowBytes + " bytes, but the array has " + into.length);
    }
    int first = row;
    row += rows;
    return first;
  }

  public boolean atEnd() {
    return row == height;
  }
}

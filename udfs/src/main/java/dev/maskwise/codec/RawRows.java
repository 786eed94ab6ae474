package dev.maskwise.codec;

/**
 * A label map stored as its bare pixels, row by row from the top, one byte a pixel or two
 * (little-endian). Reading is a copy; the data is referenced, not copied, when opened.
 */
public final class RawRows implements LabelMapRows {
  private final byte[] data;
  private final int start;
  private final int width;
  private final int height;
  private final int bytesPerPixel;
  private final RowCursor cursor;

  /**
   * A map whose pixels lie in a part of an array that is known to hold them.
   *
   * @param start where the first one is
   * @param bytesPerPixel of labels 1 or 2; more of numbers that are none
   */
  public RawRows(byte[] data, int start, int width, int height, int bytesPerPixel) {
    this.data = data;
    this.start = start;
    this.width = width;
    this.height = height;
    this.bytesPerPixel = bytesPerPixel;
    this.cursor = new RowCursor(height, (long) width * bytesPerPixel);
  }

  /**
   * Opens a map whose length tells the bytes per pixel.
   *
   * @throws MalformedException when the shape is empty, or the data holds neither one byte nor two
   *     for each pixel
   */
  public static RawRows open(byte[] data, int width, int height) throws MalformedException {
    if (width <= 0 || height <= 0) {
      throw new MalformedException(
          "declares a width of "
              + width
              + " and a height of "
              + height
              + "; both must be at least 1");
    }
    long pixels = (long) width * height;
    if (data.length != pixels && data.length != 2 * pixels) {
      throw new MalformedException(
          "has "
              + data.length
              + " bytes, but "
              + width
              + "x"
              + height
              + " pixels take "
              + pixels
              + " bytes, or "
              + 2 * pixels
              + " with two-byte labels");
    }
    return new RawRows(data, 0, width, height, data.length == pixels ? 1 : 2);
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
  public int bytesPerPixel() {
    return bytesPerPixel;
  }

  @Override
  public void read(byte[] into, int rows) {
    int rowBytes = width * bytesPerPixel;
    int first = cursor.advance(into, rows);
    System.arraycopy(data, start + first * rowBytes, into, 0, rows * rowBytes);
  }

  @Override
  public void next(LabelRow row) {
    row.replace(data, start + cursor.advance(row.labels(), 1) * row.length());
  }

  @Override
  public void close() {}
}

package dev.maskwise.codec;

/**
 * A one-byte label map seen with two bytes a pixel, so that it can be compared with one that needs
 * them. Labels do not change. Works in place: no memory beyond the caller's array.
 */
public final class WideRows implements LabelMapRows {
  private final LabelMapRows narrow;

  /**
   * @param narrow the map to widen; this reader takes it over and closes it
   * @throws IllegalArgumentException when it has two bytes a pixel already
   */
  public WideRows(LabelMapRows narrow) {
    if (narrow.bytesPerPixel() != 1) {
      throw new IllegalArgumentException("the map has two bytes a pixel already");
    }
    this.narrow = narrow;
  }

  @Override
  public int width() {
    return narrow.width();
  }

  @Override
  public int height() {
    return narrow.height();
  }

  @Override
  public int bytesPerPixel() {
    return 2;
  }

  @Override
  public void read(byte[] into, int rows) throws MalformedException {
    long pixels = (long) rows * narrow.width();
    if (into.length < 2 * pixels) {
      throw new IllegalArgumentException(
          rows + " rows need " + 2 * pixels + " bytes, but the array has " + into.length);
    }
    narrow.read(into, rows);
    spread(into, (int) pixels);
  }

  /** Moves byte i to 2i, from the last to the first so that none is overwritten before it moved. */
  private static void spread(byte[] labels, int pixels) {
    int i = pixels;
    while ((i & 3) != 0) {
      i--;
      byte label = labels[i];
      labels[2 * i + 1] = 0;
      labels[2 * i] = label;
    }
    while (i > 0) {
      i -= 4;
      long four = i == 0 ? firstFour(labels) : LittleEndian.get(labels, i - 4) >>> 32;
      four = (four | four << 16) & 0x0000_ffff_0000_ffffL;
      four = (four | four << 8) & 0x00ff_00ff_00ff_00ffL;
      LittleEndian.put(labels, 2 * i, four);
    }
  }

  private static long firstFour(byte[] labels) {
    return LittleEndian.get(labels, 0) & 0xffff_ffffL;
  }

  @Override
  public void close() {
    narrow.close();
  }
}

package dev.maskwise.codec;

/** The labels of a map as numbers. Whoever wants the labels themselves takes them from here. */
public final class LabelsAsValues implements ValueRows {
  private final LabelMapRows labels;
  private final RowCursor cursor;
  private byte[] strip = {};

  /**
   * @param labels the map; this reader takes it over and closes it
   */
  public LabelsAsValues(LabelMapRows labels) {
    this.labels = labels;
    this.cursor = new RowCursor(labels.height(), labels.width());
  }

  /** The map itself, which is read either there or here. */
  public LabelMapRows labels() {
    return labels;
  }

  @Override
  public int width() {
    return labels.width();
  }

  @Override
  public int height() {
    return labels.height();
  }

  @Override
  public Kind kind() {
    return Kind.NUMBER;
  }

  @Override
  public int largest() {
    return labels.bytesPerPixel() == 1 ? 0xff : 0xffff;
  }

  @Override
  public void read(int[] into, int rows) throws MalformedException {
    cursor.advance(into, rows);
    int pixels = rows * width();
    boolean narrow = labels.bytesPerPixel() == 1;
    int bytes = Math.multiplyExact(pixels, labels.bytesPerPixel());
    if (strip.length < bytes) {
      strip = new byte[bytes];
    }
    labels.read(strip, rows);
    for (int i = 0; i < pixels; i++) {
      into[i] =
          narrow ? strip[i] & 0xff : (strip[2 * i] & 0xff) | (strip[2 * i + 1] & 0xff) << Byte.SIZE;
    }
  }

  @Override
  public void close() {
    labels.close();
  }
}

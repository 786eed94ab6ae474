package dev.maskwise.codec;

/** The labels of a map as numbers. Whoever wants the labels themselves takes them from here. */
public final class LabelsAsValues implements ValueRows {
  private final LabelMapRows labels;
  private byte[] strip = {};

  /**
   * @param labels the map; this reader takes it over and closes it
   */
  public LabelsAsValues(LabelMapRows labels) {
    this.labels = labels;
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
    int pixels = Math.multiplyExact(rows, width());
    if (into.length < pixels) {
      throw new IllegalArgumentException(
          rows + " rows need " + pixels + " elements, but the array has " + into.length);
    }
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

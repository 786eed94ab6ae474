package dev.maskwise.statistic;

/**
 * How confusion matrices merge and travel. Bytes: K, the number of cells that are not zero, and for
 * each of them in row-major order the number of zeros before it and its count. That is 2 to 5 bytes
 * for each such cell of an image, however many classes there are.
 */
final class ConfusionMatrixType implements StatisticType<ConfusionMatrix> {

  @Override
  public String name() {
    return "confusion";
  }

  @Override
  public ConfusionMatrix empty() {
    return ConfusionMatrix.of(0, new long[0]);
  }

  @Override
  public ConfusionMatrix merge(ConfusionMatrix a, ConfusionMatrix b) {
    return a.plus(b);
  }

  @Override
  public byte[] encode(ConfusionMatrix value) {
    long[] cells = value.cells();
    int used = 0;
    for (long cell : cells) {
      used += cell == 0 ? 0 : 1;
    }
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(value.classes());
    writer.varint(used);
    int next = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      if (cells[cell] != 0) {
        writer.varint(cell - next);
        writer.varint(cells[cell]);
        next = cell + 1;
      }
    }
    return writer.toBytes();
  }

  @Override
  public ConfusionMatrix decode(byte[] bytes) {
    ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
    int classes = reader.varint(ConfusionMatrix.MAX_CLASSES);
    int size = classes * classes;
    int used = reader.varint(size);
    // The matrix is the one large allocation: first see that the bytes can hold its cells.
    reader.require(used <= reader.remaining() / 2, "more cells must follow");
    long[] cells = new long[size];
    int next = 0;
    for (int i = 0; i < used; i++) {
      int cell = next + reader.varint(size - 1 - next);
      cells[cell] = reader.varint();
      reader.require(cells[cell] != 0, "a listed cell is zero");
      next = cell + 1;
    }
    reader.end();
    return ConfusionMatrix.adopt(classes, cells);
  }

  private Object readResolve() {
    return ConfusionMatrix.TYPE;
  }
}

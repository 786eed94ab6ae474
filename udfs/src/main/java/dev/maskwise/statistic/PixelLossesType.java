package dev.maskwise.statistic;

/**
 * How pixel losses merge and travel. Bytes: the number of classes, which is all for the losses of
 * nothing; then all pixels and the pixels of each class, the number of exponents and the bits of
 * each as a number, and the sums, class by class for one exponent after another.
 */
final class PixelLossesType implements StatisticType<PixelLosses> {

  @Override
  public String name() {
    return "pixel_losses";
  }

  @Override
  public PixelLosses empty() {
    return new PixelLosses();
  }

  @Override
  public PixelLosses merge(PixelLosses a, PixelLosses b) {
    PixelLosses both = a.copy();
    both.add(b);
    return both;
  }

  @Override
  public PixelLosses add(PixelLosses memory, PixelLosses other) {
    memory.add(other);
    return memory;
  }

  @Override
  public byte[] encode(PixelLosses value) {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(value.classes());
    if (value.classes() > 0) {
      writer.varint(value.allPixels());
      for (int c = 0; c < value.classes(); c++) {
        writer.varint(value.pixels(c));
      }
      float[] gammas = value.gammas();
      writer.varint(gammas.length);
      for (float gamma : gammas) {
        writer.varint(Float.floatToRawIntBits(gamma));
      }
      for (ExactSum sum : value.sums()) {
        ExactSumType.write(sum, writer);
      }
    }
    return writer.toBytes();
  }

  @Override
  public PixelLosses decode(byte[] bytes) {
    ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
    int classes = reader.varint(ConfusionMatrix.MAX_CLASSES);
    if (classes == 0) {
      reader.end();
      return empty();
    }
    long allPixels = reader.varint();
    long[] pixels = new long[classes];
    for (int c = 0; c < classes; c++) {
      pixels[c] = reader.varint();
    }
    float[] gammas = new float[reader.varint(PixelLosses.MAX_GAMMAS)];
    for (int g = 0; g < gammas.length; g++) {
      gammas[g] = Float.intBitsToFloat(reader.varint(Integer.MAX_VALUE));
    }
    String problem = PixelLosses.shapeProblem(gammas, pixels, allPixels);
    reader.require(problem == null, String.valueOf(problem));
    // The sums are the one large allocation: first see that the bytes can hold them.
    int size = gammas.length * classes;
    reader.require(size <= reader.remaining() / 2, "more sums must follow");
    ExactSum[] sums = new ExactSum[size];
    for (int i = 0; i < size; i++) {
      sums[i] = ExactSums.read(reader);
    }
    reader.end();
    return new PixelLosses(gammas, pixels, sums, allPixels);
  }

  private Object readResolve() {
    return PixelLosses.TYPE;
  }
}

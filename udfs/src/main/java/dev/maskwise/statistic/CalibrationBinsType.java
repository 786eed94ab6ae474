package dev.maskwise.statistic;

import dev.maskwise.statistic.CalibrationBins.ClosedSide;

/**
 * How calibration bins merge and travel. Bytes: the number of bins, 0 without a shape; then 0 if
 * they are closed on the left and 1 if on the right; then for each bin its pixels and, if there are
 * any, its positives and the sum of its probabilities.
 */
final class CalibrationBinsType implements StatisticType<CalibrationBins> {

  private static final int CLOSED_LEFT = 0;
  private static final int CLOSED_RIGHT = 1;

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public CalibrationBins empty() {
    return CalibrationBins.shapeless();
  }

  @Override
  public CalibrationBins merge(CalibrationBins a, CalibrationBins b) {
    CalibrationBins both = a.copy();
    both.add(b);
    return both;
  }

  @Override
  public CalibrationBins add(CalibrationBins memory, CalibrationBins other) {
    memory.add(other);
    return memory;
  }

  @Override
  public byte[] encode(CalibrationBins value) {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(value.bins());
    if (value.bins() > 0) {
      writer.varint(value.closedSide() == ClosedSide.LEFT ? CLOSED_LEFT : CLOSED_RIGHT);
    }
    for (int bin = 0; bin < value.bins(); bin++) {
      writer.varint(value.pixels(bin));
      if (value.pixels(bin) > 0) {
        writer.varint(value.positives(bin));
        ExactSumType.write(value.probabilitySum(bin), writer);
      }
    }
    return writer.toBytes();
  }

  @Override
  public CalibrationBins decode(byte[] bytes) {
    ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
    int bins = reader.varint(CalibrationBins.MAX_BINS);
    if (bins == 0) {
      reader.end();
      return CalibrationBins.shapeless();
    }
    boolean left = reader.varint(CLOSED_RIGHT) == CLOSED_LEFT;
    reader.require(bins <= reader.remaining(), "more bins must follow");
    CalibrationBins value = new CalibrationBins(bins, left ? ClosedSide.LEFT : ClosedSide.RIGHT);
    long total = 0;
    for (int bin = 0; bin < bins; bin++) {
      long pixels = reader.varint();
      if (pixels > 0) {
        reader.require(pixels <= Long.MAX_VALUE - total, "the pixels are too many");
        total += pixels;
        long positives = reader.varint();
        reader.require(positives <= pixels, "more are positive than there are");
        ExactSum sum = ExactSumType.read(reader);
        double mean = sum.dividedBy(pixels);
        reader.require(mean >= 0 && mean <= 1, "a mean probability is not in [0, 1]");
        value.add(bin, pixels, positives, sum);
      }
    }
    reader.end();
    return value;
  }

  private Object readResolve() {
    return CalibrationBins.TYPE;
  }
}

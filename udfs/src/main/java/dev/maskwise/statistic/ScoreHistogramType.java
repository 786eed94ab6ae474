package dev.maskwise.statistic;

import dev.maskwise.kernel.score.ScoreBins;

/**
 * How score histograms merge and travel. Bytes: bits + 1, or 0 without a shape, the number of
 * occupied bins, and for each of them in ascending order how many floats its lowest score lies
 * above the highest of the bin before, and its highest above its lowest, its background and its
 * foreground. That is 4 to 9 bytes a bin of an image.
 */
final class ScoreHistogramType implements StatisticType<ScoreHistogram> {

  private static final int LEAST_BYTES_OF_A_BIN = 4;

  @Override
  public String name() {
    return "score_histogram";
  }

  @Override
  public ScoreHistogram empty() {
    return ScoreHistogram.shapeless();
  }

  @Override
  public ScoreHistogram merge(ScoreHistogram a, ScoreHistogram b) {
    ScoreHistogram both = a.copy();
    both.add(b);
    return both;
  }

  @Override
  public ScoreHistogram add(ScoreHistogram memory, ScoreHistogram other) {
    memory.add(other);
    return memory;
  }

  @Override
  public byte[] encode(ScoreHistogram value) {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    writer.varint(value.bits() + 1);
    if (value.bits() == ScoreHistogram.SHAPELESS) {
      return writer.toBytes();
    }
    int[] used = {0};
    value.forEach((bin, background, foreground, lowest, highest) -> used[0]++);
    writer.varint(used[0]);
    int[] next = {0};
    value.forEach(
        (bin, background, foreground, lowest, highest) -> {
          writer.varint(Integer.toUnsignedLong(lowest - next[0]));
          writer.varint(highest - lowest);
          writer.varint(background);
          writer.varint(foreground);
          next[0] = highest + 1;
        });
    return writer.toBytes();
  }

  /**
   * {@inheritDoc} Whoever made the bytes can make each 4 of them take a page of 6 KiB, up to the
   * size of the histogram with all pages, and no more.
   */
  @Override
  public ScoreHistogram decode(byte[] bytes) {
    ByteLayout.Reader reader = new ByteLayout.Reader(name(), bytes);
    int bits = reader.varint(ScoreHistogram.MAX_BITS + 1) - 1;
    if (bits == ScoreHistogram.SHAPELESS) {
      reader.end();
      return ScoreHistogram.shapeless();
    }
    int used = reader.varint(reader.remaining() / LEAST_BYTES_OF_A_BIN);
    ScoreHistogram histogram = new ScoreHistogram(bits);
    long next = 0;
    int lastBin = -1;
    for (int i = 0; i < used; i++) {
      int lowest = rank(reader, next + reader.varint());
      int highest = rank(reader, Integer.toUnsignedLong(lowest) + reader.varint());
      long background = reader.varint();
      long foreground = reader.varint();
      int bin = ScoreBins.bin(ScoreBins.score(lowest), bits);
      reader.require(bin > lastBin, "a bin is listed twice");
      reader.require(
          bin == ScoreBins.bin(ScoreBins.score(highest), bits), "a bin has scores of another");
      boolean single = lowest == highest;
      reader.require(background != 0 || foreground != 0, "a listed bin is empty");
      reader.require(single || background != 1 - foreground, "one pixel has two scores");
      reader.require(
          background <= Long.MAX_VALUE - foreground
              && background + foreground
                  <= Long.MAX_VALUE - histogram.foreground() - histogram.background(),
          "the pixels are too many");
      histogram.add(bin, background, foreground, lowest, highest);
      next = Integer.toUnsignedLong(highest) + 1;
      lastBin = bin;
    }
    reader.end();
    return histogram;
  }

  /** A rank, if it is that of a score that can be counted. */
  private static int rank(ByteLayout.Reader reader, long number) {
    int rank = (int) number;
    float score = ScoreBins.score(rank);
    reader.require(
        number >>> Integer.SIZE == 0 && Float.isFinite(score) && ScoreBins.rank(score) == rank,
        "a score cannot be counted");
    return rank;
  }

  private Object readResolve() {
    return ScoreHistogram.TYPE;
  }
}

package dev.maskwise.statistic.object;

import dev.maskwise.statistic.ByteLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How records lie in bytes. The grid: 0 for none, 1 for the thresholds and bands of COCO, 2 for
 * others, which follow; the limit. The groups in their order: for each category how many, and the
 * difference to the last category; for each group the difference to the last image in two halves,
 * the objects of each band, the number of records. For each record the number of its pattern, which
 * is the bits of all cells, the lowest first: true positive, then ignored; a new number is followed
 * by the pattern. At last all scores.
 *
 * <p>A model has some hundred patterns, so that a record takes 9 to 10 bytes.
 */
record DetectionBytes(@Nullable DetectionGrid grid, DetectionColumns columns) {
  private static final int NO_GRID = 0;
  private static final int COCO = 1;
  private static final int OTHER = 2;

  private static final long LOW = 0xffffffffL;

  static byte[] encode(@Nullable DetectionGrid grid, DetectionColumns columns) {
    ByteLayout.Writer writer = new ByteLayout.Writer();
    write(writer, grid);
    if (grid == null) {
      return writer.toBytes();
    }
    Map<ByteBuffer, Integer> patterns = new HashMap<>();
    writer.varint(columns.groups);
    int group = 0;
    long lastCategory = 0;
    while (group < columns.groups) {
      int end = group;
      while (end < columns.groups && columns.category[end] == columns.category[group]) {
        end++;
      }
      writer.varint(end - group);
      writer.varint(zigzag(columns.category[group] - lastCategory));
      lastCategory = columns.category[group];
      long lastImage = 0;
      for (; group < end; group++) {
        long step = zigzag(columns.image[group] - lastImage);
        writer.varint(step >>> 32);
        writer.varint(step & LOW);
        lastImage = columns.image[group];
        write(writer, columns, group, bytes(grid), patterns);
      }
    }
    ByteBuffer scores = ByteBuffer.allocate(Math.multiplyExact(columns.records(), Double.BYTES));
    scores.asDoubleBuffer().put(columns.score, 0, columns.records());
    writer.block(scores.array());
    return writer.toBytes();
  }

  private static void write(
      ByteLayout.Writer writer,
      DetectionColumns columns,
      int group,
      int bytes,
      Map<ByteBuffer, Integer> patterns) {
    for (int band = 0; band < columns.bands; band++) {
      writer.varint(columns.truths[group * columns.bands + band]);
    }
    writer.varint(columns.start[group + 1] - columns.start[group]);
    for (int r = columns.start[group]; r < columns.start[group + 1]; r++) {
      byte[] bits = new byte[2 * bytes];
      for (int b = 0; b < bytes; b++) {
        int word = r * columns.words + b / Long.BYTES;
        int shift = b % Long.BYTES * Byte.SIZE;
        bits[b] = (byte) (columns.truePositive[word] >>> shift);
        bits[bytes + b] = (byte) (columns.ignored[word] >>> shift);
      }
      ByteBuffer pattern = ByteBuffer.wrap(bits);
      Integer number = patterns.putIfAbsent(pattern, patterns.size());
      if (number == null) {
        writer.varint(patterns.size() - 1);
        writer.block(bits);
      } else {
        writer.varint(number);
      }
    }
  }

  private static void write(ByteLayout.Writer writer, @Nullable DetectionGrid grid) {
    if (grid == null) {
      writer.varint(NO_GRID);
      return;
    }
    boolean coco = grid.equals(DetectionGrid.COCO.withLimit(grid.limit()));
    writer.varint(coco ? COCO : OTHER);
    writer.varint(grid.limit());
    if (coco) {
      return;
    }
    writer.varint(grid.thresholds().size());
    for (double threshold : grid.thresholds()) {
      writer.varint(Double.doubleToLongBits(threshold));
    }
    writer.varint(grid.bands().size());
    for (AreaBand band : grid.bands()) {
      writer.block(band.name().getBytes(StandardCharsets.US_ASCII));
      writer.varint(Double.doubleToLongBits(band.lowest()));
      writer.varint(Double.doubleToLongBits(band.highest()));
    }
  }

  static DetectionBytes decode(String name, byte[] bytes) {
    ByteLayout.Reader reader = new ByteLayout.Reader(name, bytes);
    DetectionGrid grid = readGrid(reader);
    if (grid == null) {
      reader.end();
      return new DetectionBytes(null, new DetectionColumns(0, 0));
    }
    DetectionColumns columns = new DetectionColumns(grid.bands().size(), grid.words());
    List<long[]> patterns = new ArrayList<>();
    Map<ByteBuffer, Integer> known = new HashMap<>();
    int groups = reader.varint(Integer.MAX_VALUE);
    long category = 0;
    while (columns.groups < groups) {
      int count = reader.varint(groups - columns.groups);
      long step = unzigzag(reader.varint());
      category += step;
      reader.require(count > 0 && (int) category == category, "a category is none");
      reader.require(columns.groups == 0 || step > 0, "categories do not ascend");
      long image = 0;
      for (int i = 0; i < count; i++) {
        long high = reader.varint();
        long low = reader.varint();
        reader.require(high <= LOW && low <= LOW, "a number is too large");
        image += unzigzag(high << 32 | low);
        columns.begin((int) category, image);
        readGroup(reader, columns, bytes(grid), patterns, known);
      }
    }
    readScores(reader, columns, grid);
    reader.end();
    return new DetectionBytes(grid, columns);
  }

  private static void readGroup(
      ByteLayout.Reader reader,
      DetectionColumns columns,
      int bytes,
      List<long[]> patterns,
      Map<ByteBuffer, Integer> known) {
    int words = columns.words;
    for (int band = 0; band < columns.bands; band++) {
      columns.truths[(columns.groups - 1) * columns.bands + band] =
          reader.varint(Integer.MAX_VALUE);
    }
    int count = reader.varint(reader.remaining() / (1 + Double.BYTES));
    int from = columns.extend(count);
    for (int r = from; r < from + count; r++) {
      int number = reader.varint(patterns.size());
      if (number == patterns.size()) {
        byte[] bits = reader.block(2 * bytes);
        reader.require(bits.length == 2 * bytes, "a pattern is of another grid");
        reader.require(known.put(ByteBuffer.wrap(bits), number) == null, "a pattern stands twice");
        long[] pattern = new long[2 * words];
        for (int b = 0; b < bytes; b++) {
          int shift = b % Long.BYTES * Byte.SIZE;
          pattern[b / Long.BYTES] |= (bits[b] & 0xffL) << shift;
          pattern[words + b / Long.BYTES] |= (bits[bytes + b] & 0xffL) << shift;
        }
        patterns.add(pattern);
      }
      System.arraycopy(patterns.get(number), 0, columns.truePositive, r * words, words);
      System.arraycopy(patterns.get(number), words, columns.ignored, r * words, words);
    }
  }

  private static void readScores(
      ByteLayout.Reader reader, DetectionColumns columns, DetectionGrid grid) {
    byte[] scores = reader.block(Integer.MAX_VALUE);
    reader.require(
        scores.length == (long) columns.records() * Double.BYTES, "every record has a score");
    ByteBuffer.wrap(scores).asDoubleBuffer().get(columns.score, 0, columns.records());
    for (int r = 0; r < columns.records(); r++) {
      reader.require(
          Double.doubleToRawLongBits(columns.score[r]) != Long.MIN_VALUE, "a score is minus zero");
    }
    for (int group = 0; group < columns.groups; group++) {
      String problem = columns.problem(group, grid);
      reader.require(problem == null, String.valueOf(problem));
      reader.require(
          group == 0 || DetectionColumns.compare(columns, group - 1, columns, group) <= 0,
          "groups are in another order");
    }
  }

  private static @Nullable DetectionGrid readGrid(ByteLayout.Reader reader) {
    int kind = reader.varint(OTHER);
    if (kind == NO_GRID) {
      return null;
    }
    int limit = reader.varint(DetectionGrid.MAX_LIMIT);
    List<Double> thresholds = new ArrayList<>();
    List<AreaBand> bands = new ArrayList<>();
    try {
      if (kind == COCO) {
        return DetectionGrid.COCO.withLimit(limit);
      }
      for (int i = reader.varint(DetectionGrid.MAX_CELLS); i > 0; i--) {
        thresholds.add(Double.longBitsToDouble(reader.varint()));
      }
      for (int i = reader.varint(DetectionGrid.MAX_CELLS); i > 0; i--) {
        String name = new String(reader.block(40), StandardCharsets.US_ASCII);
        bands.add(
            new AreaBand(
                name,
                Double.longBitsToDouble(reader.varint()),
                Double.longBitsToDouble(reader.varint())));
      }
      DetectionGrid grid = new DetectionGrid(thresholds, bands, limit);
      reader.require(
          !grid.equals(DetectionGrid.COCO.withLimit(limit)), "the grid has a shorter form");
      return grid;
    } catch (IllegalArgumentException e) {
      reader.require(false, "there is no such grid");
      throw e;
    }
  }

  /** How many bytes the cells of a record are, a bit each. */
  private static int bytes(DetectionGrid grid) {
    return (grid.cells() + Byte.SIZE - 1) / Byte.SIZE;
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }
}

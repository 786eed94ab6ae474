package dev.maskwise.codec.label;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.LittleEndian;
import dev.maskwise.codec.MalformedException;

/**
 * The labels that stored labels of one byte or two mean, by a table of all of them. Where rows are
 * asked for one after another, only what changed from the row above is looked up.
 */
final class MappedLabels implements LabelMapRows {
  private static final int WORD = Long.BYTES;

  private final LabelMapRows stored;
  private final LabelLookup table;
  private final int[] labels;
  private final int in;
  private final int out;
  private final LabelRow row;
  private byte[] strip = {};
  private int y;

  MappedLabels(LabelMapRows stored, LabelLookup table, int bytesPerPixel) {
    this.stored = stored;
    this.table = table;
    in = stored.bytesPerPixel();
    out = bytesPerPixel;
    labels = table.labels(in);
    row = new LabelRow(Math.multiplyExact(stored.width(), in));
  }

  @Override
  public int width() {
    return stored.width();
  }

  @Override
  public int height() {
    return stored.height();
  }

  @Override
  public int bytesPerPixel() {
    return out;
  }

  @Override
  public void read(byte[] into, int rows) throws MalformedException {
    int pixels = Math.multiplyExact(rows, width());
    if (into.length < (long) pixels * out) {
      throw new IllegalArgumentException(
          rows + " rows need " + pixels * out + " bytes, but the array has " + into.length);
    }
    if (strip.length < pixels * in) {
      strip = new byte[pixels * in];
    }
    stored.read(strip, rows);
    map(strip, pixels, into);
    y += rows;
  }

  /** Looks labels up; equal words that follow one another once. */
  private void map(byte[] from, int pixels, byte[] into) throws MalformedException {
    int whole = in == 1 && out == 1 ? pixels & -WORD : 0;
    long last = 0;
    long mapped = 0;
    for (int at = 0; at < whole; at += WORD) {
      long word = LittleEndian.get(from, at);
      if (at == 0 || word != last) {
        last = word;
        mapped = word(word, WORD, at);
      }
      LittleEndian.put(into, at, mapped);
    }
    int lastValue = -1;
    int label = 0;
    for (int i = whole; i < pixels; i++) {
      int value = value(from, i);
      if (value != lastValue) {
        label = label(value, i);
        lastValue = value;
      }
      into[i * out] = (byte) label;
      if (out == 2) {
        into[2 * i + 1] = (byte) (label >> Byte.SIZE);
      }
    }
  }

  private int value(byte[] from, int pixel) {
    return in == 1
        ? from[pixel] & 0xff
        : (from[2 * pixel] & 0xff) | (from[2 * pixel + 1] & 0xff) << Byte.SIZE;
  }

  private int label(int value, int pixel) throws MalformedException {
    int label = labels[value];
    if (label < 0) {
      throw table.refusal(false, value, pixel % width(), y + pixel / width());
    }
    return label;
  }

  /** The labels of the first bytes of a word; the others stay 0. */
  private long word(long word, int bytes, int pixel) throws MalformedException {
    long mapped = 0;
    int refused = 0;
    for (int i = 0; i < bytes; i++) {
      int label = labels[(int) (word >>> (Byte.SIZE * i)) & 0xff];
      refused |= label;
      mapped |= (label & 0xffL) << (Byte.SIZE * i);
    }
    for (int i = 0; refused < 0 && i < bytes; i++) {
      label((int) (word >>> (Byte.SIZE * i)) & 0xff, pixel + i);
    }
    return mapped;
  }

  @Override
  public void next(LabelRow into) throws MalformedException {
    if (out == 2) {
      LabelMapRows.super.next(into);
      return;
    }
    stored.next(row);
    if (y == 0) {
      byte[] first = new byte[width() + WORD];
      map(row.labels(), width(), first);
      into.replace(first, 0);
    } else {
      into.begin();
      for (int k = 0; k < row.changes(); k++) {
        change(into, row.places()[k]);
      }
    }
    y++;
  }

  private void change(LabelRow into, int place) throws MalformedException {
    int pixel = place / in;
    int pixels = Math.min(WORD / in, width() - pixel);
    if (in == 1) {
      into.put(pixel, word(LittleEndian.get(row.labels(), place), pixels, pixel));
      return;
    }
    byte[] now = into.labels();
    for (int x = pixel; x < pixel + pixels; x++) {
      byte label = (byte) label(value(row.labels(), x), x);
      if (now[x] != label) {
        into.touch(x);
        now[x] = label;
      }
    }
  }

  @Override
  public void close() {
    stored.close();
  }
}

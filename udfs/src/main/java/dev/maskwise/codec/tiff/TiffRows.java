package dev.maskwise.codec.tiff;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.PackedPixels;
import dev.maskwise.codec.RowCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The samples of a TIFF file, row by row, those of a pixel one after another, little-endian. Of the
 * file's blocks those of one band are held: a strip, or the tiles that lie side by side.
 */
final class TiffRows implements LabelMapRows {
  private final byte[] file;
  private final TiffLayout layout;
  private final RowCursor cursor;

  /** The blocks of a band decompressed, plane after plane, and which band it is. */
  private final byte[][] blocks;

  private int band = -1;

  TiffRows(byte[] file, TiffLayout layout) {
    this.file = file;
    this.layout = layout;
    cursor = new RowCursor(layout.height(), (long) layout.width() * bytesPerPixel());
    blocks = new byte[layout.across() * planes()][];
  }

  private int planes() {
    return layout.planar() ? layout.samples() : 1;
  }

  @Override
  public int width() {
    return layout.width();
  }

  @Override
  public int height() {
    return layout.height();
  }

  @Override
  public int bytesPerPixel() {
    return layout.samples() * layout.sampleBytes();
  }

  @Override
  public void read(byte[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    int rowBytes = width() * bytesPerPixel();
    for (int y = first; y < first + rows; y++) {
      if (y / layout.blockHeight() != band) {
        band = y / layout.blockHeight();
        readBand();
      }
      for (int i = 0; i < blocks.length; i++) {
        copyRow(i, y % layout.blockHeight(), into, (y - first) * rowBytes);
      }
    }
  }

  private void readBand() throws MalformedException {
    int across = layout.across();
    int top = band * layout.blockHeight();
    int rows = Math.min(layout.blockHeight(), layout.height() - top);
    for (int i = 0; i < blocks.length; i++) {
      int plane = i / across;
      readBlock(i, (plane * layout.down() + band) * across + i % across, rows);
    }
  }

  private void readBlock(int i, int number, int rows) throws MalformedException {
    long from = layout.offsets()[number];
    long length = layout.lengths()[number];
    if (from < 0 || length < 0 || from > file.length - length) {
      throw new MalformedException(
          "is cut off or damaged: it has %d bytes, and its pixels lie behind them"
              .formatted(file.length));
    }
    int bytes = layout.blockRowBytes() * rows;
    if (bytes / layout.compression().largestRatio() > length) {
      throw new MalformedException(
          "is damaged: %d bytes of it cannot hold %d".formatted(length, bytes));
    }
    if (blocks[i] == null) {
      blocks[i] = new byte[bytes + Long.BYTES];
    }
    byte[] block = blocks[i];
    if (layout.reversed()) {
      byte[] turned = Arrays.copyOfRange(file, (int) from, (int) (from + length));
      for (int k = 0; k < turned.length; k++) {
        turned[k] = (byte) (Integer.reverse(turned[k]) >>> 24);
      }
      layout.compression().read(turned, 0, (int) length, block, bytes);
    } else {
      layout.compression().read(file, (int) from, (int) length, block, bytes);
    }
    if (layout.sampleBytes() > 1 && layout.order() == ByteOrder.BIG_ENDIAN) {
      swap(block, bytes, layout.sampleBytes());
    }
    for (int row = 0; row < rows && layout.predicted(); row++) {
      addUp(block, row * layout.blockRowBytes());
    }
  }

  private static void swap(byte[] samples, int length, int sampleBytes) {
    for (int at = 0; at < length; at += sampleBytes) {
      for (int low = at, high = at + sampleBytes - 1; low < high; low++, high--) {
        byte kept = samples[low];
        samples[low] = samples[high];
        samples[high] = kept;
      }
    }
  }

  /** Makes samples of differences to the pixel on the left. */
  private void addUp(byte[] block, int start) {
    int size = layout.sampleBytes();
    int step = layout.blockSamples() * size;
    int end = start + layout.blockRowBytes();
    ByteBuffer samples = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = start + step; at < end; at += size) {
      switch (size) {
        case 1 -> block[at] += block[at - step];
        case 2 ->
            samples.putShort(at, (short) (samples.getShort(at) + samples.getShort(at - step)));
        case 4 -> samples.putInt(at, samples.getInt(at) + samples.getInt(at - step));
        default -> samples.putLong(at, samples.getLong(at) + samples.getLong(at - step));
      }
    }
  }

  /** Copies a row of a block to its place in the row of the image. */
  private void copyRow(int i, int row, byte[] into, int rowStart) {
    int across = layout.across();
    int left = i % across * layout.blockWidth();
    int pixels = Math.min(layout.blockWidth(), width() - left);
    int from = row * layout.blockRowBytes();
    int to = rowStart + left * bytesPerPixel();
    byte[] block = blocks[i];
    if (layout.bits() < Byte.SIZE) {
      PackedPixels.spread(block, from, into, to, pixels, layout.bits());
    } else if (layout.planar()) {
      int size = layout.sampleBytes();
      to += i / across * size;
      for (int x = 0; x < pixels; x++, to += bytesPerPixel()) {
        System.arraycopy(block, from + x * size, into, to, size);
      }
    } else {
      System.arraycopy(block, from, into, to, pixels * bytesPerPixel());
    }
  }

  @Override
  public void close() {}
}

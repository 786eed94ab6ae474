package dev.maskwise.codec.png;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelRow;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RowCursor;
import dev.maskwise.codec.inflate.BitInput;
import dev.maskwise.codec.inflate.Inflate;
import org.jspecify.annotations.Nullable;

/**
 * A label map stored as a PNG file (W3C PNG specification, third edition).
 *
 * <p>The label of a pixel is its grey value as stored, not scaled to 8 bits, or its palette index;
 * the colours of the palette and transparency do not matter, and an index beyond the palette is a
 * label like any other. Grey and palette pixels of 1, 2, 4 and 8 bits give one byte, grey pixels of
 * 16 bits two. Colour images and images with alpha are refused; {@link PngValues} reads them.
 *
 * <p>Refused as damaged or cut off, at the latest when the last row is read: whatever breaks the
 * order, the lengths or the checksums of the chunks that pixels depend on, or the compressed data,
 * and data that holds fewer or more rows than declared. Bytes after the last chunk are not looked
 * at.
 *
 * <p>Cost: opening reads the header only. Reading is linear in the compressed and in the
 * decompressed size, a fraction of a nanosecond per pixel on typical label maps. Memory is about
 * 110 KB and a few rows; an interlaced map is held whole, with one or two bytes a pixel.
 */
public final class PngRows implements LabelMapRows {
  private final PngHeader header;
  private final PngChunks chunks;
  private final Inflate data;
  private final RowCursor cursor;
  private final @Nullable Scanlines lines;
  private byte @Nullable [] interlaced;

  private PngRows(PngHeader header, PngChunks chunks, Inflate data) {
    this.header = header;
    this.chunks = chunks;
    this.data = data;
    cursor = new RowCursor(header.height(), (long) header.width() * header.bytesPerPixel());
    lines = header.interlaced() ? null : new Scanlines(data, header.width(), header);
  }

  /** Whether a file may be a PNG file, by its first bytes or the few it has. */
  public static boolean begins(byte[] file) {
    return PngChunks.begins(file);
  }

  /**
   * Opens a file that lies in memory; it is referenced, not copied.
   *
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is no PNG, no label map, too large, or malformed up to
   *     its first pixel
   */
  public static PngRows open(byte[] file, long maxPixels) throws MalformedException {
    PngRows rows = ofAnyKind(file, maxPixels);
    if (rows.header.channels() > 1) {
      throw new MalformedException(
          "is "
              + rows.header.kind()
              + " PNG; a label map is grey or has a palette, and colours need a table of classes");
    }
    return rows;
  }

  /** Opens a file of which a pixel may have several samples, which are read like labels. */
  static PngRows ofAnyKind(byte[] file, long maxPixels) throws MalformedException {
    PngChunks chunks = new PngChunks(file);
    PngHeader header = PngHeader.read(chunks, file, maxPixels);
    int rowBytes = Scanlines.storedBytes(header.width(), header.bitsPerPixel());
    long total =
        header.interlaced() ? Adam7.storedBytes(header) : (long) rowBytes * header.height();
    if (total / Inflate.LARGEST_RATIO > file.length) {
      throw new MalformedException(
          "declares "
              + header.width()
              + "x"
              + header.height()
              + " pixels, which its "
              + file.length
              + " bytes cannot hold");
    }
    return new PngRows(header, chunks, new Inflate(new BitInput(file, chunks), rowBytes, total));
  }

  PngHeader header() {
    return header;
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public int bytesPerPixel() {
    return header.bytesPerPixel();
  }

  @Override
  public void read(byte[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    if (lines != null) {
      lines.read(into, rows);
    } else {
      if (interlaced == null) {
        interlaced = Adam7.read(header, data);
      }
      int rowBytes = width() * bytesPerPixel();
      System.arraycopy(interlaced, first * rowBytes, into, 0, rows * rowBytes);
    }
    if (rows > 0) {
      finishAtEnd();
    }
  }

  @Override
  public void next(LabelRow row) throws MalformedException {
    if (lines == null) {
      LabelMapRows.super.next(row);
    } else {
      cursor.advance(row.labels(), 1);
      lines.next(row);
      finishAtEnd();
    }
  }

  private void finishAtEnd() throws MalformedException {
    if (cursor.atEnd()) {
      data.finish();
      chunks.finish();
    }
  }

  @Override
  public void close() {}
}

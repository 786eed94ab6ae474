package dev.maskwise.codec.bitmap;

import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.RowCursor;
import dev.maskwise.codec.ValueRows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A label map stored as a BMP or GIF file, read by the JDK: palette indices and grey values as they
 * are stored, or colours. A colour that a GIF file calls transparent is an index like any other.
 *
 * <p>Refused: a GIF file of several frames, or whose frame is not the whole image; a BMP file that
 * holds a JPEG, whose compression changes labels.
 *
 * <p>Cost: the image is held whole, with 1 byte a pixel, of colours 3 or 4.
 */
public final class BitmapValues implements ValueRows {
  private static final Set<Integer> BMP_HEADERS = Set.of(12, 40, 52, 56, 64, 108, 124);
  private static final int BMP_HEADER = 14;
  private static final int BMP_COMPRESSION = 30;
  private static final int GIF_WIDTH = 6;
  private static final int GIF_HEIGHT = 8;

  private final BufferedImage image;
  private final RowCursor cursor;

  private BitmapValues(BufferedImage image) {
    this.image = image;
    this.cursor = new RowCursor(image.getHeight(), image.getWidth());
  }

  /** Whether a file may be a BMP or GIF file, by its first bytes. */
  public static boolean begins(byte[] file) {
    return isGif(file)
        || (file.length > BMP_COMPRESSION
            && file[0] == 'B'
            && file[1] == 'M'
            && BMP_HEADERS.contains(fields(file).getInt(BMP_HEADER)));
  }

  private static boolean isGif(byte[] file) {
    return file.length > GIF_HEIGHT + 1
        && file[0] == 'G'
        && file[1] == 'I'
        && file[2] == 'F'
        && file[3] == '8';
  }

  private static ByteBuffer fields(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Opens a file that lies in memory.
   *
   * @param maxPixels the most pixels to accept, judged before memory is taken
   * @throws MalformedException when the file is no such label map, too large, or malformed
   */
  public static ValueRows open(byte[] file, long maxPixels) throws MalformedException {
    String format = isGif(file) ? "GIF" : "BMP";
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, false, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > maxPixels) {
        throw new MalformedException(
            "declares %dx%d pixels, more than --max-pixels %d".formatted(width, height, maxPixels));
      }
      if (isGif(file)) {
        requireOneFrame(file, reader.getNumImages(true), width, height);
      } else {
        requireNoJpeg(file);
      }
      byte[] plain =
          isGif(file) ? GifIndices.of(file, width, height) : BmpIndices.of(file, width, height);
      if (plain != null) {
        return new LabelsAsValues(RawRows.open(plain, width, height));
      }
      BufferedImage image = reader.read(0);
      return image.getRaster().getNumBands() > 1
          ? new BitmapValues(image)
          : new LabelsAsValues(RawRows.open(indices(image), width, height));
    } catch (IOException | RuntimeException e) { // as its readers meet damage
      throw new MalformedException(
          "is damaged: as a %s file it is refused with '%s'".formatted(format, e.getMessage()));
    } finally {
      reader.dispose();
    }
  }

  /** A byte a pixel, however many bits it has. */
  private static byte[] indices(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
  }

  private static void requireOneFrame(byte[] file, int frames, int width, int height)
      throws MalformedException {
    if (frames != 1) {
      throw new MalformedException(
          "is a GIF file of %d frames, but a label map is one image: save each to a file of its own"
              .formatted(frames));
    }
    int wholeWidth = fields(file).getChar(GIF_WIDTH);
    int wholeHeight = fields(file).getChar(GIF_HEIGHT);
    if (width != wholeWidth || height != wholeHeight) {
      throw new MalformedException(
          "is a GIF file of %dx%d pixels, of which its frame has %dx%d: save it as PNG"
              .formatted(wholeWidth, wholeHeight, width, height));
    }
  }

  private static void requireNoJpeg(byte[] file) throws MalformedException {
    int compression =
        fields(file).getInt(BMP_HEADER) == 12 ? 0 : fields(file).getInt(BMP_COMPRESSION);
    if (compression == 4 || compression == 5) {
      throw new MalformedException(
          "is a BMP file that holds a %s file: give that itself"
              .formatted(compression == 4 ? "JPEG" : "PNG"));
    }
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public Kind kind() {
    return Kind.COLOUR;
  }

  @Override
  public int largest() {
    return 0xffffff;
  }

  @Override
  public void read(int[] into, int rows) throws MalformedException {
    int first = cursor.advance(into, rows);
    if (rows == 0) {
      return;
    }
    image.getRGB(0, first, width(), rows, into, 0, width());
    for (int i = 0; i < rows * width(); i++) {
      if (into[i] >>> 24 != 0xff) {
        throw new MalformedException(
            "holds at (%d, %d) the colour #%06x with the alpha %d of 255: a label map is opaque, so save it without alpha"
                .formatted(i % width(), first + i / width(), into[i] & 0xffffff, into[i] >>> 24));
      }
      into[i] &= 0xffffff;
    }
  }

  @Override
  public void close() {}
}

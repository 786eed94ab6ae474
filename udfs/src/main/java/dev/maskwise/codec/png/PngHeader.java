package dev.maskwise.codec.png;

import dev.maskwise.codec.MalformedException;
import java.nio.ByteBuffer;

/**
 * What the beginning of a PNG file says about its pixels.
 *
 * @param depth bits of a sample: 1, 2, 4, 8 or 16
 * @param channels samples of a pixel: 1 of a grey value or palette index, 2 with alpha, 3 of a
 *     colour, 4 with alpha
 */
record PngHeader(int width, int height, int depth, int channels, boolean interlaced) {
  private static final int GREY = 0;
  private static final int PALETTE = 3;

  /** Samples of a pixel by colour type. */
  private static final int[] CHANNELS = {1, 0, 3, 1, 2, 0, 4};

  /** The longest row of labels in bytes: a few rows must fit one array. */
  private static final long MAX_ROW_BYTES = 1 << 28;

  /** An interlaced map must fit one array. */
  private static final long MAX_INTERLACED_BYTES = Integer.MAX_VALUE - 8;

  /** Reads the chunks up to the first one with pixels and leaves the walk there. */
  static PngHeader read(PngChunks chunks, byte[] file, long maxPixels) throws MalformedException {
    chunks.nextChunk();
    if (chunks.type() != PngChunks.IHDR) {
      throw chunks.damaged("comes first, in the place of IHDR");
    }
    if (chunks.length() != 13) {
      throw chunks.damaged("has " + chunks.length() + " bytes, but must have 13");
    }
    ByteBuffer fields = ByteBuffer.wrap(file, chunks.start(), 13);
    int width = fields.getInt();
    int height = fields.getInt();
    int depth = fields.get();
    int colour = fields.get();
    requireKnown(colour, depth);
    int channels = CHANNELS[colour];
    int compression = fields.get();
    int filter = fields.get();
    int interlace = fields.get();
    if (compression != 0 || filter != 0 || interlace < 0 || interlace > 1) {
      throw chunks.damaged("names an unknown compression, filter or interlace method");
    }
    PngHeader header = new PngHeader(width, height, depth, channels, interlace == 1);
    header.requireSize(maxPixels);
    if (interlace == 1 && (long) width * height * header.bytesPerPixel() > MAX_INTERLACED_BYTES) {
      throw new MalformedException(
          "is interlaced, and with " + width + "x" + height + " pixels too large to be read whole");
    }
    requireData(chunks, colour == PALETTE);
    return header;
  }

  private static void requireKnown(int colour, int depth) throws MalformedException {
    String kind =
        switch (colour) {
          case GREY -> "a grey";
          case 2 -> "an RGB";
          case PALETTE -> "a palette";
          case 4 -> "a grey-and-alpha";
          case 6 -> "an RGBA";
          default ->
              throw new MalformedException(
                  "is damaged: its header names the unknown colour type " + (colour & 0xff));
        };
    if (depth == 16 && CHANNELS[colour] > 2) {
      throw new MalformedException(
          "is " + kind + " PNG of 16 bits a channel, and colours have 8: save it with 8");
    }
    boolean few = CHANNELS[colour] == 1 && (depth == 1 || depth == 2 || depth == 4);
    if (!few && depth != 8 && (depth != 16 || colour == PALETTE)) {
      throw new MalformedException(
          "is damaged: its header declares "
              + (depth & 0xff)
              + " bits a pixel for "
              + kind
              + " PNG");
    }
  }

  private void requireSize(long maxPixels) throws MalformedException {
    if (width <= 0 || height <= 0) {
      throw new MalformedException(
          "is damaged: its header declares "
              + Integer.toUnsignedLong(width)
              + "x"
              + Integer.toUnsignedLong(height)
              + " pixels");
    }
    if ((long) width * height > maxPixels) {
      throw new MalformedException(
          "declares " + width + "x" + height + " pixels, more than --max-pixels " + maxPixels);
    }
    if ((long) width * bytesPerPixel() > MAX_ROW_BYTES) {
      throw new MalformedException("declares rows of " + width + " pixels, too long to be read");
    }
  }

  private static void requireData(PngChunks chunks, boolean paletteNeeded)
      throws MalformedException {
    boolean palette = false;
    chunks.nextChunk();
    while (chunks.type() != PngChunks.IDAT) {
      if (chunks.type() == PngChunks.PLTE) {
        int bytes = chunks.length();
        if (palette || bytes == 0 || bytes % 3 != 0 || bytes > 3 * 256) {
          throw chunks.damaged("is no palette of 1 to 256 colours, or not the only one");
        }
        palette = true;
      } else if (chunks.isCritical()) {
        throw chunks.damaged("is unknown or out of place, and the pixels depend on it");
      }
      chunks.nextChunk();
    }
    if (paletteNeeded && !palette) {
      throw new MalformedException("is damaged: it is a palette PNG without a palette");
    }
  }

  /** Bytes of a pixel in memory, a sample after another. */
  int bytesPerPixel() {
    return depth == 16 ? 2 * channels : channels;
  }

  /** Bits of a pixel in the file. */
  int bitsPerPixel() {
    return depth * channels;
  }

  /** What it is in words where a pixel is no single number. */
  String kind() {
    return channels == 2 ? "a grey-and-alpha" : channels == 3 ? "an RGB" : "an RGBA";
  }
}

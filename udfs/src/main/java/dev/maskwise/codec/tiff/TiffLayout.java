package dev.maskwise.codec.tiff;

import dev.maskwise.codec.MalformedException;
import java.nio.ByteOrder;

/**
 * How the pixels of a TIFF file lie in it: in blocks, which are strips of whole rows or tiles.
 *
 * @param bits of a sample
 * @param signed whether samples have a sign
 * @param samples of a pixel: 1, 2 with alpha, 3 of a colour, 4 with alpha
 * @param planar whether each sample has blocks of its own
 * @param order of the bytes of a sample
 * @param predicted whether a sample is stored as the difference to the one on its left
 * @param reversed whether the bits of each byte are stored the lowest first
 * @param blockWidth pixels of a row of a block
 * @param blockHeight rows of a block; those beyond the image are not asked for
 * @param offsets where blocks lie
 * @param lengths bytes of blocks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TiffLayout(
    int width,
    int height,
    int bits,
    boolean signed,
    int samples,
    boolean planar,
    ByteOrder order,
    TiffCompression compression,
    boolean predicted,
    boolean reversed,
    int blockWidth,
    int blockHeight,
    long[] offsets,
    long[] lengths) {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int FILL_ORDER = 266;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_ROWS = 278;
  private static final int STRIP_LENGTHS = 279;
  private static final int PLANAR = 284;
  private static final int PREDICTOR = 317;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int FORMAT = 339;
  private static final int DEPTH = 32997;

  private static final int RGB = 2;
  private static final int PALETTE = 3;

  /** The longest row and what is held of the largest block, in bytes. */
  private static final long MOST_BYTES = 1 << 30;

  /** What the fields of a file say. */
  static TiffLayout of(TiffFields fields, int fileLength, long maxPixels)
      throws MalformedException {
    long width = fields.number(WIDTH, 0);
    long height = fields.number(HEIGHT, 0);
    requireSize(width, height, maxPixels);
    int samples = (int) Math.min(1 << 16, fields.number(SAMPLES, 1));
    requireOneBand(fields, samples);
    int bits = bits(fields, samples);
    TiffCompression compression = TiffCompression.of((int) fields.number(COMPRESSION, 1));
    boolean planar = samples > 1 && fields.number(PLANAR, 1) == 2;
    boolean isTiled = fields.has(TILE_WIDTH);
    long blockWidth = isTiled ? fields.number(TILE_WIDTH, 0) : width;
    long blockHeight =
        isTiled
            ? fields.number(TILE_HEIGHT, 0)
            : Math.min(height, fields.number(STRIP_ROWS, height)); // 2^32 − 1 for all rows
    requireBlocks(width, height, blockWidth, blockHeight, (long) bits * samples);
    long blocks =
        ((width - 1) / blockWidth + 1) * ((height - 1) / blockHeight + 1) * (planar ? samples : 1);
    int offsets = isTiled ? TILE_OFFSETS : STRIP_OFFSETS;
    int lengths = isTiled ? TILE_LENGTHS : STRIP_LENGTHS;
    boolean isLengthKnown =
        fields.has(lengths) || compression != TiffCompression.NONE || blocks > 1;
    long[] starts = fields.values(offsets, (int) Math.min(blocks, Integer.MAX_VALUE));
    long[] stored =
        isLengthKnown
            ? fields.values(lengths, (int) blocks)
            : new long[] {(width * bits * samples + 7) / Byte.SIZE * height};
    double largest = (double) compression.largestRatio() * requireWhole(starts, stored);
    if ((double) width * height * bits * samples / Byte.SIZE > largest) {
      throw new MalformedException(
          "declares %dx%d pixels, which its %d bytes cannot hold"
              .formatted(width, height, fileLength));
    }
    return new TiffLayout(
        (int) width,
        (int) height,
        bits,
        fields.number(FORMAT, 1) == 2,
        samples,
        planar,
        fields.order(),
        compression,
        isPredicted(fields, compression, bits),
        fields.number(FILL_ORDER, 1) == 2,
        (int) blockWidth,
        (int) blockHeight,
        starts,
        stored);
  }

  /** Checks that no block is left out, and gives the bytes of all. */
  private static double requireWhole(long[] starts, long[] stored) throws MalformedException {
    double bytes = 0;
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] == 0 && stored[i] == 0) {
        throw new MalformedException(
            "is a sparse TIFF file, in which empty parts are left out: write it whole, as"
                + " gdal_translate does");
      }
      bytes += stored[i];
    }
    return bytes;
  }

  private static void requireSize(long width, long height, long maxPixels)
      throws MalformedException {
    if (width <= 0 || height <= 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new MalformedException(
          "is damaged: its header declares %sx%s pixels"
              .formatted(Long.toUnsignedString(width), Long.toUnsignedString(height)));
    }
    if (width * height > maxPixels) {
      throw new MalformedException(
          "declares %dx%d pixels, more than --max-pixels %d".formatted(width, height, maxPixels));
    }
  }

  /** Blocks may reach beyond the image, but not so far that they take far more memory. */
  private static void requireBlocks(
      long width, long height, long blockWidth, long blockHeight, long bits)
      throws MalformedException {
    long across = blockWidth <= 0 ? 0 : (width - 1) / blockWidth + 1;
    double held = (double) across * blockWidth * Math.min(height, blockHeight) * bits / Byte.SIZE;
    double declared = (double) width * height * bits / Byte.SIZE;
    if (blockWidth <= 0
        || blockHeight <= 0
        || blockWidth * (double) bits / Byte.SIZE > MOST_BYTES
        || held > Math.max(1 << 24, 4 * declared)
        || held / Math.max(1, across) > MOST_BYTES) {
      throw new MalformedException(
          "is damaged or too large: its strips or tiles are declared as %sx%s pixels"
              .formatted(Long.toUnsignedString(blockWidth), Long.toUnsignedString(blockHeight)));
    }
  }

  /** One number a pixel, or a colour, either with alpha or without. */
  private static void requireOneBand(TiffFields fields, int samples) throws MalformedException {
    int kind = (int) fields.number(PHOTOMETRIC, 1);
    String unread =
        switch (kind) {
          case 0 ->
              "grey in which 0 is white, which programs read in two ways: save it with black as 0";
          case 1, RGB, PALETTE, 4 -> "";
          case 5 -> "CMYK colours: save it as RGB";
          case 6 -> "YCbCr colours, which may change labels: save it as RGB or with one band";
          case 8, 9, 10 -> "L*a*b* colours: save it as RGB";
          default -> "the unknown kind of pixels " + kind;
        };
    if (!unread.isEmpty()) {
      throw new MalformedException("is a TIFF file of " + unread);
    }
    if (fields.number(DEPTH, 1) > 1) {
      throw new MalformedException("is a volume in a TIFF file: save each slice to a file");
    }
    int bands = kind == RGB ? 3 : 1;
    long extra = fields.number(EXTRA_SAMPLES, 0);
    boolean alpha = samples == bands + 1 && (extra == 1 || extra == 2);
    if (samples != bands && !alpha) {
      throw new MalformedException(
          "is a TIFF file of %d bands, but a label map has one, or three of an RGB colour: take one, as gdal_translate -b 1 does"
              .formatted(samples));
    }
  }

  private static int bits(TiffFields fields, int samples) throws MalformedException {
    long bits = fields.number(BITS, 1);
    long format = fields.number(FORMAT, 1);
    if (fields.has(BITS)) {
      int stated = fields.count(BITS) < samples ? 1 : samples;
      for (long other : fields.values(BITS, stated)) {
        if (other != bits) {
          throw new MalformedException("is a TIFF file whose bands have different numbers of bits");
        }
      }
    }
    if (format == 3 || format == 6) {
      throw new MalformedException(
          "is a TIFF file of %s%d, but labels are whole numbers: save them as such, as gdal_translate -ot UInt16 does"
              .formatted(format == 3 ? "float" : "complex", bits));
    }
    boolean known =
        bits == 8
            || (samples < 3 && (bits == 16 || bits == 32 || bits == 64))
            || (samples == 1 && format != 2 && (bits == 1 || bits == 2 || bits == 4));
    if (!known || format > 4) {
      throw new MalformedException(
          "is a TIFF file of %d bits a %s, which is not read: save it with 8%s"
              .formatted(bits, samples < 3 ? "pixel" : "channel", samples < 3 ? ", 16 or 32" : ""));
    }
    return (int) bits;
  }

  private static boolean isPredicted(TiffFields fields, TiffCompression compression, int bits)
      throws MalformedException {
    long predictor = compression.isPredicted() ? fields.number(PREDICTOR, 1) : 1;
    if (predictor != 1 && (predictor != 2 || bits < Byte.SIZE)) {
      throw new MalformedException(
          "is a TIFF file with the predictor %d for %d bits, which is not read: save it without, as gdal_translate -co PREDICTOR=1 does"
              .formatted(predictor, bits));
    }
    return predictor == 2;
  }

  /** Bytes of a sample in memory. */
  int sampleBytes() {
    return Math.max(1, bits / Byte.SIZE);
  }

  /** Samples of a pixel that lie in one block. */
  int blockSamples() {
    return planar ? 1 : samples;
  }

  /** Bytes of a row of a block, decompressed. */
  int blockRowBytes() {
    return (int) (((long) blockWidth * blockSamples() * bits + 7) / Byte.SIZE);
  }

  /** How many blocks lie side by side. */
  int across() {
    return (width - 1) / blockWidth + 1;
  }

  /** How many blocks lie one below another. */
  int down() {
    return (height - 1) / blockHeight + 1;
  }
}

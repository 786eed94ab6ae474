package dev.maskwise.kernel.score;

/**
 * Where the softmax is: the scores of {@link ScoreBlocks#TILE} pixels in all classes, copied
 * together so that they stay in the cache while they are worked on, and the buffers of their
 * intermediate values.
 */
final class Tile {
  final int classes;

  /** A row for each class, {@link ScoreBlocks#ROW} apart. */
  final float[] scores;

  /** Pixels of the image in this tile; what lies behind them is padding. */
  int size;

  /** Where the tile starts in {@link #planes}. */
  int from;

  /** The planes of the image; for the last tile padded copies. */
  float[][] planes = {};

  final float[] rest = PixelBlock.buffer();
  final float[] top = PixelBlock.buffer();
  final float[] loss = PixelBlock.buffer();
  final float[] scratch = PixelBlock.buffer();
  final float[] ones = PixelBlock.buffer();

  /** What {@link ScoreBlocks#total} leaves in the same buffers. */
  final float[] low = rest;

  final float[] scale = top;
  final float[] sum = ones;

  Tile(int classes) {
    this.classes = classes;
    scores = new float[classes * ScoreBlocks.ROW];
  }

  /** Goes to the tile that starts at the given pixel. */
  void moveTo(int at, int pixels, float[][] imagePlanes) {
    size = Math.min(ScoreBlocks.TILE, pixels - at);
    from = at;
    planes = imagePlanes;
    if (size < ScoreBlocks.TILE) {
      from = 0;
      planes = new float[classes][];
      for (int c = 0; c < classes; c++) {
        planes[c] = PixelBlock.padded(imagePlanes[c], at, size);
      }
    }
  }
}

package dev.maskwise.kernel.score;

/**
 * Softmax over the planes of an image and its cross-entropy, tile after tile: the scores of {@link
 * ScoreBlocks#TILE} pixels in all classes are copied together, so that they stay in the cache while
 * they are worked on.
 */
final class BlockedSoftmax {
  private static final int TILE = ScoreBlocks.TILE;

  private final Step highest;
  private final Step[] all;
  private final Step[] losses;
  private final Step fromTile;

  BlockedSoftmax(ScoreBlocks blocks) {
    highest = b -> blocks.highest(b.tile, b.classes, b.s, b.scratch);
    Step exponentials =
        b -> blocks.exponentials(b.tile, b.classes, b.s, b.e, b.weighted, b.scratch);
    Step sums = b -> blocks.sumsOfExponentials(b.tile, b.classes, b.s, b.e, b.weighted, b.scratch);
    Step total = b -> blocks.total(b.e, b.weighted, b.s);
    Step addLog = b -> blocks.addLog(b.weighted, b.e, b.loss);
    all = new Step[] {exponentials, total, addLog};
    losses = new Step[] {sums, total, addLog};
    fromTile = b -> blocks.fromTile(b.tile, b.row, b.s, b.scores, b.from, b.scratch);
  }

  /** {@link ScoreKernels#softmax}. */
  void onto(float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    PixelBlock block = begin(planes, pixels, truth, crossEntropy);
    for (int at = 0; at < pixels; at += TILE) {
      float[][] inTile = moveTo(block, at, pixels, planes);
      margins(block, inTile, truth, at);
      Step.takeAll(all, block);
      for (int c = 0; c < planes.length; c++) {
        block.scores = inTile[c];
        block.row = c * ScoreBlocks.ROW;
        fromTile.on(block);
      }
      System.arraycopy(block.loss, 0, crossEntropy, at, block.size);
      for (int c = 0; c < planes.length && block.size < TILE; c++) {
        System.arraycopy(inTile[c], 0, planes[c], at, block.size);
      }
    }
  }

  /** {@link ScoreKernels#crossEntropyFromLogits}. */
  void losses(float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    PixelBlock block = begin(planes, pixels, truth, crossEntropy);
    for (int at = 0; at < pixels; at += TILE) {
      margins(block, moveTo(block, at, pixels, planes), truth, at);
      Step.takeAll(losses, block);
      System.arraycopy(block.loss, 0, crossEntropy, at, block.size);
    }
  }

  private static PixelBlock begin(
      float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    ScoreArguments.requirePlanes(planes, pixels);
    ScoreArguments.requirePixels("truth", truth.length, pixels);
    ScoreArguments.requirePixels("crossEntropy", crossEntropy.length, pixels);
    PixelBlock block = new PixelBlock(0);
    block.layTile(planes.length);
    return block;
  }

  /** Goes to the tile that starts at a pixel; gives its planes, for the last one padded copies. */
  private static float[][] moveTo(PixelBlock block, int at, int pixels, float[][] planes) {
    block.size = Math.min(TILE, pixels - at);
    if (block.size == TILE) {
      block.from = at;
      return planes;
    }
    block.from = 0;
    float[][] copy = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      copy[c] = PixelBlock.padded(planes[c], at, block.size);
    }
    return copy;
  }

  /** Fills the tile and leaves its highest logits in s, and how far the truth is below as loss. */
  private void margins(PixelBlock block, float[][] planes, char[] truth, int at) {
    for (int c = 0; c < planes.length; c++) {
      System.arraycopy(planes[c], block.from, block.tile, c * ScoreBlocks.ROW, TILE);
    }
    highest.on(block);
    for (int i = 0; i < block.size; i++) {
      block.loss[i] = block.s[i] - block.tile[truth[at + i] * ScoreBlocks.ROW + i];
    }
  }
}

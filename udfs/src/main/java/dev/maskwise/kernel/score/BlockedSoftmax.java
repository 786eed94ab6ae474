package dev.maskwise.kernel.score;

/** Softmax over the planes of an image and its cross-entropy, tile after tile. */
final class BlockedSoftmax {
  private static final int TILE = ScoreBlocks.TILE;

  private final ScoreBlocks blocks;

  BlockedSoftmax(ScoreBlocks blocks) {
    this.blocks = blocks;
  }

  /** {@link ScoreKernels#softmax}. */
  void onto(float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    Tile t = new Tile(planes.length);
    Plan plan = new Plan();
    plan.add(() -> blocks.exponentials(t.scores, t.classes, t.top, t.rest, t.ones, t.scratch));
    addLosses(plan, t);
    for (int at = 0; at < pixels; at += TILE) {
      t.moveTo(at, pixels, planes);
      margins(t, truth, at);
      plan.takeAll();
      for (int c = 0; c < planes.length; c++) {
        blocks.fromTile(t.scores, c * ScoreBlocks.ROW, t.scale, t.planes[c], t.from, t.scratch);
      }
      System.arraycopy(t.loss, 0, crossEntropy, at, t.size);
      for (int c = 0; c < planes.length && t.size < TILE; c++) {
        System.arraycopy(t.planes[c], 0, planes[c], at, t.size);
      }
    }
  }

  /** {@link ScoreKernels#crossEntropyFromLogits}. */
  void losses(float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    Tile t = new Tile(planes.length);
    Plan plan = new Plan();
    plan.add(
        () -> blocks.sumsOfExponentials(t.scores, t.classes, t.top, t.rest, t.ones, t.scratch));
    addLosses(plan, t);
    for (int at = 0; at < pixels; at += TILE) {
      t.moveTo(at, pixels, planes);
      margins(t, truth, at);
      plan.takeAll();
      System.arraycopy(t.loss, 0, crossEntropy, at, t.size);
    }
  }

  private void addLosses(Plan plan, Tile t) {
    plan.add(() -> blocks.total(t.rest, t.ones, t.scale));
    plan.add(() -> blocks.addLog(t.sum, t.low, t.loss));
  }

  /**
   * Copies the tile together; leaves its highest logits, and as loss how far the truth is below.
   */
  private void margins(Tile t, char[] truth, int at) {
    for (int c = 0; c < t.classes; c++) {
      System.arraycopy(t.planes[c], t.from, t.scores, c * ScoreBlocks.ROW, TILE);
    }
    blocks.highest(t.scores, t.classes, t.top, t.scratch);
    for (int i = 0; i < t.size; i++) {
      t.loss[i] = t.top[i] - t.scores[truth[at + i] * ScoreBlocks.ROW + i];
    }
  }
}

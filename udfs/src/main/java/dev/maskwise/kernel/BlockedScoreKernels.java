package dev.maskwise.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The score kernels, block after block, over one form of the steps on a block.
 *
 * <p>The steps of a kernel are a list taken in a loop, so that the call has many targets and the
 * compiler keeps them apart, each compiled by itself: together the vector operations of several
 * steps go beyond what it inlines into one method, and what is not inlined is ten times slower.
 */
final class BlockedScoreKernels implements ScoreKernels {
  private static final int BLOCK = ScoreBlocks.PIXELS;

  /** Sums by class are made in so many interleaved parts, so that few wait for the one before. */
  private static final int PARTS = 4;

  private final ScoreBlocks blocks;

  private final Step exponentials;
  private final Step sigmoid;
  private final Step lossOfLogits;
  private final Step ofTruth;
  private final Step negativeLog;
  private final Step overlap;
  private final Step missed;
  private final Step weigh;
  private final Step logPower;
  private final Step weighByPower;
  private final Step addLoss;
  private final Step addWeighted;
  private final Step intoTile;
  private final Step exponentialsOfTile;
  private final Step total;
  private final Step addLog;
  private final Step fromTile;

  BlockedScoreKernels(ScoreBlocks blocks) {
    this.blocks = blocks;
    exponentials = b -> blocks.exponentials(b.scores, b.from, b.e, b.s);
    sigmoid = b -> blocks.sigmoid(b.scores, b.from, b.e, b.s, b.probabilities);
    lossOfLogits = b -> blocks.fromLogits(b.scores, b.truth, b.from, b.e, b.s, b.loss, b.missed);
    ofTruth = b -> blocks.ofTruth(b.scores, b.truth, b.from, b.e, b.s, b.missed);
    negativeLog = b -> blocks.negativeLog(b.e, b.s, b.logFloor, b.loss);
    overlap = b -> blocks.addOverlap(b.probabilities, b.truth, b.from, b.scratch, b.lanes);
    missed = b -> blocks.missed(b.loss, b.missed);
    weigh = b -> blocks.weigh(b.missed, b.loss, b.gamma, b.weighted);
    logPower = b -> blocks.logPower(b.missed, b.gamma, b.e, b.s);
    weighByPower = b -> blocks.weighByPower(b.e, b.s, b.loss, b.weighted);
    addLoss = b -> blocks.addByTruth(b.loss, b.truth, b.from, b.scratch, b.lanes, b.lane);
    addWeighted = b -> blocks.addByTruth(b.weighted, b.truth, b.from, b.scratch, b.lanes, b.lane);
    intoTile = b -> blocks.intoTile(b.scores, b.from, b.tile, b.row, b.s, b.scratch);
    exponentialsOfTile =
        b -> blocks.exponentials(b.tile, b.classes, b.s, b.e, b.weighted, b.scratch);
    total = b -> blocks.total(b.e, b.weighted, b.s);
    addLog = b -> blocks.addLog(b.weighted, b.e, b.loss);
    fromTile = b -> blocks.fromTile(b.tile, b.row, b.s, b.scores, b.from, b.scratch);
  }

  /** One step on one block. */
  private interface Step {
    void on(PixelBlock block);
  }

  private static void take(Step step, PixelBlock block) {
    step.on(block);
  }

  @Override
  public void fromLogits(
      float[] logits,
      byte[] truth,
      int pixels,
      float[] gammas,
      float[] probabilities,
      double[] sums) {
    ScoreArguments.requirePixels("logits", logits.length, pixels);
    ScoreArguments.requirePixels("truth", truth.length, pixels);
    ScoreArguments.requirePixels("probabilities", probabilities.length, pixels);
    ScoreArguments.requireGammas(gammas, sums);
    PixelBlock block = new PixelBlock(sums.length);
    List<Step> first =
        gammas.length > 0
            ? List.of(exponentials, lossOfLogits, sigmoid)
            : List.of(exponentials, sigmoid);
    Step[] plan = plan(first, gammas);
    for (int at = 0; at < pixels; at += BLOCK) {
      block.moveTo(at, pixels, logits, truth, probabilities);
      for (Step step : plan) {
        take(step, block);
      }
      if (block.size < BLOCK) {
        System.arraycopy(block.probabilities, 0, probabilities, at, block.size);
      }
    }
    block.addTo(sums);
  }

  @Override
  public void fromProbabilities(
      float[] probabilities,
      byte[] truth,
      int pixels,
      float[] gammas,
      float logFloor,
      double[] sums) {
    ScoreArguments.requirePixels("probabilities", probabilities.length, pixels);
    ScoreArguments.requirePixels("truth", truth.length, pixels);
    ScoreArguments.requireGammas(gammas, sums);
    ScoreArguments.requireFloor(logFloor);
    PixelBlock block = new PixelBlock(sums.length);
    block.logFloor = logFloor;
    Step[] plan = plan(gammas.length > 0 ? List.of(ofTruth, negativeLog) : List.of(), gammas);
    for (int at = 0; at < pixels; at += BLOCK) {
      block.moveTo(at, pixels, probabilities, truth, probabilities);
      for (Step step : plan) {
        take(step, block);
      }
    }
    block.addTo(sums);
  }

  /** The given steps, and those that add the overlap of a block and its losses. */
  private Step[] plan(List<Step> first, float[] gammas) {
    List<Step> steps = new ArrayList<>(first);
    steps.add(PixelBlock::clearPadding);
    steps.add(overlap);
    for (int g = 0; g < gammas.length; g++) {
      float gamma = gammas[g];
      int lane = (FOCAL + 2 * g) * ScoreBlocks.LANES;
      steps.add(b -> b.sum(gamma, lane));
      steps.addAll(weights(gamma));
      steps.add(gamma > 0 ? addWeighted : addLoss);
    }
    return steps.toArray(new Step[0]);
  }

  /** (1 − p_t)^γ·CE; nothing for γ = 0. */
  private List<Step> weights(float gamma) {
    if (gamma == 0.5f || gamma == 1 || gamma == 2 || gamma == 3) {
      return List.of(weigh);
    }
    return gamma > 0 ? List.of(logPower, weighByPower) : List.of();
  }

  @Override
  public void softOverlap(float[] probabilities, byte[] truth, int pixels, double[] sums) {
    fromProbabilities(probabilities, truth, pixels, new float[0], 0, sums);
  }

  @Override
  public void argmax(float[][] planes, int pixels, char[] labels) {
    ScoreArguments.requirePlanes(planes, pixels);
    ScoreArguments.requirePixels("labels", labels.length, pixels);
    float[] top = new float[BLOCK];
    int[] best = new int[BLOCK];
    for (int at = 0; at < pixels; at += BLOCK) {
      int size = Math.min(BLOCK, pixels - at);
      boolean whole = size == BLOCK;
      Arrays.fill(best, 0);
      for (int c = 0; c < planes.length; c++) {
        float[] plane = whole ? planes[c] : PixelBlock.padded(planes[c], at, size);
        int from = whole ? at : 0;
        if (c == 0) {
          System.arraycopy(plane, from, top, 0, BLOCK);
        } else {
          blocks.raise(plane, from, top, best, c);
        }
      }
      for (int i = 0; i < size; i++) {
        labels[at + i] = (char) best[i];
      }
    }
  }

  @Override
  public void softmax(float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    ScoreArguments.requirePlanes(planes, pixels);
    ScoreArguments.requirePixels("truth", truth.length, pixels);
    ScoreArguments.requirePixels("crossEntropy", crossEntropy.length, pixels);
    PixelBlock block = new PixelBlock(0);
    block.layTile(planes.length);
    for (int at = 0; at < pixels; at += ScoreBlocks.TILE) {
      block.size = Math.min(ScoreBlocks.TILE, pixels - at);
      boolean whole = block.size == ScoreBlocks.TILE;
      block.from = whole ? at : 0;
      float[][] inBlock = whole ? planes : padded(planes, at, block.size);
      softmax(block, inBlock, truth, at);
      System.arraycopy(block.loss, 0, crossEntropy, at, block.size);
      for (int c = 0; c < planes.length && !whole; c++) {
        System.arraycopy(inBlock[c], 0, planes[c], at, block.size);
      }
    }
  }

  /** The softmax of a block: the planes go into a tile, which stays in the cache, and back. */
  private void softmax(PixelBlock block, float[][] planes, char[] truth, int at) {
    float[] top = block.s;
    Arrays.fill(top, Float.NEGATIVE_INFINITY);
    overPlanes(intoTile, block, planes);
    for (int i = 0; i < block.size; i++) {
      block.loss[i] = top[i] - block.tile[truth[at + i] * ScoreBlocks.ROW + i];
    }
    take(exponentialsOfTile, block);
    take(total, block);
    take(addLog, block);
    overPlanes(fromTile, block, planes);
  }

  private static void overPlanes(Step step, PixelBlock block, float[][] planes) {
    for (int c = 0; c < planes.length; c++) {
      block.scores = planes[c];
      block.row = c * ScoreBlocks.ROW;
      take(step, block);
    }
  }

  private static float[][] padded(float[][] planes, int at, int size) {
    float[][] copy = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      copy[c] = PixelBlock.padded(planes[c], at, size);
    }
    return copy;
  }

  @Override
  public void crossEntropy(
      float[][] probabilities, int pixels, char[] truth, float logFloor, float[] crossEntropy) {
    ScoreArguments.requirePlanes(probabilities, pixels);
    ScoreArguments.requirePixels("truth", truth.length, pixels);
    ScoreArguments.requirePixels("crossEntropy", crossEntropy.length, pixels);
    ScoreArguments.requireFloor(logFloor);
    PixelBlock block = new PixelBlock(0);
    block.logFloor = logFloor;
    for (int at = 0; at < pixels; at += BLOCK) {
      int size = Math.min(BLOCK, pixels - at);
      for (int i = 0; i < size; i++) {
        block.e[i] = probabilities[truth[at + i]][at + i];
      }
      take(negativeLog, block);
      System.arraycopy(block.loss, 0, crossEntropy, at, size);
    }
  }

  @Override
  public void focalByClass(
      float[] crossEntropy, char[] truth, int pixels, float gamma, double[] sums) {
    ScoreArguments.requirePixels("crossEntropy", crossEntropy.length, pixels);
    ScoreArguments.requirePixels("truth", truth.length, pixels);
    ScoreArguments.requireGamma(gamma);
    double[] parts = new double[PARTS * sums.length];
    PixelBlock block = new PixelBlock(0);
    block.gamma = gamma;
    List<Step> plan = new ArrayList<>(weights(gamma));
    plan.add(0, missed);
    float[] losses = gamma > 0 ? block.weighted : block.loss;
    for (int at = 0; at < pixels; at += BLOCK) {
      int size = Math.min(BLOCK, pixels - at);
      System.arraycopy(crossEntropy, at, block.loss, 0, size);
      for (Step step : plan) {
        take(step, block);
      }
      for (int i = 0; i < size; i++) {
        parts[truth[at + i] * PARTS + i % PARTS] += losses[i];
      }
    }
    for (int c = 0; c < sums.length; c++) {
      int part = c * PARTS;
      sums[c] += (parts[part] + parts[part + 1]) + (parts[part + 2] + parts[part + 3]);
    }
  }

  @Override
  public int firstNonFinite(float[] scores, int pixels) {
    ScoreArguments.requirePixels("scores", scores.length, pixels);
    int at = 0;
    while (at + BLOCK <= pixels && blocks.allFinite(scores, at)) {
      at += BLOCK;
    }
    while (at < pixels && Float.isFinite(scores[at])) {
      at++;
    }
    return at < pixels ? at : -1;
  }
}

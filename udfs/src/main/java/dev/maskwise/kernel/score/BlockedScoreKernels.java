package dev.maskwise.kernel.score;

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

  private final BlockedSoftmax softmax;

  private final Step exponentials;
  private final Step exponentialsAndReciprocals;
  private final Step sigmoid;
  private final Step lossOfLogits;
  private final Step lossAndMissed;
  private final Step ofTruth;
  private final Step negativeLog;
  private final Step overlap;
  private final Step missed;
  private final Step weigh;
  private final Step logPower;
  private final Step weighByPower;
  private final Step addLoss;
  private final Step addWeighted;

  BlockedScoreKernels(ScoreBlocks blocks) {
    this.blocks = blocks;
    softmax = new BlockedSoftmax(blocks);
    exponentials = b -> blocks.exponentials(b.scores, b.from, b.e, b.s);
    exponentialsAndReciprocals = b -> blocks.exponentialsAndReciprocals(b.scores, b.from, b.e, b.s);
    sigmoid = b -> blocks.sigmoid(b.scores, b.from, b.e, b.s, b.probabilities);
    lossOfLogits = b -> blocks.lossOfLogits(b.scores, b.truth, b.from, b.e, b.loss);
    lossAndMissed =
        b -> blocks.lossAndMissed(b.scores, b.truth, b.from, b.e, b.s, b.loss, b.missed);
    ofTruth = b -> blocks.ofTruth(b.scores, b.truth, b.from, b.e, b.s, b.missed);
    negativeLog = b -> blocks.negativeLog(b.e, b.s, b.logFloor, b.loss);
    overlap = b -> blocks.addOverlap(b.probabilities, b.truth, b.from, b.scratch, b.lanes);
    missed = b -> blocks.missed(b.loss, b.missed);
    weigh = b -> blocks.weigh(b.missed, b.loss, b.gamma, b.weighted);
    logPower = b -> blocks.logPower(b.missed, b.gamma, b.e, b.s);
    weighByPower = b -> blocks.weighByPower(b.e, b.s, b.loss, b.weighted);
    addLoss = b -> blocks.addByTruth(b.loss, b.truth, b.from, b.scratch, b.lanes, b.lane);
    addWeighted = b -> blocks.addByTruth(b.weighted, b.truth, b.from, b.scratch, b.lanes, b.lane);
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
    List<Step> steps = new ArrayList<>(List.of(exponentialsAndReciprocals));
    steps.addAll(losses(gammas));
    steps.addAll(List.of(sigmoid, PixelBlock::clearPadding, overlap));
    steps.addAll(additions(gammas));
    PixelBlock block = new PixelBlock(sums.length);
    overBlocks(steps, block, pixels, logits, truth, probabilities);
    block.addTo(sums);
  }

  @Override
  public void lossesFromLogits(
      float[] logits, byte[] truth, int pixels, float[] gammas, double[] sums) {
    ScoreArguments.requirePixels("logits", logits.length, pixels);
    ScoreArguments.requirePixels("truth", truth.length, pixels);
    ScoreArguments.requireGammas(gammas, sums);
    List<Step> steps = new ArrayList<>();
    steps.add(needMissed(gammas) ? exponentialsAndReciprocals : exponentials);
    steps.addAll(losses(gammas));
    steps.add(PixelBlock::clearPadding);
    steps.addAll(additions(gammas));
    PixelBlock block = new PixelBlock(sums.length);
    overBlocks(steps, block, pixels, logits, truth, logits);
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
    List<Step> steps = new ArrayList<>();
    steps.addAll(gammas.length > 0 ? List.of(ofTruth, negativeLog) : List.of());
    steps.addAll(List.of(PixelBlock::clearPadding, overlap));
    steps.addAll(additions(gammas));
    PixelBlock block = new PixelBlock(sums.length);
    block.logFloor = logFloor;
    overBlocks(steps, block, pixels, probabilities, truth, probabilities);
    block.addTo(sums);
  }

  private static void overBlocks(
      List<Step> steps,
      PixelBlock block,
      int pixels,
      float[] scores,
      byte[] truth,
      float[] results) {
    Step[] plan = steps.toArray(new Step[0]);
    for (int at = 0; at < pixels; at += BLOCK) {
      block.moveTo(at, pixels, scores, truth, results);
      Step.takeAll(plan, block);
      if (block.size < BLOCK) {
        System.arraycopy(block.probabilities, 0, results, at, block.size);
      }
    }
  }

  /** The cross-entropy from logits, and 1 − p_t where an exponent needs it. */
  private List<Step> losses(float[] gammas) {
    if (gammas.length == 0) {
      return List.of();
    }
    return List.of(needMissed(gammas) ? lossAndMissed : lossOfLogits);
  }

  private static boolean needMissed(float[] gammas) {
    for (float gamma : gammas) {
      if (gamma > 0) {
        return true;
      }
    }
    return false;
  }

  /** Weighs the losses of a block and adds them, exponent after exponent. */
  private List<Step> additions(float[] gammas) {
    List<Step> steps = new ArrayList<>();
    for (int g = 0; g < gammas.length; g++) {
      float gamma = gammas[g];
      int lane = (FOCAL + 2 * g) * ScoreBlocks.LANES;
      steps.add(b -> b.sum(gamma, lane));
      steps.addAll(weights(gamma));
      steps.add(gamma > 0 ? addWeighted : addLoss);
    }
    return steps;
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
    softmax.onto(planes, pixels, truth, crossEntropy);
  }

  @Override
  public void crossEntropyFromLogits(
      float[][] planes, int pixels, char[] truth, float[] crossEntropy) {
    softmax.losses(planes, pixels, truth, crossEntropy);
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
      negativeLog.on(block);
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
    List<Step> steps = new ArrayList<>(List.of(missed));
    steps.addAll(weights(gamma));
    Step[] plan = steps.toArray(new Step[0]);
    float[] losses = gamma > 0 ? block.weighted : block.loss;
    for (int at = 0; at < pixels; at += BLOCK) {
      int size = Math.min(BLOCK, pixels - at);
      System.arraycopy(crossEntropy, at, block.loss, 0, size);
      Step.takeAll(plan, block);
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

package dev.maskwise.kernel.score;

import java.util.Arrays;

/**
 * The sums of one class, and the losses of pixels by class, block after block, over one form of the
 * steps on a block.
 */
final class BlockedLosses {
  private static final int BLOCK = ScoreBlocks.PIXELS;

  /** Sums by class are made in so many interleaved parts, so that few wait for the one before. */
  private static final int PARTS = 4;

  private final ScoreBlocks blocks;

  BlockedLosses(ScoreBlocks blocks) {
    this.blocks = blocks;
  }

  /** {@link ScoreKernels#fromLogits}. */
  void fromLogits(
      float[] logits,
      byte[] truth,
      int pixels,
      float[] gammas,
      float[] probabilities,
      double[] sums) {
    PixelBlock b = new PixelBlock(sums.length);
    Plan plan = new Plan();
    addReciprocals(plan, b);
    addLosses(plan, b, gammas);
    plan.add(() -> blocks.sigmoid(b.scores, b.from, b.exponential, b.reciprocal, b.probabilities));
    addOverlap(plan, b);
    addSums(plan, b, gammas);
    overBlocks(plan, b, pixels, logits, truth, probabilities);
    b.addTo(sums);
  }

  /** {@link ScoreKernels#lossesFromLogits}. */
  void lossesFromLogits(float[] logits, byte[] truth, int pixels, float[] gammas, double[] sums) {
    PixelBlock b = new PixelBlock(sums.length);
    Plan plan = new Plan();
    if (needMissed(gammas)) {
      addReciprocals(plan, b);
    } else {
      plan.add(() -> blocks.exponentials(b.scores, b.from, b.exponential, b.reciprocal));
    }
    addLosses(plan, b, gammas);
    plan.add(b::clearPadding);
    addSums(plan, b, gammas);
    overBlocks(plan, b, pixels, logits, truth, logits);
    b.addTo(sums);
  }

  /** {@link ScoreKernels#fromProbabilities}. */
  void fromProbabilities(
      float[] probabilities,
      byte[] truth,
      int pixels,
      float[] gammas,
      float logFloor,
      double[] sums) {
    PixelBlock b = new PixelBlock(sums.length);
    Plan plan = new Plan();
    if (gammas.length > 0) {
      plan.add(() -> blocks.ofTruth(b.scores, b.truth, b.from, b.right, b.low, b.missed));
      plan.add(() -> blocks.negativeLog(b.right, b.low, logFloor, b.loss));
    }
    addOverlap(plan, b);
    addSums(plan, b, gammas);
    overBlocks(plan, b, pixels, probabilities, truth, probabilities);
    b.addTo(sums);
  }

  private static void overBlocks(
      Plan plan, PixelBlock b, int pixels, float[] scores, byte[] truth, float[] results) {
    for (int at = 0; at < pixels; at += BLOCK) {
      b.moveTo(at, pixels, scores, truth, results);
      plan.takeAll();
      if (b.size < BLOCK) {
        System.arraycopy(b.probabilities, 0, results, at, b.size);
      }
    }
  }

  private void addReciprocals(Plan plan, PixelBlock b) {
    plan.add(
        () -> blocks.exponentialsAndReciprocals(b.scores, b.from, b.exponential, b.reciprocal));
  }

  /** The cross-entropy from logits, and 1 − p_t where an exponent needs it. */
  private void addLosses(Plan plan, PixelBlock b, float[] gammas) {
    if (needMissed(gammas)) {
      plan.add(
          () ->
              blocks.lossAndMissed(
                  b.scores, b.truth, b.from, b.exponential, b.reciprocal, b.loss, b.missed));
    } else if (gammas.length > 0) {
      plan.add(() -> blocks.lossOfLogits(b.scores, b.truth, b.from, b.exponential, b.loss));
    }
  }

  private static boolean needMissed(float[] gammas) {
    for (float gamma : gammas) {
      if (gamma > 0) {
        return true;
      }
    }
    return false;
  }

  private void addOverlap(Plan plan, PixelBlock b) {
    plan.add(b::clearPadding);
    plan.add(() -> blocks.addOverlap(b.probabilities, b.truth, b.from, b.scratch, b.lanes));
  }

  /** Weighs the losses of a block and adds them, exponent after exponent. */
  private void addSums(Plan plan, PixelBlock b, float[] gammas) {
    for (int g = 0; g < gammas.length; g++) {
      addWeights(plan, b, gammas[g]);
      float[] losses = gammas[g] > 0 ? b.weighted : b.loss;
      int lane = (ScoreBlocks.OVERLAP_SUMS + 2 * g) * ScoreBlocks.LANES;
      plan.add(() -> blocks.addByTruth(losses, b.truth, b.from, b.scratch, b.lanes, lane));
    }
  }

  /** (1 − p_t)^γ·CE; nothing for γ = 0. */
  private void addWeights(Plan plan, PixelBlock b, float gamma) {
    if (gamma == 0.5f || gamma == 1 || gamma == 2 || gamma == 3) {
      plan.add(() -> blocks.weigh(b.missed, b.loss, gamma, b.weighted));
    } else if (gamma > 0) {
      plan.add(() -> blocks.logPower(b.missed, gamma, b.whole, b.rest));
      plan.add(() -> blocks.weighByPower(b.whole, b.rest, b.loss, b.weighted));
    }
  }

  /** {@link ScoreKernels#crossEntropy}. */
  void crossEntropy(
      float[][] probabilities, int pixels, char[] truth, float logFloor, float[] crossEntropy) {
    PixelBlock b = new PixelBlock(0);
    for (int at = 0; at < pixels; at += BLOCK) {
      int size = Math.min(BLOCK, pixels - at);
      for (int i = 0; i < size; i++) {
        b.right[i] = probabilities[truth[at + i]][at + i];
      }
      Arrays.fill(b.low, 0);
      blocks.negativeLog(b.right, b.low, logFloor, b.loss);
      System.arraycopy(b.loss, 0, crossEntropy, at, size);
    }
  }

  /** {@link ScoreKernels#focalByClass}. */
  void focalByClass(float[] crossEntropy, char[] truth, int pixels, float gamma, double[] sums) {
    double[] parts = new double[PARTS * sums.length];
    PixelBlock b = new PixelBlock(0);
    Plan plan = new Plan();
    if (gamma > 0) {
      plan.add(() -> blocks.missed(b.loss, b.missed));
      addWeights(plan, b, gamma);
    }
    float[] losses = gamma > 0 ? b.weighted : b.loss;
    for (int at = 0; at < pixels; at += BLOCK) {
      int size = Math.min(BLOCK, pixels - at);
      System.arraycopy(crossEntropy, at, b.loss, 0, size);
      plan.takeAll();
      for (int i = 0; i < size; i++) {
        parts[truth[at + i] * PARTS + i % PARTS] += losses[i];
      }
    }
    for (int c = 0; c < sums.length; c++) {
      int part = c * PARTS;
      sums[c] += (parts[part] + parts[part + 1]) + (parts[part + 2] + parts[part + 3]);
    }
  }
}

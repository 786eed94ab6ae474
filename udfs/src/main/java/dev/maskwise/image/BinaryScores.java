package dev.maskwise.image;

import dev.maskwise.kernel.count.Threshold;
import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The scores of one class, the foreground, against the rest. The arrays, with those of the truth,
 * are 5 bytes a pixel of the largest image, and 8 more once a Lovász loss was taken.
 */
public final class BinaryScores extends Scores {
  private static final double[] NOT_WANTED = {};

  private ScoreKind kind = ScoreKind.PROBABILITY;

  /** Whether probabilities are put beside logits and not in their place. */
  private final boolean keepsLogits;

  private float[] probabilities = {};
  private boolean hasProbabilities;

  /**
   * For masks of one byte a pixel, in which every label but 0 is the foreground. Logits are
   * probabilities once something was asked that needs these.
   */
  public BinaryScores() {
    super(Truth.ofForeground(Truth.EVERY_LABEL), 0);
    keepsLogits = false;
  }

  /** For a judge, who needs logits and probabilities: 4 bytes a pixel more. */
  BinaryScores(Truth truth, int model) {
    super(truth, model);
    keepsLogits = true;
  }

  /**
   * The scores of an image, in new arrays.
   *
   * @param mask one byte a pixel, 0 is background
   * @param ignore the label of the mask whose pixels count nowhere; negative for none
   * @throws FaultException when a score is not what it should be
   * @throws IllegalArgumentException when the lengths differ
   */
  public static BinaryScores of(float[] scores, byte[] mask, int ignore, ScoreKind kind)
      throws FaultException {
    BinaryScores image = new BinaryScores();
    image.truth().read(mask, new LabelRange(0, ignore));
    image.read(FloatBuffer.wrap(scores), kind);
    return image;
  }

  @Override
  int channels() {
    return 1;
  }

  @Override
  void take(ScoreKind given) {
    kind = given;
    hasProbabilities = false;
  }

  private float[] scores() {
    return planes[0];
  }

  private byte[] mask() {
    return truth().isOf(0);
  }

  /**
   * The losses (1 − p_t)^γ·CE summed over the background and over the foreground; the scores stay
   * what they are. From logits no probability is stored.
   */
  public double[] losses(float gamma) {
    double[] sums = lossSums(gamma);
    return new double[] {sums[ScoreKernels.FOCAL], sums[ScoreKernels.FOCAL + 1]};
  }

  /** The losses by true class, background and foreground, for exponents in ascending order. */
  public PixelLosses pixelLosses(float... gammas) {
    return pixelLosses(gammas, lossSums(gammas), truth().cardinalities()[1]);
  }

  private double[] lossSums(float... gammas) {
    if (kind == ScoreKind.PROBABILITY) {
      return sums(LOG_FLOOR, gammas);
    }
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    KERNELS.lossesFromLogits(scores(), mask(), pixels(), gammas, sums);
    return sums;
  }

  /** The soft overlap of the foreground. */
  public SoftOverlap softOverlap() {
    return softOverlap(sums(LOG_FLOOR), truth().cardinalities()[1]);
  }

  /** The Lovász hinge of the logits. */
  public double lovaszHinge() {
    return lovasz.hinge(scores(), mask(), pixels());
  }

  /** All sums of the kernels in one go; of logits the probabilities come with them. */
  private double[] sums(float logFloor, float... gammas) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    if (kind == ScoreKind.PROBABILITY) {
      KERNELS.fromProbabilities(scores(), mask(), pixels(), gammas, logFloor, sums);
      return sums;
    }
    if (keepsLogits && probabilities.length < pixels()) {
      probabilities = new float[pixels()];
    }
    float[] into = keepsLogits ? probabilities : scores();
    KERNELS.fromLogits(scores(), mask(), pixels(), gammas, into, sums);
    hasProbabilities = true;
    kind = keepsLogits ? kind : ScoreKind.PROBABILITY;
    return sums;
  }

  private PixelLosses pixelLosses(float[] gammas, double[] sums, long truthCardinality) {
    double[][] byGamma = new double[gammas.length][2];
    for (int g = 0; g < gammas.length; g++) {
      System.arraycopy(sums, ScoreKernels.FOCAL + 2 * g, byGamma[g], 0, 2);
    }
    long[] pixels = {pixels() - truthCardinality, truthCardinality};
    return PixelLosses.of(gammas, byGamma, pixels, truth().allPixels());
  }

  @Override
  float[] scores(int channel) {
    return scores();
  }

  @Override
  float[] probabilities(int channel) {
    if (kind == ScoreKind.LOGIT && !hasProbabilities) {
      sums(LOG_FLOOR);
    }
    return kind == ScoreKind.LOGIT ? probabilities : scores();
  }

  @Override
  ScoredImage judged(ScoreRules rules) {
    float[] gammas = rules.gammas();
    long[] counts = new long[3];
    boolean inclusive = rules.operator() == ThresholdOperator.GE;
    Threshold.count(
        scores(), mask(), pixels(), rules.thresholds().get(0).floatValue(), inclusive, counts);
    double[] sums = sums((float) rules.logFloor(), gammas);
    double[] hinge = rules.needs(LovaszKind.HINGE) ? new double[] {lovaszHinge()} : NOT_WANTED;
    double[] softmax =
        rules.needs(LovaszKind.SOFTMAX) ? new double[] {lovaszSoftmax(0)} : NOT_WANTED;
    ScoreStatistics statistics =
        new ScoreStatistics(
            List.of(softOverlap(sums, counts[1])),
            pixelLosses(gammas, sums, counts[1]),
            hinge,
            softmax);
    return new ScoredImage(confusion(pixels(), counts), statistics, List.of(this), rules);
  }

  /** Rows truth, columns prediction: first the background, then the foreground. */
  private static ConfusionMatrix confusion(long pixels, long[] counts) {
    long both = counts[0];
    long missed = counts[1] - both;
    long wrong = counts[2] - both;
    return ConfusionMatrix.of(2, new long[] {pixels - both - missed - wrong, wrong, missed, both});
  }

  @Override
  ScoreDistribution noScores(ScoreRules rules) {
    return ScoreDistribution.ofForeground(rules.kind(), rules.histogramBits(), rules.calibration());
  }
}

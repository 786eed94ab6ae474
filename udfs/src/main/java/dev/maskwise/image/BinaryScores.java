package dev.maskwise.image;

import dev.maskwise.kernel.count.Overlap;
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
import org.jspecify.annotations.Nullable;

/**
 * The scores of one class, the foreground, against the rest. The arrays, with those of the truth,
 * are 5 bytes a pixel of the largest image, and 8 more once a Lovász loss was taken.
 */
public final class BinaryScores extends Scores {
  private static final float[] NO_GAMMAS = {};
  private static final double[] NOT_WANTED = {};

  private ScoreKind kind = ScoreKind.PROBABILITY;

  /** Those of the image, if they are made: the scores, or beside them. */
  private float @Nullable [] probabilities;

  private float[] beside = {};

  /** For masks of one byte a pixel, in which every label but 0 is the foreground. */
  public BinaryScores() {
    this(Truth.ofForeground(-1), 0);
  }

  BinaryScores(Truth truth, int model) {
    super(truth, model);
  }

  /**
   * The scores of an image, in new arrays.
   *
   * @param mask one byte a pixel, 0 is background
   * @param ignore the label of the mask whose pixels count nowhere; negative for none
   * @throws FaultException when the lengths differ or a score is not what it should be
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
    probabilities = given == ScoreKind.PROBABILITY ? planes[0] : null;
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
    return pixelLosses(gammas, lossSums(gammas), Overlap.cardinality(mask(), pixels()));
  }

  private double[] lossSums(float... gammas) {
    if (kind == ScoreKind.PROBABILITY) {
      return sums(scores(), LOG_FLOOR, gammas);
    }
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    KERNELS.lossesFromLogits(scores(), mask(), pixels(), gammas, sums);
    return sums;
  }

  /** The soft overlap of the foreground. The scores are probabilities afterwards. */
  public SoftOverlap softOverlap() {
    double[] sums = sums(scores(), LOG_FLOOR, NO_GAMMAS);
    return softOverlap(sums, Overlap.cardinality(mask(), pixels()));
  }

  /** The Lovász hinge of the logits. */
  public double lovaszHinge() {
    return lovasz.hinge(scores(), mask(), pixels());
  }

  /** All sums of the kernels in one go; the probabilities of logits are put into an array. */
  private double[] sums(float[] into, float logFloor, float... gammas) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    if (kind == ScoreKind.PROBABILITY) {
      KERNELS.fromProbabilities(scores(), mask(), pixels(), gammas, logFloor, sums);
    } else {
      KERNELS.fromLogits(scores(), mask(), pixels(), gammas, into, sums);
      probabilities = into;
      kind = into == scores() ? ScoreKind.PROBABILITY : kind;
    }
    return sums;
  }

  private SoftOverlap softOverlap(double[] sums, long truthCardinality) {
    return SoftOverlap.of(
        pixels(),
        truthCardinality,
        sums[ScoreKernels.INTERSECTION],
        sums[ScoreKernels.PREDICTION],
        sums[ScoreKernels.SQUARES]);
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
  float[] histogramScores(int channel) {
    return scores();
  }

  /** In the place of the scores, unless they have been made beside them. */
  @Override
  float[] probabilities(int channel) {
    return probabilities(scores());
  }

  private float[] probabilities(float[] into) {
    if (probabilities != null) {
      return probabilities;
    }
    sums(into, LOG_FLOOR, NO_GAMMAS);
    return into;
  }

  @Override
  float[] errorScores(LovaszKind errors, int channel) {
    return errors == LovaszKind.HINGE ? scores() : probabilities(room());
  }

  /** Room for probabilities beside the scores, which are needed as they are. */
  private float[] room() {
    if (beside.length < pixels()) {
      beside = new float[pixels()];
    }
    return beside;
  }

  @Override
  ScoredImage judged(ScoreRules rules) {
    float[] gammas = rules.gammas();
    long[] counts = new long[3];
    boolean inclusive = rules.operator() == ThresholdOperator.GE;
    Threshold.count(scores(), mask(), pixels(), (float) rules.threshold(), inclusive, counts);
    double[] sums =
        sums(rules.kind() == ScoreKind.LOGIT ? room() : scores(), (float) rules.logFloor(), gammas);
    double[] hinge = rules.needs(LovaszKind.HINGE) ? new double[] {lovaszHinge()} : NOT_WANTED;
    double[] softmax =
        rules.needs(LovaszKind.SOFTMAX)
            ? new double[] {lovasz.softmax(probabilities(0), mask(), pixels())}
            : NOT_WANTED;
    ScoreStatistics statistics =
        new ScoreStatistics(
            List.of(softOverlap(sums, counts[1])),
            pixelLosses(gammas, sums, counts[1]),
            hinge,
            softmax);
    return new ScoredImage(confusion(pixels(), counts), statistics, this, rules);
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

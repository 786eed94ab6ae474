package dev.maskwise.image;

import dev.maskwise.kernel.count.Threshold;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.ThresholdOperator;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.List;

/** Judges the scores of one class, the foreground, against the rest. */
final class BinaryJudge extends PlaneJudge {
  private static final double[] NOT_WANTED = {};

  private final ScoreRules rules;
  private final float[] gammas;
  private final boolean wantsHinge;
  private final boolean wantsSoftmax;
  private final ScoreKernels kernels = ScoreKernels.best();
  private final Lovasz lovasz = new Lovasz();
  private float[] sigmoid = new float[0];

  BinaryJudge(ScoreRules rules) {
    this.rules = rules;
    this.gammas = rules.gammas();
    this.wantsHinge = rules.needs(LovaszKind.HINGE);
    this.wantsSoftmax = rules.needs(LovaszKind.SOFTMAX);
  }

  @Override
  ScoredImage judge(int model, TruthPixels truth, float[][] planes) throws RejectedMaskException {
    check(model, truth, planes);
    float[] scores = planes[0];
    int pixels = truth.pixels();
    byte[] foreground = truth.isClass(1);
    long[] counts = new long[3];
    boolean inclusive = rules.operator() == ThresholdOperator.GE;
    Threshold.count(scores, foreground, pixels, (float) rules.threshold(), inclusive, counts);
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    float[] probabilities = scores;
    if (rules.kind() == ScoreKind.LOGIT) {
      probabilities = room(pixels);
      kernels.fromLogits(scores, foreground, pixels, gammas, probabilities, sums);
    } else {
      float logFloor = (float) rules.logFloor();
      kernels.fromProbabilities(scores, foreground, pixels, gammas, logFloor, sums);
    }
    double[] hinge =
        wantsHinge ? new double[] {lovasz.hinge(scores, foreground, pixels)} : NOT_WANTED;
    double[] softmax =
        wantsSoftmax
            ? new double[] {lovasz.softmax(probabilities, foreground, pixels)}
            : NOT_WANTED;
    ScoreStatistics statistics =
        new ScoreStatistics(
            List.of(ScoreSums.overlap(pixels, counts[1], sums)),
            ScoreSums.pixelLosses(gammas, sums, counts[1], pixels, truth.allPixels()),
            hinge,
            softmax);
    return new Image(truth, scores, probabilities, confusion(pixels, counts), statistics);
  }

  @Override
  Scores read(int model, TruthPixels truth, float[][] planes) throws RejectedMaskException {
    check(model, truth, planes);
    int pixels = truth.pixels();
    byte[] foreground = truth.isClass(1);
    float[] probabilities = planes[0];
    if (wantsSoftmax && rules.kind() == ScoreKind.LOGIT) {
      probabilities = room(pixels);
      double[] sums = new double[ScoreKernels.sums(0)];
      kernels.fromLogits(planes[0], foreground, pixels, new float[0], probabilities, sums);
    }
    float[] softmaxScores = probabilities;
    return (group, errors, channel) ->
        ErrorKeys.of(
            group,
            errors,
            errors == LovaszKind.HINGE ? planes[0] : softmaxScores,
            foreground,
            pixels);
  }

  /** After this every score is what it is said to be. */
  private void check(int model, TruthPixels truth, float[][] planes) throws RejectedMaskException {
    ScoreChecks.requireFinite(kernels, model, truth, planes);
    if (rules.kind() == ScoreKind.PROBABILITY) {
      ScoreChecks.requireProbabilities(model, truth, planes);
    }
  }

  private float[] room(int pixels) {
    if (sigmoid.length < pixels) {
      sigmoid = new float[pixels];
    }
    return sigmoid;
  }

  /** Rows truth, columns prediction: first the background, then the foreground. */
  private static ConfusionMatrix confusion(long pixels, long[] counts) {
    long both = counts[0];
    long missed = counts[1] - both;
    long wrong = counts[2] - both;
    return ConfusionMatrix.of(2, new long[] {pixels - both - missed - wrong, wrong, missed, both});
  }

  /** An image whose scores and probabilities lie in the judge's arrays. */
  private final class Image extends JudgedImage {
    private final TruthPixels truth;
    private final float[] scores;
    private final float[] probabilities;

    Image(
        TruthPixels truth,
        float[] scores,
        float[] probabilities,
        ConfusionMatrix confusion,
        ScoreStatistics statistics) {
      super(confusion, statistics);
      this.truth = truth;
      this.scores = scores;
      this.probabilities = probabilities;
    }

    @Override
    public ScoreDistribution noScores() {
      return ScoreDistribution.ofForeground(
          rules.kind(), rules.histogramBits(), rules.calibration());
    }

    @Override
    public void addTo(ScoreDistribution distribution) {
      byte[] foreground = truth.isClass(1);
      distribution.histogram(0).add(scores, foreground, truth.pixels());
      distribution.calibration(0).add(probabilities, foreground, truth.pixels());
    }
  }
}

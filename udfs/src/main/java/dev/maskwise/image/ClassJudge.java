package dev.maskwise.image;

import dev.maskwise.kernel.count.ClassPairs;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.List;

/** Judges the scores of many classes, of which each pixel has one. */
final class ClassJudge extends PlaneJudge {
  private final ScoreRules rules;
  private final float[] gammas;
  private final boolean wantsSoftmax;
  private final ScoreKernels kernels = ScoreKernels.best();
  private final Lovasz lovasz = new Lovasz();
  private char[] predicted = new char[0];
  private float[] crossEntropy = new float[0];

  ClassJudge(ScoreRules rules) {
    this.rules = rules;
    this.gammas = rules.gammas();
    this.wantsSoftmax = rules.needs(LovaszKind.SOFTMAX);
  }

  @Override
  ScoredImage judge(int model, TruthPixels truth, float[][] planes) throws RejectedMaskException {
    int pixels = truth.pixels();
    if (predicted.length < pixels) {
      predicted = new char[pixels];
      crossEntropy = new float[pixels];
    }
    check(model, truth, planes);
    int classes = planes.length;
    long[] matrix = new long[classes * classes];
    kernels.argmax(planes, pixels, predicted);
    ClassPairs.count(truth.classes(), predicted, pixels, classes, matrix);
    ConfusionMatrix confusion = ConfusionMatrix.of(classes, matrix);
    if (rules.kind() == ScoreKind.LOGIT) {
      kernels.softmax(planes, pixels, truth.classes(), crossEntropy);
    } else {
      float logFloor = (float) rules.logFloor();
      kernels.crossEntropy(planes, pixels, truth.classes(), logFloor, crossEntropy);
    }
    ScoreStatistics statistics = statistics(truth, planes, confusion);
    return new Image(truth, planes, confusion, statistics);
  }

  @Override
  Scores read(int model, TruthPixels truth, float[][] planes) throws RejectedMaskException {
    int pixels = truth.pixels();
    if (crossEntropy.length < pixels) {
      predicted = new char[pixels];
      crossEntropy = new float[pixels];
    }
    check(model, truth, planes);
    if (rules.kind() == ScoreKind.LOGIT) {
      kernels.softmax(planes, pixels, truth.classes(), crossEntropy);
    }
    return (group, errors, channel) ->
        ErrorKeys.of(group, errors, planes[channel], truth.isClass(channel), pixels);
  }

  /** After this every score is what it is said to be. */
  private void check(int model, TruthPixels truth, float[][] planes) throws RejectedMaskException {
    ScoreChecks.requireFinite(kernels, model, truth, planes);
    if (rules.kind() == ScoreKind.PROBABILITY) {
      ScoreChecks.requireProbabilities(model, truth, planes);
      ScoreChecks.requireSumOne(model, truth, planes, crossEntropy);
    }
  }

  private ScoreStatistics statistics(
      TruthPixels truth, float[][] probabilities, ConfusionMatrix confusion) {
    int classes = probabilities.length;
    int pixels = truth.pixels();
    List<SoftOverlap> overlaps = new ArrayList<>();
    long[] cardinalities = new long[classes];
    double[] softmax = new double[wantsSoftmax ? classes : 0];
    for (int c = 0; c < classes; c++) {
      byte[] isClass = truth.isClass(c);
      cardinalities[c] = confusion.overlap(c).truthCardinality();
      double[] sums = new double[ScoreKernels.FOCAL];
      kernels.softOverlap(probabilities[c], isClass, pixels, sums);
      overlaps.add(ScoreSums.overlap(pixels, cardinalities[c], sums));
      if (wantsSoftmax) {
        softmax[c] = lovasz.softmax(probabilities[c], isClass, pixels);
      }
    }
    double[][] losses = new double[gammas.length][classes];
    for (int g = 0; g < gammas.length; g++) {
      kernels.focalByClass(crossEntropy, truth.classes(), pixels, gammas[g], losses[g]);
    }
    PixelLosses pixelLosses = PixelLosses.of(gammas, losses, cardinalities, truth.allPixels());
    return new ScoreStatistics(overlaps, pixelLosses, new double[0], softmax);
  }

  /** An image whose probabilities lie in the judge's planes. */
  private final class Image extends JudgedImage {
    private final TruthPixels truth;
    private final float[][] probabilities;

    Image(
        TruthPixels truth,
        float[][] probabilities,
        ConfusionMatrix confusion,
        ScoreStatistics statistics) {
      super(confusion, statistics);
      this.truth = truth;
      this.probabilities = probabilities;
    }

    @Override
    public ScoreDistribution noScores() {
      return ScoreDistribution.ofClasses(
          probabilities.length, rules.histogramBits(), rules.calibration());
    }

    @Override
    public void addTo(ScoreDistribution distribution) {
      int pixels = truth.pixels();
      for (int c = 0; c < probabilities.length; c++) {
        byte[] isClass = truth.isClass(c);
        distribution.histogram(c).add(probabilities[c], isClass, pixels);
        distribution.calibration(c).add(probabilities[c], isClass, pixels);
      }
      float[] confidence = crossEntropy; // which has been summed
      for (int i = 0; i < pixels; i++) {
        confidence[i] = probabilities[predicted[i]][i];
      }
      distribution.addTopLabel(confidence, truth.isClassOf(predicted), pixels);
    }
  }
}

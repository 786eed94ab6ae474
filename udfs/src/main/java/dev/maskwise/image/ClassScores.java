package dev.maskwise.image;

import dev.maskwise.kernel.count.ClassPairs;
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

/**
 * The scores of every class, of which each pixel has one. The arrays, with those of the truth, are
 * 4 bytes a pixel and class of the largest image and 7 more a pixel.
 */
public final class ClassScores extends Scores {
  private ScoreKind kind = ScoreKind.PROBABILITY;

  /** Whether the planes hold logits and the losses are not made yet. */
  private boolean logits;

  private float[] crossEntropy = {};
  private char[] predicted = {};

  /** For label maps, of which one is read for each image. */
  public ClassScores() {
    this(Truth.ofClasses(), 0);
  }

  ClassScores(Truth truth, int model) {
    super(truth, model);
  }

  @Override
  int channels() {
    return truth().range().classes();
  }

  @Override
  void take(ScoreKind given) throws FaultException {
    if (crossEntropy.length < pixels()) {
      crossEntropy = new float[pixels()];
    }
    if (given == ScoreKind.PROBABILITY) {
      requireSumOne(crossEntropy);
    }
    kind = given;
    logits = given == ScoreKind.LOGIT;
  }

  /** Of logits the softmax in their place; the losses come with it. */
  @Override
  float[] probabilities(int channel) {
    if (logits) {
      KERNELS.softmax(planes, pixels(), truth().classes(), crossEntropy);
      logits = false;
    }
    return planes[channel];
  }

  @Override
  float[] scores(int channel) {
    return probabilities(channel);
  }

  /** The losses alone are less work than probabilities and losses. */
  private float[] crossEntropy(float logFloor) {
    if (logits) {
      KERNELS.crossEntropyFromLogits(planes, pixels(), truth().classes(), crossEntropy);
    } else if (kind == ScoreKind.PROBABILITY) {
      KERNELS.crossEntropy(planes, pixels(), truth().classes(), logFloor, crossEntropy);
    }
    return crossEntropy;
  }

  /** The valid pixels of each class. */
  public long[] cardinalities() {
    return truth().cardinalities();
  }

  /** The soft overlap of each class against the rest. */
  public List<SoftOverlap> softOverlaps() {
    long[] cardinalities = cardinalities();
    List<SoftOverlap> overlaps = new ArrayList<>();
    for (int c = 0; c < cardinalities.length; c++) {
      overlaps.add(softOverlap(c, cardinalities[c]));
    }
    return overlaps;
  }

  private SoftOverlap softOverlap(int classId, long truthCardinality) {
    double[] sums = new double[ScoreKernels.FOCAL];
    KERNELS.softOverlap(probabilities(classId), truth().isOf(classId), pixels(), sums);
    return softOverlap(sums, truthCardinality);
  }

  /**
   * The losses (1 − p_t)^γ·CE by true class, for exponents in ascending order. From logits no
   * probability is made.
   */
  public PixelLosses pixelLosses(float... gammas) {
    return pixelLosses(gammas, crossEntropy(LOG_FLOOR), cardinalities());
  }

  private PixelLosses pixelLosses(float[] gammas, float[] losses, long[] cardinalities) {
    double[][] sums = new double[gammas.length][cardinalities.length];
    for (int g = 0; g < gammas.length; g++) {
      KERNELS.focalByClass(losses, truth().classes(), pixels(), gammas[g], sums[g]);
    }
    return PixelLosses.of(gammas, sums, cardinalities, truth().allPixels());
  }

  @Override
  ScoredImage judged(ScoreRules rules) {
    int classes = channels();
    if (predicted.length < pixels()) {
      predicted = new char[pixels()];
    }
    KERNELS.argmax(planes, pixels(), predicted);
    long[] matrix = new long[classes * classes];
    ClassPairs.count(truth().classes(), predicted, pixels(), classes, matrix);
    ConfusionMatrix confusion = ConfusionMatrix.of(classes, matrix);
    boolean wantsSoftmax = rules.needs(LovaszKind.SOFTMAX);
    List<SoftOverlap> overlaps = new ArrayList<>();
    long[] cardinalities = new long[classes];
    double[] softmax = new double[wantsSoftmax ? classes : 0];
    for (int c = 0; c < classes; c++) {
      cardinalities[c] = confusion.truthCardinality(c);
      overlaps.add(softOverlap(c, cardinalities[c]));
      if (wantsSoftmax) {
        softmax[c] = lovaszSoftmax(c);
      }
    }
    float[] losses = crossEntropy((float) rules.logFloor());
    PixelLosses pixelLosses = pixelLosses(rules.gammas(), losses, cardinalities);
    ScoreStatistics statistics = new ScoreStatistics(overlaps, pixelLosses, new double[0], softmax);
    return new ScoredImage(confusion, statistics, List.of(this), rules);
  }

  @Override
  ScoreDistribution noScores(ScoreRules rules) {
    return ScoreDistribution.ofClasses(channels(), rules.histogramBits(), rules.calibration());
  }

  /** Adds how sure the predictions are, too. The losses are overwritten, which have been summed. */
  @Override
  void addTo(ScoreDistribution distribution, int first) {
    super.addTo(distribution, first);
    float[] confidence = crossEntropy;
    for (int i = 0; i < pixels(); i++) {
      confidence[i] = planes[predicted[i]][i];
    }
    distribution.addTopLabel(confidence, truth().isOf(predicted), pixels());
  }
}

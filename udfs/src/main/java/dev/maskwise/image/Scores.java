package dev.maskwise.image;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.kernel.score.Probabilities;
import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.PixelCounts;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.SoftOverlap;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The scores of a model at the valid pixels of an image, once they are read: each is what it is
 * said to be. They are read after the truth of the image, and lie in arrays that are used again for
 * the next image: 4 bytes a pixel and channel of the largest one. Not thread-safe.
 */
public abstract class Scores {
  /**
   * The least logarithm of a probability unless the job says another: that of PyTorch's BCELoss.
   */
  static final float LOG_FLOOR = -100;

  static final ScoreKernels KERNELS = ScoreKernels.best();

  final Lovasz lovasz = new Lovasz();

  /** The valid pixels in front: scores as they were given, or probabilities made of them. */
  float[][] planes = {};

  private final Truth truth;
  private final int model;

  /**
   * @param truth of every image; read by whoever has it
   * @param model the index of the model, for faults
   */
  Scores(Truth truth, int model) {
    this.truth = truth;
    this.model = model;
  }

  /** The truth, to be read first. */
  public final Truth truth() {
    return truth;
  }

  /** How many pixels are not ignored. */
  public final int pixels() {
    return truth.pixels();
  }

  /** How many scores a pixel has. */
  abstract int channels();

  /**
   * Reads the scores of the image whose truth was read.
   *
   * @param scores one plane after another, from the buffer's first element on
   * @param kind what they are; logits are any finite numbers
   * @throws FaultException when one is not what it should be
   * @throws IllegalArgumentException when they are too few or too many
   */
  public final void read(FloatBuffer scores, ScoreKind kind) throws FaultException {
    int all = truth.allPixels();
    if (scores.capacity() != (long) channels() * all) {
      throw new IllegalArgumentException(
          "There are %d scores, but the truth has %d pixels%s."
              .formatted(
                  scores.capacity(),
                  all,
                  channels() == 1 ? "" : " and %d classes".formatted(channels())));
    }
    reserve();
    for (int c = 0; c < planes.length; c++) {
      truth.valid().copy(scores, c * all, planes[c]);
    }
    begin(kind);
  }

  /** Reads the scores of the image whose truth was read; the shape is that of the truth. */
  final void read(ScoreMap scores, ScoreKind kind) throws FaultException {
    reserve();
    try {
      scores.read(planes);
    } catch (MalformedException e) {
      throw new FaultException(model, new Fault.Unreadable(String.valueOf(e.getMessage())));
    }
    for (float[] plane : planes) {
      truth.valid().keep(plane);
    }
    begin(kind);
  }

  private void reserve() {
    int all = truth.allPixels();
    if (planes.length != channels() || planes[0].length < all) {
      planes = new float[0][]; // the old ones are given up before the new are made
      planes = new float[channels()][all];
    }
  }

  private void begin(ScoreKind kind) throws FaultException {
    requireFinite(planes, pixels(), model, truth::pixel);
    for (int c = 0; c < planes.length && kind == ScoreKind.PROBABILITY; c++) {
      int at = Probabilities.firstOutside(planes[c], pixels());
      if (at >= 0) {
        throw otherScore(planes, c, at, model, truth.pixel(at));
      }
    }
    take(kind);
  }

  /** Refuses the first score that is not finite. */
  static void requireFinite(
      float[][] planes, int pixels, int model, IntFunction<Fault.Pixel> pixelOf)
      throws FaultException {
    for (int c = 0; c < planes.length; c++) {
      int at = KERNELS.firstNonFinite(planes[c], pixels);
      if (at >= 0) {
        throw otherScore(planes, c, at, model, pixelOf.apply(at));
      }
    }
  }

  private static FaultException otherScore(
      float[][] planes, int c, int at, int model, Fault.Pixel pixel) {
    return new FaultException(
        model, new Fault.OtherScore(planes[c][at], pixel, planes.length == 1 ? -1 : c));
  }

  /**
   * Refuses the first pixel whose probabilities do not add up to 1.
   *
   * @param sums room for a number a pixel
   */
  final void requireSumOne(float[] sums) throws FaultException {
    int at = Probabilities.firstNotSumOne(planes, pixels(), sums);
    if (at >= 0) {
      throw new FaultException(model, new Fault.NotSumOne(sums[at], truth.pixel(at)));
    }
  }

  /** The planes hold the scores of another image; what was made of the last is forgotten. */
  abstract void take(ScoreKind kind) throws FaultException;

  /** What a histogram of a channel holds: of many classes the probabilities. May be longer. */
  abstract float[] scores(int channel);

  /** The probabilities of a channel, from the scores; the array may be longer. */
  abstract float[] probabilities(int channel);

  /** What the scores come to: all that the rules ask for in one go. */
  abstract ScoredImage judged(ScoreRules rules);

  /** A distribution of no scores. */
  abstract ScoreDistribution noScores(ScoreRules rules);

  /**
   * Adds the scores of a channel to a histogram: those of one class as they are, of many classes
   * the probabilities. O(pixels).
   *
   * @param histogram takes the standard resolution if it is the empty one, which has no shape
   * @return the histogram with the scores
   */
  public final ScoreHistogram addTo(ScoreHistogram histogram, int channel) {
    ScoreHistogram scores =
        histogram.bits() < 0 ? new ScoreHistogram(ScoreHistogram.DEFAULT_BITS) : histogram;
    scores.add(scores(channel), truth.isOf(channel), pixels());
    return scores;
  }

  /** Adds the probabilities of a channel to bins of calibration. O(pixels). */
  public final void addTo(CalibrationBins bins, int channel) {
    bins.add(probabilities(channel), truth.isOf(channel), pixels());
  }

  /**
   * Adds all scores to a distribution.
   *
   * @param first the class of the distribution that the first channel is of
   */
  void addTo(ScoreDistribution distribution, int first) {
    for (int c = 0; c < channels(); c++) {
      addTo(distribution.histogram(first + c), c);
      addTo(distribution.calibration(first + c), c);
    }
  }

  /** The Lovász-softmax of the class of a channel against the rest. */
  public final double lovaszSoftmax(int channel) {
    return lovasz.softmax(probabilities(channel), truth.isOf(channel), pixels());
  }

  /**
   * The positive errors of the class of a channel, for a sort over all images.
   *
   * @param group the number to give them
   * @param errors which errors; the hinge is of binary logits
   */
  public final ErrorKeys errors(int group, LovaszKind errors, int channel) {
    float[] scores = errors == LovaszKind.HINGE ? scores(channel) : probabilities(channel);
    return ErrorKeys.of(group, errors, scores, truth.isOf(channel), pixels());
  }

  final SoftOverlap softOverlap(double[] sums, long truthCardinality) {
    return SoftOverlap.of(
        pixels(),
        truthCardinality,
        sums[ScoreKernels.INTERSECTION],
        sums[ScoreKernels.PREDICTION],
        sums[ScoreKernels.SQUARES]);
  }

  /**
   * What one model's scores of an image come to: its statistics, and the scores themselves as long
   * as they lie in the judge's buffers, that is until the next image.
   *
   * @param counts of the predicted classes: a confusion matrix, of the background and the
   *     foreground in the binary task, or the overlaps of classes of which a pixel may have several
   * @param statistics what the losses of the image are functions of
   * @param scores of all classes together, or of each class where a pixel may have several
   */
  public record ScoredImage(
      PixelCounts counts, ScoreStatistics statistics, List<Scores> scores, ScoreRules rules) {

    /** A distribution of no scores, of the shape that {@link #addTo} needs. */
    public ScoreDistribution noScores() {
      return rules.task().overlaps()
          ? ScoreDistribution.ofOverlapping(
              rules.kind(), rules.classes(), rules.histogramBits(), rules.calibration())
          : scores.get(0).noScores(rules);
    }

    /**
     * Adds the scores to the distribution of a set of images. It is apart from the statistics,
     * since an image counts for all models or for none: first every model's scores are judged.
     */
    public void addTo(ScoreDistribution distribution) {
      for (int s = 0; s < scores.size(); s++) {
        scores.get(s).addTo(distribution, s);
      }
    }
  }
}

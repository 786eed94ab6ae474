package dev.maskwise.image.object;

import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.kernel.boundary.BorderMatching;
import dev.maskwise.kernel.boundary.ThickBorders;
import dev.maskwise.kernel.boundary.ThinBorders;
import dev.maskwise.kernel.count.Labels;
import dev.maskwise.kernel.run.RunErosion;
import dev.maskwise.statistic.object.BoundaryCounts;

/**
 * How far the borders of the classes of a label map agree with those of its truth. A pixel whose
 * truth is the ignore label is in no border of either, and makes none.
 *
 * <p>A few nanoseconds a pixel and class-independent, but for the thin borders, which cost as they
 * are long. 20 bytes a pixel are kept: for one thread.
 */
public final class BoundaryJudge {
  private static final int PREDICTION = 0;

  private final BoundaryRules rules;
  private final ThickBorders thick = new ThickBorders();
  private final ThinBorders trueBorders = new ThinBorders();
  private final ThinBorders predictedBorders = new ThinBorders();
  private final BorderMatching matching = new BorderMatching();
  private int[] truth = {};
  private int[] prediction = {};
  private byte[] ofTruth = {};
  private byte[] ofPrediction = {};
  private long[] both = {};
  private long[] either = {};

  public BoundaryJudge(BoundaryRules rules) {
    this.rules = rules;
  }

  /**
   * The counts of an image whose borders are as wide as the rules say.
   *
   * @param truthMap labels row by row, one byte a pixel; above 256 classes two, little-endian
   * @param range its classes, at least 1, and the ignore label
   * @throws FaultException if a map is of another size, or a label is no class
   */
  public BoundaryCounts judge(
      byte[] truthMap, byte[] predictionMap, int height, int width, LabelRange range)
      throws FaultException {
    return judge(
        truthMap,
        predictionMap,
        height,
        width,
        range,
        RunErosion.width(height, width, rules.ratio()),
        BorderMatching.tolerance(height, width, rules.tolerance()));
  }

  /**
   * The counts of an image.
   *
   * @param distance the width of wide borders, in pixels, at least 1
   * @param tolerance how far thin borders may be from each other, in pixels
   */
  BoundaryCounts judge(
      byte[] truthMap,
      byte[] predictionMap,
      int height,
      int width,
      LabelRange range,
      int distance,
      int tolerance)
      throws FaultException {
    long bytes = (long) height * width * range.bytesPerPixel();
    if (truthMap.length != predictionMap.length || truthMap.length != bytes) {
      int wrong = truthMap.length != bytes ? FaultException.TRUTH : PREDICTION;
      throw new FaultException(
          wrong, new Fault.OtherLength(predictionMap.length, truthMap.length, range));
    }
    int pixels = height * width;
    if (truth.length < pixels) {
      truth = new int[pixels];
      prediction = new int[pixels];
      ofTruth = new byte[pixels];
      ofPrediction = new byte[pixels];
    }
    takeLabels(truthMap, predictionMap, pixels, width, range);
    countWide(height, width, range.classes(), distance);
    BoundaryCounts counts = new BoundaryCounts();
    trueBorders.find(truth, height, width, range.classes());
    predictedBorders.find(prediction, height, width, range.classes());
    for (int c = 0; c < range.classes(); c++) {
      counts.add(
          c,
          new BoundaryCounts.OfClass(
              both[c],
              either[c],
              trueBorders.count(c),
              matching.matched(trueBorders, predictedBorders, c, height, width, tolerance),
              predictedBorders.count(c),
              matching.matched(predictedBorders, trueBorders, c, height, width, tolerance)));
    }
    return counts;
  }

  private void takeLabels(
      byte[] truthMap, byte[] predictionMap, int pixels, int width, LabelRange range)
      throws FaultException {
    int each = range.bytesPerPixel();
    for (int i = 0; i < pixels; i++) {
      int t = Labels.at(truthMap, each, i);
      int p = Labels.at(predictionMap, each, i);
      if (t == range.ignore()) {
        truth[i] = ThickBorders.IGNORED;
        prediction[i] = ThickBorders.IGNORED;
      } else if (t < range.classes() && p < range.classes()) {
        truth[i] = t;
        prediction[i] = p;
      } else {
        boolean inTruth = t >= range.classes();
        throw new FaultException(
            inTruth ? FaultException.TRUTH : PREDICTION,
            new Fault.OtherPair(inTruth ? t : p, new Fault.Pixel(i, width), 0, range));
      }
    }
  }

  private void countWide(int height, int width, int classes, int distance) {
    both = new long[classes];
    either = new long[classes];
    thick.mark(truth, height, width, distance, ofTruth);
    thick.mark(prediction, height, width, distance, ofPrediction);
    for (int i = 0; i < height * width; i++) {
      int inTruth = ofTruth[i];
      int inPrediction = ofPrediction[i];
      if ((inTruth | inPrediction) != 0) {
        int meet = truth[i] == prediction[i] ? inTruth & inPrediction : 0;
        if (meet != 0) {
          both[truth[i]]++;
          either[truth[i]]++;
        } else if (truth[i] == prediction[i]) {
          either[truth[i]]++;
        } else {
          either[truth[i]] += inTruth;
          either[prediction[i]] += inPrediction;
        }
      }
    }
  }
}

package dev.maskwise.image.object;

import static dev.maskwise.image.FaultException.TRUTH;

import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.kernel.boundary.Boundary;
import dev.maskwise.kernel.boundary.ContourMatching;
import dev.maskwise.kernel.boundary.Contours;
import dev.maskwise.kernel.count.Labels;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.BoundaryCounts.OfClass;

/**
 * Counts how the boundaries and the contours of two label maps of an image agree, class by class. A
 * pixel whose truth is the ignore label is ignored in both maps: it is in no boundary and no
 * contour, and makes none; see {@link Boundary}.
 *
 * <p>O(pixels + pixels of contours · tolerance) whatever the number of classes. Holds 10 bytes a
 * pixel, used again from image to image; not thread-safe.
 */
public final class BoundaryJudge {
  private static final int MAX_PIXELS = 1 << 28;

  private final Boundary boundary = new Boundary();
  private final ContourMatching matching = new ContourMatching();
  private final Side ofTruth = new Side();
  private final Side ofPrediction = new Side();

  /** What is known of a label map. */
  private final class Side {
    private int[] labels = {};
    private byte[] inBoundary = {};
    private final Contours contours = new Contours();

    void reserve(int pixels) {
      if (labels.length < pixels) {
        labels = new int[pixels];
        inBoundary = new byte[pixels];
      }
    }

    void find(int height, int width, int distance, int classes) {
      boundary.mark(labels, height, width, distance, inBoundary);
      contours.find(labels, height, width, classes);
    }
  }

  /**
   * The counts of two label maps.
   *
   * @param truth row by row, one byte a pixel; above 256 classes two, in little-endian order
   * @param range at least 1 class
   * @throws FaultException if a map is not of so many pixels, or a label is no class where the
   *     truth is not the ignore label
   * @throws IllegalArgumentException if the image has no pixels, or more than 2²⁸
   */
  public BoundaryCounts judge(
      byte[] truth, byte[] prediction, int height, int width, LabelRange range, BoundaryRules rules)
      throws FaultException {
    if (height < 1 || width < 1 || (long) height * width > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "an image has a height and a width of at least 1 and at most 2^28 pixels, but here are"
              + " %d×%d.".formatted(width, height));
    }
    requireSize(truth, TRUTH, height, width, range);
    requireSize(prediction, 0, height, width, range);
    read(truth, prediction, width, height * width, range);
    int distance = rules.width(height, width);
    ofTruth.find(height, width, distance, range.classes());
    ofPrediction.find(height, width, distance, range.classes());
    return counts(height, width, range.classes(), rules.tolerance(height, width));
  }

  private static void requireSize(byte[] map, int mask, int height, int width, LabelRange range)
      throws FaultException {
    if (map.length != (long) height * width * range.bytesPerPixel()) {
      throw new FaultException(mask, new Fault.OtherSize(map.length, width, height, range));
    }
  }

  private void read(byte[] truth, byte[] prediction, int width, int pixels, LabelRange range)
      throws FaultException {
    ofTruth.reserve(pixels);
    ofPrediction.reserve(pixels);
    int each = range.bytesPerPixel();
    int classes = range.classes();
    for (int i = 0; i < pixels; i++) {
      int t = Labels.at(truth, each, i);
      int p = Labels.at(prediction, each, i);
      if (t == range.ignore()) {
        t = Boundary.IGNORED;
        p = Boundary.IGNORED;
      } else if (t >= classes || p >= classes) {
        boolean inTruth = t >= classes;
        throw new FaultException(
            inTruth ? TRUTH : 0,
            new Fault.OtherPair(inTruth ? t : p, new Fault.Pixel(i, width), 0, range));
      }
      ofTruth.labels[i] = t;
      ofPrediction.labels[i] = p;
    }
  }

  private BoundaryCounts counts(int height, int width, int classes, int tolerance) {
    int pixels = height * width;
    long[] met = new long[classes];
    long[] inTruth = new long[classes];
    long[] inPrediction = new long[classes];
    for (int i = 0; i < pixels; i++) {
      if (ofTruth.inBoundary[i] != 0) {
        int classId = ofTruth.labels[i];
        inTruth[classId]++;
        met[classId] += ofPrediction.labels[i] == classId ? ofPrediction.inBoundary[i] : 0;
      }
      if (ofPrediction.inBoundary[i] != 0) {
        inPrediction[ofPrediction.labels[i]]++;
      }
    }
    BoundaryCounts counts = new BoundaryCounts();
    Contours truth = ofTruth.contours;
    Contours prediction = ofPrediction.contours;
    for (int c = 0; c < classes; c++) {
      counts.add(
          c,
          new OfClass(
              met[c],
              inTruth[c],
              inPrediction[c],
              truth.count(c),
              matching.matched(truth, prediction, c, height, width, tolerance),
              prediction.count(c),
              matching.matched(prediction, truth, c, height, width, tolerance)));
    }
    return counts;
  }
}

package dev.maskwise.image.object;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import dev.maskwise.kernel.boundary.Boundary;
import dev.maskwise.kernel.run.RunErosion;
import dev.maskwise.kernel.segment.SegmentPairs;
import java.util.Arrays;

/**
 * The counts of the maps of a true and a predicted image: of pixels, and of pixels in borders. The
 * id of a colour is R + 256·G + 65536·B; a number is an id as it is. Keeps buffers: for one thread.
 */
final class SegmentMaps {
  private static final int STRIP_PIXELS = 1 << 14;

  private static final int PREDICTION = 0;

  /** Takes the counts of a pair of ids. */
  @FunctionalInterface
  interface Counts {
    void accept(int truth, int prediction, long pixels) throws FaultException;
  }

  private final SegmentPairs masks = new SegmentPairs();
  private final SegmentPairs borders = new SegmentPairs();
  private final SegmentPairs bordersOnMasks = new SegmentPairs();
  private final SegmentPairs trueBorders = new SegmentPairs();
  private final Boundary boundary = new Boundary();
  private int[] truth = {};
  private int[] prediction = {};
  private byte[] ofTruth = {};
  private byte[] ofPrediction = {};
  private byte[] everywhere = {};
  private boolean trueColours;
  private boolean predictedColours;

  /**
   * Reads and counts two maps.
   *
   * @param boundaryRatio the width of borders as a part of the diagonal; 0 if none are counted
   */
  void read(ValueRows truthMap, ValueRows predictionMap, double boundaryRatio)
      throws FaultException {
    int width = truthMap.width();
    int height = truthMap.height();
    if (predictionMap.width() != width || predictionMap.height() != height) {
      throw new FaultException(
          PREDICTION,
          new Fault.OtherShape(predictionMap.width(), predictionMap.height(), width, height));
    }
    trueColours = truthMap.kind() == ValueRows.Kind.COLOUR;
    predictedColours = predictionMap.kind() == ValueRows.Kind.COLOUR;
    masks.clear();
    borders.clear();
    bordersOnMasks.clear();
    trueBorders.clear();
    boolean whole = boundaryRatio > 0;
    int rows = whole ? height : Math.min(height, Math.max(1, STRIP_PIXELS / width));
    int strip = Math.multiplyExact(rows, width);
    if (truth.length < strip) {
      truth = new int[strip];
      prediction = new int[strip];
    }
    for (int row = 0; row < height; row += rows) {
      int some = Math.min(rows, height - row);
      read(truthMap, truth, some, FaultException.TRUTH);
      read(predictionMap, prediction, some, PREDICTION);
      masks.count(truth, prediction, some * width);
    }
    if (whole) {
      countBorders(height, width, RunErosion.width(height, width, boundaryRatio));
    }
  }

  private static void read(ValueRows map, int[] into, int rows, int mask) throws FaultException {
    try {
      map.read(into, rows);
    } catch (MalformedException e) {
      FaultException fault = new FaultException(mask, Fault.of(e));
      fault.initCause(e);
      throw fault;
    }
  }

  private void countBorders(int height, int width, int distance) {
    int pixels = height * width;
    if (ofTruth.length < pixels) {
      ofTruth = new byte[pixels];
      ofPrediction = new byte[pixels];
      everywhere = new byte[pixels];
      Arrays.fill(everywhere, (byte) 1);
    }
    boundary.mark(truth, height, width, distance, ofTruth);
    boundary.mark(prediction, height, width, distance, ofPrediction);
    borders.countMarked(truth, ofTruth, prediction, ofPrediction, pixels);
    bordersOnMasks.countMarked(truth, everywhere, prediction, ofPrediction, pixels);
    trueBorders.countMarked(truth, ofTruth, truth, ofTruth, pixels);
  }

  /** Gives the pixels of each pair of segments. */
  void masks(Counts each) throws FaultException {
    give(masks, each);
  }

  /** Gives the pixels of each pair of segments that are in the borders of both. */
  void borders(Counts each) throws FaultException {
    give(borders, each);
  }

  /** Gives the pixels of each pair of segments that are in the border of the predicted one. */
  void predictedBorders(Counts each) throws FaultException {
    give(bordersOnMasks, each);
  }

  /** Gives the pixels of the border of each true segment, with itself. */
  void trueBorders(Counts each) throws FaultException {
    for (int i = 0; i < trueBorders.size(); i++) {
      int id = id(trueBorders.truth(i), trueColours);
      each.accept(id, id, trueBorders.pixels(i));
    }
  }

  private void give(SegmentPairs pairs, Counts each) throws FaultException {
    for (int i = 0; i < pairs.size(); i++) {
      each.accept(
          id(pairs.truth(i), trueColours),
          id(pairs.prediction(i), predictedColours),
          pairs.pixels(i));
    }
  }

  private static int id(int value, boolean colour) {
    return colour ? Integer.reverseBytes(value) >>> Byte.SIZE : value;
  }
}

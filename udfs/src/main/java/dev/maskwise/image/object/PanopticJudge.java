package dev.maskwise.image.object;

import dev.maskwise.codec.ValueRows;
import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.SegmentProblem;
import dev.maskwise.statistic.object.PanopticCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which predicted segments of an image are which true ones. A pair of a category is one if their
 * IoU is above one half; as segments of a map do not overlap, there is at most one for each. Pixels
 * of the prediction where the truth is void are not in the union, and a predicted segment that
 * found nothing is excused where more than half of it is void or crowd.
 *
 * <p>The area of a true segment is that of its list, the area of a predicted one that of its map,
 * as the reference tool has it. Source: Kirillov et al. 2019, Panoptic Segmentation, §4, and
 * panopticapi; for borders Cheng et al. 2021, Boundary IoU. Keeps buffers: for one thread.
 */
public final class PanopticJudge {
  /** The id of pixels of no segment. */
  public static final int VOID = 0;

  private static final int PREDICTION = 0;

  private final PanopticRules rules;
  private final SegmentMaps maps = new SegmentMaps();

  public PanopticJudge(PanopticRules rules) {
    this.rules = rules;
  }

  /** What is counted of a segment. */
  private static final class Count {
    final Segment segment;
    long pixels;
    long border;
    long onVoid;
    long borderOnVoid;
    long onCrowd;
    boolean matched;

    Count(Segment segment) {
      this.segment = segment;
    }
  }

  /** Two segments of one category, and where they overlap. */
  private static final class Pair {
    final Count truth;
    final Count prediction;
    final long pixels;
    long border;

    Pair(Count truth, Count prediction, long pixels) {
      this.truth = truth;
      this.prediction = prediction;
      this.pixels = pixels;
    }
  }

  /**
   * The counts of an image.
   *
   * @param truth in the order of their list, of which the last crowd matters
   * @param truthMap the id of each pixel, as a number or a colour; read to its end
   * @throws FaultException if a map is malformed, they differ in shape, or a map and its list
   *     disagree
   */
  public PanopticCounts judge(
      List<Segment> truth, List<Segment> prediction, ValueRows truthMap, ValueRows predictionMap)
      throws FaultException {
    Map<Integer, Count> truths = listed(truth, FaultException.TRUTH);
    Map<Integer, Count> predictions = listed(prediction, PREDICTION);
    maps.read(truthMap, predictionMap, rules.boundaryRatio());
    Map<Integer, Count> crowds = new HashMap<>();
    for (Segment segment : truth) {
      if (segment.crowd()) {
        crowds.put(segment.category(), truths.get(segment.id()));
      }
    }
    List<Pair> pairs = new ArrayList<>();
    maps.masks(
        (t, p, pixels) -> {
          Count ofTruth = counted(truths, t, pixels, FaultException.TRUTH);
          Count ofPrediction = counted(predictions, p, pixels, PREDICTION);
          if (ofPrediction == null) {
            return;
          }
          if (ofTruth == null) {
            ofPrediction.onVoid += pixels;
            return;
          }
          int category = ofPrediction.segment.category();
          if (ofTruth.segment.category() != category) {
            return;
          }
          if (!ofTruth.segment.crowd()) {
            pairs.add(new Pair(ofTruth, ofPrediction, pixels));
          } else if (rules.crowd() == CrowdRule.ALL || crowds.get(category) == ofTruth) {
            ofPrediction.onCrowd += pixels;
          }
        });
    requirePixels(truths, FaultException.TRUTH);
    requirePixels(predictions, PREDICTION);
    if (rules.boundaryRatio() > 0) {
      countBorders(truths, predictions, pairs);
    }
    return counts(truths, predictions, pairs);
  }

  private Map<Integer, Count> listed(List<Segment> segments, int mask) throws FaultException {
    Map<Integer, Count> counts = new HashMap<>();
    for (Segment segment : segments) {
      SegmentProblem problem =
          segment.id() == VOID
              ? SegmentProblem.VOID
              : !rules.categories().contains(segment.category())
                  ? SegmentProblem.UNKNOWN_CATEGORY
                  : counts.put(segment.id(), new Count(segment)) != null
                      ? SegmentProblem.TWICE
                      : null;
      if (problem != null) {
        throw fault(mask, problem, segment.id(), segment.category());
      }
    }
    return counts;
  }

  private static FaultException fault(int mask, SegmentProblem problem, int id, int category) {
    return new FaultException(mask, new Fault.OtherSegment(problem, id, category));
  }

  /** Adds pixels to the segment that they are of; null for void. */
  private static @Nullable Count counted(Map<Integer, Count> counts, int id, long pixels, int mask)
      throws FaultException {
    Count count = counts.get(id);
    if (count != null) {
      count.pixels += pixels;
    } else if (id != VOID) {
      throw fault(mask, SegmentProblem.NOT_LISTED, id, -1);
    }
    return count;
  }

  private static void requirePixels(Map<Integer, Count> counts, int mask) throws FaultException {
    for (Count count : counts.values()) {
      if (count.pixels == 0) {
        throw fault(mask, SegmentProblem.NO_PIXELS, count.segment.id(), -1);
      }
    }
  }

  private void countBorders(
      Map<Integer, Count> truths, Map<Integer, Count> predictions, List<Pair> pairs)
      throws FaultException {
    Map<Long, Pair> byIds = new HashMap<>();
    for (Pair pair : pairs) {
      byIds.put(key(pair.truth.segment.id(), pair.prediction.segment.id()), pair);
    }
    maps.borders(
        (t, p, pixels) -> {
          Pair pair = byIds.get(key(t, p));
          if (pair != null) {
            pair.border = pixels;
          }
        });
    maps.predictedBorders(
        (t, p, pixels) -> {
          Count ofPrediction = predictions.get(p);
          if (ofPrediction != null) {
            ofPrediction.border += pixels;
            ofPrediction.borderOnVoid += t == VOID ? pixels : 0;
          }
        });
    maps.trueBorders(
        (t, same, pixels) -> {
          Count ofTruth = truths.get(t);
          if (ofTruth != null) {
            ofTruth.border = pixels;
          }
        });
  }

  private static long key(int truth, int prediction) {
    return (long) truth << Integer.SIZE | (prediction & 0xffff_ffffL);
  }

  private PanopticCounts counts(
      Map<Integer, Count> truths, Map<Integer, Count> predictions, List<Pair> pairs)
      throws FaultException {
    PanopticCounts counts = new PanopticCounts();
    for (Pair pair : pairs) {
      double iou = iou(pair);
      if (iou > 0.5) {
        counts.addMatch(pair.truth.segment.category(), iou);
        pair.truth.matched = true;
        pair.prediction.matched = true;
      }
    }
    for (Count truth : truths.values()) {
      if (!truth.matched && !truth.segment.crowd()) {
        counts.addFalseNegative(truth.segment.category());
      }
    }
    for (Count prediction : predictions.values()) {
      double excused =
          (double) (prediction.onVoid + prediction.onCrowd) / (double) prediction.pixels;
      if (!prediction.matched && !(excused > 0.5)) {
        counts.addFalsePositive(prediction.segment.category());
      }
    }
    return counts;
  }

  private double iou(Pair pair) throws FaultException {
    Count truth = pair.truth;
    Count prediction = pair.prediction;
    long area = truth.segment.area();
    if (area < pair.pixels) {
      throw fault(FaultException.TRUTH, SegmentProblem.AREA, truth.segment.id(), -1);
    }
    double ofMasks = ratio(pair.pixels, prediction.pixels + area - pair.pixels - prediction.onVoid);
    if (rules.boundaryRatio() == 0) {
      return ofMasks;
    }
    // Every segment has a border, and what meets another one is not void.
    double ofBorders =
        ratio(
            pair.border, prediction.border + truth.border - pair.border - prediction.borderOnVoid);
    return Math.min(ofMasks, ofBorders);
  }

  private static double ratio(long part, long whole) {
    return (double) part / (double) whole;
  }
}

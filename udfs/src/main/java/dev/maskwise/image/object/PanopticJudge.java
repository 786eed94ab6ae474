package dev.maskwise.image.object;

import dev.maskwise.image.Fault;
import dev.maskwise.image.FaultException;
import dev.maskwise.kernel.segment.SegmentBorders;
import dev.maskwise.kernel.segment.SegmentPairs;
import dev.maskwise.statistic.object.PanopticCounts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which predicted segment is which true one (Kirillov et al. 2019, Panoptic Segmentation, §4.1), as
 * panopticapi decides it: a pair of one category matches when its IoU is above 0.5, where pixels of
 * the prediction on void do not count; crowds match nothing; a predicted segment that matches none
 * and lies mostly on void or on a crowd of its category is no error. With a boundary ratio the IoU
 * is the smaller one of that of the masks and that of their borders (Cheng et al. 2021, §6).
 *
 * <p>Cost: one pass over the pixels, four with borders. Not for use by two threads at once.
 */
public final class PanopticJudge {
  private final PanopticRules rules;
  private final SegmentPairs pairs = new SegmentPairs();
  private final SegmentPairs borderPairs = new SegmentPairs();
  private int[] borders = {};
  private int[] otherBorders = {};

  public PanopticJudge(PanopticRules rules) {
    this.rules = rules;
  }

  /**
   * The counts of one image.
   *
   * @param index which prediction it is, from 0, for faults
   * @throws FaultException if a map and its list disagree, a category is unknown, or the maps are
   *     of different shapes
   */
  public PanopticCounts judge(SegmentMap truth, SegmentMap prediction, int index)
      throws FaultException {
    if (truth.width() != prediction.width() || truth.height() != prediction.height()) {
      throw new FaultException(
          index,
          new Fault.OtherShape(
              prediction.width(), prediction.height(), truth.width(), truth.height()));
    }
    pairs.clear();
    pairs.add(truth.ids(), prediction.ids(), truth.ids().length);
    Sizes sizes = new Sizes(pairs);
    Map<Integer, Segment> truths = truth.checked(sizes.truth, rules, FaultException.TRUTH);
    Map<Integer, Segment> predictions = prediction.checked(sizes.prediction, rules, index);
    Sizes ofBorders = null;
    if (rules.boundaryRatio() > 0) {
      countBorders(truth, prediction);
      ofBorders = new Sizes(borderPairs);
    }
    PanopticCounts counts = new PanopticCounts();
    Set<Integer> found = new HashSet<>();
    Set<Integer> right = new HashSet<>();
    Sizes border = ofBorders;
    pairs.forEach(
        (id, other, shared) -> {
          Segment one = truths.get(id);
          Segment two = predictions.get(other);
          if (one == null || two == null || one.crowd() || one.category() != two.category()) {
            return;
          }
          double iou = iou(pairs, id, other, sizes);
          if (border != null) {
            iou = Math.min(iou, iou(borderPairs, id, other, border));
          }
          if (iou > PanopticRules.MATCH) {
            counts.addMatch(one.category(), iou);
            found.add(id);
            right.add(other);
          }
        });
    Map<Integer, Set<Integer>> crowds = new HashMap<>();
    for (Segment segment : truth.segments()) {
      if (segment.crowd()) {
        Set<Integer> ofCategory =
            crowds.computeIfAbsent(segment.category(), category -> new HashSet<>());
        if (rules.crowds() == CrowdRule.LAST) {
          ofCategory.clear();
        }
        ofCategory.add(segment.id());
      } else if (!found.contains(segment.id())) {
        counts.addUnmatchedTruth(segment.category());
      }
    }
    for (Segment segment : prediction.segments()) {
      if (!right.contains(segment.id())) {
        long excused = pairs.pixels(Segment.VOID, segment.id());
        for (int crowd : crowds.getOrDefault(segment.category(), Set.of())) {
          excused += pairs.pixels(crowd, segment.id());
        }
        long area = sizes.prediction(segment.id());
        if ((double) excused / area <= PanopticRules.EXCUSED) {
          counts.addUnmatchedPrediction(segment.category());
        }
      }
    }
    return counts;
  }

  private static double iou(SegmentPairs shared, int truth, int prediction, Sizes sizes) {
    long intersection = shared.pixels(truth, prediction);
    long union =
        sizes.prediction(prediction)
            + sizes.truth(truth)
            - intersection
            - shared.pixels(Segment.VOID, prediction);
    return (double) intersection / union;
  }

  private void countBorders(SegmentMap truth, SegmentMap prediction) {
    int pixels = truth.ids().length;
    if (borders.length < pixels) {
      borders = new int[pixels];
      otherBorders = new int[pixels];
    }
    int width = SegmentBorders.width(truth.height(), truth.width(), rules.boundaryRatio());
    SegmentBorders.of(truth.ids(), truth.width(), truth.height(), width, borders);
    SegmentBorders.of(prediction.ids(), truth.width(), truth.height(), width, otherBorders);
    for (int i = 0; i < pixels; i++) {
      if (truth.ids()[i] == Segment.VOID) {
        borders[i] = Segment.VOID; // void has no interior: what lies on it does not count
      }
    }
    borderPairs.clear();
    borderPairs.add(borders, otherBorders, pixels);
  }

  /** How many pixels each id has, on either side. */
  private static final class Sizes {
    final Map<Integer, Long> truth = new HashMap<>();
    final Map<Integer, Long> prediction = new HashMap<>();

    Sizes(SegmentPairs pairs) {
      pairs.forEach(
          (id, other, pixels) -> {
            truth.merge(id, pixels, Long::sum);
            prediction.merge(other, pixels, Long::sum);
          });
    }

    long truth(int id) {
      return truth.getOrDefault(id, 0L);
    }

    long prediction(int id) {
      return prediction.getOrDefault(id, 0L);
    }
  }
}

package dev.maskwise.image.object;

import dev.maskwise.kernel.match.BoxOverlap;
import dev.maskwise.kernel.run.RunErosion;
import dev.maskwise.kernel.run.RunOverlap;
import dev.maskwise.kernel.run.Runs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The overlap of every detection with every true object of an image and category. */
@FunctionalInterface
interface ObjectOverlap {

  /**
   * Writes the overlap of every pair.
   *
   * @param into the overlap of detection {@code d} and truth {@code t} at {@code d · truths + t}
   * @throws IllegalArgumentException if an object lacks its mask, or masks differ in shape
   */
  void overlaps(List<DetectedObject> detections, List<TruthObject> truths, double[] into);

  /** That of the rules. */
  static ObjectOverlap of(DetectionRules rules) {
    return switch (rules.overlap()) {
      case BOX -> ObjectOverlap::boxes;
      case MASK -> ObjectOverlap::masks;
      case BOUNDARY ->
          (detections, truths, into) -> boundaries(detections, truths, rules.boundaryRatio(), into);
    };
  }

  private static void boxes(
      List<DetectedObject> detections, List<TruthObject> truths, double[] into) {
    int at = 0;
    for (DetectedObject detection : detections) {
      for (TruthObject truth : truths) {
        into[at++] = BoxOverlap.iou(detection.box(), truth.box(), truth.crowd());
      }
    }
  }

  private static void masks(
      List<DetectedObject> detections, List<TruthObject> truths, double[] into) {
    int at = 0;
    for (DetectedObject detection : detections) {
      Runs mask = mask(detection);
      for (TruthObject truth : truths) {
        into[at++] = RunOverlap.iou(mask, mask(truth), truth.crowd());
      }
    }
  }

  private static void boundaries(
      List<DetectedObject> detections, List<TruthObject> truths, double ratio, double[] into) {
    masks(detections, truths, into);
    @Nullable Runs[] borders = new Runs[truths.size()];
    int at = 0;
    for (DetectedObject detection : detections) {
      Runs border = null;
      for (int t = 0; t < borders.length; t++, at++) {
        TruthObject truth = truths.get(t);
        if (into[at] == 0 || truth.crowd()) {
          continue; // The smaller of 0 and anything is 0, and a crowd has no border.
        }
        Runs ofTruth = borders[t];
        if (ofTruth == null) {
          ofTruth = border(mask(truth), ratio);
          borders[t] = ofTruth;
        }
        border = border == null ? border(mask(detection), ratio) : border;
        into[at] = Math.min(into[at], RunOverlap.iou(border, ofTruth, false));
      }
    }
  }

  private static Runs border(Runs mask, double ratio) {
    return RunErosion.boundary(mask, RunErosion.width(mask.height(), mask.width(), ratio));
  }

  private static Runs mask(DetectedObject detection) {
    if (detection.mask() == null) {
      throw new IllegalArgumentException(
          "A detection of category %d has no mask; ask for boxes, or give its mask."
              .formatted(detection.category()));
    }
    return detection.mask();
  }

  private static Runs mask(TruthObject truth) {
    if (truth.mask() == null) {
      throw new IllegalArgumentException(
          "The object %d has no mask; ask for boxes, or give its mask.".formatted(truth.id()));
    }
    return truth.mask();
  }
}

package dev.maskwise.metric.loss;

import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.io.Serializable;
import java.util.List;

/**
 * What the losses are functions of: the statistics of the scores of one image, or of a data set.
 *
 * <p>The binary task has one overlap, that of the foreground, and the pixel losses of two true
 * classes, 0 the background and 1 the foreground. The multiclass task has one of each for every
 * class.
 */
public final class ScoreStatistics implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<SoftOverlap> overlaps;
  private final PixelLosses pixelLosses;
  private final double[] hinge;
  private final double[] softmax;

  /**
   * The statistics of one image or data set.
   *
   * @param overlaps for each class
   * @param pixelLosses by true class
   * @param hinge the Lovász hinge of each class, {@code NaN} where it is undefined; an empty array
   *     where it was not computed
   * @param softmax the Lovász-softmax of each class likewise, also of a class that is absent from
   *     the truth, where it is the largest error
   */
  public ScoreStatistics(
      List<SoftOverlap> overlaps, PixelLosses pixelLosses, double[] hinge, double[] softmax) {
    for (double[] lovasz : List.of(hinge, softmax)) {
      if (lovasz.length != 0 && lovasz.length != overlaps.size()) {
        throw new IllegalArgumentException(
            "%d classes have as many Lovász losses, not %d."
                .formatted(overlaps.size(), lovasz.length));
      }
    }
    this.overlaps = List.copyOf(overlaps);
    this.pixelLosses = pixelLosses;
    this.hinge = hinge.clone();
    this.softmax = softmax.clone();
  }

  /** How many classes have an overlap; 1 in the binary task. */
  public int classes() {
    return overlaps.size();
  }

  /** The overlaps by class. */
  public List<SoftOverlap> overlaps() {
    return overlaps;
  }

  /** The overlap of one class. */
  public SoftOverlap overlap(int classId) {
    return overlaps.get(classId);
  }

  /** The losses of pixels by true class. */
  public PixelLosses pixelLosses() {
    return pixelLosses;
  }

  /** The Lovász loss of one class; {@code NaN} where it is undefined or was not computed. */
  public double lovasz(LovaszKind errors, int classId) {
    double[] values = errors == LovaszKind.HINGE ? hinge : softmax;
    return values.length == 0 ? Double.NaN : values[classId];
  }
}

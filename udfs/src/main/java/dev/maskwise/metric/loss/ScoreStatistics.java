package dev.maskwise.metric.loss;

import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What the losses are functions of: the statistics of the scores of one image, or of a data set.
 *
 * <p>The binary task has one overlap, that of the foreground, and the pixel losses of two true
 * classes, 0 the background and 1 the foreground. The multiclass task has one of each for every
 * class. In the multilabel task every class has all that the binary task has.
 */
public final class ScoreStatistics implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<SoftOverlap> overlaps;
  private final List<PixelLosses> pixelLosses;
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
    this(overlaps, List.of(pixelLosses), hinge, softmax);
  }

  /**
   * The statistics of one image or data set.
   *
   * @param pixelLosses by true class; of classes of which a pixel may have several those of each,
   *     by background and foreground
   */
  public ScoreStatistics(
      List<SoftOverlap> overlaps, List<PixelLosses> pixelLosses, double[] hinge, double[] softmax) {
    for (double[] lovasz : List.of(hinge, softmax)) {
      if (lovasz.length != 0 && lovasz.length != overlaps.size()) {
        throw new IllegalArgumentException(
            "%d classes have as many Lovász losses, not %d."
                .formatted(overlaps.size(), lovasz.length));
      }
    }
    this.overlaps = List.copyOf(overlaps);
    this.pixelLosses = List.copyOf(pixelLosses);
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

  /** The statistics of classes of which a pixel may have several, from those of each alone. */
  public static ScoreStatistics ofEach(List<ScoreStatistics> classes) {
    return new ScoreStatistics(
        classes.stream().map(one -> one.overlap(0)).toList(),
        classes.stream().map(ScoreStatistics::pixelLosses).toList(),
        ofEach(classes, one -> one.hinge),
        ofEach(classes, one -> one.softmax));
  }

  private static double[] ofEach(
      List<ScoreStatistics> classes, Function<ScoreStatistics, double[]> lovasz) {
    return classes.stream().map(lovasz).flatMapToDouble(Arrays::stream).toArray();
  }

  /** One of the classes of which a pixel may have several, as the binary task has it. */
  public ScoreStatistics alone(int classId) {
    return new ScoreStatistics(
        List.of(overlap(classId)),
        pixelLosses.get(classId),
        hinge.length == 0 ? hinge : new double[] {hinge[classId]},
        softmax.length == 0 ? softmax : new double[] {softmax[classId]});
  }

  /** The losses of pixels by true class; of the first class alone where classes overlap. */
  public PixelLosses pixelLosses() {
    return pixelLosses.get(0);
  }

  /** The losses of pixels by true class; several where classes overlap, of each class alone. */
  public List<PixelLosses> pixelLossesOfEach() {
    return pixelLosses;
  }

  /** The Lovász loss of one class; {@code NaN} where it is undefined or was not computed. */
  public double lovasz(LovaszKind errors, int classId) {
    double[] values = errors == LovaszKind.HINGE ? hinge : softmax;
    return values.length == 0 ? Double.NaN : values[classId];
  }
}

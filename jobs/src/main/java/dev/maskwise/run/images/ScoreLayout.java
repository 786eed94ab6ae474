package dev.maskwise.run.images;

import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.run.Terms;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.PixelCounts;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The order in which the numbers of an image's scores stand in an array: all pixels; then for each
 * class the soft sums, the sum of the pixel losses for each exponent, and the Lovász loss of each
 * kind of errors. What a class does not have is {@code NaN}.
 */
public final class ScoreLayout {
  /** The columns of the sums, in their order. */
  static final List<String> SOFT_SUMS =
      List.of("soft_intersection", "soft_prediction_cardinality", "soft_prediction_squares");

  private static final List<LovaszKind> ERRORS = List.of(LovaszKind.HINGE, LovaszKind.SOFTMAX);

  private final int classes;
  private final int channels;
  private final float[] gammas;

  /** Whether a pixel may have several classes, so that each has losses of the rest too. */
  private final boolean overlapping;

  /** That of a run with scores. */
  public ScoreLayout(Terms terms) {
    this.classes = terms.classes().size();
    this.channels = terms.channels();
    this.gammas = ScoreLosses.gammas(terms.losses());
    this.overlapping = terms.task().overlaps();
  }

  private int ofClass() {
    return SOFT_SUMS.size() + (overlapping ? 2 : 1) * gammas.length + ERRORS.size();
  }

  /** An array of nothing. */
  double[] empty() {
    double[] cells = new double[1 + classes * ofClass()];
    Arrays.fill(cells, Double.NaN);
    return cells;
  }

  void setAllPixels(double[] cells, long allPixels) {
    cells[0] = allPixels;
  }

  void setSoftSum(double[] cells, int classId, int sum, double value) {
    cells[start(classId) + sum] = value;
  }

  /** The sum of a key of the table, such as "gamma=2.0". */
  void setPixelLoss(double[] cells, int classId, String key, double value) {
    for (int g = 0; g < gammas.length; g++) {
      if (key.equals("gamma=" + gammas[g])) {
        cells[pixelLoss(classId, g)] = value;
      } else if (key.equals("rest gamma=" + gammas[g])) {
        cells[pixelLossOfRest(classId, g)] = value;
      }
    }
  }

  void setLovasz(double[] cells, int classId, String key, double value) {
    for (LovaszKind errors : ERRORS) {
      if (key.equals(errors.label())) {
        cells[lovasz(classId, errors)] = value;
      }
    }
  }

  private int lovasz(int classId, LovaszKind errors) {
    return start(classId) + ofClass() - ERRORS.size() + ERRORS.indexOf(errors);
  }

  private int pixelLoss(int classId, int gamma) {
    return start(classId) + SOFT_SUMS.size() + gamma;
  }

  private int pixelLossOfRest(int classId, int gamma) {
    return pixelLoss(classId, gammas.length + gamma);
  }

  private int start(int classId) {
    return 1 + classId * ofClass();
  }

  /** The statistics that the array holds the numbers of. */
  public ScoreStatistics statistics(double[] cells, PixelCounts counts) {
    List<OverlapCounts> overlapCounts = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      overlapCounts.add(counts.overlap(c));
    }
    List<SoftOverlap> overlaps = new ArrayList<>();
    double[] hinge = new double[channels];
    double[] softmax = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      int c = channel + classes - channels;
      int start = start(c);
      overlaps.add(
          SoftOverlap.of(
              overlapCounts.get(c).pixels(),
              overlapCounts.get(c).truthCardinality(),
              cells[start],
              cells[start + 1],
              cells[start + 2]));
      hinge[channel] = cells[lovasz(c, LovaszKind.HINGE)];
      softmax[channel] = cells[lovasz(c, LovaszKind.SOFTMAX)];
    }
    List<PixelLosses> pixelLosses = new ArrayList<>();
    for (int c = 0; overlapping && c < classes; c++) {
      pixelLosses.add(ofOneClass(cells, c, overlapCounts.get(c)));
    }
    return new ScoreStatistics(
        overlaps,
        overlapping ? pixelLosses : List.of(ofClasses(cells, overlapCounts)),
        hinge,
        softmax);
  }

  private PixelLosses ofClasses(double[] cells, List<OverlapCounts> overlapCounts) {
    double[][] sums = new double[gammas.length][classes];
    long[] pixels = new long[classes];
    for (int c = 0; c < classes; c++) {
      pixels[c] = overlapCounts.get(c).truthCardinality();
      for (int g = 0; g < gammas.length; g++) {
        sums[g][c] = cells[pixelLoss(c, g)];
      }
    }
    return PixelLosses.of(gammas, sums, pixels, (long) cells[0]);
  }

  private PixelLosses ofOneClass(double[] cells, int classId, OverlapCounts counts) {
    double[][] sums = new double[gammas.length][];
    for (int g = 0; g < gammas.length; g++) {
      sums[g] = new double[] {cells[pixelLossOfRest(classId, g)], cells[pixelLoss(classId, g)]};
    }
    long[] pixels = {counts.pixels() - counts.truthCardinality(), counts.truthCardinality()};
    return PixelLosses.of(gammas, sums, pixels, (long) cells[0]);
  }
}

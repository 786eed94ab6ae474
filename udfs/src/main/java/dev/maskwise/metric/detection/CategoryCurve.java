package dev.maskwise.metric.detection;

import dev.maskwise.statistic.object.DetectionGrid;
import java.io.Serializable;

/**
 * The numbers of one category: recall in each cell, and precision at 101 recalls. All are NaN in a
 * band that has no object, where COCO's own tool has −1.
 */
public final class CategoryCurve implements Serializable {
  private static final long serialVersionUID = 1;

  private final int category;
  private final DetectionGrid grid;
  private final CategoryTotals totals;
  private final double[] precision;
  private final double[] scores;

  CategoryCurve(int category, DetectionGrid grid, CategoryTotals totals, CurveSteps steps) {
    this.category = category;
    this.grid = grid;
    this.totals = totals;
    this.precision = steps.interpolated();
    this.scores = steps.scores(totals.top());
  }

  /** The id of the category. */
  public int category() {
    return category;
  }

  /** How many objects count in a band. */
  public long truths(int band) {
    return totals.truths(band);
  }

  /**
   * The part of the objects that was found, from 0 to 1.
   *
   * @param limit the index of how many detections of each image are looked at
   */
  public double recall(int band, int threshold, int limit) {
    long truths = totals.truths(band);
    long found = totals.found(limit, grid.cell(band, threshold));
    return truths == 0 ? Double.NaN : (double) found / truths;
  }

  /**
   * The largest precision at a recall or a higher one, from 0 to 1; 0 where the recall is not
   * reached.
   *
   * @param point from 0 to 100; see {@link CurveSteps#recall}
   */
  public double precision(int band, int threshold, int point) {
    return totals.truths(band) == 0 ? Double.NaN : precision[at(band, threshold, point)];
  }

  /** The score at which a recall is reached; 0 where it is not. */
  public double score(int band, int threshold, int point) {
    return totals.truths(band) == 0 ? Double.NaN : scores[at(band, threshold, point)];
  }

  private int at(int band, int threshold, int point) {
    return grid.cell(band, threshold) * CurveSteps.POINTS + point;
  }
}

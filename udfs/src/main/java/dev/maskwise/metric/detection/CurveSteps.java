package dev.maskwise.metric.detection;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The precision–recall curves of one category at 101 recalls, a curve for each cell: the largest
 * precision, and the score, at which each recall is reached. Steps of parts of the detections merge
 * by taking the larger of two numbers, so any partitioning gives the same bits.
 *
 * <p>Only true positives are told: no other detection raises the recall, and none is a maximum of
 * the precision. Mutable, 1.6 kB a cell, for one thread. Source: {@code COCOeval.accumulate} of
 * COCO's API.
 */
public final class CurveSteps implements Serializable {
  private static final long serialVersionUID = 1;

  /** Recalls 0, 0.01, … 1. */
  public static final int POINTS = 101;

  /** The distance from 1 to the next double, which COCO adds to what it divides by. */
  private static final double SPACING = Math.ulp(1.0);

  private final int cells;
  private final double[] precision; // [cell · POINTS + the last recall that was reached]
  private final double[] score;

  /** Of no detections. */
  public CurveSteps(int cells) {
    this.cells = cells;
    this.precision = new double[cells * POINTS];
    this.score = new double[cells * POINTS];
    Arrays.fill(score, Double.NEGATIVE_INFINITY);
  }

  /** The recall of a point, with the bits that numpy gives it. */
  public static double recall(int point) {
    return point * 0.01;
  }

  /**
   * A true positive.
   *
   * @param truePositives how many there are up to it, itself included
   * @param falsePositives how many there are before it
   * @param truths how many objects there are
   */
  public void truePositive(
      int cell, long truePositives, long falsePositives, long truths, double ofScore) {
    double recall = (double) truePositives / truths;
    double value = truePositives / ((double) falsePositives + (double) truePositives + SPACING);
    int point = Math.min((int) (recall * (POINTS - 1)), POINTS - 1);
    if (point + 1 < POINTS && recall(point + 1) <= recall) {
      point++;
    } else if (recall(point) > recall) {
      point--;
    }
    int at = cell * POINTS + point;
    precision[at] = Math.max(precision[at], value);
    score[at] = Math.max(score[at], ofScore);
  }

  /** Takes the steps of other detections of the category in. */
  public void add(CurveSteps other) {
    for (int i = 0; i < precision.length; i++) {
      precision[i] = Math.max(precision[i], other.precision[i]);
      score[i] = Math.max(score[i], other.score[i]);
    }
  }

  /** The largest precision at each recall or above: {@code [cell · POINTS + point]}. */
  double[] interpolated() {
    double[] largest = precision.clone();
    for (int i = largest.length - 2; i >= 0; i--) {
      if (i % POINTS != POINTS - 1) {
        largest[i] = Math.max(largest[i], largest[i + 1]);
      }
    }
    return largest;
  }

  /**
   * The score at which each recall is reached, 0 where it is not: {@code [cell · POINTS + point]}.
   *
   * @param top the score at which recall 0 is reached: that of the first detection
   */
  double[] scores(double top) {
    double[] reached = score.clone();
    for (int i = reached.length - 2; i >= 0; i--) {
      if (i % POINTS != POINTS - 1) {
        reached[i] = Math.max(reached[i], reached[i + 1]);
      }
    }
    for (int cell = 0; cell < cells; cell++) {
      reached[cell * POINTS] = top;
    }
    for (int i = 0; i < reached.length; i++) {
      reached[i] = reached[i] == Double.NEGATIVE_INFINITY ? 0 : reached[i];
    }
    return reached;
  }
}

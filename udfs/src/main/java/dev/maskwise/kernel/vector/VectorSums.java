package dev.maskwise.kernel.vector;

import static dev.maskwise.kernel.score.ScoreBlocks.GROUP;
import static dev.maskwise.kernel.score.ScoreBlocks.LANES;
import static dev.maskwise.kernel.score.ScoreBlocks.PIXELS;
import static dev.maskwise.kernel.vector.Lanes.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The sums over a block: in float32 within a group of pixels, in double from group to group. */
final class VectorSums {
  private static final int STEP = FLOATS.length();
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, FLOATS.vectorShape());
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.length() * Float.SIZE));

  private VectorSums() {}

  static void addOverlap(
      float[] probabilities, byte[] truth, int from, float[] scratch, double[] lanes) {
    int groups = PIXELS / GROUP * LANES;
    for (int to = 0, group = from; group < from + PIXELS; group += GROUP) {
      for (int lane = 0; lane < LANES; lane += STEP, to += STEP) {
        FloatVector sum = FloatVector.zero(FLOATS);
        FloatVector inTruth = FloatVector.zero(FLOATS);
        FloatVector squares = FloatVector.zero(FLOATS);
        for (int i = group + lane; i < group + GROUP; i += LANES) {
          FloatVector p = at(probabilities, i);
          sum = sum.add(p);
          inTruth = inTruth.add(keep(p, foreground(truth, i)));
          squares = p.fma(p, squares);
        }
        sum.intoArray(scratch, to);
        inTruth.intoArray(scratch, groups + to);
        squares.intoArray(scratch, 2 * groups + to);
      }
    }
    addGroups(scratch, 3, lanes, 0);
  }

  static void addByTruth(
      float[] loss, byte[] truth, int from, float[] scratch, double[] lanes, int at) {
    int groups = PIXELS / GROUP * LANES;
    for (int to = 0, group = 0; group < PIXELS; group += GROUP) {
      for (int lane = 0; lane < LANES; lane += STEP, to += STEP) {
        FloatVector inBackground = FloatVector.zero(FLOATS);
        FloatVector inForeground = FloatVector.zero(FLOATS);
        for (int i = group + lane; i < group + GROUP; i += LANES) {
          IntVector foreground = foreground(truth, from + i);
          FloatVector value = at(loss, i);
          inBackground = inBackground.add(keep(value, foreground.not()));
          inForeground = inForeground.add(keep(value, foreground));
        }
        inBackground.intoArray(scratch, to);
        inForeground.intoArray(scratch, groups + to);
      }
    }
    addGroups(scratch, 2, lanes, at);
  }

  /** Adds the float32 sums of the groups, sum after sum, to the lanes. */
  private static void addGroups(float[] scratch, int sums, double[] lanes, int at) {
    int groups = PIXELS / GROUP * LANES;
    for (int sum = 0; sum < sums; sum++) {
      for (int lane = 0; lane < LANES; lane += DOUBLES.length()) {
        DoubleVector total = DoubleVector.fromArray(DOUBLES, lanes, at + sum * LANES + lane);
        for (int i = sum * groups + lane; i < (sum + 1) * groups; i += LANES) {
          total =
              total.add(
                  FloatVector.fromArray(HALF, scratch, i)
                      .convertShape(VectorOperators.F2D, DOUBLES, 0));
        }
        total.intoArray(lanes, at + sum * LANES + lane);
      }
    }
  }
}

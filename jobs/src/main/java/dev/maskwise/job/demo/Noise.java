package dev.maskwise.job.demo;

import java.util.Arrays;

/**
 * A smooth random function of the plane: value noise on two lattices, the second finer and weaker.
 *
 * <p>Values lie within −1 and 1, the mean is 0. Evaluated a row at a time: O(samples), about two
 * lattice cells are hashed for each cell that the row crosses.
 */
final class Noise {
  private static final double[] WEIGHT = {0.7, 0.3};
  private static final double[] FINENESS = {1, 2.7};

  private final long seed;
  private final double scale;

  /** Noise whose coarse lattice has cells of {@code scale} units. */
  Noise(long seed, double scale) {
    this.seed = seed;
    this.scale = scale;
  }

  /**
   * Writes the values at ((i + ½)·step, y) for every index i of {@code values}; coordinates ≥ 0.
   */
  void row(double y, double step, double[] values) {
    Arrays.fill(values, 0);
    for (int octave = 0; octave < WEIGHT.length; octave++) {
      double cells = FINENESS[octave] / scale;
      int j = (int) (y * cells);
      double fy = smooth(y * cells - j);
      int cell = -1;
      double left = 0;
      double slope = 0;
      for (int i = 0; i < values.length; i++) {
        double u = (i + 0.5) * step * cells;
        if ((int) u != cell) {
          cell = (int) u;
          left = WEIGHT[octave] * column(octave, cell, j, fy);
          slope = WEIGHT[octave] * column(octave, cell + 1, j, fy) - left;
        }
        values[i] += left + slope * smooth(u - cell);
      }
    }
  }

  private double column(int octave, int i, int j, double fy) {
    double above = lattice(octave, i, j);
    return above + fy * (lattice(octave, i, j + 1) - above);
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private double lattice(int octave, int i, int j) {
    long h = seed + 0x9E3779B97F4A7C15L * (((long) octave << 60) ^ ((long) j << 30) ^ i);
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return (h >> 11) * 0x1p-52;
  }
}

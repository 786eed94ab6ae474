package dev.maskwise.run.compare;

import dev.maskwise.run.numbers.ImageTotals;

/** The totals of some images under both models. */
record PairTotals(ImageTotals before, ImageTotals after) {

  /** Forgets all images. */
  void clear() {
    before.clear();
    after.clear();
  }

  /** Adds other images. */
  PairTotals add(PairTotals other) {
    before.add(other.before);
    after.add(other.after);
    return this;
  }

  /** What the numbers of the second differ by. */
  double[] differences() {
    return differences(before.numbers(), after.numbers());
  }

  /** The same without some of the images. */
  double[] differencesWithout(PairTotals some) {
    return differences(before.numbersWithout(some.before), after.numbersWithout(some.after));
  }

  /** What each number of the second list differs by. */
  static double[] differences(double[] before, double[] after) {
    double[] differences = new double[after.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = after[i] - before[i];
    }
    return differences;
  }
}

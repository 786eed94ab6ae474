package dev.maskwise.training;

/**
 * The Lovász extension of the Jaccard loss: with errors sorted from the largest, Σ e_i·(J_i −
 * J_(i−1)), where J_i is 1 − IoU of a prediction that is wrong exactly at the i largest errors.
 *
 * <p>Piecewise linear in the errors: the derivative by an error is its weight J_i − J_(i−1), and
 * any order of equal errors gives a subgradient. Errors of 0 and below carry nothing.
 *
 * <p>Source: Berman, Triki and Blaschko 2018, algorithm 1.
 */
final class LovaszExtension {
  private LovaszExtension() {}

  /**
   * The value.
   *
   * @param errors of one class, an element for each pixel
   * @param truth whether each pixel is foreground
   * @param weights gets the derivative by each error; keeps what it holds where an error is not
   *     above 0
   */
  static double value(double[] errors, boolean[] truth, double[] weights) {
    int foreground = 0;
    for (boolean pixel : truth) {
      foreground += pixel ? 1 : 0;
    }
    double value = 0;
    double before = 0;
    int missed = 0;
    int invented = 0;
    for (int pixel : DescendingOrder.ofPositive(errors)) {
      if (truth[pixel]) {
        missed++;
      } else {
        invented++;
      }
      double jaccard = 1 - (double) (foreground - missed) / (foreground + invented);
      weights[pixel] = jaccard - before;
      value += errors[pixel] * weights[pixel];
      before = jaccard;
    }
    return value;
  }
}

package dev.maskwise.run.check.verdict;

/**
 * The numbers of a case; {@code NaN} for what it does not have.
 *
 * @param value what is judged
 * @param baseline what it is compared with
 * @param delta value − baseline
 * @param standardError of the delta, or of the value where a rule tests that
 * @param lower the one-sided lower bound of the same
 * @param upper the one-sided upper bound
 * @param p of what the rule asks a proof against; small when it is proven
 * @param adjusted the same with regard to the other cases of the rule
 * @param threshold what the value is held against, or the margin of a change
 * @param images how many images it is of
 * @param groups how many independent groups they are
 * @param detectable the smallest change that they can prove
 */
public record Figures(
    double value,
    double baseline,
    double delta,
    double standardError,
    double lower,
    double upper,
    double p,
    double adjusted,
    double threshold,
    double images,
    double groups,
    double detectable) {

  /** Nothing. */
  public static final Figures NONE = of(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** A value without an estimate. */
  public static Figures of(double value, double baseline, double threshold, double images) {
    double none = Double.NaN;
    return new Figures(
        value,
        baseline,
        value - baseline,
        none,
        none,
        none,
        none,
        none,
        threshold,
        images,
        none,
        none);
  }

  /** The same with a change that is not that of the values shown. */
  public Figures withDelta(double change) {
    return new Figures(
        value,
        baseline,
        change,
        standardError,
        lower,
        upper,
        p,
        adjusted,
        threshold,
        images,
        groups,
        detectable);
  }

  /** The same with an estimate. */
  public Figures withBounds(
      double error, double low, double high, double independent, double smallest) {
    return new Figures(
        value,
        baseline,
        delta,
        error,
        low,
        high,
        p,
        adjusted,
        threshold,
        images,
        independent,
        smallest);
  }

  /** The same with the number of independent groups. */
  public Figures withGroups(double independent) {
    return withBounds(standardError, lower, upper, independent, detectable);
  }

  /** The same with the result of a test. */
  public Figures withP(double raw, double corrected) {
    return new Figures(
        value,
        baseline,
        delta,
        standardError,
        lower,
        upper,
        raw,
        corrected,
        threshold,
        images,
        groups,
        detectable);
  }
}

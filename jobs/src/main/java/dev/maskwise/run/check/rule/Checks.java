package dev.maskwise.run.check.rule;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a run has to fulfil. */
public record Checks(Baseline baseline, Statistics statistics, List<Rule> rules) {

  /**
   * What changes are measured against.
   *
   * @param ref the name of a run in the store of the judged run; null for none
   * @param run a run; null for none
   * @param model which of its models; null for the one of the same name
   * @param otherwise the name that is taken where there is no {@code ref}; null for none
   * @param onMissing what a case is without a baseline
   */
  public record Baseline(
      @Nullable String ref,
      @Nullable String run,
      @Nullable String model,
      @Nullable String otherwise,
      Consequence onMissing) {}

  /**
   * When something is proven.
   *
   * @param clusterBy which images depend on each other; null as the runs say
   */
  public record Statistics(
      double confidence, @Nullable Pattern clusterBy, Multiplicity multiplicity) {

    /** Whether a p value, with regard to the others, is a proof. */
    public boolean proves(double adjusted) {
      return adjusted < 1 - confidence;
    }
  }
}

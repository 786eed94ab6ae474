package dev.maskwise.run.check;

import dev.maskwise.run.check.Expansion.Selected;
import dev.maskwise.run.check.rule.Asked.Runs;
import dev.maskwise.run.check.rule.Asked.Usual;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Shown;
import java.util.Arrays;
import java.util.List;

/**
 * Says whether a number is as in earlier runs: its distance to their median, in 1.4826 times their
 * median absolute deviation, which for normal values is their standard deviation. Source: B.
 * Iglewicz and D. Hoaglin, "How to detect and handle outliers", 1993.
 */
final class UsualJudge {
  /** Of the normal distribution: standard deviation over median absolute deviation. */
  private static final double CONSISTENT = 1.4826;

  private final Rule rule;
  private final Usual asked;
  private final History history;

  UsualJudge(Rule rule, Usual asked, History history) {
    this.rule = rule;
    this.asked = asked;
    this.history = history;
  }

  Draft draft(Selected selected) {
    double value = selected.number().value();
    List<Double> earlier = history.values(selected.model(), selected.key(), asked);
    if (Double.isNaN(value)) {
      return Draft.of(
          selected.subject(),
          Figures.NONE,
          Answer.said(
              Finding.UNDEFINED,
              rule.onUndecided(),
              "The value is undefined: nothing of what it is computed from occurs."));
    }
    double[] values = earlier.stream().mapToDouble(Double::doubleValue).toArray();
    double median = median(values);
    double deviation =
        CONSISTENT * median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
    double distance = Math.abs(value - median);
    Figures figures = Figures.of(value, median, asked.robustZ() * deviation, Double.NaN);
    if (values.length < asked.atLeastRuns()) {
      return Draft.of(
          selected.subject(),
          figures,
          Answer.said(
              Finding.TOO_FEW,
              rule.onUndecided(),
              "Of earlier runs of the same definition there are %,d%s, and the rule wants %,d: wait, or lower at-least-runs."
                  .formatted(
                      values.length,
                      asked.runs() == Runs.GREEN ? " that passed" : "",
                      asked.atLeastRuns())));
    }
    boolean holds = distance <= asked.robustZ() * deviation;
    return Draft.of(
        selected.subject(),
        figures,
        Answer.of(
            holds,
            "%s lies %s from %s, the median of %,d earlier runs; %s is allowed."
                .formatted(
                    Shown.value(value),
                    Shown.value(distance),
                    Shown.value(median),
                    values.length,
                    Shown.value(asked.robustZ() * deviation))));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }
}

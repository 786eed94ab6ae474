package dev.maskwise.run.check;

import dev.maskwise.metric.inference.RobustScore;
import dev.maskwise.run.check.Expansion.Selected;
import dev.maskwise.run.check.rule.Asked.Runs;
import dev.maskwise.run.check.rule.Asked.Usual;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Shown;

/** Says whether a number is as in earlier runs, by its {@link RobustScore} in their history. */
final class UsualJudge {
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
    if (Double.isNaN(value)) {
      return undecided(
          selected,
          Figures.NONE,
          Finding.UNDEFINED,
          "The value is undefined: nothing of what it is computed from occurs.");
    }
    RobustScore earlier =
        RobustScore.of(
            history.values(selected.model(), selected.key(), asked).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    double allowed = asked.robustZ() * earlier.deviation();
    Figures figures = Figures.of(value, earlier.median(), allowed, Double.NaN);
    if (earlier.values() < asked.atLeastRuns()) {
      return undecided(
          selected,
          figures,
          Finding.TOO_FEW,
          "Of earlier runs of the same definition there are %,d%s, and the rule wants %,d: wait, or lower at-least-runs."
              .formatted(
                  earlier.values(),
                  asked.runs() == Runs.GREEN ? " that passed" : "",
                  asked.atLeastRuns()));
    }
    return Draft.of(
        selected.subject(),
        figures,
        Answer.of(
            earlier.of(value) <= asked.robustZ(),
            "%s lies %s from %s, the median of %,d earlier runs; %s is allowed."
                .formatted(
                    Shown.value(value),
                    Shown.value(Math.abs(value - earlier.median())),
                    Shown.value(earlier.median()),
                    earlier.values(),
                    Shown.value(allowed))));
  }

  private Draft undecided(Selected selected, Figures figures, Finding finding, String reason) {
    return Draft.of(selected.subject(), figures, Answer.said(finding, rule.onUndecided(), reason));
  }
}

package dev.maskwise.run.check;

import dev.maskwise.report.OneLine;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.check.Expansion.Absence;
import dev.maskwise.run.check.rule.Asked;
import dev.maskwise.run.check.rule.Asked.Identical;
import dev.maskwise.run.check.rule.Asked.Images;
import dev.maskwise.run.check.rule.Asked.Other;
import dev.maskwise.run.check.rule.Asked.Require;
import dev.maskwise.run.check.rule.Asked.Threshold;
import dev.maskwise.run.check.rule.Asked.Usual;
import dev.maskwise.run.check.rule.Asked.Worsening;
import dev.maskwise.run.check.rule.Checks;
import dev.maskwise.run.check.rule.Consequence;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What rules would judge of a run, without a judgement.
 *
 * @param text a line for each rule and each of its cases
 * @param isComplete whether everything is there that rules name, but what they allow not to be
 */
public record DryRun(String text, boolean isComplete) {

  /** What the checks expand to. */
  public static DryRun of(Checks checks, StoredRun run) {
    StoredSummary summary = run.summary();
    StringBuilder text = new StringBuilder();
    boolean complete = true;
    for (Rule rule : checks.rules()) {
      List<Absence> absences = new ArrayList<>();
      List<String> cases = cases(rule, summary, absences);
      text.append(
          OneLine.of(
              "%s (%s): %s; %,d %s"
                  .formatted(
                      rule.id(),
                      rule.severity().label(),
                      words(rule.asked()),
                      cases.size(),
                      cases.size() == 1 ? "case" : "cases")));
      text.append('\n');
      cases.forEach(each -> text.append("  ").append(OneLine.of(each)).append('\n'));
      for (Absence absence : absences) {
        text.append("  absent: ").append(OneLine.of(absence.reason())).append('\n');
        complete &= rule.onAbsent() != Consequence.FAIL;
      }
    }
    return new DryRun(text.toString(), complete);
  }

  private static List<String> cases(Rule rule, StoredSummary summary, List<Absence> absences) {
    if (rule.asked() instanceof Images asked) {
      return asked.names().stream().map(ImagesJudge.PREFIX::concat).toList();
    }
    if (rule.asked() instanceof Identical) {
      return Expansion.models(rule.selection(), summary, absences).stream()
          .map("all numbers, model %s"::formatted)
          .toList();
    }
    Expansion expansion = Expansion.of(rule.selection(), summary);
    absences.addAll(expansion.absences());
    return expansion.numbers().stream().map(number -> number.subject().toString()).toList();
  }

  private static String words(Asked asked) {
    if (asked instanceof Threshold threshold) {
      return "%s at %s %s"
          .formatted(
              threshold.bound() == Asked.Bound.VALUE
                  ? "value"
                  : threshold.bound().name().toLowerCase(Locale.ROOT) + " bound",
              threshold.atLeast() ? "least" : "most",
              Shown.given(threshold.threshold()));
    }
    if (asked instanceof Worsening change) {
      return "%s beyond a margin of %s%s"
          .formatted(
              change.require() == Require.NO_PROVEN_REGRESSION
                  ? "no proven regression"
                  : "proven to be no regression",
              Shown.given(change.margin()),
              change.relative() == 0
                  ? ""
                  : " or of %s of the baseline".formatted(Shown.given(change.relative())));
    }
    if (asked instanceof Usual usual) {
      return "within %s robust deviations of up to %,d earlier runs"
          .formatted(Shown.given(usual.robustZ()), usual.window());
    }
    if (asked instanceof Identical identical) {
      return identical.other() == Other.BASELINE
          ? "identical to the baseline"
          : "identical to a run of the same key";
    }
    return "the inputs are healthy";
  }
}

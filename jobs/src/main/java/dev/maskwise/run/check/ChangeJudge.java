package dev.maskwise.run.check;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.check.Expansion.Absence;
import dev.maskwise.run.check.Expansion.Selected;
import dev.maskwise.run.check.Opponents.Opponent;
import dev.maskwise.run.check.rule.Asked.Require;
import dev.maskwise.run.check.rule.Asked.Worsening;
import dev.maskwise.run.check.rule.Checks;
import dev.maskwise.run.check.rule.Consequence;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.CaseState;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Shown;
import dev.maskwise.run.check.verdict.Subject;
import dev.maskwise.run.compare.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says of changes whether they are a proven regression, proven to be none, or neither: by the
 * one-sided bounds of the change on the images that both runs have, held against the margin.
 */
final class ChangeJudge {
  /** A share of less means nothing. */
  private static final double SMALLEST_BASE = 1e-9;

  /** With which probability a change of the size that is named would be proven. */
  private static final double POWER = 0.8;

  private final Rule rule;
  private final Worsening asked;
  private final Checks checks;
  private final Opponents opponents;

  /** Model of the baseline → its numbers of the metric. */
  private final Map<String, Map<NumberKey, StoredNumber>> before = new HashMap<>();

  ChangeJudge(Rule rule, Worsening asked, Checks checks, Opponents opponents) {
    this.rule = rule;
    this.asked = asked;
    this.checks = checks;
    this.opponents = opponents;
  }

  /** The cases of the rule that the run has; a model is not compared with itself. */
  List<Draft> drafts(Expansion expansion) {
    return expansion.numbers().stream()
        .filter(selected -> !opponents.isItself(selected.model()))
        .map(this::draft)
        .toList();
  }

  private Map<NumberKey, StoredNumber> before(StoredRun other, String model) {
    return before.computeIfAbsent(model, name -> opponents.numbers(other, name, rule.selection()));
  }

  /** What the rule selects in the baseline and the run has no more. */
  List<Absence> vanished(Expansion expansion) {
    Map<String, Set<NumberKey>> there =
        expansion.numbers().stream()
            .collect(
                Collectors.groupingBy(
                    Selected::model,
                    LinkedHashMap::new,
                    Collectors.mapping(
                        Selected::key, Collectors.toCollection(LinkedHashSet::new))));
    List<Absence> vanished = new ArrayList<>();
    there.forEach(
        (model, keys) -> {
          Opponent opponent = opponents.of(model);
          if (opponent.run() == null
              || opponents.isItself(model)
              || !opponents.differences(opponent.run(), model).isEmpty()) {
            return;
          }
          for (NumberKey key : before(opponent.run(), opponent.model()).keySet()) {
            if (rule.selection().fits(key) && !keys.contains(key) && !expansion.lacks(key)) {
              vanished.add(
                  new Absence(
                      Subject.of(model, key), "The baseline has this number, the run does not."));
            }
          }
        });
    for (String model : opponents.vanished()) {
      if (rule.selection().models().fit(model)) {
        opponents.vanished(model, rule.selection()).keySet().stream()
            .filter(rule.selection()::fits)
            .forEach(
                key ->
                    vanished.add(
                        new Absence(
                            Subject.of(model, key),
                            "The baseline has this model, the run does not.")));
      }
    }
    return vanished;
  }

  private Draft draft(Selected selected) {
    Figures figures = Figures.of(selected.number().value(), Double.NaN, asked.margin(), Double.NaN);
    Subject subject = selected.subject();
    Opponent opponent = opponents.of(selected.model());
    if (opponent.run() == null) {
      return Draft.of(subject, figures, noBaseline(opponent.reason()));
    }
    List<Terms.Difference> differences = opponents.differences(opponent.run(), selected.model());
    if (!differences.isEmpty()) {
      return Draft.of(subject, figures, Answer.different(Opponents.sentence(differences)));
    }
    Change change = opponents.comparison(opponent.run(), selected.model()).change(selected.key());
    return change == null
        ? Draft.of(subject, figures, notCompared(selected, opponent.run(), opponent.model()))
        : isNowhere(selected, opponent.run(), opponent.model(), change)
            ? Draft.of(
                subject,
                figures,
                Answer.said(
                    Finding.UNDEFINED,
                    Consequence.PASS,
                    "The number is undefined in both runs, as nothing of what it is computed from"
                        + " occurs: nothing changed."))
            : draft(subject, change);
  }

  /** Whether a number is undefined in both runs, on their common images and on all of each. */
  private boolean isNowhere(Selected selected, StoredRun other, String model, Change change) {
    StoredNumber before = before(other, model).get(selected.key());
    return Double.isNaN(change.before())
        && Double.isNaN(change.after())
        && Double.isNaN(selected.number().value())
        && (before == null || Double.isNaN(before.value()));
  }

  /** Of a number that one of the runs does not have, or whose changes cannot be judged. */
  private Answer notCompared(Selected selected, StoredRun other, String model) {
    return before(other, model).containsKey(selected.key())
        ? Answer.said(
            Finding.UNDEFINED,
            Consequence.UNDECIDED,
            "How sure a change of this number is cannot be said: for numbers of curves, and Lovász"
                + " losses of all pixels, evaluate both runs with the same --curve-groups; those of"
                + " slices have no standard error.")
        : noBaseline("There is no baseline: it does not have this number.");
  }

  private Answer noBaseline(String reason) {
    return Answer.said(Finding.NO_BASELINE, checks.baseline().onMissing(), reason);
  }

  private Draft draft(Subject subject, Change change) {
    double margin = Math.max(asked.margin(), asked.relative() * Math.abs(change.before()));
    Figures figures =
        Figures.of(change.after(), change.before(), margin, (double) change.images())
            .withGroups((double) change.groups());
    Estimate delta = change.delta();
    Estimate improvement = change.improvement();
    if (Double.isNaN(change.before()) || Double.isNaN(change.after())) {
      return undecided(
          subject,
          figures,
          Finding.UNDEFINED,
          "The number is undefined %s: nothing of what it is computed from occurs."
              .formatted(
                  !Double.isNaN(change.after())
                      ? "in the baseline"
                      : Double.isNaN(change.before())
                          ? "on the images that both runs have"
                          : "in the run"));
    }
    if (change.better() == Better.NEITHER) {
      return undecided(
          subject,
          figures,
          Finding.UNDEFINED,
          "Neither direction of this number is better, so that no change is a regression: leave it"
              + " out of the rule.");
    }
    if (change.images() < rule.imagesForProof()) {
      return undecided(
          subject,
          figures,
          Finding.TOO_FEW,
          Words.images((double) change.images(), rule.imagesForProof()));
    }
    if (delta == null || improvement == null) {
      return undecided(
          subject,
          figures,
          Finding.UNDEFINED,
          "The change has no standard error, so that nothing is proven: a single image or group"
              + " decides it, or it is no number of single images.");
    }
    if (asked.relative() > 0 && Math.abs(change.before()) < SMALLEST_BASE) {
      return undecided(
          subject,
          figures,
          Finding.UNDEFINED,
          "The baseline is 0, of which 'relative' is no share: write a margin alone.");
    }
    if (change.groups() < rule.minClusters()) {
      return undecided(
          subject,
          figures,
          Finding.TOO_FEW,
          Words.groups((double) change.groups(), rule.minClusters()));
    }
    double confidence = checks.statistics().confidence();
    Figures full =
        figures
            .withDelta(delta.value())
            .withBounds(
                delta.standardError(),
                delta.lower(confidence),
                delta.upper(confidence),
                (double) delta.groups(),
                delta.detectable(confidence, POWER));
    Estimate distance =
        new Estimate(
            improvement.value() + margin, improvement.standardError(), improvement.groups());
    return Draft.of(
        subject,
        full,
        new Draft.Test(
            distance,
            asked.require() == Require.PROVEN_NON_INFERIOR,
            proof -> answer(full, proof)));
  }

  private Draft undecided(Subject subject, Figures figures, Finding finding, String reason) {
    return Draft.of(subject, figures, Answer.said(finding, rule.onUndecided(), reason));
  }

  private Answer answer(Figures figures, Proof proof) {
    String became =
        "%s became %s (%s ± %s standard error)"
            .formatted(
                Shown.value(figures.baseline()),
                Shown.value(figures.value()),
                Shown.change(figures.delta()),
                Shown.value(figures.standardError()));
    String beyond =
        figures.threshold() == 0
            ? "worse"
            : "worse by more than %s"
                .formatted(
                    figures.threshold() == asked.margin()
                        ? Shown.given(asked.margin())
                        : Shown.value(figures.threshold()));
    if (proof.isBreached()) {
      return new Answer(
          Finding.PROVEN_REGRESSION,
          CaseState.FAILED,
          "Proven regression: %s, %s (%s).".formatted(became, beyond, Words.p(proof.against())));
    }
    if (proof.isKept()) {
      return new Answer(
          Finding.PROVEN_NON_INFERIOR,
          CaseState.PASSED,
          "Proven not to be %s: %s (%s).".formatted(beyond, became, Words.p(proof.inFavour())));
    }
    boolean passes = asked.require() == Require.NO_PROVEN_REGRESSION;
    return new Answer(
        Finding.UNPROVEN,
        passes ? CaseState.PASSED : CaseState.FAILED,
        "%s: not proven to be %s (%s), nor that it is not (%s). The smallest change that these %s can prove is %s."
            .formatted(
                became,
                beyond,
                Words.p(proof.against()),
                Words.p(proof.inFavour()),
                figures.groups() == figures.images()
                    ? Shown.count(figures.images()) + " images"
                    : Shown.count(figures.groups()) + " groups",
                Shown.value(figures.detectable())));
  }
}

package dev.maskwise.run.check;

import dev.maskwise.metric.Interval;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.check.Expansion.Selected;
import dev.maskwise.run.check.rule.Asked.Bound;
import dev.maskwise.run.check.rule.Asked.Threshold;
import dev.maskwise.run.check.rule.Checks.Statistics;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.CaseState;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Shown;

/**
 * Holds numbers against a threshold: the value itself, or the bound of its interval that has to
 * keep it (a proof is asked for) or that has to break it (only a proven breach counts).
 */
final class ThresholdJudge {
  private final Rule rule;
  private final Threshold asked;
  private final Statistics statistics;
  private final SliceSizes sizes;

  ThresholdJudge(Rule rule, Threshold asked, Statistics statistics, SliceSizes sizes) {
    this.rule = rule;
    this.asked = asked;
    this.statistics = statistics;
    this.sizes = sizes;
  }

  Draft draft(Selected selected) {
    StoredNumber number = selected.number();
    double images = sizes.images(selected.key());
    Figures figures = Figures.of(number.value(), Double.NaN, asked.threshold(), images);
    Interval interval = number.interval();
    if (interval != null && interval.groups() >= 2) {
      Estimate estimate = new Estimate(number.value(), interval.standardError(), interval.groups());
      figures =
          figures.withBounds(
              estimate.standardError(),
              estimate.lower(statistics.confidence()),
              estimate.upper(statistics.confidence()),
              (double) estimate.groups(),
              Double.NaN);
    }
    if (Double.isNaN(number.value())) {
      return undecided(
          selected,
          figures,
          Finding.UNDEFINED,
          "The value is undefined: nothing of what it is computed from occurs.");
    }
    boolean byValue = asked.bound() == Bound.VALUE;
    long wanted = byValue ? rule.imagesForValue() : rule.imagesForProof();
    if (images < wanted) {
      return undecided(selected, figures, Finding.TOO_FEW, Words.images(images, wanted));
    }
    if (byValue) {
      return Draft.of(selected.subject(), figures, byValue(number.value()));
    }
    if (interval == null || interval.groups() < 2) {
      return undecided(
          selected,
          figures,
          Finding.UNDEFINED,
          "The number has no interval, so that nothing is proven: ask for its value.");
    }
    if (interval.groups() < rule.minClusters()) {
      return undecided(
          selected,
          figures,
          Finding.TOO_FEW,
          Words.groups((double) interval.groups(), rule.minClusters()));
    }
    double distance =
        asked.atLeast() ? number.value() - asked.threshold() : asked.threshold() - number.value();
    return Draft.of(
        selected.subject(),
        figures,
        new Draft.Test(
            new Estimate(distance, interval.standardError(), interval.groups()),
            asked.mustBeProven(),
            proof -> byProof(number.value(), proof)));
  }

  private Draft undecided(Selected selected, Figures figures, Finding finding, String reason) {
    return Draft.of(selected.subject(), figures, Answer.said(finding, rule.onUndecided(), reason));
  }

  private Answer byValue(double value) {
    boolean holds = asked.atLeast() ? value >= asked.threshold() : value <= asked.threshold();
    if (holds) {
      return Answer.holds("%s is %s.".formatted(Shown.value(value), kept()));
    }
    return Answer.breached(
        "%s is %s %s, by %s."
            .formatted(
                Shown.value(value),
                asked.atLeast() ? "below" : "above",
                Shown.given(asked.threshold()),
                Shown.value(Math.abs(value - asked.threshold()))));
  }

  private String kept() {
    return "%s %s"
        .formatted(asked.atLeast() ? "at least" : "at most", Shown.given(asked.threshold()));
  }

  private Answer byProof(double value, Proof proof) {
    String beyond = asked.atLeast() ? "below" : "above";
    String kept = kept();
    String shown = Shown.value(value);
    if (proof.isBreached()) {
      return Answer.breached(
          "%s is proven to be %s %s (%s)."
              .formatted(shown, beyond, Shown.given(asked.threshold()), Words.p(proof.against())));
    }
    if (proof.isKept()) {
      return Answer.holds(
          "%s is proven to be %s (%s).".formatted(shown, kept, Words.p(proof.inFavour())));
    }
    return new Answer(
        Finding.UNPROVEN,
        asked.mustBeProven() ? CaseState.FAILED : CaseState.PASSED,
        asked.mustBeProven()
            ? "%s is not proven to be %s (%s).".formatted(shown, kept, Words.p(proof.inFavour()))
            : "%s is not proven to be %s %s (%s)."
                .formatted(
                    shown, beyond, Shown.given(asked.threshold()), Words.p(proof.against())));
  }
}

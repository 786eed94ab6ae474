package dev.maskwise.run.check;

import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.check.Opponents.Opponent;
import dev.maskwise.run.check.rule.Asked.Images;
import dev.maskwise.run.check.rule.Consequence;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Shown;
import dev.maskwise.run.check.verdict.Subject;
import dev.maskwise.run.compare.Pairing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says whether the inputs are healthy: how many images there are, and what became of them. */
final class ImagesJudge {
  /** Stands before what is counted. */
  static final String PREFIX = "images.";

  private final Rule rule;
  private final Images asked;
  private final Consequence onMissing;
  private final StoredRun run;
  private final BaselineRun baseline;
  private final Opponents opponents;
  private final List<Draft> drafts = new ArrayList<>();

  ImagesJudge(
      Rule rule,
      Images asked,
      Consequence onMissing,
      StoredRun run,
      BaselineRun baseline,
      Opponents opponents) {
    this.rule = rule;
    this.asked = asked;
    this.onMissing = onMissing;
    this.run = run;
    this.baseline = baseline;
    this.opponents = opponents;
  }

  List<Draft> drafts() {
    ImageCounts counts = run.manifest().images();
    long all = counts.evaluated() + counts.rejected();
    share(Images.REJECTED, counts.rejected(), all, "were not evaluated", asked.rejected());
    share(
        Images.MISSING_PREDICTION,
        counts.missingPrediction(),
        all,
        "lack a prediction",
        asked.missingPrediction());
    share(Images.MISSING_TRUTH, counts.missingTruth(), all, "lack a truth", asked.missingTruth());
    share(Images.DUPLICATE, counts.duplicate(), all, "are there twice", asked.duplicate());
    Long atLeast = asked.evaluated();
    if (atLeast != null) {
      add(
          Images.EVALUATED,
          Figures.of((double) counts.evaluated(), Double.NaN, (double) atLeast, (double) all),
          Answer.of(
              counts.evaluated() >= atLeast,
              "%s images were evaluated; at least %s are wanted."
                  .formatted(Shown.count(counts.evaluated()), Shown.count(atLeast))));
    }
    evaluatedChange(counts.evaluated(), asked.evaluatedChange());
    truthChanged(asked.truthChanged());
    return drafts;
  }

  private void add(String what, Figures figures, Answer answer) {
    drafts.add(Draft.of(new Subject(null, PREFIX + what, null, null, null), figures, answer));
  }

  private void share(String what, long some, long all, String words, @Nullable Double allowed) {
    if (allowed == null) {
      return;
    }
    Figures figures = Figures.of((double) some / all, Double.NaN, allowed, (double) all);
    if (all == 0) {
      add(what, figures, Answer.said(Finding.TOO_FEW, rule.onUndecided(), "There are no images."));
      return;
    }
    add(
        what,
        figures,
        Answer.of(
            (double) some / all <= allowed,
            "%s of %s images %s, a share of %s; at most %s is allowed."
                .formatted(
                    Shown.count(some),
                    Shown.count(all),
                    words,
                    Shown.value((double) some / all),
                    Shown.given(allowed))));
  }

  private void evaluatedChange(long now, @Nullable Double allowed) {
    if (allowed == null) {
      return;
    }
    String what = Images.EVALUATED_CHANGE;
    StoredRun other = baseline.run();
    if (other == null) {
      add(what, Figures.NONE, noBaseline("There is no baseline: %s.".formatted(baseline.reason())));
      return;
    }
    long before = other.manifest().images().evaluated();
    double change = (double) Math.abs(now - before) / before;
    Figures figures = Figures.of((double) now, (double) before, allowed, (double) now);
    add(
        what,
        figures,
        before == 0
            ? Answer.said(Finding.TOO_FEW, rule.onUndecided(), "The baseline has no images.")
            : Answer.of(
                change <= allowed,
                "%s images became %s, a change of %s of them; at most %s is allowed."
                    .formatted(
                        Shown.count(before),
                        Shown.count(now),
                        Shown.value(change),
                        Shown.given(allowed))));
  }

  private Answer noBaseline(String reason) {
    return Answer.said(Finding.NO_BASELINE, onMissing, reason);
  }

  /** The truth is the same for all models: the first that is compared with another says it. */
  private void truthChanged(@Nullable Double allowed) {
    if (allowed == null) {
      return;
    }
    String what = Images.TRUTH_CHANGED;
    String reason = "There is no baseline.";
    for (String model : run.manifest().models()) {
      Opponent opponent = opponents.of(model);
      if (opponent.run() == null) {
        reason = opponent.reason();
      } else if (!opponents.isItself(model)) {
        truthChanged(what, opponent.run(), model, allowed);
        return;
      }
    }
    add(what, Figures.NONE, noBaseline(reason));
  }

  private void truthChanged(String what, StoredRun other, String model, double allowed) {
    List<Terms.Difference> differences = opponents.differences(other, model);
    if (!differences.isEmpty()) {
      add(what, Figures.NONE, Answer.different(Opponents.sentence(differences)));
      return;
    }
    Pairing images = opponents.comparison(other, model).images();
    long both = images.paired() + images.changedTruth();
    if (both == 0) {
      add(
          what,
          Figures.NONE,
          Answer.said(Finding.TOO_FEW, rule.onUndecided(), "The baseline has none of the images."));
      return;
    }
    share(what, images.changedTruth(), both, "have another truth than in the baseline", allowed);
  }
}

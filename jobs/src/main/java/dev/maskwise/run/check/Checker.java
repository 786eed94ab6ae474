package dev.maskwise.run.check;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.check.Expansion.Absence;
import dev.maskwise.run.check.Opponents.Opponent;
import dev.maskwise.run.check.rule.Asked.Identical;
import dev.maskwise.run.check.rule.Asked.Images;
import dev.maskwise.run.check.rule.Asked.Other;
import dev.maskwise.run.check.rule.Asked.Threshold;
import dev.maskwise.run.check.rule.Asked.Usual;
import dev.maskwise.run.check.rule.Asked.Worsening;
import dev.maskwise.run.check.rule.Checks;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Subject;
import dev.maskwise.run.check.verdict.Verdict;
import dev.maskwise.run.check.verdict.VerdictCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges runs by rules. */
public final class Checker {
  private final Checks checks;

  public Checker(Checks checks) {
    this.checks = checks;
  }

  /**
   * What the rules find of a run: each expands to cases, in the order of the rules and of the
   * summary.
   */
  public Verdict judge(StoredRun run, Evidence evidence) {
    StoredSummary summary = run.summary();
    Judgement judgement = new Judgement(run, summary, evidence);
    List<VerdictCase> cases = new ArrayList<>();
    for (Rule rule : checks.rules()) {
      cases.addAll(Draft.settle(rule, checks.statistics(), judgement.drafts(rule)));
    }
    StoredRun baseline = evidence.baseline().run();
    return new Verdict(
        run.manifest().run(),
        baseline == null ? null : baseline.manifest().run(),
        checks.statistics().confidence(),
        cases);
  }

  /** What is the same for all rules of a run. */
  private final class Judgement {
    private final StoredRun run;
    private final StoredSummary summary;
    private final Evidence evidence;
    private final Opponents opponents;
    private final SliceSizes sizes;

    Judgement(StoredRun run, StoredSummary summary, Evidence evidence) {
      this.run = run;
      this.summary = summary;
      this.evidence = evidence;
      this.opponents = new Opponents(run, evidence);
      this.sizes = new SliceSizes(run, summary);
    }

    List<Draft> drafts(Rule rule) {
      if (rule.asked() instanceof Images asked) {
        return new ImagesJudge(
                rule, asked, checks.baseline().onMissing(), run, evidence.baseline(), opponents)
            .drafts();
      }
      if (rule.asked() instanceof Identical asked) {
        return identical(rule, asked);
      }
      Expansion expansion = Expansion.of(rule.selection(), summary);
      List<Absence> absences = new ArrayList<>(expansion.absences());
      List<Draft> drafts = new ArrayList<>();
      if (rule.asked() instanceof Threshold asked) {
        ThresholdJudge judge = new ThresholdJudge(rule, asked, checks.statistics(), sizes);
        expansion.numbers().forEach(number -> drafts.add(judge.draft(number)));
      } else if (rule.asked() instanceof Usual asked) {
        UsualJudge judge = new UsualJudge(rule, asked, evidence.history());
        expansion.numbers().forEach(number -> drafts.add(judge.draft(number)));
      } else if (rule.asked() instanceof Worsening asked) {
        ChangeJudge judge = new ChangeJudge(rule, asked, checks, opponents);
        drafts.addAll(judge.drafts(expansion));
        absences.addAll(judge.vanished(expansion));
      }
      return withAbsences(rule, drafts, absences);
    }

    private List<Draft> identical(Rule rule, Identical asked) {
      List<Absence> absences = new ArrayList<>();
      List<String> models = Expansion.models(rule.selection(), summary, absences);
      IdenticalJudge judge = new IdenticalJudge(checks.baseline().onMissing(), run, summary);
      Optional<StoredRun> sameKey =
          asked.other() == Other.SAME_KEY ? evidence.sameKey().get() : Optional.empty();
      List<Draft> drafts = new ArrayList<>();
      for (String model : models) {
        if (asked.other() == Other.SAME_KEY) {
          drafts.add(
              judge.draft(
                  model,
                  sameKey.orElse(null),
                  model,
                  "There is no baseline: no other run of the same key is known."));
        } else if (!opponents.isItself(model)) {
          Opponent opponent = opponents.of(model);
          drafts.add(judge.draft(model, opponent.run(), opponent.model(), opponent.reason()));
        }
      }
      return withAbsences(rule, drafts, absences);
    }

    private List<Draft> withAbsences(Rule rule, List<Draft> drafts, List<Absence> absences) {
      if (drafts.isEmpty() && absences.isEmpty()) {
        absences.add(
            new Absence(
                new Subject(null, "-", null, null, null),
                "The rule is about the model of the baseline alone: name others."));
      }
      for (Absence absence : absences) {
        drafts.add(
            Draft.of(
                absence.subject(),
                Figures.NONE,
                Answer.said(Finding.ABSENT, rule.onAbsent(), absence.reason())));
      }
      return drafts;
    }
  }
}

package dev.maskwise.run.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.check.rule.ChecksFile;
import dev.maskwise.run.check.verdict.CaseState;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Verdict;
import dev.maskwise.run.check.verdict.VerdictCase;
import dev.maskwise.run.compare.Change;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.compare.Comparison.Side;
import dev.maskwise.run.compare.Pairing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules about changes, with comparisons that somebody made up. */
class ChangeRuleTest {
  @TempDir Path directory;

  private StoredRun run;
  private BaselineRun baseline;
  private final Map<NumberKey, Change> changes = new LinkedHashMap<>();
  private List<Terms.Difference> differences = List.of();
  private Pairing pairing = new Pairing(98, 2, 0, 0, 50, 98);
  private final List<String> compared = new ArrayList<>();

  @BeforeEach
  void write() {
    run =
        night("today").number("m", "iou", "road", 0.9).number("m", "iou", "car", 0.7).in(directory);
    baseline =
        BaselineRun.of(
            night("yesterday")
                .number("m", "iou", "road", 0.9)
                .number("m", "iou", "car", 0.7)
                .in(directory),
            null);
  }

  private static SyntheticRun night(String id) {
    return new SyntheticRun(id, "m").number("m", "mean_iou", null, 0.8);
  }

  private static NumberKey key(String metric, @Nullable String className) {
    return new NumberKey(metric, Averaging.DATASET, className, null);
  }

  private static Change change(double before, double delta, double error, Better better) {
    return new Change(
        before, before + delta, better, new Estimate(delta, error, 100), 100, 100, 0, 0, 0);
  }

  private Verdict judge(String head, String... rules) {
    StringBuilder text = new StringBuilder("version: 1\n").append(head).append("\nchecks:\n");
    int i = 0;
    for (String rule : rules) {
      text.append("  - {id: r").append(i++).append(", ").append(rule).append("}\n");
    }
    Evidence evidence =
        new Evidence(
            baseline,
            (before, modelBefore, after, modelAfter) -> {
              compared.add(modelBefore + ">" + modelAfter);
              return new Comparison(
                  new Side(before.manifest().run(), modelBefore),
                  new Side(after.manifest().run(), modelAfter),
                  differences,
                  pairing,
                  null,
                  differences.isEmpty() ? changes : Map.of());
            },
            History.NONE,
            Optional::empty);
    return new Checker(ChecksFile.read("f", text.toString())).judge(run, evidence);
  }

  private static String mean(String change) {
    return "metric: mean_iou, averaging: dataset, change: {%s}".formatted(change);
  }

  private VerdictCase only(String head, String rule) {
    List<VerdictCase> cases = judge(head, rule).cases();
    assertThat(cases).hasSize(1);
    return cases.get(0);
  }

  /** A model that was renamed is compared with nothing, and must not pass for that. */
  @Test
  void aModelThatOnlyTheBaselineHasIsAbsent() {
    baseline =
        BaselineRun.of(
            new SyntheticRun("yesterday-too", "m", "old")
                .number("m", "mean_iou", null, 0.8)
                .number("old", "mean_iou", null, 0.7)
                .in(directory),
            null);
    changes.put(key("mean_iou", null), change(0.8, 0.001, 0.001, Better.HIGHER));
    Verdict verdict = judge("", mean("margin: 0.01"));
    assertThat(verdict.state()).isEqualTo(CaseState.FAILED);
    assertThat(verdict.cases())
        .anySatisfy(
            found -> {
              assertThat(found.subject().model()).isEqualTo("old");
              assertThat(found.reason()).contains("The baseline has this model, the run does not.");
            });
  }

  /** With 100 groups the one-sided quantile of 0.95 is 1.660. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.05 | 0.01 | HIGHER | margin: 0.01                  | PROVEN_REGRESSION   | FAILED | FAILED",
        "-0.05 | 0.01 | HIGHER | margin: 0.04                  | UNPROVEN            | PASSED | FAILED",
        "-0.05 | 0.01 | HIGHER | margin: 0.07                  | PROVEN_NON_INFERIOR | PASSED | PASSED",
        "0     | 0.01 | HIGHER | margin: 0                     | UNPROVEN            | PASSED | FAILED",
        "0.05  | 0.01 | HIGHER | margin: 0                     | PROVEN_NON_INFERIOR | PASSED | PASSED",
        "0.05  | 0.01 | LOWER  | margin: 0.01                  | PROVEN_REGRESSION   | FAILED | FAILED",
        "-0.05 | 0.01 | LOWER  | margin: 0.01                  | PROVEN_NON_INFERIOR | PASSED | PASSED",
        // of 0.8: 0.08; the larger of both margins counts
        "-0.05 | 0.01 | HIGHER | margin: 0.01, relative: 0.1   | PROVEN_NON_INFERIOR | PASSED | PASSED",
        "-0.05 | 0.01 | HIGHER | margin: 0.07, relative: 0.001 | PROVEN_NON_INFERIOR | PASSED | PASSED",
        "-0.05 | 0.01 | HIGHER | relative: 0.01                | PROVEN_REGRESSION   | FAILED | FAILED",
        // equal to the bit
        "0     | 0    | HIGHER | margin: 0                     | PROVEN_NON_INFERIOR | PASSED | PASSED",
        "-0.01 | 0    | HIGHER | margin: 0                     | PROVEN_REGRESSION   | FAILED | FAILED",
      })
  void aChangeIsProvenWorseOrNotWorseOrNeither(
      double delta,
      double error,
      Better better,
      String margin,
      Finding finding,
      CaseState withoutProofOfRegression,
      CaseState withProofOfNone) {
    changes.put(key("mean_iou", null), change(0.8, delta, error, better));
    VerdictCase lenient = only("", mean(margin));
    assertThat(lenient.finding()).as(lenient.reason()).isEqualTo(finding);
    assertThat(lenient.state()).isEqualTo(withoutProofOfRegression);
    VerdictCase strict = only("", mean(margin + ", require: proven-non-inferior"));
    assertThat(strict.finding()).isEqualTo(finding);
    assertThat(strict.state()).isEqualTo(withProofOfNone);
    assertThat(only("", mean(margin) + ", severity: warn").state())
        .isEqualTo(
            withoutProofOfRegression == CaseState.FAILED ? CaseState.WARNED : CaseState.PASSED);
  }

  @Test
  void whatIsNotProvenSaysWhatCouldBe() {
    changes.put(key("mean_iou", null), change(0.8, -0.01, 0.01, Better.HIGHER));
    VerdictCase found = only("", mean("margin: 0.005"));
    assertThat(found.reason())
        .isEqualTo(
            "0.8000 became 0.7900 (−0.0100 ± 0.0100 standard error): not proven to be worse by more"
                + " than 0.005 (p 0.3091), nor that it is not (p 0.6909). The smallest change that"
                + " these 100 images can prove is 0.0251.");
    assertThat(found.figures().lower()).isLessThan(-0.01);
    assertThat(found.figures().detectable()).isBetween(0.025, 0.0252);
  }

  /** p of 0.03 each: proven alone, and not among two. */
  @Test
  void theAdjustedProbabilityDecides() {
    changes.put(key("iou", "road"), change(0.9, -0.0191, 0.01, Better.HIGHER));
    changes.put(key("iou", "car"), change(0.7, -0.0191, 0.01, Better.HIGHER));
    String one = "metric: iou, averaging: dataset, classes: [road], change: {}";
    String two = "metric: iou, averaging: dataset, classes: [road, car], change: {}";
    assertThat(judge("", one).cases())
        .extracting(VerdictCase::finding)
        .containsExactly(Finding.PROVEN_REGRESSION);
    assertThat(judge("", two).cases())
        .extracting(VerdictCase::finding)
        .containsExactly(Finding.UNPROVEN, Finding.UNPROVEN);
    assertThat(judge("statistics: {multiplicity: none}", two).cases())
        .extracting(VerdictCase::finding)
        .containsExactly(Finding.PROVEN_REGRESSION, Finding.PROVEN_REGRESSION);
    // Cases that are not tested do not count.
    changes.put(
        key("iou", "car"),
        new Change(0.7, 0.68, Better.HIGHER, new Estimate(-0.02, 0.01, 5), 5, 5, 0, 0, 0));
    assertThat(judge("", two).cases())
        .extracting(VerdictCase::finding)
        .containsExactly(Finding.PROVEN_REGRESSION, Finding.TOO_FEW);
  }

  @Test
  void whatCannotBeTestedIsUndecided() {
    Estimate few = new Estimate(-0.5, 0.01, 19);
    changes.put(key("mean_iou", null), new Change(0.8, 0.3, Better.HIGHER, few, 100, 19, 0, 0, 0));
    VerdictCase found = only("", mean(""));
    assertThat(found.finding()).isEqualTo(Finding.TOO_FEW);
    assertThat(found.reason()).startsWith("It is of 19 independent groups, and the rule wants 20");
    assertThat(only("statistics: {min-clusters: 19}", mean("")).state())
        .isEqualTo(CaseState.FAILED);
    changes.put(key("mean_iou", null), new Change(0.8, 0.3, Better.HIGHER, few, 29, 19, 0, 0, 0));
    assertThat(only("", mean("")).reason()).startsWith("It is of 29 images, and the rule wants 30");
    changes.put(
        key("mean_iou", null), new Change(0.8, 0.3, Better.HIGHER, null, 100, 100, 0, 0, 0));
    assertThat(only("", mean("")).finding()).isEqualTo(Finding.UNDEFINED);
    changes.put(
        key("mean_iou", null), new Change(Double.NaN, 0.3, Better.HIGHER, null, 100, 100, 0, 0, 0));
    assertThat(only("", mean("")).reason()).contains("undefined in the baseline");
    changes.put(key("mean_iou", null), change(0, -0.1, 0.001, Better.HIGHER));
    assertThat(only("", mean("relative: 0.1")).reason()).startsWith("The baseline is 0");
    assertThat(only("", mean("margin: 0.01")).state()).isEqualTo(CaseState.FAILED);
    changes.put(key("mean_iou", null), change(0.8, -0.1, 0.001, Better.NEITHER));
    assertThat(only("", mean("")).reason())
        .startsWith("Neither direction of this number is better");
    assertThat(only("", mean("")).state()).isEqualTo(CaseState.UNDECIDED);
    assertThat(only("", mean("") + ", on-undecided: pass").state()).isEqualTo(CaseState.PASSED);
  }

  /** Such as a class of the list that no image shows: it ends no night. */
  @Test
  void whatIsUndefinedInBothRunsPasses() {
    String rule = "metric: iou, averaging: dataset, classes: [train], change: {}";
    SyntheticRun today = night("with-train").number("m", "iou", "train", Double.NaN);
    SyntheticRun yesterday = night("before-train").number("m", "iou", "train", Double.NaN);
    run = today.in(directory);
    baseline = BaselineRun.of(yesterday.in(directory), null);
    Change nowhere = new Change(Double.NaN, Double.NaN, Better.HIGHER, null, 100, 100, 0, 0, 0);
    changes.put(key("iou", "train"), nowhere);
    VerdictCase passed = only("", rule);
    assertThat(passed.state()).isEqualTo(CaseState.PASSED);
    assertThat(passed.finding()).isEqualTo(Finding.UNDEFINED);
    assertThat(passed.reason()).startsWith("The number is undefined in both runs");
    // It occurs now, in images that the baseline does not have.
    run = night("new-train").number("m", "iou", "train", 0.5).in(directory);
    VerdictCase elsewhere = only("", rule);
    assertThat(elsewhere.state()).isEqualTo(CaseState.UNDECIDED);
    assertThat(elsewhere.reason()).contains("undefined on the images that both runs have");
    // It occurred, and does no more.
    run = today.in(directory.resolve("again"));
    changes.put(
        key("iou", "train"), new Change(0.5, Double.NaN, Better.HIGHER, null, 100, 100, 0, 0, 0));
    assertThat(only("", rule).state()).isEqualTo(CaseState.UNDECIDED);
    assertThat(only("", rule).reason()).contains("undefined in the run");
  }

  @Test
  void differentDefinitionsAreNeverCompared() {
    differences = List.of(new Terms.Difference("policy.empty_mask", "one", "skip"));
    VerdictCase found = only("baseline: {on-missing: pass}", mean("") + ", on-undecided: pass");
    assertThat(found.finding()).isEqualTo(Finding.DIFFERENT_DEFINITIONS);
    assertThat(found.state()).isEqualTo(CaseState.UNDECIDED);
    assertThat(found.reason())
        .isEqualTo(
            "The definitions differ, so that nothing is compared: policy.empty_mask was one and is"
                + " skip.");
    assertThat(found.figures().baseline()).isNaN();
    assertThat(judge("", "images: {truth-changed-at-most: 0}").cases())
        .extracting(VerdictCase::finding)
        .containsExactly(Finding.DIFFERENT_DEFINITIONS);
  }

  @ParameterizedTest
  @CsvSource({"fail, UNDECIDED", "warn, WARNED", "pass, PASSED"})
  void withoutABaselineTheFileSaysWhatACaseIs(String onMissing, CaseState state) {
    String head = "baseline: {on-missing: %s}".formatted(onMissing);
    changes.clear();
    // Both have the number, as with curves without groups: whatever the file says, nobody knows.
    VerdictCase unsure = only(head, mean(""));
    assertThat(unsure.finding()).isEqualTo(Finding.UNDEFINED);
    assertThat(unsure.state()).isEqualTo(CaseState.UNDECIDED);
    assertThat(unsure.reason()).contains("--curve-groups");
    baseline =
        BaselineRun.of(
            new SyntheticRun("older", "m").number("m", "iou", "road", 0.9).in(directory), null);
    VerdictCase added = only(head, mean("")); // the baseline has no such number
    assertThat(added.finding()).isEqualTo(Finding.NO_BASELINE);
    assertThat(added.state()).isEqualTo(state);
    baseline = BaselineRun.none("the store has no run 'prod'");
    VerdictCase none = only(head, mean(""));
    assertThat(none.finding().label()).isEqualTo("no_baseline");
    assertThat(none.state()).isEqualTo(state);
    assertThat(none.reason()).isEqualTo("There is no baseline: the store has no run 'prod'.");
    baseline = BaselineRun.of(new SyntheticRun("other", "k").in(directory), null);
    assertThat(only(head, mean("")).reason()).contains("has no model 'm'", "'k'");
    assertThat(only(head, mean("")).state()).isEqualTo(state);
  }

  @Test
  void aNumberThatTheBaselineHasAndTheRunDoesNotIsAbsent() {
    changes.put(key("iou", "road"), change(0.9, 0, 0, Better.HIGHER));
    run = night("today2").number("m", "iou", "road", 0.9).in(directory);
    String rule = "metric: iou, averaging: dataset, classes: ['*'], change: {}";
    Verdict verdict = judge("", rule);
    assertThat(verdict.cases())
        .extracting(each -> each.subject().className(), VerdictCase::finding, VerdictCase::state)
        .containsExactly(
            tuple("road", Finding.PROVEN_NON_INFERIOR, CaseState.PASSED),
            tuple("car", Finding.ABSENT, CaseState.FAILED));
    assertThat(judge("", rule + ", on-absent: warn").state()).isEqualTo(CaseState.WARNED);
    // One that is named is not said twice.
    assertThat(judge("", rule.replace("'*'", "road, car")).cases()).hasSize(2);
  }

  @Test
  void modelsOfARunAreComparedWithOneOfThem() {
    run =
        new SyntheticRun("three", "a", "b", "c")
            .number("a", "mean_iou", null, 0.8)
            .number("b", "mean_iou", null, 0.8)
            .number("c", "mean_iou", null, 0.8)
            .in(directory);
    baseline = BaselineRun.of(run, "b");
    changes.put(key("mean_iou", null), change(0.8, 0, 0, Better.HIGHER));
    Verdict verdict = judge("", mean(""), mean("margin: 0.1"), "identical-to: baseline");
    assertThat(verdict.cases())
        .filteredOn(each -> each.rule().equals("r0"))
        .extracting(each -> each.subject().model())
        .containsExactly("a", "c");
    assertThat(compared).containsExactly("b>a", "b>c"); // once each
    assertThat(judge("", "models: b, " + mean("")).cases())
        .extracting(VerdictCase::finding)
        .containsExactly(Finding.ABSENT);
  }

  @Test
  void anEditedTruthIsFound() {
    assertThat(judge("", "images: {truth-changed-at-most: 0.02}").state())
        .isEqualTo(CaseState.PASSED);
    VerdictCase found = only("", "images: {truth-changed-at-most: 0}");
    assertThat(found.state()).isEqualTo(CaseState.FAILED);
    assertThat(found.reason())
        .startsWith("2 of 100 images have another truth than in the baseline");
    pairing = new Pairing(0, 0, 100, 100, 0, 0);
    assertThat(only("", "images: {truth-changed-at-most: 0}").finding()).isEqualTo(Finding.TOO_FEW);
    baseline = BaselineRun.none("nobody named one");
    assertThat(only("", "images: {truth-changed-at-most: 0}").finding())
        .isEqualTo(Finding.NO_BASELINE);
  }

  /** A wider margin, a better change and a milder rule never make a case worse. */
  @Test
  void aCaseIsNeverWorseForAMilderRule() {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      double delta = random.nextGaussian() * 0.02;
      double error = random.nextInt(5) == 0 ? 0 : random.nextDouble() * 0.02;
      double margin = random.nextDouble() * 0.02;
      boolean strict = random.nextBoolean();
      String rule =
          mean("margin: %s%s".formatted(margin, strict ? ", require: proven-non-inferior" : ""));
      changes.put(key("mean_iou", null), change(0.8, delta, error, Better.HIGHER));
      CaseState state = only("", rule).state();
      assertThat(only("", rule.replace("margin: ", "margin: 1")).state())
          .isLessThanOrEqualTo(state);
      assertThat(only("", mean("margin: " + margin)).state()).isLessThanOrEqualTo(state);
      assertThat(only("", rule + ", severity: warn").state())
          .isLessThanOrEqualTo(state)
          .isLessThanOrEqualTo(CaseState.WARNED);
      changes.put(key("mean_iou", null), change(0.8, delta + 0.01, error, Better.HIGHER));
      assertThat(only("", rule).state()).isLessThanOrEqualTo(state);
    }
  }
}

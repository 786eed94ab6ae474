package dev.maskwise.run.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.check.rule.ChecksFile;
import dev.maskwise.run.check.verdict.CaseState;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Verdict;
import dev.maskwise.run.check.verdict.VerdictCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that need no comparison: thresholds, absences, inputs, history, identity. */
class CheckerTest {
  private static final BaselineRun NONE = BaselineRun.none("nobody named one");

  @TempDir Path directory;

  private StoredRun run;
  private @Nullable StoredRun sameKey;
  private History history = History.NONE;

  @BeforeEach
  void write() {
    run = today("today").in(directory);
  }

  private static SyntheticRun today(String id) {
    return new SyntheticRun(id, "m", "n")
        .images(100, 10)
        .number("m", "mean_iou", null, null, 0.8, 0.02, 100)
        .number("m", "iou", "road", null, 0.9, 0.01, 100)
        .number("m", "iou", "car", null, 0.7, 0.05, 100)
        .number("m", "iou", "person", Double.NaN)
        .number("m", "mean_iou", null, "site=north", 0.75, 0.05, 12)
        .number("m", "mean_iou", null, "site=south", 0.85, 0.02, 88)
        .number("m", "focal_loss", null, null, 0.2, 0.02, 100)
        .number("m", "auroc", "car", 0.99)
        .number("n", "mean_iou", null, null, 0.6, 0.02, 100);
  }

  private Verdict judge(BaselineRun baseline, String head, String... rules) {
    StringBuilder text = new StringBuilder("version: 1\n").append(head).append("\nchecks:\n");
    int i = 0;
    for (String rule : rules) {
      text.append("  - {id: r").append(i++).append(", ").append(rule).append("}\n");
    }
    Evidence evidence =
        new Evidence(
            baseline,
            (before, modelBefore, after, modelAfter) -> {
              throw new AssertionError("nothing is to be compared");
            },
            history,
            () -> Optional.ofNullable(sameKey));
    return new Checker(ChecksFile.read("f", text.toString())).judge(run, evidence);
  }

  private static String numbers(String metric, String more) {
    return "metric: %s, averaging: dataset, %s".formatted(metric, more);
  }

  private VerdictCase only(String rule) {
    List<VerdictCase> cases = judge(NONE, "", rule).cases();
    assertThat(cases).hasSize(1);
    return cases.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mean_iou   | at-least: 0.8                      | HOLDS    | PASSED",
        "mean_iou   | at-least: 0.81                     | BREACHED | FAILED",
        "mean_iou   | at-most: 0.8                       | HOLDS    | PASSED",
        "mean_iou   | at-most: 0.79                      | BREACHED | FAILED",
        "mean_iou   | at-least: 0.75, bound: lower       | HOLDS    | PASSED",
        "mean_iou   | at-least: 0.77, bound: lower       | UNPROVEN | FAILED",
        "mean_iou   | at-least: 0.9, bound: lower        | BREACHED | FAILED",
        "mean_iou   | at-least: 0.82, bound: upper       | UNPROVEN | PASSED",
        "mean_iou   | at-least: 0.85, bound: upper       | BREACHED | FAILED",
        "mean_iou   | at-least: 0.75, bound: upper       | HOLDS    | PASSED",
        "focal_loss | at-most: 0.25, bound: upper        | HOLDS    | PASSED",
        "focal_loss | at-most: 0.22, bound: upper        | UNPROVEN | FAILED",
        "focal_loss | at-most: 0.18, bound: lower        | UNPROVEN | PASSED",
        "focal_loss | at-most: 0.15, bound: lower        | BREACHED | FAILED",
        "mean_iou   | at-least: 0.9, severity: warn      | BREACHED | WARNED",
        "mean_iou   | at-least: 0.8, severity: warn      | HOLDS    | PASSED",
        "mean_iou   | at-least: 0.8, min-images: 101     | TOO_FEW  | UNDECIDED",
        "mean_iou   | at-least: 0.8, min-images: 101, on-undecided: pass | TOO_FEW | PASSED",
        "mean_iou   | at-least: 0.8, min-images: 101, on-undecided: warn | TOO_FEW | WARNED",
        "mean_iou   | at-least: 0.8, min-images: 101, on-undecided: fail | TOO_FEW | FAILED",
        "mean_iou   | at-least: 0.8, min-images: 101, severity: warn     | TOO_FEW | WARNED",
        "mean_iou   | at-least: 0.1, min-clusters: 101, bound: lower     | TOO_FEW | UNDECIDED",
      })
  void aThresholdIsHeldAgainstValueOrBound(
      String metric, String test, Finding finding, CaseState state) {
    VerdictCase found = only(numbers(metric, "models: m, " + test));
    assertThat(found.finding()).as(found.reason()).isEqualTo(finding);
    assertThat(found.state()).isEqualTo(state);
  }

  @Test
  void anUndefinedValueAndOneWithoutIntervalAreUndecided() {
    Verdict verdict =
        judge(
            NONE,
            "",
            numbers("iou", "classes: person, models: m, at-least: 0"),
            numbers("auroc", "classes: car, models: m, at-least: 0.5, bound: lower"),
            numbers("auroc", "classes: car, models: m, at-least: 0.5"));
    assertThat(verdict.cases())
        .extracting(VerdictCase::finding, VerdictCase::state)
        .containsExactly(
            tuple(Finding.UNDEFINED, CaseState.UNDECIDED),
            tuple(Finding.UNDEFINED, CaseState.UNDECIDED),
            tuple(Finding.HOLDS, CaseState.PASSED));
    assertThat(verdict.state()).isEqualTo(CaseState.UNDECIDED);
    assertThat(verdict.state().exitCode()).isEqualTo(3);
  }

  /** North has 12 images: too few for a proof by the standard, not for a plain value. */
  @Test
  void theImagesOfASliceAreCounted() {
    Verdict verdict =
        judge(
            NONE,
            "",
            numbers("mean_iou", "models: m, slices: ['site=*'], at-least: 0.5, bound: lower"),
            numbers("mean_iou", "models: m, slices: ['site=*'], at-least: 0.5"));
    assertThat(verdict.cases())
        .extracting(
            each -> each.subject().slice(), each -> each.figures().images(), VerdictCase::finding)
        .containsExactly(
            tuple("site=north", 12.0, Finding.TOO_FEW),
            tuple("site=south", 88.0, Finding.HOLDS),
            tuple("site=north", 12.0, Finding.HOLDS),
            tuple("site=south", 88.0, Finding.HOLDS));
  }

  @Test
  void aRuleExpandsInTheOrderOfTheSummary() {
    Verdict verdict =
        judge(
            NONE,
            "",
            numbers("iou", "classes: ['*', '!person'], at-least: 0.8"),
            numbers("mean_iou", "slices: [all, 'site=*'], at-least: 0.7"));
    assertThat(verdict.cases())
        .extracting(each -> each.subject().toString(), VerdictCase::state)
        .containsExactly(
            tuple("iou (dataset) of road, model m", CaseState.PASSED),
            tuple("iou (dataset) of car, model m", CaseState.FAILED),
            tuple("mean_iou (dataset), model m", CaseState.PASSED),
            tuple("mean_iou (dataset) where site=north, model m", CaseState.PASSED),
            tuple("mean_iou (dataset) where site=south, model m", CaseState.PASSED),
            tuple("mean_iou (dataset), model n", CaseState.FAILED));
    assertThat(verdict.headline()).isEqualTo("failed: of 6 cases 2 failed, 4 passed");
  }

  /** Two tests of p about 0.03: each alone is a proof of 0.95, both together are none. */
  @Test
  void proofsOfARuleAreAdjustedTogether() {
    run =
        new SyntheticRun("two", "m", "n")
            .number("m", "mean_iou", null, null, 0.8, 0.02, 100)
            .number("n", "mean_iou", null, null, 0.8, 0.02, 100)
            .in(directory);
    String rule = numbers("mean_iou", "at-least: 0.762, bound: lower");
    assertThat(judge(NONE, "", rule).cases())
        .extracting(VerdictCase::state)
        .containsOnly(CaseState.FAILED);
    assertThat(judge(NONE, "statistics: {multiplicity: none}", rule).cases())
        .extracting(VerdictCase::state)
        .containsOnly(CaseState.PASSED);
    VerdictCase first = judge(NONE, "", rule).cases().get(0);
    assertThat(first.figures().p()).isBetween(0.025, 0.05);
    assertThat(first.figures().adjusted()).isEqualTo(2 * first.figures().p());
    assertThat(judge(NONE, "", rule.replace("averaging", "models: m, averaging")).state())
        .isEqualTo(CaseState.PASSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metric: mean_ou, averaging: dataset            | The run has no metric 'mean_ou': write 'mean_iou'.",
        "metric: mean_iou, averaging: pooled_pairs      | The run has no mean_iou under the averaging pooled_pairs: write one of dataset.",
        "metric: iou, averaging: dataset                | iou (dataset) has values of classes alone: write which, such as classes: ['*'].",
        "metric: mean_iou, averaging: dataset, classes: car | mean_iou (dataset) has no values of classes: leave out 'classes'.",
        "metric: iou, averaging: dataset, classes: cra  | The run has no class 'cra': write 'car'.",
        "metric: iou, averaging: dataset, classes: 'x*' | The run has no class 'x*': write one of road, car, person.",
        "metric: mean_iou, averaging: dataset, slices: site=nort | The run has no slice 'site=nort': write 'site=north'.",
        "metric: mean_iou, averaging: dataset, models: o | The run has no model 'o': write 'm'.",
      })
  void whatMatchesNothingFails(String what, String reason) {
    VerdictCase found = only(what + ", at-least: 0");
    assertThat(found.reason()).isEqualTo(reason);
    assertThat(found.finding()).isEqualTo(Finding.ABSENT);
    assertThat(found.state()).isEqualTo(CaseState.FAILED);
    assertThat(only(what + ", at-least: 0, on-absent: pass").state()).isEqualTo(CaseState.PASSED);
    assertThat(only(what + ", at-least: 0, on-absent: warn").state()).isEqualTo(CaseState.WARNED);
    assertThat(only(what + ", at-least: 0, severity: warn").state()).isEqualTo(CaseState.WARNED);
  }

  /** One of several names that is not there is not hidden by those that are. */
  @Test
  void oneNameThatMatchesNothingIsACaseOfItsOwn() {
    Verdict verdict =
        judge(NONE, "", numbers("iou", "models: m, classes: [road, lorry], at-least: 0.1"));
    assertThat(verdict.cases())
        .extracting(each -> each.subject().className(), VerdictCase::finding)
        .containsExactly(tuple("road", Finding.HOLDS), tuple("lorry", Finding.ABSENT));
    assertThat(verdict.state()).isEqualTo(CaseState.FAILED);
  }

  private static Tuple[] states(CaseState... states) {
    List<Tuple> tuples = new ArrayList<>();
    for (CaseState state : states) {
      tuples.add(tuple(state));
    }
    return tuples.toArray(Tuple[]::new);
  }

  @Test
  void theInputsAreHealthy() {
    BaselineRun yesterday =
        BaselineRun.of(new SyntheticRun("yesterday", "m").images(98, 0).in(directory), null);
    String images =
        "images: {rejected-at-most: 0.1, missing-prediction-at-most: 0.05, missing-truth-at-most: 0,"
            + " duplicate-at-most: 0, evaluated-at-least: 100, evaluated-change: {relative: 0.02}}";
    Verdict verdict = judge(yesterday, "", images);
    assertThat(verdict.cases())
        .extracting(each -> each.subject().metric(), VerdictCase::state)
        .containsExactly(
            tuple("images.rejected", CaseState.PASSED),
            tuple("images.missing_prediction", CaseState.FAILED),
            tuple("images.missing_truth", CaseState.PASSED),
            tuple("images.duplicate", CaseState.PASSED),
            tuple("images.evaluated", CaseState.PASSED),
            tuple("images.evaluated_change", CaseState.FAILED));
    assertThat(verdict.cases().get(1).reason())
        .isEqualTo(
            "10 of 110 images lack a prediction, a share of 0.0909; at most 0.05 is allowed.");
    assertThat(judge(NONE, "", "images: {evaluated-change: {relative: 1}}").cases())
        .extracting(VerdictCase::finding, VerdictCase::state)
        .containsExactly(tuple(Finding.NO_BASELINE, CaseState.UNDECIDED));
    assertThat(judge(NONE, "", "images: {evaluated-at-least: 101}, severity: warn").cases())
        .extracting(each -> tuple(each.state()))
        .containsExactly(states(CaseState.WARNED));
  }

  @Test
  void aRunWithoutImagesHasNoShares() {
    run = new SyntheticRun("empty", "m").images(0, 0).number("m", "x", null, 1).in(directory);
    assertThat(only("images: {rejected-at-most: 0.5}").finding()).isEqualTo(Finding.TOO_FEW);
  }

  @Test
  void aNumberIsAsInEarlierRuns() {
    String rule = numbers("mean_iou", "models: m, anomaly: {at-least-runs: 3, robust-z: 2}");
    assertThat(only(rule).finding()).isEqualTo(Finding.TOO_FEW);
    assertThat(only(rule).state()).isEqualTo(CaseState.UNDECIDED);
    history = (model, key, asked) -> List.of(0.79, 0.78, 0.8, 0.81);
    assertThat(only(rule).state()).isEqualTo(CaseState.PASSED);
    assertThat(only(rule).figures().baseline()).isEqualTo(0.795);
    history = (model, key, asked) -> List.of(0.7, 0.7, 0.71, 0.69);
    assertThat(only(rule).state()).isEqualTo(CaseState.FAILED);
    // A number that never moved may not move; one that stays does.
    history = (model, key, asked) -> List.of(0.8, 0.8, 0.8);
    assertThat(only(rule).state()).isEqualTo(CaseState.PASSED);
    history = (model, key, asked) -> List.of(0.81, 0.81, 0.81);
    assertThat(only(rule).state()).isEqualTo(CaseState.FAILED);
  }

  @Test
  void allNumbersAreThoseOfARunOfTheSameKey() {
    String rule = "models: m, identical-to: same-key";
    assertThat(only(rule).finding()).isEqualTo(Finding.NO_BASELINE);
    assertThat(only(rule).state()).isEqualTo(CaseState.UNDECIDED);
    sameKey = today("again").in(directory);
    assertThat(only(rule).state()).as(only(rule).reason()).isEqualTo(CaseState.PASSED);
    sameKey = today("other").number("m", "iou", "car", Math.nextUp(0.7)).in(directory);
    assertThat(only(rule).state()).isEqualTo(CaseState.FAILED);
    assertThat(only(rule).reason())
        .contains("iou (dataset) of car was 0.7000000000000001 of 100 images and is 0.7 of 100");
    sameKey = today("shorter").number("m", "more", null, 1).in(directory);
    assertThat(only(rule).reason())
        .contains("more (dataset) was 1.0 of 100 images and is not there");
  }

  @Test
  void identityIsNotAskedOfOtherDataOrOtherDefinitions() {
    String rule = "models: m, identical-to: baseline";
    BaselineRun other =
        BaselineRun.of(today("edited").content(null, "truth-2").in(directory), null);
    VerdictCase found = judge(other, "", rule).cases().get(0);
    assertThat(found.finding()).isEqualTo(Finding.DIFFERENT_DEFINITIONS);
    assertThat(found.state()).isEqualTo(CaseState.UNDECIDED);
    assertThat(found.reason()).startsWith("The truth is not");
    other = BaselineRun.of(today("model").content("m", "m-2").in(directory), null);
    assertThat(judge(other, "", rule).cases().get(0).reason())
        .startsWith("What is predicted is not");
    other = BaselineRun.of(today("defined").define("ignore", 255).in(directory), null);
    found = judge(other, "", rule).cases().get(0);
    assertThat(found.finding()).isEqualTo(Finding.DIFFERENT_DEFINITIONS);
    assertThat(found.reason()).contains("ignore was 255 and is null");
    other = BaselineRun.of(today("equal").in(directory), null);
    assertThat(judge(other, "", rule).state()).isEqualTo(CaseState.PASSED);
    other = BaselineRun.of(today("unknown").content("m", null).in(directory), null);
    assertThat(judge(other, "", rule).state()).isEqualTo(CaseState.PASSED); // the same listing
  }

  @Test
  void theStateIsThatOfTheWorstCase() {
    String passes = numbers("mean_iou", "models: m, at-least: 0");
    String warns = numbers("mean_iou", "models: m, at-least: 1, severity: warn");
    String undecided = numbers("mean_iou", "models: m, at-least: 0, min-images: 1000");
    String fails = numbers("mean_iou", "models: m, at-least: 1");
    assertThat(judge(NONE, "", passes).state().exitCode()).isZero();
    assertThat(judge(NONE, "", passes, warns).state()).isEqualTo(CaseState.WARNED);
    assertThat(judge(NONE, "", passes, warns).state().exitCode()).isZero();
    assertThat(judge(NONE, "", undecided, passes, warns).state().exitCode()).isEqualTo(3);
    Verdict all = judge(NONE, "", passes, undecided, fails, warns);
    assertThat(all.state().exitCode()).isEqualTo(2);
    assertThat(all.cases()).extracting(VerdictCase::rule).containsExactly("r0", "r1", "r2", "r3");
    assertThat(all.worstFirst())
        .extracting(VerdictCase::rule)
        .containsExactly("r2", "r1", "r3", "r0");
  }

  @Test
  void aDryRunListsEveryExpansion() {
    DryRun plan =
        DryRun.of(
            ChecksFile.read(
                "f",
                """
                version: 1
                checks:
                  - {id: floor, metric: iou, averaging: dataset, classes: ['*'], models: m, at-least: 0.5}
                  - {id: gone, metric: iou, averaging: dataset, classes: lorry, change: {margin: 0.01}, on-absent: warn}
                  - {id: inputs, images: {rejected-at-most: 0}}
                  - {id: same, identical-to: baseline, models: n}
                """),
            run);
    assertThat(plan.text())
        .isEqualTo(
            """
            floor (fail): value at least 0.5; 3 cases
              iou (dataset) of road, model m
              iou (dataset) of car, model m
              iou (dataset) of person, model m
            gone (fail): no proven regression beyond a margin of 0.01; 0 cases
              absent: The run has no class 'lorry': write one of road, car, person.
            inputs (fail): the inputs are healthy; 1 case
              images.rejected
            same (fail): identical to the baseline; 1 case
              all numbers, model n
            """);
    assertThat(plan.isComplete()).isTrue();
    String typo = "version: 1\nchecks: [{id: a, identical-to: baseline, models: o}]";
    assertThat(DryRun.of(ChecksFile.read("f", typo), run).isComplete()).isFalse();
  }
}

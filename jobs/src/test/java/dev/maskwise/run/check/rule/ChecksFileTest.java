package dev.maskwise.run.check.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.metric.Averaging;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.check.rule.Asked.Bound;
import dev.maskwise.run.check.rule.Asked.Identical;
import dev.maskwise.run.check.rule.Asked.Images;
import dev.maskwise.run.check.rule.Asked.Other;
import dev.maskwise.run.check.rule.Asked.Require;
import dev.maskwise.run.check.rule.Asked.Runs;
import dev.maskwise.run.check.rule.Asked.Threshold;
import dev.maskwise.run.check.rule.Asked.Usual;
import dev.maskwise.run.check.rule.Asked.Worsening;
import dev.maskwise.run.check.verdict.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksFileTest {
  private static final String EVERYTHING =
      """
      version: 1
      baseline: {ref: prod, else: last-green, model: base, on-missing: warn}
      statistics: {confidence: 0.9, cluster-by: '(?<drive>[^/]+)/', multiplicity: none, min-images: 40, min-clusters: 25}
      checks:
        - id: floor
          metric: mean_iou
          averaging: dataset
          at-least: 0.72
        - id: ceiling
          metric: focal_loss
          averaging: image_then_dataset
          at-most: 1e-1
          bound: upper
          severity: warn
          on-absent: pass
          on-undecided: warn
          min-images: 5
        - id: change
          metric: iou
          averaging: dataset
          classes: ['*', '!train', no]
          slices: [all, 'site=*']
          models: base
          change: {margin: 0.02, relative: 0.05, require: proven-non-inferior}
          min-clusters: 7
        - id: inputs
          images:
            rejected-at-most: 0.001
            missing-prediction-at-most: 0.1
            missing-truth-at-most: 0.2
            duplicate-at-most: 0.3
            evaluated-at-least: 10
            evaluated-change: {relative: 0.02}
            truth-changed-at-most: 0
        - id: history
          metric: iou
          averaging: dataset
          anomaly: {window: 20, runs: all, robust-z: 3.5, at-least-runs: 5}
        - id: same
          identical-to: same-key
      """;

  /** A rule with more lines, each of two more spaces. */
  private static String rule(String lines) {
    return "version: 1\nchecks:\n  - id: r\n    metric: iou\n    averaging: dataset\n"
        + lines.replaceAll("(?m)^", "    ");
  }

  @Test
  void everyKeyIsRead() {
    Checks checks = ChecksFile.read("f", EVERYTHING);
    assertThat(checks.baseline())
        .isEqualTo(new Checks.Baseline("prod", null, "base", "last-green", Consequence.WARN));
    assertThat(checks.statistics().confidence()).isEqualTo(0.9);
    assertThat(String.valueOf(checks.statistics().clusterBy())).isEqualTo("(?<drive>[^/]+)/");
    assertThat(checks.statistics().multiplicity()).isEqualTo(Multiplicity.NONE);
    assertThat(checks.rules())
        .extracting(Rule::asked)
        .containsExactly(
            new Threshold(true, 0.72, Bound.VALUE),
            new Threshold(false, 0.1, Bound.UPPER),
            new Worsening(0.02, 0.05, Require.PROVEN_NON_INFERIOR),
            new Images(0.001, 0.1, 0.2, 0.3, 10L, 0.02, 0.0),
            new Usual(20, Runs.ALL, 3.5, 5),
            new Identical(Other.SAME_KEY));
    Rule floor = checks.rules().get(0);
    assertThat(floor.severity()).isEqualTo(Severity.FAIL);
    assertThat(floor.onAbsent()).isEqualTo(Consequence.FAIL);
    assertThat(floor.onUndecided()).isEqualTo(Consequence.UNDECIDED);
    assertThat(floor.imagesForProof()).isEqualTo(40);
    assertThat(floor.imagesForValue()).isEqualTo(40);
    assertThat(floor.minClusters()).isEqualTo(25);
    Rule ceiling = checks.rules().get(1);
    assertThat(ceiling.severity()).isEqualTo(Severity.WARN);
    assertThat(ceiling.onAbsent()).isEqualTo(Consequence.PASS);
    assertThat(ceiling.onUndecided()).isEqualTo(Consequence.WARN);
    assertThat(ceiling.imagesForProof()).isEqualTo(5);
    Rule change = checks.rules().get(2);
    assertThat(change.minClusters()).isEqualTo(7);
    assertThat(change.selection().averaging()).isEqualTo(Averaging.DATASET);
    assertThat(change.selection().classes()).hasToString("*, no, !train");
    assertThat(change.selection().models()).hasToString("base");
  }

  @Test
  void whatIsNotWrittenHasItsStandard() {
    Checks checks = ChecksFile.read("f", rule("change: {}"));
    assertThat(checks.baseline())
        .isEqualTo(new Checks.Baseline(null, null, null, null, Consequence.UNDECIDED));
    assertThat(checks.statistics().confidence()).isEqualTo(0.95);
    assertThat(checks.statistics().multiplicity()).isEqualTo(Multiplicity.HOLM);
    Rule rule = checks.rules().get(0);
    assertThat(rule.asked()).isEqualTo(new Worsening(0, 0, Require.NO_PROVEN_REGRESSION));
    assertThat(rule.imagesForProof()).isEqualTo(30);
    assertThat(rule.imagesForValue()).isZero();
    assertThat(rule.minClusters()).isEqualTo(20);
    assertThat(rule.selection().classes()).isNull();
    assertThat(rule.selection().slices()).hasToString("all");
    assertThat(ChecksFile.read("f", rule("min-images: 8\nchange: {}")).rules().get(0).minClusters())
        .isEqualTo(8);
  }

  /** What is wrong, and what is said of it; a bar is a line feed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "at-leest: 1; f, rule 'r', line 6: 'at-leest' is no key here: write 'at-least'.",
        "xyzzyxyzzy: 1; f, rule 'r', line 6: 'xyzzyxyzzy' is no key here: write one of id, metric,",
        "change: {mergin: 1}; line 6: 'mergin' is no key here: write 'margin'.",
        "change: {margin: -1}; 'margin' is '-1': write a number of at least 0.",
        "change: {margin: .nan}; 'margin' is '.nan': write a number of at least 0.",
        "change: {margin: [1]}; 'margin' is a list: write a number",
        "change: {margin: {a: 1}}; 'margin' is a mapping: write a number",
        "change: {margin: ''}; 'margin' is empty: write a number",
        "change: {margin: }; 'margin' is empty: write a number",
        "change: {require: proven}; 'require' is 'proven': write no-proven-regression or proven-non-inferior.",
        "change: 0.1; a mapping with the keys margin, relative, require is wanted here.",
        "at-least: 1e999; 'at-least' is '1e999': write a number.",
        "at-least: abc; 'at-least' is 'abc': write a number.",
        "at-least: 1|at-least: 2; line 7: 'at-least' stands here twice: leave one out.",
        "at-least: 1|at-most: 2; line 7: 'at-least' and 'at-most' are two questions: make two rules of them.",
        "severity: fail; the rule asks nothing: write one of at-least, at-most, change",
        "at-least: 1|severity: warm; 'severity' is 'warm': write fail or warn.",
        "at-least: 1|bound: middle; 'bound' is 'middle': write value, lower or upper.",
        "change: {}|bound: lower; 'bound' belongs to 'at-least' and 'at-most': leave it out.",
        "at-least: 1|on-absent: undecided; 'on-absent' is 'undecided': write fail, warn or pass.",
        "at-least: 1|classes: []; 'classes' is an empty list: write names",
        "at-least: 1|classes: ['!a']; 'classes' only leaves something out: begin the list with '*'.",
        "at-least: 1|min-images: 2.5; 'min-images' is '2.5': write a whole number of at least 0.",
        "images: {rejected-at-most: 0}; 'metric' has no meaning beside 'images': leave it out.",
        "identical-to: baseline; 'metric' has no meaning beside 'identical-to': leave it out.",
        "anomaly: {robust-z: 0}; 'robust-z' is '0': write a number above 0.",
        "anomaly: {window: 3, at-least-runs: 4}; 'at-least-runs' is 4, more than the window of 3: widen the window.",
      })
  void aRuleIsRefusedWithItsPlace(String lines, String sentence) {
    assertThatThrownBy(() -> ChecksFile.read("f", rule(lines.replace("|", "\n"))))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "version: 2|checks: [{id: a, identical-to: baseline}]; line 1: this version of Maskwise knows version: 1 alone.",
        "checks: [{id: a, identical-to: baseline}]; 'version' is missing: write version: 1.",
        "version: 1; 'checks' is missing: write a list of rules",
        "version: 1|checks: []; 'checks' is an empty list",
        "version: 1|checks: {a: 1}; 'checks' is no list",
        "version: 1|cheks: []; 'cheks' is no key here: write 'checks'.",
        "version: 1|checks: [a]; a mapping with the keys id, metric,",
        "version: 1|checks: [{identical-to: baseline}]; 'id' is missing: give the rule a name.",
        "version: 1|checks:|- {id: a, identical-to: baseline}|- {id: a, identical-to: baseline}; line 4: two rules have the id 'a'",
        "version: 1|checks: [{id: a, metric: iou, at-least: 1}]; rule 'a', line 2: 'averaging' is missing: the same metric under another averaging is another number, so write dataset,",
        "version: 1|checks: [{id: a, metric: iou, averaging: per_image, at-least: 1}]; 'averaging' is 'per_image': write one of dataset,",
        "version: 1|checks: [{id: a, metric: iou, averaging: datset, at-least: 1}]; 'averaging' is 'datset': write 'dataset'.",
        "version: 1|checks: [{id: a, averaging: dataset, at-least: 1}]; 'metric' is missing: write which number is meant.",
        "version: 1|baseline: {ref: a, run: b}|checks: [{id: a, identical-to: baseline}]; 'ref' and 'run' both name a baseline",
        "version: 1|baseline: {else: a}|checks: [{id: a, identical-to: baseline}]; 'else' stands for a 'ref' that is missing",
        "version: 1|statistics: {confidence: 95}|checks: [{id: a, identical-to: baseline}]; 'confidence' is '95': write a number above 0.5 and below 1.",
        "version: 1|statistics: {cluster-by: '('}|checks: [{id: a, identical-to: baseline}]; 'cluster-by' is no regular expression",
        "version: 1|checks: [{id: a, images: {}}]; 'images' asks nothing: write 'rejected-at-most' or another key.",
        "version: 1|checks: [{id: a, images: {evaluated-change: {}}}]; 'relative' is missing: write how much is allowed.",
        "version: 1|checks: [{id: a, images: {rejected-at-most: 2}}]; 'rejected-at-most' is '2': write a share from 0 to 1.",
        "version: 1|checks: [{id: a, images: {rejected-at-most: 0}, models: m}]; all models have the same images: leave out 'models'.",
        "version: [1; f is not YAML: ",
      })
  void aFileIsRefusedWithItsPlace(String text, String sentence) {
    assertThatThrownBy(() -> ChecksFile.read("f", text.replace("|", "\n")))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "a",
        "&a [*a]",
        "version: &v [*v]",
        "? {a: b}\n: c",
        "version: 1\n<<: {checks: []}",
        "version: !!java.io.File [x]",
        "version: 1\nchecks: &c [*c]",
        "version: 1\nchecks: &c [{id: &i {id: *i}}]",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
        "\u0000",
        "--- 1\n--- 2",
      })
  void whatIsNoFileOfChecksIsRefusedInOneSentence(String text) {
    assertThatThrownBy(() -> ChecksFile.read("f", text))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith("f")
        .hasMessageEndingWith(".")
        .hasMessageNotContaining("\n");
  }
}

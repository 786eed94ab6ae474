package dev.maskwise.run.check.rule;

import java.util.Arrays;
import java.util.List;

/** Every key of a file of checks: where it stands, what it may be, and what it means. */
public enum CheckKey {
  VERSION(Section.FILE, "version", "1", "required", "the version of this grammar"),
  BASELINE(
      Section.FILE,
      "baseline",
      "a mapping, see below",
      "`--against`, else none",
      "what changes are measured against"),
  STATISTICS(
      Section.FILE,
      "statistics",
      "a mapping, see below",
      "its defaults",
      "when something is proven"),
  CHECKS(Section.FILE, "checks", "a list of rules, see below", "required", "what is asked"),

  REF(
      Section.BASELINE,
      "ref",
      "a name",
      "none",
      "a run of the store in which the judged run is: `prod`, `last-green`, a date, an id"),
  RUN(Section.BASELINE, "run", "a run", "none", "its directory, or `STORE@NAME`; not beside `ref`"),
  MODEL(
      Section.BASELINE,
      "model",
      "the name of a model",
      "the same name",
      "which model of the baseline; without `ref`, `run` and `--against` another one of the judged run"),
  ELSE(Section.BASELINE, "else", "a name", "none", "taken where the store has no `ref`"),
  ON_MISSING(
      Section.BASELINE,
      "on-missing",
      "`fail`, `warn` or `pass`",
      "`fail`",
      "what a case is without a baseline: undecided, warned or passed"),

  CONFIDENCE(
      Section.STATISTICS,
      "confidence",
      "a number above 0.5 and below 1",
      "0.95",
      "how sure a proof is: with 0.95 what does not hold is proven in 5 % of all samples at most"),
  CLUSTER_BY(
      Section.STATISTICS,
      "cluster-by",
      "a regular expression",
      "that of the run",
      "images that depend on each other, as in `evaluate --cluster-by`; for changes"),
  MULTIPLICITY(
      Section.STATISTICS,
      "multiplicity",
      "`holm` or `none`",
      "`holm`",
      "whether a rule of many cases needs stronger proofs for each, so that all of its proofs together are as sure as one"),
  MIN_IMAGES(
      Section.STATISTICS,
      "min-images",
      "a whole number of at least 0",
      "30 for proofs, 0 for plain values",
      "numbers of fewer images are not judged"),
  MIN_CLUSTERS(
      Section.STATISTICS,
      "min-clusters",
      "a whole number of at least 0",
      "20, or `min-images` if that is less",
      "proofs need so many independent groups; an image in no group is one"),

  ID(
      Section.RULE,
      "id",
      "a name",
      "required",
      "names the rule in every output; no two have the same"),
  METRIC(Section.RULE, "metric", "the name of a metric", "required", "as in `summary.json`"),
  AVERAGING(
      Section.RULE,
      "averaging",
      "`dataset`, `image_then_dataset`, `class_over_images` or `pooled_pairs`",
      "required",
      "the same metric under another averaging is another number"),
  CLASSES(
      Section.RULE,
      "classes",
      "names, `*` for any text, `!` before what is left out",
      "values over classes",
      "the value of each class that fits is a case"),
  SLICES(
      Section.RULE,
      "slices",
      "names such as `site=north`, with `*` and `!`; `all` for all images",
      "`all`",
      "the value in each slice that fits is a case"),
  MODELS(Section.RULE, "models", "names, with `*` and `!`", "all", "which models are judged"),
  AT_LEAST(Section.RULE, "at-least", "a number", "none", "the test: the value is not below it"),
  AT_MOST(Section.RULE, "at-most", "a number", "none", "the test: the value is not above it"),
  BOUND(
      Section.RULE,
      "bound",
      "`value`, `lower` or `upper`",
      "`value`",
      "what `at-least` and `at-most` are held against: the value, or the bound of its confidence interval"),
  CHANGE(Section.RULE, "change", "a mapping, see below", "none", "the test: it became no worse"),
  IMAGES(
      Section.RULE, "images", "a mapping, see below", "none", "the test: the inputs are healthy"),
  ANOMALY(
      Section.RULE,
      "anomaly",
      "a mapping, see below",
      "none",
      "the test: it is as in earlier runs"),
  IDENTICAL_TO(
      Section.RULE,
      "identical-to",
      "`same-key` or `baseline`",
      "none",
      "the test: every number is that of another run of the same data, to the bit"),
  SEVERITY(
      Section.RULE,
      "severity",
      "`fail` or `warn`",
      "`fail`",
      "with `warn` a case that failed or is undecided is a warning"),
  ON_ABSENT(
      Section.RULE,
      "on-absent",
      "`fail`, `warn` or `pass`",
      "`fail`",
      "what it is when something that the rule names is not there"),
  ON_UNDECIDED(
      Section.RULE,
      "on-undecided",
      "`undecided`, `fail`, `warn` or `pass`",
      "`undecided`",
      "what a case is that has too few images or no estimate"),
  RULE_MIN_IMAGES(
      Section.RULE,
      "min-images",
      "a whole number of at least 0",
      "that of `statistics`",
      "numbers of fewer images are not judged"),
  RULE_MIN_CLUSTERS(
      Section.RULE,
      "min-clusters",
      "a whole number of at least 0",
      "that of `statistics`",
      "proofs need so many independent groups"),

  MARGIN(
      Section.CHANGE,
      "margin",
      "a number of at least 0",
      "0",
      "a number that is worse by no more than this is as good"),
  RELATIVE(
      Section.CHANGE,
      "relative",
      "a number of at least 0",
      "0",
      "the same as a share of the baseline's value; the larger margin counts"),
  REQUIRE(
      Section.CHANGE,
      "require",
      "`no-proven-regression` or `proven-non-inferior`",
      "`no-proven-regression`",
      "which proof decides"),

  REJECTED_AT_MOST(
      Section.IMAGES,
      "rejected-at-most",
      "a share from 0 to 1",
      "none",
      "how many of all images were not evaluated"),
  MISSING_PREDICTION_AT_MOST(
      Section.IMAGES,
      "missing-prediction-at-most",
      "a share from 0 to 1",
      "none",
      "how many lack a prediction"),
  MISSING_TRUTH_AT_MOST(
      Section.IMAGES,
      "missing-truth-at-most",
      "a share from 0 to 1",
      "none",
      "how many lack a truth"),
  DUPLICATE_AT_MOST(
      Section.IMAGES,
      "duplicate-at-most",
      "a share from 0 to 1",
      "none",
      "how many are there twice"),
  EVALUATED_AT_LEAST(
      Section.IMAGES,
      "evaluated-at-least",
      "a whole number of at least 0",
      "none",
      "how many images were evaluated"),
  EVALUATED_CHANGE(
      Section.IMAGES,
      "evaluated-change",
      "a mapping with `relative`",
      "none",
      "how much their number changed since the baseline, up or down"),
  TRUTH_CHANGED_AT_MOST(
      Section.IMAGES,
      "truth-changed-at-most",
      "a share from 0 to 1",
      "none",
      "how many of the images that the baseline has too have another truth"),
  EVALUATED_RELATIVE(
      Section.EVALUATED_CHANGE,
      "relative",
      "a number of at least 0",
      "required",
      "the largest change, as a share of the baseline's number of images"),

  WINDOW(
      Section.ANOMALY,
      "window",
      "a whole number of at least 1",
      "30",
      "how many earlier runs are looked at"),
  RUNS(
      Section.ANOMALY,
      "runs",
      "`green` or `all`",
      "`green`",
      "whether runs that failed or were undecided are left out"),
  ROBUST_Z(
      Section.ANOMALY,
      "robust-z",
      "a number above 0",
      "4",
      "how far from the median a value may lie, in 1.4826 times the median absolute deviation"),
  AT_LEAST_RUNS(
      Section.ANOMALY,
      "at-least-runs",
      "a whole number of at least 1",
      "7",
      "with fewer earlier runs the case is undecided");

  /** Where keys stand. */
  public enum Section {
    FILE("The file"),
    BASELINE("baseline"),
    STATISTICS("statistics"),
    RULE("A rule of checks"),
    CHANGE("change"),
    IMAGES("images"),
    EVALUATED_CHANGE("evaluated-change"),
    ANOMALY("anomaly");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    /** What the section is called. */
    public String title() {
      return title;
    }

    /** What may stand in it. */
    public List<CheckKey> keys() {
      return Arrays.stream(CheckKey.values()).filter(key -> key.section == this).toList();
    }
  }

  private final Section section;
  private final String word;
  private final String wanted;
  private final String standard;
  private final String meaning;

  CheckKey(Section section, String word, String wanted, String standard, String meaning) {
    this.section = section;
    this.word = word;
    this.wanted = wanted;
    this.standard = standard;
    this.meaning = meaning;
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /** What may stand behind it. */
  public String wanted() {
    return wanted;
  }

  /** What holds where it is not written. */
  public String standard() {
    return standard;
  }

  /** What it says. */
  public String meaning() {
    return meaning;
  }

  @Override
  public String toString() {
    return word;
  }
}

package dev.maskwise.run.check.rule;

import dev.maskwise.metric.Averaging;
import dev.maskwise.run.check.rule.Asked.Bound;
import dev.maskwise.run.check.rule.Asked.Identical;
import dev.maskwise.run.check.rule.Asked.Images;
import dev.maskwise.run.check.rule.Asked.Other;
import dev.maskwise.run.check.rule.Asked.Require;
import dev.maskwise.run.check.rule.Asked.Runs;
import dev.maskwise.run.check.rule.Asked.Threshold;
import dev.maskwise.run.check.rule.Asked.Usual;
import dev.maskwise.run.check.rule.Asked.Worsening;
import dev.maskwise.run.check.rule.CheckKey.Section;
import dev.maskwise.run.check.verdict.Severity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a rule. */
final class RuleReader {
  /** What a file may say in advance of cases that it cannot judge. */
  static final Consequence[] SAID = {Consequence.FAIL, Consequence.WARN, Consequence.PASS};

  private static final List<CheckKey> TESTS =
      List.of(
          CheckKey.AT_LEAST,
          CheckKey.AT_MOST,
          CheckKey.CHANGE,
          CheckKey.IMAGES,
          CheckKey.ANOMALY,
          CheckKey.IDENTICAL_TO);

  /** Has no meaning in a rule that is not about numbers of a metric. */
  private static final List<CheckKey> OF_NUMBERS =
      List.of(
          CheckKey.METRIC,
          CheckKey.AVERAGING,
          CheckKey.CLASSES,
          CheckKey.SLICES,
          CheckKey.RULE_MIN_IMAGES,
          CheckKey.RULE_MIN_CLUSTERS);

  private static final List<Averaging> AVERAGINGS =
      List.of(
          Averaging.DATASET,
          Averaging.IMAGE_THEN_DATASET,
          Averaging.CLASS_OVER_IMAGES,
          Averaging.POOLED_PAIRS);

  private static final int STANDARD_WINDOW = 30;
  private static final double STANDARD_Z = 4;
  private static final int STANDARD_RUNS = 7;
  private static final int MAX_RUNS = 1_000_000;

  private final String file;
  private final @Nullable Long minImages;
  private final @Nullable Long minClusters;

  /**
   * @param minImages what holds where a rule says nothing
   */
  RuleReader(String file, @Nullable Long minImages, @Nullable Long minClusters) {
    this.file = file;
    this.minImages = minImages;
    this.minClusters = minClusters;
  }

  Rule read(Node node) {
    YamlMapping rule = new YamlMapping(place(node), Section.RULE, node);
    String id = rule.required(CheckKey.ID, "give the rule a name");
    CheckKey test = test(rule);
    if (!isOfNumbers(test)) {
      for (CheckKey key : OF_NUMBERS) {
        if (rule.has(key)) {
          throw rule.refuse(
              key, "'%s' has no meaning beside '%s': leave it out".formatted(key, test));
        }
      }
    }
    if (test == CheckKey.IMAGES && rule.has(CheckKey.MODELS)) {
      throw rule.refuse(CheckKey.MODELS, "all models have the same images: leave out 'models'");
    }
    if (rule.has(CheckKey.BOUND) && test != CheckKey.AT_LEAST && test != CheckKey.AT_MOST) {
      throw rule.refuse(
          CheckKey.BOUND, "'bound' belongs to 'at-least' and 'at-most': leave it out");
    }
    Long images = rule.count(CheckKey.RULE_MIN_IMAGES, 0);
    Long clusters = rule.count(CheckKey.RULE_MIN_CLUSTERS, 0);
    return new Rule(
        id,
        selection(rule, isOfNumbers(test)),
        asked(rule, test),
        rule.choice(CheckKey.SEVERITY, Severity.values(), Severity.FAIL),
        rule.choice(CheckKey.ON_ABSENT, SAID, Consequence.FAIL),
        rule.choice(CheckKey.ON_UNDECIDED, Consequence.values(), Consequence.UNDECIDED),
        images == null ? minImages : images,
        clusters != null
            ? clusters
            : Objects.requireNonNullElse(minClusters, standardClusters(images)));
  }

  /** Where so few images are enough, so few groups are. */
  private long standardClusters(@Nullable Long images) {
    Long given = images == null ? minImages : images;
    return given == null ? Rule.CLUSTERS_FOR_PROOF : Math.min(given, Rule.CLUSTERS_FOR_PROOF);
  }

  private static boolean isShare(double number) {
    return number >= 0 && number <= 1;
  }

  private static boolean isNotNegative(double number) {
    return number >= 0;
  }

  private static boolean isOfNumbers(CheckKey test) {
    return test != CheckKey.IMAGES && test != CheckKey.IDENTICAL_TO;
  }

  /** The file, and the id of the rule even if something else of it is wrong. */
  private String place(Node node) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals(CheckKey.ID.word())
            && entry.getValueNode() instanceof ScalarNode id) {
          return "%s, rule '%s'".formatted(file, id.getValue());
        }
      }
    }
    return file;
  }

  private static CheckKey test(YamlMapping rule) {
    List<CheckKey> given = TESTS.stream().filter(rule::has).toList();
    if (given.isEmpty()) {
      throw rule.refuse(
          "the rule asks nothing: write one of "
              + String.join(", ", TESTS.stream().map(CheckKey::word).toList()));
    }
    if (given.size() > 1) {
      throw rule.refuse(
          given.get(1),
          "'%s' and '%s' are two questions: make two rules of them"
              .formatted(given.get(0), given.get(1)));
    }
    return given.get(0);
  }

  private static Selection selection(YamlMapping rule, boolean ofNumbers) {
    NamePatterns models = patterns(rule, CheckKey.MODELS, NamePatterns.ANY);
    if (!ofNumbers) {
      return new Selection("", Averaging.DATASET, null, NamePatterns.ANY, models);
    }
    String metric = rule.required(CheckKey.METRIC, "write which number is meant");
    String averaging =
        rule.required(
            CheckKey.AVERAGING,
            "the same metric under another averaging is another number, so write "
                + CheckKey.AVERAGING.wanted().replace("`", ""));
    return new Selection(
        metric,
        averaging(rule, averaging),
        rule.has(CheckKey.CLASSES) ? patterns(rule, CheckKey.CLASSES, NamePatterns.ANY) : null,
        patterns(rule, CheckKey.SLICES, new NamePatterns(List.of(Selection.ALL))),
        models);
  }

  private static Averaging averaging(YamlMapping rule, String label) {
    List<String> labels = AVERAGINGS.stream().map(Averaging::label).toList();
    int index = labels.indexOf(label);
    if (index < 0) {
      throw rule.refuse(
          CheckKey.AVERAGING,
          "'averaging' is '%s': %s".formatted(label, NearestWord.clause(label, labels)));
    }
    return AVERAGINGS.get(index);
  }

  private static NamePatterns patterns(YamlMapping rule, CheckKey key, NamePatterns standard) {
    List<String> texts = rule.texts(key).orElse(null);
    if (texts == null) {
      return standard;
    }
    NamePatterns patterns = new NamePatterns(texts);
    if (patterns.isEmpty()) {
      throw rule.refuse(
          key, "'%s' only leaves something out: begin the list with '*'".formatted(key));
    }
    return patterns;
  }

  private static Asked asked(YamlMapping rule, CheckKey test) {
    return switch (test) {
      case AT_LEAST, AT_MOST ->
          new Threshold(
              test == CheckKey.AT_LEAST,
              rule.number(test, number -> true, 0),
              rule.choice(CheckKey.BOUND, Bound.values(), Bound.VALUE));
      case CHANGE -> change(rule.mapping(test, Section.CHANGE).orElseThrow());
      case IMAGES -> images(rule.mapping(test, Section.IMAGES).orElseThrow());
      case ANOMALY -> anomaly(rule.mapping(test, Section.ANOMALY).orElseThrow());
      default -> new Identical(rule.choice(test, Other.values(), Other.BASELINE));
    };
  }

  private static Worsening change(YamlMapping change) {
    return new Worsening(
        change.number(CheckKey.MARGIN, RuleReader::isNotNegative, 0),
        change.number(CheckKey.RELATIVE, RuleReader::isNotNegative, 0),
        change.choice(CheckKey.REQUIRE, Require.values(), Require.NO_PROVEN_REGRESSION));
  }

  private static Images images(YamlMapping images) {
    if (Section.IMAGES.keys().stream().noneMatch(images::has)) {
      throw images.refuse("'images' asks nothing: write 'rejected-at-most' or another key");
    }
    Double evaluatedChange =
        images
            .mapping(CheckKey.EVALUATED_CHANGE, Section.EVALUATED_CHANGE)
            .map(
                change -> {
                  change.required(CheckKey.EVALUATED_RELATIVE, "write how much is allowed");
                  return change.number(CheckKey.EVALUATED_RELATIVE, RuleReader::isNotNegative, 0);
                })
            .orElse(null);
    return new Images(
        images.number(CheckKey.REJECTED_AT_MOST, RuleReader::isShare),
        images.number(CheckKey.MISSING_PREDICTION_AT_MOST, RuleReader::isShare),
        images.number(CheckKey.MISSING_TRUTH_AT_MOST, RuleReader::isShare),
        images.number(CheckKey.DUPLICATE_AT_MOST, RuleReader::isShare),
        images.count(CheckKey.EVALUATED_AT_LEAST, 0),
        evaluatedChange,
        images.number(CheckKey.TRUTH_CHANGED_AT_MOST, RuleReader::isShare));
  }

  private static Usual anomaly(YamlMapping anomaly) {
    int window = runs(anomaly, CheckKey.WINDOW, STANDARD_WINDOW);
    int atLeast = runs(anomaly, CheckKey.AT_LEAST_RUNS, Math.min(STANDARD_RUNS, window));
    if (atLeast > window) {
      throw anomaly.refuse(
          CheckKey.AT_LEAST_RUNS,
          "'at-least-runs' is %d, more than the window of %d: widen the window"
              .formatted(atLeast, window));
    }
    return new Usual(
        window,
        anomaly.choice(CheckKey.RUNS, Runs.values(), Runs.GREEN),
        anomaly.number(CheckKey.ROBUST_Z, z -> z > 0, STANDARD_Z),
        atLeast);
  }

  private static int runs(YamlMapping anomaly, CheckKey key, int standard) {
    Long runs = anomaly.count(key, 1);
    return runs == null ? standard : (int) Math.min(MAX_RUNS, runs);
  }
}

package dev.maskwise.run.check.rule;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.check.rule.CheckKey.Section;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a file of checks. YAML is parsed as plain data. */
public final class ChecksFile {
  private static final double STANDARD_CONFIDENCE = 0.95;

  private ChecksFile() {}

  /**
   * The checks that a text holds.
   *
   * @param name of the file, for messages
   * @throws InputRefusedException when it is not YAML, or a key or a value is unknown
   */
  public static Checks read(String name, String text) {
    YamlMapping file = new YamlMapping(name, Section.FILE, parse(name, text));
    if (!file.required(CheckKey.VERSION, "write version: 1").equals("1")) {
      throw file.refuse(CheckKey.VERSION, "this version of Maskwise knows version: 1 alone");
    }
    Checks.Baseline baseline =
        file.mapping(CheckKey.BASELINE, Section.BASELINE)
            .map(ChecksFile::baseline)
            .orElse(new Checks.Baseline(null, null, null, null, Consequence.UNDECIDED));
    YamlMapping statistics =
        file.mapping(CheckKey.STATISTICS, Section.STATISTICS)
            .orElseGet(() -> YamlMapping.empty(name, Section.STATISTICS));
    RuleReader rules =
        new RuleReader(
            name,
            statistics.count(CheckKey.MIN_IMAGES, 0),
            statistics.count(CheckKey.MIN_CLUSTERS, 0));
    List<Rule> read = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Node item : file.items(CheckKey.CHECKS)) {
      Rule rule = rules.read(item);
      InputRefusedException.require(
          ids.add(rule.id()),
          "%s, line %d: two rules have the id '%s': give one of them another."
              .formatted(name, item.getStartMark().getLine() + 1, rule.id()));
      read.add(rule);
    }
    return new Checks(baseline, statistics(statistics), read);
  }

  private static @Nullable Node parse(String name, String text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
    } catch (YAMLException e) {
      throw new InputRefusedException(
          "%s is not YAML: %s."
              .formatted(name, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")),
          e);
    }
  }

  private static Checks.Baseline baseline(YamlMapping baseline) {
    String ref = baseline.text(CheckKey.REF).orElse(null);
    if (ref != null && baseline.has(CheckKey.RUN)) {
      throw baseline.refuse(CheckKey.RUN, "'ref' and 'run' both name a baseline: leave one out");
    }
    if (ref == null && baseline.has(CheckKey.ELSE)) {
      throw baseline.refuse(
          CheckKey.ELSE, "'else' stands for a 'ref' that is missing: write 'ref'");
    }
    Consequence onMissing = baseline.choice(CheckKey.ON_MISSING, RuleReader.SAID, Consequence.FAIL);
    return new Checks.Baseline(
        ref,
        baseline.text(CheckKey.RUN).orElse(null),
        baseline.text(CheckKey.MODEL).orElse(null),
        baseline.text(CheckKey.ELSE).orElse(null),
        onMissing == Consequence.FAIL ? Consequence.UNDECIDED : onMissing);
  }

  private static Checks.Statistics statistics(YamlMapping statistics) {
    double confidence =
        statistics.number(CheckKey.CONFIDENCE, c -> c > 0.5 && c < 1, STANDARD_CONFIDENCE);
    String clusterBy = statistics.text(CheckKey.CLUSTER_BY).orElse(null);
    Multiplicity multiplicity =
        statistics.choice(CheckKey.MULTIPLICITY, Multiplicity.values(), Multiplicity.HOLM);
    try {
      return new Checks.Statistics(
          confidence, clusterBy == null ? null : Pattern.compile(clusterBy), multiplicity);
    } catch (PatternSyntaxException e) {
      throw statistics.refuse(
          CheckKey.CLUSTER_BY,
          "'cluster-by' is no regular expression (%s): correct it".formatted(e.getDescription()));
    }
  }
}

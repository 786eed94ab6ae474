package dev.maskwise.job;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.compare.ComparisonJson;
import dev.maskwise.run.compare.ModelPairs;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.store.RunNames;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code maskwise nightly}: evaluates into a store, compares with the last run that passed, judges,
 * reports and publishes. Whatever was done already is not done again.
 */
@Command(
    name = "nightly",
    description =
        "Evaluates into a store, compares with the last run that passed, judges, reports and"
            + " publishes, as a file says. Ends as check does, or with 4 when a run that passed could"
            + " not be reported or published.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class NightlyCommand implements Callable<Integer> {
  private static final int INFRASTRUCTURE = 4;
  private static final int REFUSED = 1;

  /** Of the intervals in comparison.json. */
  private static final double CONFIDENCE = 0.95;

  private static final String STORE = "store";
  private static final String EVALUATE = "evaluate";
  private static final String CHECKS = "checks";
  private static final String REPORT = "report";
  private static final String PUBLISH = "publish";
  private static final Set<String> KEYS = Set.of(STORE, EVALUATE, CHECKS, REPORT, PUBLISH);

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "What is done, in YAML: store (a directory), evaluate (its options), checks (a file), and,"
              + " where they are wanted, report and publish (their options). See docs/nightly.md.")
  private String config = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<?, ?> plan = ConfigFile.read(config);
    for (Object key : plan.keySet()) {
      InputRefusedException.require(
          key instanceof String name && KEYS.contains(name),
          "%s has the key '%s', but there are only store, evaluate, checks, report and publish: check its spelling."
              .formatted(config, key));
    }
    String store = text(plan, STORE);
    List<String> report = plan.containsKey(REPORT) ? words(plan, REPORT) : List.of();
    List<String> publish = plan.containsKey(PUBLISH) ? words(plan, PUBLISH) : List.of();
    PrintWriter console = spec.commandLine().getOut();
    StoredRun run = evaluate(words(plan, EVALUATE), store, console);
    String place = run.directory().toString();
    Optional<StoredRun> baseline =
        new StoreEvidence(SparkOptions.hadoop(), run).named(RunNames.LAST_GREEN);
    baseline.ifPresent(before -> compare(before, run));
    int verdict =
        plan.containsKey(CHECKS)
            ? execute(List.of("check", "--run", place, "--checks", text(plan, CHECKS)))
            : 0;
    if (verdict == REFUSED) {
      return verdict;
    }
    int worst = 0;
    if (plan.containsKey(REPORT)) {
      List<String> words = new ArrayList<>(List.of(REPORT, "--run", place));
      baseline.ifPresent(
          before -> words.addAll(List.of("--against", before.directory().toString())));
      words.addAll(report);
      worst = Math.max(worst, execute(words));
    }
    if (plan.containsKey(PUBLISH)) {
      List<String> words = new ArrayList<>(List.of(PUBLISH, "--run", place));
      words.addAll(publish);
      worst = Math.max(worst, execute(words));
    }
    return verdict != 0 || worst == 0 ? verdict : INFRASTRUCTURE;
  }

  private StoredRun evaluate(List<String> options, String store, PrintWriter console) {
    for (String option : List.of("--out", "--store", "--overwrite")) {
      InputRefusedException.require(
          !options.contains(option),
          "%s: evaluate has the key %s, but its run goes into the store: remove the key."
              .formatted(config, option.substring(2)));
    }
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("--store", store));
    EvaluateCommand command = new EvaluateCommand();
    try {
      new CommandLine(command)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new InputRefusedException("%s: evaluate: %s".formatted(config, e.getMessage()), e);
    }
    return command.evaluate(console);
  }

  /** Leaves {@code comparison.json} in the run, where the two can be compared. */
  private static void compare(StoredRun before, StoredRun run) {
    List<Comparison> comparisons =
        ModelPairs.between(RunImages.of(before), RunImages.of(run), List.of(), null);
    run.put("comparison.json", ComparisonJson.write(comparisons, CONFIDENCE));
  }

  private int execute(List<String> words) {
    return spec.parent().commandLine().execute(words.toArray(String[]::new));
  }

  private String text(Map<?, ?> plan, String key) {
    Object value = plan.get(key);
    InputRefusedException.require(
        value instanceof String text && !text.isBlank(),
        "%s has no %s: write it as '%s: PATH'.".formatted(config, key, key));
    return String.valueOf(value);
  }

  private List<String> words(Map<?, ?> plan, String key) {
    @Nullable Object options = plan.get(key);
    if (options == null && plan.containsKey(key)) {
      return List.of();
    }
    if (options instanceof Map<?, ?> map) {
      return ConfigFile.words(map);
    }
    throw new InputRefusedException(
        "%s has no options of %s: write them below '%s:', one a line, such as 'truth: DIR'."
            .formatted(config, key, key));
  }
}

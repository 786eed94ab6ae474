package dev.maskwise.job;

import dev.maskwise.job.history.FileSystemOptions;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.compare.ComparisonJson;
import dev.maskwise.run.compare.ModelPairs;
import dev.maskwise.run.compare.Standings;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.store.RunNames;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
    addMethodSubcommands = false,
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
  private static final String AGAINST = "--against";
  private static final Set<String> KEYS = Set.of(STORE, EVALUATE, CHECKS, REPORT, PUBLISH);

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "What is done, in YAML: store (a directory), evaluate (its options), checks (a file), and,"
              + " where they are wanted, report and publish (their options). See docs/nightly.md.")
  private String config = "";

  @Mixin private final SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Plan plan = Plan.read(config, sparkOptions.words(), commands());
    PrintWriter console = spec.commandLine().getOut();
    StoredRun run = plan.evaluation().intoStore(console);
    String place = run.directory().toString();
    Optional<StoredRun> baseline = new StoreEvidence(run.access(), run).named(RunNames.LAST_GREEN);
    baseline.ifPresent(before -> compare(RunImages.of(before), RunImages.of(run)));
    int verdict =
        plan.checks() == null
            ? 0
            : execute(List.of("check", "--run", place, "--checks", plan.checks()));
    if (verdict == REFUSED) {
      return verdict;
    }
    int worst = 0;
    if (plan.report() != null) {
      List<String> words = new ArrayList<>(List.of(REPORT, "--run", place));
      if (baseline.isPresent() && !plan.report().contains(AGAINST)) {
        words.addAll(List.of(AGAINST, baseline.get().directory().toString()));
      }
      words.addAll(plan.report());
      worst = Math.max(worst, execute(words));
    }
    if (plan.publish() != null) {
      List<String> words = new ArrayList<>(List.of(PUBLISH, "--run", place));
      words.addAll(plan.publish());
      worst = Math.max(worst, execute(words));
    }
    return verdict != 0 || worst == 0 ? verdict : INFRASTRUCTURE;
  }

  /** Leaves {@code comparison.json} in the run, where the two have a model in common. */
  private static void compare(RunImages before, RunImages run) {
    List<Comparison> comparisons = ModelPairs.between(before, run, List.of(), null);
    if (!comparisons.isEmpty()) {
      Standings standings = Standings.of(comparisons, List.of(before, run), null).orElse(null);
      run.run().put("comparison.json", ComparisonJson.write(comparisons, standings, CONFIDENCE));
    }
  }

  /** The commands anew: those of this run are at work. */
  private CommandLine commands() {
    return parser(spec.parent().userObject());
  }

  /** {@code @last} is a run and no file of words. */
  private static CommandLine parser(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false);
  }

  private int execute(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(sparkOptions.words());
    return spec.parent().commandLine().execute(all.toArray(String[]::new));
  }

  /**
   * What a file says is to be done. All of it is read before anything is done: an option that is
   * misspelt is not found out after hours of work.
   *
   * @param evaluation has its options
   * @param checks the file of rules; null for none
   * @param report the words of its options; null where no report is wanted
   * @param publish likewise
   */
  record Plan(
      EvaluateCommand evaluation,
      @Nullable String checks,
      @Nullable List<String> report,
      @Nullable List<String> publish) {

    /**
     * Reads a file.
     *
     * @param spark the words that say where Spark runs
     * @param commands reads the options of the other commands
     * @throws InputRefusedException when a key or an option in it is unknown, or the rules are
     */
    static Plan read(String config, List<String> spark, CommandLine commands) {
      Map<?, ?> keys = ConfigFile.read(config, "store: DIR");
      for (Object key : keys.keySet()) {
        InputRefusedException.require(
            key instanceof String name && KEYS.contains(name),
            "%s has the key '%s', but there are only store, evaluate, checks, report and publish: check its spelling."
                .formatted(config, key));
      }
      String store = text(config, keys, STORE);
      String checks = keys.containsKey(CHECKS) ? text(config, keys, CHECKS) : null;
      if (checks != null) {
        CheckCommand.rules(new FileSystemOptions().storages(), checks);
      }
      List<String> options = words(config, keys, EVALUATE, commands);
      options.addAll(spark);
      EvaluateCommand evaluation = evaluation(config, options, store);
      return new Plan(
          evaluation,
          checks,
          ofFinishedRun(commands, config, keys, REPORT, store),
          ofFinishedRun(commands, config, keys, PUBLISH, store));
    }

    private static EvaluateCommand evaluation(String config, List<String> options, String store) {
      for (String option : List.of("--out", "--store", "--overwrite")) {
        InputRefusedException.require(
            !options.contains(option),
            "%s: evaluate has the key %s, but its run goes into the store: remove the key."
                .formatted(config, option.substring(2)));
      }
      List<String> words = new ArrayList<>(options);
      words.addAll(List.of("--store", store));
      EvaluateCommand command = new EvaluateCommand();
      parse(config, EVALUATE, parser(command), words);
      return command;
    }

    private static @Nullable List<String> ofFinishedRun(
        CommandLine commands, String config, Map<?, ?> keys, String command, String store) {
      if (!keys.containsKey(command)) {
        return null;
      }
      List<String> options = words(config, keys, command, commands);
      List<String> words = new ArrayList<>(List.of(command, "--run", store));
      words.addAll(options);
      Object parsed =
          parse(config, command, commands, words).subcommand().commandSpec().userObject();
      ((OfFinishedRun) parsed).requireSound();
      return options;
    }

    private static ParseResult parse(
        String config, String key, CommandLine command, List<String> words) {
      try {
        return command.parseArgs(words.toArray(String[]::new));
      } catch (ParameterException e) {
        throw new InputRefusedException("%s: %s: %s".formatted(config, key, e.getMessage()), e);
      }
    }

    private static String text(String config, Map<?, ?> keys, String key) {
      Object value = keys.get(key);
      InputRefusedException.require(
          value instanceof String text && !text.isBlank(),
          "%s has no %s: write it as '%s: PATH'.".formatted(config, key, key));
      return String.valueOf(value);
    }

    private static List<String> words(
        String config, Map<?, ?> keys, String key, CommandLine commands) {
      @Nullable Object options = keys.get(key);
      if (options == null && keys.containsKey(key)) {
        return new ArrayList<>();
      }
      if (options instanceof Map<?, ?> map) {
        return ConfigFile.words(
            config,
            Objects.requireNonNull(commands.getSubcommands().get(key)).getCommandSpec(),
            map);
      }
      throw new InputRefusedException(
          "%s has no options of %s: write them below '%s:', one a line, such as 'truth: DIR'."
              .formatted(config, key, key));
    }
  }
}

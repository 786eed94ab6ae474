package dev.maskwise.job;

import dev.maskwise.job.failure.FailureWords;
import dev.maskwise.job.failure.ProcessEnd;
import dev.maskwise.job.history.HistoryCommand;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.NameEncoding;
import dev.maskwise.run.StoreFailedException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The one entry: the words on the command line are the same under every launcher. */
@Command(
    name = Main.NAME,
    description = "Evaluation of segmentation models on Apache Spark.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Version.class,
    subcommands = {
      EvaluateCommand.class,
      CompareCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      HistoryCommand.class,
      PublishCommand.class,
      NightlyCommand.class,
      ScheduleCommand.class,
      DemoCommand.class,
      SqlCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  static final String NAME = "maskwise";

  /**
   * The commands that run no other. Picocli makes a model of each command by reflection, which
   * takes longer than some commands do, so of these the one that is named is made alone.
   */
  private static final Map<String, Supplier<Object>> ALONE =
      Map.of(
          "evaluate", EvaluateCommand::new,
          "compare", CompareCommand::new,
          "check", CheckCommand::new,
          "report", ReportCommand::new,
          "history", HistoryCommand::new,
          "publish", PublishCommand::new,
          "schedule", ScheduleCommand::new);

  private static final int REFUSED = 1;
  private static final int FAILED = 4;

  /** Given anywhere, the stack trace of whatever fails follows its sentence. */
  private static final String STACKTRACE = "--stacktrace";

  private Main() {}

  /**
   * Runs a command and stops Spark. Returns after success and ends the process with the exit code
   * otherwise: YARN in cluster mode, which calls this method in a process of its own, takes every
   * exit for a failure, and in client mode learns from the stopped Spark how the job ended.
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    ProcessEnd.guard(err, List.of(arguments).contains(STACKTRACE));
    int code = run(out, err, arguments);
    ProcessEnd.decide(code);
    try {
      if (SparkEnv.get() != null) {
        SparkContext.getOrCreate().stop(code);
      }
    } finally {
      if (code != 0) {
        System.exit(code);
      }
    }
  }

  /**
   * Runs a command in this process.
   *
   * @return the exit code: 0 done, 1 refused, 2 a check failed, 3 not decided, 4 a file, a store or
   *     a server could not be reached, memory was exhausted, or whatever else failed
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commands = commands(arguments);
    commands.setOut(out);
    commands.setErr(err);
    List<String> given = new ArrayList<>(List.of(arguments));
    boolean withTrace = given.removeIf(STACKTRACE::equals);
    commands.setParameterExceptionHandler(Main::refuseArguments);
    commands.setExecutionExceptionHandler(
        (exception, command, parsed) -> fail(command, exception, withTrace));
    try {
      requireRead(arguments);
      String[] words = withConfig(commands, given.toArray(String[]::new));
      requireRead(words);
      return given.isEmpty() ? usage(commands) : commands.execute(words);
    } catch (RuntimeException | Error e) {
      return fail(commands, e, withTrace);
    }
  }

  /** All commands. */
  static CommandLine commands() {
    return asTheyAreParsed(new CommandLine(new Main()));
  }

  /** The commands that the words may need. */
  private static CommandLine commands(String... words) {
    Supplier<Object> named = words.length == 0 ? null : ALONE.get(words[0]);
    if (named == null) {
      return commands();
    }
    CommandLine root = new CommandLine(CommandSpec.create().name(NAME));
    return asTheyAreParsed(root.addSubcommand(words[0], named.get()));
  }

  /** {@code @last} is a run and no file of words. */
  private static CommandLine asTheyAreParsed(CommandLine commands) {
    explainStackTrace(commands);
    return commands.setCaseInsensitiveEnumValuesAllowed(true).setExpandAtFiles(false);
  }

  /** It is no option of a command, since it may stand anywhere. */
  private static void explainStackTrace(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .footer(
            "", "With " + STACKTRACE + ", the stack trace of whatever fails follows its sentence.");
    command.getSubcommands().values().forEach(Main::explainStackTrace);
  }

  /** With the options of a file, but where {@code --config} is an option of the command itself. */
  private static String[] withConfig(CommandLine commands, String... arguments) {
    CommandSpec command = commands.getCommandSpec();
    for (String word : arguments) {
      CommandLine within = command.subcommands().get(word);
      if (within == null) {
        break;
      }
      command = within.getCommandSpec();
    }
    return command.findOption(ConfigFile.OPTION) == null
        ? ConfigFile.expand(command, arguments)
        : arguments;
  }

  /** A word that was not read right is the name of another file, or of none. */
  private static void requireRead(String... words) {
    for (String word : words) {
      InputRefusedException.require(
          NameEncoding.holds(word), "'%s' %s.".formatted(word, NameEncoding.clause()));
    }
  }

  private static int usage(CommandLine commands) {
    commands.usage(commands.getErr());
    return REFUSED;
  }

  private static int refuseArguments(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    say(command, String.valueOf(exception.getMessage()));
    command.getErr().printf("Try: %s --help%n", command.getCommandSpec().qualifiedName());
    return REFUSED;
  }

  private static int fail(CommandLine command, Throwable failure, boolean withTrace) {
    Optional<InputRefusedException> refused =
        FailureWords.cause(failure, InputRefusedException.class);
    if (refused.isPresent()) {
      say(command, String.valueOf(refused.get().getMessage()));
      return REFUSED;
    }
    Optional<StoreFailedException> store = FailureWords.cause(failure, StoreFailedException.class);
    if (store.isPresent()) {
      say(command, String.valueOf(store.get().getMessage()));
    } else if (!ProcessEnd.isUnderWay()) {
      FailureWords.print(failure, command.getErr(), withTrace);
    }
    return FAILED;
  }

  private static void say(CommandLine command, String sentence) {
    command.getErr().println("maskwise: " + sentence);
  }
}

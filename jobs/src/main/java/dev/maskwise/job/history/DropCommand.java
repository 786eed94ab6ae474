package dev.maskwise.job.history;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.store.Retention;
import dev.maskwise.run.store.Retention.Decision;
import dev.maskwise.run.store.RunStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskwise history drop}: deletes runs. */
@Command(
    name = "drop",
    description =
        "Deletes a run, or the old ones. A run that has a name is kept, and so is the last green"
            + " one.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class DropCommand implements Callable<Integer> {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,5})([dh])");

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "@2026-11-30, how its id begins, …; none with --older-than.")
  private @Nullable String reference;

  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "All runs that started longer ago than this: 90d is days, 12h hours.")
  private @Nullable String age;

  @Option(
      names = "--keep-green",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "With --older-than, keep the last N runs that passed. Default: ${DEFAULT-VALUE}.")
  private int green = 1;

  @Option(names = "--dry-run", description = "Only say what would be deleted.")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    require(
        (reference == null) != (age == null),
        "What is to be dropped is one run, or all older than something: name a run, or say --older-than 90d.");
    require(green >= 1, "--keep-green %d is too few: the last green run stays.".formatted(green));
    RunStore store = storeOptions.open();
    Retention retention = new Retention(store);
    PrintWriter out = spec.commandLine().getOut();
    if (reference != null) {
      one(retention, retention.of(StoreOptions.run(store, reference).manifest().run()), out);
    } else {
      many(retention, retention.before(Instant.now().minus(age(String.valueOf(age))), green), out);
    }
    out.flush();
    return 0;
  }

  private void one(Retention retention, Decision decision, PrintWriter out) {
    require(
        decision.kept() == null,
        "The run %s is kept, because %s.".formatted(decision.run(), decision.kept()));
    drop(retention, decision.run(), out);
  }

  private void many(Retention retention, List<Decision> decisions, PrintWriter out) {
    for (Decision decision : decisions) {
      if (decision.kept() != null) {
        out.printf("Kept %s, because %s.%n", decision.run(), decision.kept());
      } else {
        try {
          drop(retention, decision.run(), out);
        } catch (InputRefusedException e) { // because of what happened a moment ago
          out.println(e.getMessage());
        }
      }
    }
    if (decisions.isEmpty()) {
      out.printf("No run is older than %s.%n", age);
    }
  }

  private void drop(Retention retention, String id, PrintWriter out) {
    if (dryRun) {
      out.printf("Would drop %s.%n", id);
    } else {
      retention.drop(id);
      out.printf("Dropped %s.%n", id);
    }
  }

  private static Duration age(String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      throw new InputRefusedException(
          "--older-than %s is no age: write 90d for days or 12h for hours.".formatted(text));
    }
    long count = Long.parseLong(age.group(1));
    return age.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count);
  }
}

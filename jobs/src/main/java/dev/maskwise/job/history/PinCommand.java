package dev.maskwise.job.history;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.NamedRun;
import dev.maskwise.run.store.RunNames;
import dev.maskwise.run.store.RunStore;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskwise history pin}: gives a run a name for good. */
@Command(
    name = "pin",
    description =
        "Gives a run a name that no promotion takes from it, such as release-1.2. As with every"
            + " name, the run is not dropped while it has it.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class PinCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "@last-green, @2026-11-30, how its id begins, …; none with --lift.")
  private @Nullable String reference;

  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(names = "--as", required = true, paramLabel = "NAME", description = "The name.")
  private String name = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private @Nullable String reason;

  @Option(names = "--lift", description = "Take the name from its run, pinned or promoted.")
  private boolean lift;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    InputRefusedException.require(
        lift == (reference == null),
        lift
            ? "--lift takes the name from whatever run has it: name no run."
            : "Which run is to be called %s is not said: name one, such as @last.".formatted(name));
    RunStore store = storeOptions.open();
    RunNames names = new RunNames(store);
    PrintWriter out = spec.commandLine().getOut();
    if (reference == null) {
      names.lift(name, reason);
      out.printf("No run is called %s any more.%n", name);
    } else {
      StoredRun run = StoreOptions.run(store, reference);
      NamedRun named = names.pin(name, run.manifest().run(), reason);
      out.printf("%s is the run %s, until it is lifted.%n", named.name(), named.run());
    }
    out.flush();
    return 0;
  }
}

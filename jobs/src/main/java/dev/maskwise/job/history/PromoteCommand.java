package dev.maskwise.job.history;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.NamedRun;
import dev.maskwise.run.store.RunNames;
import dev.maskwise.run.store.RunStore;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskwise history promote}: gives a run a name, which another run may have had. */
@Command(
    name = "promote",
    description =
        "Gives a run a name, such as prod, and takes it from the run that had it. Who, when and why"
            + " is kept.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class PromoteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "@last-green, @2026-11-30, how its id begins, …")
  private String reference = "";

  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(names = "--as", required = true, paramLabel = "NAME", description = "The name.")
  private String name = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private @Nullable String reason;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    RunStore store = storeOptions.open();
    StoredRun run = StoreOptions.run(store, reference);
    RunNames names = new RunNames(store);
    Optional<NamedRun> before = names.find(name);
    NamedRun named = names.promote(name, run.manifest().run(), reason);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s is now the run %s%s.%n", named.name(), named.run(), before(before));
    out.flush();
    return 0;
  }

  private static String before(Optional<NamedRun> before) {
    return before
        .map(named -> " (it was %s, by %s, %s)".formatted(named.run(), named.by(), named.at()))
        .orElse("");
  }
}

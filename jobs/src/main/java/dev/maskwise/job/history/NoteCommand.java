package dev.maskwise.job.history;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.RunNotes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskwise history note}: writes down what somebody found out about a run. */
@Command(
    name = "note",
    description = "Adds a note to a run. Notes are never changed.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class NoteCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "@last, @prod, @2026-11-30, how its id begins, …")
  private String reference = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "The note.")
  private List<String> words = new ArrayList<>();

  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    StoredRun run = StoreOptions.run(storeOptions.open(), reference);
    new RunNotes(run).add(String.join(" ", words));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("The run %s has a note more.%n", run.manifest().run());
    out.flush();
    return 0;
  }
}

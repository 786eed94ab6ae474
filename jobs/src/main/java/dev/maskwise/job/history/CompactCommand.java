package dev.maskwise.job.history;

import dev.maskwise.run.store.RunStore;
import dev.maskwise.run.store.StoreIndex;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise history compact}: fewer files for the index. */
@Command(
    name = "compact",
    description =
        "Puts the small files of the index together, which makes lists and trends fast on object"
            + " stores. The runs are not touched.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class CompactCommand implements Callable<Integer> {
  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(names = "--rebuild", description = "Make all of the index from the runs again.")
  private boolean rebuild;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    RunStore store = storeOptions.open();
    StoreIndex.Size size = new StoreIndex(store).compact(rebuild);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "The index has %s in %s.%n", number(size.runs(), "run"), number(size.files(), "file"));
    List<String> unfinished = store.unfinished();
    if (!unfinished.isEmpty()) {
      out.printf(
          "Evaluations or drops that did not end left %s in %s: delete them when none is running.%n",
          String.join(", ", unfinished), store.directory());
    }
    out.flush();
    return 0;
  }

  private static String number(int count, String what) {
    return TextTable.count(count) + " " + what + (count == 1 ? "" : "s");
  }
}

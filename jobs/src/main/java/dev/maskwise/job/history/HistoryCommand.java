package dev.maskwise.job.history;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code maskwise history}: what is in a store of runs, and what becomes of it. */
@Command(
    name = "history",
    description = "Lists, shows and names the runs of a store.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false,
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      TrendCommand.class,
      PromoteCommand.class,
      PinCommand.class,
      NoteCommand.class,
      CompactCommand.class,
      DropCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class HistoryCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine command = spec.commandLine();
    throw new ParameterException(
        command,
        "What of the history is not said: name one of "
            + String.join(", ", command.getSubcommands().keySet())
            + ".");
  }
}

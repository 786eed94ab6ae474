package dev.maskwise.job;

import dev.maskwise.job.schedule.Artefact;
import dev.maskwise.job.schedule.ScheduleOptions;
import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise schedule}: what a scheduler is told so that Maskwise runs every night. */
@Command(
    name = "schedule",
    description = "Prints what a scheduler is told so that Maskwise runs every night.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class ScheduleCommand implements Callable<Integer> {
  @Mixin private final ScheduleOptions options = new ScheduleOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the files there, rather than print them.")
  @Nullable Path directory;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    List<Artefact> artefacts = options.artefacts();
    if (directory == null) {
      console.print(String.join("\n", artefacts.stream().map(Artefact::text).toList()));
    } else {
      write(artefacts, directory).forEach(console::println);
    }
    console.flush();
    return 0;
  }

  /** Writes all files or none that another text stands in the place of. */
  private static List<Path> write(List<Artefact> artefacts, Path directory) {
    try {
      for (Artefact artefact : artefacts) {
        Path file = directory.resolve(artefact.file());
        InputRefusedException.require(
            !Files.exists(file) || Files.readString(file).equals(artefact.text()),
            "%s is there already with another text: move it away, or choose another --out."
                .formatted(file));
      }
      Files.createDirectories(directory);
      for (Artefact artefact : artefacts) {
        Files.writeString(directory.resolve(artefact.file()), artefact.text());
      }
    } catch (IOException e) {
      throw new InputRefusedException(
          "--out %s cannot be written (%s): check the path and who may write there."
              .formatted(directory, e),
          e);
    }
    return artefacts.stream().map(artefact -> directory.resolve(artefact.file())).toList();
  }
}

package dev.maskwise.job;

import dev.maskwise.job.history.FileSystemOptions;
import dev.maskwise.job.output.NewFile;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.ConsoleReport;
import dev.maskwise.report.ReportTable;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.compare.ComparisonJson;
import dev.maskwise.run.compare.ComparisonTables;
import dev.maskwise.run.compare.ModelPairs;
import dev.maskwise.run.compare.Standings;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.store.RunReference;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code maskwise compare}: what changed between runs, or models of a run, and how sure that is.
 */
@Command(
    name = "compare",
    description =
        "Compares runs with the first of them, or the models of one run with its first, on the"
            + " images that both have with the same truth. With more than two models it also says"
            + " which is best, and how sure that is.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Finished runs: their directories, or STORE@WHICH.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Only this model (default: every model that both runs have, or the only one of each)."
              + " Within one run the first named is the one that the others are compared with; can"
              + " be repeated.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--cluster-by",
      paramLabel = "REGEX",
      description =
          "Images that depend on each other count as one: those in whose ids the groups of this"
              + " expression find the same (default: as the second run was evaluated).")
  private @Nullable String clusterBy;

  @Mixin private final ChangeConfidence changeConfidence = new ChangeConfidence();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write everything as JSON to this file, which may not be there yet.")
  private @Nullable String out;

  @Mixin private final FileSystemOptions fileSystems = new FileSystemOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    double confidence = changeConfidence.level();
    StorageAccess storages = fileSystems.storages();
    List<RunImages> images = new ArrayList<>();
    for (String run : runs) {
      images.add(RunImages.of(RunReference.resolve(storages, run)));
    }
    List<Comparison> comparisons = compare(images);
    Standings standings = Standings.of(comparisons, images, clusterBy).orElse(null);
    PrintWriter console = spec.commandLine().getOut();
    for (Comparison comparison : comparisons) {
      ComparisonTables tables = new ComparisonTables(comparison, confidence);
      StringBuilder text = new StringBuilder(tables.heading()).append('\n');
      for (ReportTable table : tables.all()) {
        ConsoleReport.append(text, table);
      }
      console.println(text);
    }
    if (standings != null) {
      StringBuilder text = new StringBuilder();
      ConsoleReport.append(text, standings.table());
      console.println(text);
    }
    if (out != null) {
      NewFile.of(storages, "--out", out)
          .write(ComparisonJson.write(comparisons, standings, confidence));
      console.println("Comparison: " + out);
    }
    console.flush();
    return 0;
  }

  private List<Comparison> compare(List<RunImages> images) {
    if (images.size() == 1) {
      return ModelPairs.within(images.get(0), models, clusterBy);
    }
    List<Comparison> comparisons = new ArrayList<>();
    RunImages first = images.get(0);
    for (RunImages other : images.subList(1, images.size())) {
      List<Comparison> found = ModelPairs.between(first, other, models, clusterBy);
      InputRefusedException.require(
          !found.isEmpty(),
          "The runs %s (%s) and %s (%s) have no model in common: evaluate them under the same names."
              .formatted(
                  first.run().directory(),
                  String.join(", ", first.run().manifest().models()),
                  other.run().directory(),
                  String.join(", ", other.run().manifest().models())));
      comparisons.addAll(found);
    }
    return comparisons;
  }
}

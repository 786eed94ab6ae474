package dev.maskwise.job;

import dev.maskwise.job.history.FileSystemOptions;
import dev.maskwise.job.output.NewFile;
import dev.maskwise.job.output.PageFile;
import dev.maskwise.job.picture.RunPictures;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.SummaryJson;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.RunSummary;
import dev.maskwise.run.page.Pictures;
import dev.maskwise.run.page.RunPage;
import dev.maskwise.run.page.survey.ModelView;
import dev.maskwise.run.page.trend.RunHistory;
import dev.maskwise.run.store.RunReference;
import dev.maskwise.run.store.RunStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise report}: the page of a run, to be looked at. */
@Command(
    name = "report",
    description =
        "Writes the page of a run: what changed and how sure that is, classes, slices, confusion,"
            + " and the worst images as pictures, in one HTML file that needs nothing else. Or makes"
            + " the summary of the run again.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class ReportCommand implements Callable<Integer>, OfFinishedRun {
  private static final String PAGE = "page.html";
  private static final int ANOTHER = 2;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "A finished run: its directory, or STORE@last, @last-green, @NAME, @DATE, @ID.")
  private String run = "";

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description =
          "The run to compare it with, named alike (default: the other models of the run are compared"
              + " with its first).")
  private @Nullable String against;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The photographs, as IMAGE_ID.png or IMAGE_ID.jpg.")
  private @Nullable String images;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description =
          "The store whose runs the trend shows (default: the one that the run lies in, if any).")
  private @Nullable String store;

  @Mixin private final ChangeConfidence changeConfidence = new ChangeConfidence();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the page goes (default: page.html in the directory of the run).")
  private @Nullable String out;

  @Option(
      names = "--summary",
      paramLabel = "FILE|-",
      description =
          "Instead of a page: summary.json, made again from the statistics of the images and written"
              + " there, - is the console. Ends with 2 when the run has another one.")
  private @Nullable String summary;

  @Option(names = "--overwrite", description = "Replace the page that is at --out already.")
  private boolean overwrite;

  @Mixin private final FileSystemOptions fileSystems = new FileSystemOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void requireSound() {
    changeConfidence.level();
    file(fileSystems.storages());
  }

  /** Where the page goes; null for the run itself. */
  private @Nullable PageFile file(StorageAccess storages) {
    return out == null ? null : PageFile.of(storages, out, overwrite);
  }

  @Override
  public Integer call() {
    StorageAccess storages = fileSystems.storages();
    if (summary != null) {
      return remakeSummary(storages, summary);
    }
    double confidence = changeConfidence.level();
    PageFile file = file(storages);
    RunImages judged = RunImages.of(RunReference.resolve(storages, run));
    RunImages before =
        against == null ? null : RunImages.of(RunReference.resolve(storages, against));
    List<ModelView> views = ModelView.of(judged, before);
    Optional<RunStore> runs =
        store == null
            ? RunStore.holding(storages, judged.run())
            : Optional.of(RunStore.open(storages, store));
    RunHistory history =
        runs.map(there -> new StoreTrends(there, judged).read(before == null ? null : before.run()))
            .orElse(null);
    String page =
        new RunPage(judged, before, views, confidence, history)
            .write(
                judged.terms().task().overlaps()
                    ? Pictures.none(
                        "A picture shows one class a pixel, and here a pixel may have several.")
                    : new RunPictures(storages, judged, images));
    if (file == null) {
      judged.run().put(PAGE, page);
    } else {
      file.write(page);
    }
    PrintWriter console = spec.commandLine().getOut();
    console.println("Page: " + (out == null ? judged.run().directory() + "/" + PAGE : out));
    console.flush();
    return 0;
  }

  private int remakeSummary(StorageAccess storages, String to) {
    for (String option : List.of("--against", "--images", "--store", "--out", "--overwrite")) {
      InputRefusedException.require(
          !spec.commandLine().getParseResult().hasMatchedOption(option),
          "--summary makes no page, so that %s means nothing: leave one of them out."
              .formatted(option));
    }
    StoredRun stored = RunReference.resolve(storages, run);
    NewFile file = "-".equals(to) ? null : NewFile.of(storages, "--summary", to);
    String remade =
        SummaryJson.write(RunSummary.of(RunImages.of(stored)), stored.manifest().files());
    PrintWriter console = spec.commandLine().getOut();
    if (file == null) {
      console.print(remade);
      console.flush();
    } else {
      file.write(remade);
    }
    boolean equal = stored.added(StoredRun.SUMMARY).filter(remade::equals).isPresent();
    spec.commandLine()
        .getErr()
        .printf(
            equal
                ? "The summary that was made again is that of the run %s, byte for byte.%n"
                : "The summary that was made again is not that of the run %s: compare the two.%n",
            stored.manifest().run());
    return equal ? 0 : ANOTHER;
  }
}

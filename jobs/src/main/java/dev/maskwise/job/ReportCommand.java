package dev.maskwise.job;

import dev.maskwise.job.output.PageFile;
import dev.maskwise.job.picture.RunPictures;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.page.RunPage;
import dev.maskwise.run.page.survey.ModelView;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise report}: the page of a run, to be looked at. */
@Command(
    name = "report",
    description =
        "Writes the page of a run: what changed and how sure that is, classes, slices, confusion,"
            + " and the worst images as pictures, in one HTML file that needs nothing else.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "The directory of a finished run.")
  private String run = "";

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description =
          "An earlier run to compare it with (default: the other models of the run are compared"
              + " with its first).")
  private @Nullable String against;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The photographs, as IMAGE_ID.png or IMAGE_ID.jpg.")
  private @Nullable String images;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = "0.95",
      description =
          "The probability with which the interval of a change shall cover. Default:"
              + " ${DEFAULT-VALUE}.")
  private double confidence;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "page.html",
      description = "Where the page goes. Default: ${DEFAULT-VALUE}.")
  private String out = "";

  @Option(names = "--overwrite", description = "Replace the page that is there already.")
  private boolean overwrite;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    InputRefusedException.require(
        confidence > 0 && confidence < 1,
        "--confidence %s is out of range: it has to be between 0 and 1, such as 0.95."
            .formatted(confidence));
    Configuration hadoop = SparkOptions.hadoop();
    PageFile file = PageFile.of(hadoop, out, overwrite);
    RunImages judged = RunImages.of(StoredRun.open(hadoop, run));
    RunImages before = against == null ? null : RunImages.of(StoredRun.open(hadoop, against));
    List<ModelView> views = ModelView.of(judged, before);
    String page =
        new RunPage(judged, before, views, confidence)
            .write(new RunPictures(hadoop, judged, images));
    file.write(page);
    PrintWriter console = spec.commandLine().getOut();
    console.println("Page: " + out);
    console.flush();
    return 0;
  }
}

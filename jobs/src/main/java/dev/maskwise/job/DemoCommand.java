package dev.maskwise.job;

import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.job.demo.DemoDataSet;
import dev.maskwise.job.demo.DemoDataSet.Written;
import dev.maskwise.job.plan.EvaluateOptions;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise demo}: makes a small data set and evaluates two models on it. */
@Command(
    name = "demo",
    description =
        "Makes a small data set of street scenes, evaluates two models on it, and reports.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

  private static final int SCENES = 72;

  /** The logits of every class of so many scenes of the standard size take 138 MB. */
  private static final int MULTICLASS_SCENES = 24;

  @Option(
      names = "--task",
      paramLabel = "labels|binary|multiclass",
      description =
          "What the models give: label maps, logits of the class car, or logits of every class."
              + " Default: labels.")
  Task task = Task.LABELS;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the data set and its report go, as data and report, or data-TASK and report-TASK"
              + " with scores. Default: ${DEFAULT-VALUE}.")
  Path directory = Path.of("maskwise-demo");

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description =
          "How many images. Default: 72; multiclass: 24, because their logits take 5.8 MB each.")
  @Nullable Integer scenes;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description = "Their size in pixels. Default: ${DEFAULT-VALUE}.")
  String size = "512x256";

  @Option(
      names = "--data-only",
      paramLabel = "DIR",
      description = "Only write the data set, into this directory.")
  @Nullable Path dataOnly;

  @Option(
      names = "--nights",
      description =
          "Two nights in place of one evaluation: the model becomes worse, and the second night fails"
              + " its checks. Leaves a store, whose runs have a page each.")
  boolean nights;

  @Mixin private final SparkOptions sparkOptions = new SparkOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    InputRefusedException.require(
        !task.overlaps() && !task.ofObjects(),
        "The scenes of the demo have one class a pixel: leave --task %s out."
            .formatted(task.label()));
    PrintWriter console = spec.commandLine().getOut();
    Path data = dataOnly == null ? directory.resolve("data" + suffix()) : dataOnly;
    Written written = write(data);
    console.printf(
        "%,d street scenes of %s pixels, and what the models %s predict%s: %s%n",
        written.images(), size, String.join(" and ", DemoDataSet.MODELS), scores(), data);
    console.flush();
    if (nights) {
      InputRefusedException.require(
          task == Task.LABELS && dataOnly == null,
          "--nights are of label maps and write numbers: leave --task and --data-only out.");
      new DemoNights(directory, written)
          .run(spec.parent().commandLine(), sparkOptions.words(), console);
    } else if (dataOnly == null) {
      EvaluateCommand.evaluate(options(written), sparkOptions, console);
    }
    return 0;
  }

  /** What sets apart the directories of a task, whose data sets may differ in size. */
  private String suffix() {
    return task == Task.LABELS ? "" : "-" + task.label();
  }

  private int scenes() {
    int standard = task == Task.MULTICLASS ? MULTICLASS_SCENES : SCENES;
    return scenes == null ? standard : scenes;
  }

  /** What is said of the scores. */
  private String scores() {
    boolean binary = task == Task.BINARY;
    Matcher dimensions = dimensions();
    long values = (long) side(dimensions, 1) * side(dimensions, 2) * scenes();
    int planes = DemoDataSet.MODELS.size() * (binary ? 1 : DemoDataSet.CLASSES.size());
    double megabytes = values * planes * ScoreType.FLOAT16.bytes() / 1e6;
    String what = binary ? DemoDataSet.CLASSES.get(DemoDataSet.FOREGROUND) : "every class";
    return task == Task.LABELS
        ? ""
        : String.format(Locale.ROOT, ", with logits of %s (float16, %,.1f MB)", what, megabytes);
  }

  private Written write(Path data) throws IOException {
    Matcher dimensions = dimensions();
    try {
      return DemoDataSet.write(data, task, scenes(), side(dimensions, 1), side(dimensions, 2));
    } catch (IllegalArgumentException e) {
      throw refuse(String.valueOf(e.getMessage()), e);
    } catch (FileAlreadyExistsException e) {
      throw new InputRefusedException(
          "%s is there already and no demo wrote it: move it away, or choose another directory."
              .formatted(e.getMessage()),
          e);
    }
  }

  private Matcher dimensions() {
    Matcher dimensions = SIZE.matcher(size);
    if (!dimensions.matches()) {
      throw refuse("a size is WIDTHxHEIGHT, such as 512x256", null);
    }
    return dimensions;
  }

  private static int side(Matcher dimensions, int group) {
    return Integer.parseInt(dimensions.group(group));
  }

  private InputRefusedException refuse(String reason, @Nullable Exception cause) {
    String sentence = "--scenes %d --size %s: %s".formatted(scenes(), size, reason);
    return new InputRefusedException(sentence.replaceAll("\\.$", "") + ".", cause);
  }

  /** The words of {@code evaluate} for the data set. */
  private EvaluateOptions options(Written data) {
    List<String> words = new ArrayList<>(List.of("--truth", data.truth().toString()));
    data.predictions()
        .forEach((model, path) -> words.addAll(List.of("--prediction", model + "=" + path)));
    words.addAll(List.of("--classes", data.classes().toString()));
    words.addAll(List.of("--ignore", String.valueOf(DemoDataSet.IGNORE)));
    words.addAll(List.of("--slice", "(?<condition>[^/]+)/"));
    words.addAll(List.of("--out", directory.resolve("report" + suffix()).toString()));
    words.addAll(List.of("--overwrite", "--task", task.label()));
    if (task != Task.LABELS) {
      words.addAll(List.of("--score", "logit"));
    }
    if (task == Task.BINARY) {
      words.addAll(List.of("--foreground", String.valueOf(DemoDataSet.FOREGROUND)));
    }
    EvaluateOptions options = new EvaluateOptions();
    new CommandLine(options)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(words.toArray(String[]::new));
    return options;
  }
}

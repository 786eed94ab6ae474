package dev.maskwise.job;

import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.TableSource.Columns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of {@code evaluate}, as they were given. */
final class EvaluateOptions {

  /** What happens when an image is rejected. */
  enum OnReject {
    /** The run ends with exit code 1 and leaves no output. */
    FAIL,
    /** The run goes on without the image, counts it and lists it. */
    SKIP
  }

  /** What counts the pixels of label maps. */
  enum Engine {
    /** The job's own tasks, which read everything. */
    TASKS,
    /** A query of SQL functions, which the RAPIDS Accelerator runs on GPUs. */
    QUERY
  }

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "DIR|TABLE",
      description =
          "True masks: a directory of PNG label maps, or a Parquet table (TABLE#COLUMN names the"
              + " mask column), on any Hadoop file system.")
  String truth = "";

  @Option(
      names = "--prediction",
      required = true,
      paramLabel = "[NAME=]DIR|TABLE",
      description =
          "Predicted masks or scores of a model, in the same form; scores are .npy or .npz files."
              + " Repeat it for several models.")
  List<String> predictions = new ArrayList<>();

  @Option(
      names = "--classes",
      paramLabel = "FILE|N",
      description =
          "The names of the classes, one a line from id 0 on, or how many there are. Only a binary"
              + " task can do without.")
  @Nullable String classes;

  @Option(
      names = "--ignore",
      paramLabel = "N",
      description = "Pixels with this truth label count nowhere.")
  @Nullable Integer ignore;

  @Option(
      names = "--background",
      paramLabel = "N",
      description = "This class enters no mean over classes (default: every class does).")
  @Nullable Integer background;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "undefined",
      description =
          "What 0/0 is worth: undefined (left out and counted), zero, one, or skip (only images"
              + " whose truth holds the class judge it). Default: ${DEFAULT-VALUE}.")
  EmptyMask policy = EmptyMask.UNDEFINED;

  @Option(
      names = "--slice",
      paramLabel = "COLUMN|REGEX",
      description =
          "Numbers for parts of the data too: a column of the truth table, or a regular expression"
              + " with named groups that is searched in the image id; can be repeated.")
  List<String> slices = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where summary.json, per_image.parquet, rejected.parquet, report.html go.")
  String out = "";

  @Option(
      names = "--overwrite",
      description =
          "Replace the evaluation that is in the output directory already. Where anything else is"
              + " there, it is kept and the run refused.")
  boolean overwrite;

  @Option(
      names = "--on-reject",
      paramLabel = "fail|skip",
      defaultValue = "fail",
      description =
          "When an image is rejected: fail (exit code 1, no output) or skip (go on, count it, list"
              + " it). Default: ${DEFAULT-VALUE}.")
  OnReject onReject = OnReject.FAIL;

  @Option(
      names = "--truth-suffix",
      paramLabel = "TEXT",
      description =
          "What the names of truth files end in; the rest of the path is the image id. Default:"
              + " ${DEFAULT-VALUE}.")
  String truthSuffix = ".png";

  @Option(
      names = "--prediction-suffix",
      paramLabel = "TEXT",
      description = "The same for predictions. Default: .png, and .npy for scores.")
  @Nullable String predictionSuffix;

  @Option(
      names = "--id-column",
      paramLabel = "NAME",
      description = "The image id in tables. Default: ${DEFAULT-VALUE}.")
  String idColumn = "image_id";

  @Option(
      names = "--mask-column",
      paramLabel = "NAME",
      description =
          "The mask in tables: PNG bytes, or a raw label map where the table has the columns height"
              + " and width. Default: ${DEFAULT-VALUE}.")
  String maskColumn = "mask";

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Larger images are rejected before memory is taken. Default: ${DEFAULT-VALUE}.")
  long maxPixels = 1L << 28;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Into how many tasks the images are divided (default: from the cores and the size of the"
              + " input). The numbers do not depend on it.")
  @Nullable Integer partitions;

  @Option(
      names = "--engine",
      paramLabel = "tasks|query",
      description =
          "What counts the pixels: tasks of the job, or a query, which takes raw label maps of"
              + " tables and runs on GPUs where Spark has the RAPIDS Accelerator. The numbers are"
              + " the same. Default: query on GPUs, else tasks.")
  @Nullable Engine engine;

  @ArgGroup(validate = false, heading = "%nPredictions that are scores:%n")
  ScoreOptions scores = new ScoreOptions();

  Columns truthColumns() {
    return columns(maskColumn);
  }

  Columns predictionColumns() {
    return columns(hasScores() ? scores.column : maskColumn);
  }

  private Columns columns(String content) {
    return new Columns(idColumn, content, Columns.DEFAULT.height(), Columns.DEFAULT.width());
  }

  /** Whether predictions are scores and not label maps. */
  boolean hasScores() {
    return scores.task != Task.LABELS;
  }

  /** What the names of prediction files end in. */
  String predictionSuffix() {
    String standard = hasScores() ? ".npy" : ".png";
    return predictionSuffix == null ? standard : predictionSuffix;
  }

  /** Model name → location, in the order given; a model without a name has its directory's. */
  Map<String, String> models() {
    Map<String, String> models = new LinkedHashMap<>();
    for (String prediction : predictions) {
      int equals = prediction.indexOf('=');
      boolean named = equals > 0 && prediction.lastIndexOf('/', equals) < 0;
      String location = named ? prediction.substring(equals + 1) : prediction;
      String name = named ? prediction.substring(0, equals) : lastPart(location);
      if (models.put(name, location) != null) {
        throw new InputRefusedException(
            "Two models are called '%s': give each a name as --prediction NAME=%s."
                .formatted(name, location));
      }
    }
    return models;
  }

  /** Where everything that is read lies. */
  List<String> inputs() {
    List<String> inputs = new ArrayList<>(List.of(truth));
    inputs.addAll(models().values());
    if (classes != null && !ClassNames.isNumber(classes)) {
      inputs.add(classes);
    }
    return inputs;
  }

  private static String lastPart(String location) {
    String trimmed = location.replaceAll("/+$", "");
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}

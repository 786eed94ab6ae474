package dev.maskwise.job.plan;

import static dev.maskwise.job.plan.Ranges.MAX_LABEL;
import static dev.maskwise.job.plan.Ranges.requireInRange;
import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.codec.label.LabelMapping;
import dev.maskwise.job.label.ClassList;
import dev.maskwise.job.label.ClassListFile;
import dev.maskwise.job.label.LabelMeaning;
import dev.maskwise.job.label.MapText;
import dev.maskwise.job.label.PredictedIgnore;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say which classes there are, and what a label means. */
final class ClassOptions {
  @Option(
      names = "--classes",
      paramLabel = "FILE|N|DATASET",
      description =
          "The names of the classes, one a line from id 0 on (or CSV, JSON or YAML with ids); how"
              + " many there are; or cityscapes, voc, ade20k, coco-stuff or camvid. Only a binary task"
              + " can do without.")
  private @Nullable String classes;

  @Option(
      names = "--ignore",
      paramLabel = "LABEL,…",
      description =
          "Pixels with these truth labels count nowhere (default: those that the list of classes"
              + " calls ignored).")
  private List<String> ignore = new ArrayList<>();

  @Option(
      names = "--predicted-ignore",
      paramLabel = "refuse|error|drop",
      description =
          "Where a label map predicts an ignore label and the truth is a class: refuse the image,"
              + " count an error of that class, or drop the pixel for that model. Default: refuse, and"
              + " error where the label is one of the classes.")
  private @Nullable PredictedIgnore predictedIgnore;

  @Option(
      names = "--background",
      paramLabel = "CLASS",
      description = "This class enters no mean over classes (default: every class does).")
  private @Nullable String background;

  @Option(
      names = "--map",
      paramLabel = "MAP|FILE",
      description =
          "What stored values mean, such as '7=0,8=road,1..150=0..149,#804080=2,*=ignore'; or ids or"
              + " colours, those of the list of classes (default: values are labels). What a map does"
              + " not name is refused.")
  private @Nullable String map;

  @Option(
      names = "--truth-map",
      paramLabel = "MAP|FILE",
      description = "The same for the truth alone; wins over --map.")
  private @Nullable String truthMap;

  @Option(
      names = "--prediction-map",
      paramLabel = "MAP|FILE",
      description = "The same for predicted label maps alone; wins over --map.")
  private @Nullable String predictionMap;

  /**
   * The classes, and what labels mean.
   *
   * @param background the class that enters no mean, as it was given; null for none
   * @param choices what was given, resolved
   * @param meaning what it comes to
   */
  record ClassPlan(
      ClassList list,
      @Nullable String background,
      LabelMeaning.Choices choices,
      LabelMeaning meaning) {

    /** Adds what changes a number; the classes are the task's to name. */
    void describe(Definition definition) {
      List<Integer> ignored = choices.ignore();
      definition
          .put("ignore", ignored.size() > 1 ? ignored : ignored.isEmpty() ? null : ignored.get(0))
          .put("predicted_ignore", choices.otherThanStandard())
          .put("truth_map", text(choices.truth()))
          .put("prediction_map", text(choices.prediction()));
    }

    private static @Nullable String text(@Nullable LabelMapping mapping) {
      return mapping == null ? null : mapping.text();
    }
  }

  /**
   * Checks and resolves the options.
   *
   * @param scores whether predictions are scores
   * @throws InputRefusedException when one cannot be worked with
   */
  ClassPlan plan(Configuration hadoop, Task task, boolean scores) {
    ClassList list = list(hadoop, task);
    ClassList stored = task.overlaps() ? ClassList.ofMasks() : list;
    List<Integer> ignored = ignored(stored);
    require(
        !scores || (predictionMap == null && predictedIgnore == null),
        "--prediction-map and --predicted-ignore are for predicted label maps, but with --task %s predictions are scores: leave them out."
            .formatted(task.label()));
    if (task.overlaps()) {
      requireMasks(ignored);
    }
    MapText words = new MapText(stored, ignored);
    LabelMapping both = map == null ? null : words.read(hadoop, "--map", map);
    LabelMapping ofTruth = truthMap == null ? both : words.read(hadoop, "--truth-map", truthMap);
    LabelMapping ofPredictions =
        predictionMap == null ? both : words.read(hadoop, "--prediction-map", predictionMap);
    LabelMeaning.Choices choices =
        new LabelMeaning.Choices(
            stored.names(), ignored, ofTruth, scores ? null : ofPredictions, predictedIgnore);
    LabelMeaning meaning = LabelMeaning.of(choices);
    require(
        meaning.classes().size() <= ConfusionMatrix.MAX_CLASSES,
        "--predicted-ignore error takes one class more than the %d that there are, but %d is the most: say drop or refuse."
            .formatted(list.names().size(), ConfusionMatrix.MAX_CLASSES));
    return new ClassPlan(list, background, choices, meaning);
  }

  /** A mask holds 0, 1 and what is ignored. */
  private void requireMasks(List<Integer> ignored) {
    require(
        predictedIgnore == null,
        "--predicted-ignore is for predicted label maps, but with --task multilabel a mask holds 0 and 1: leave it out.");
    for (int value : ignored) {
      requireInRange("--ignore", value, 2, MAX_LABEL, "a value besides 0 and 1, ");
    }
  }

  /** The names of the classes. */
  List<String> names(Configuration hadoop, Task task) {
    return list(hadoop, task).names();
  }

  private ClassList list(Configuration hadoop, Task task) {
    if (classes == null && task != Task.BINARY) {
      throw new InputRefusedException(
          "--classes is not given: name the classes in a file, or say how many there are.");
    }
    return classes == null ? ClassList.ANY : ClassListFile.read(hadoop, classes);
  }

  private List<Integer> ignored(ClassList list) {
    List<Integer> labels = new ArrayList<>();
    for (String given : ignore) {
      String[] words = list.names().contains(given) ? new String[] {given} : given.split(",", -1);
      for (String word : words) {
        int label = list.label("--ignore", word.strip());
        requireInRange("--ignore", label, 0, MAX_LABEL, "a label ");
        labels.add(label);
      }
    }
    return ignore.isEmpty() ? list.ignore() : labels.stream().distinct().toList();
  }

  /** The files that are read. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    if (classes != null && ClassListFile.isFile(classes)) {
      files.add(classes);
    }
    return files;
  }
}

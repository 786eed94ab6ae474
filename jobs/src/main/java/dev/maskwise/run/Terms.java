package dev.maskwise.run;

import dev.maskwise.metric.Choice;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.Calibration;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.reader.InputRefusedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a run mean, out of its definition: with the statistics of the images all that
 * its numbers follow from.
 *
 * @param classes the names of the classes, in the order of their ids
 * @param policy the choices of the means
 * @param scoreKind what a score is; null for label maps and masks
 * @param losses what is computed from scores, in the order of reports; empty for label maps
 * @param channels how many classes have scores; 0 for label maps and masks
 * @param calibrationNorm how the gaps of calibration become one number
 */
public record Terms(
    Task task,
    List<String> classes,
    Policy policy,
    @Nullable ScoreKind scoreKind,
    List<ScoreLoss> losses,
    int channels,
    Calibration.Norm calibrationNorm)
    implements Serializable {

  /**
   * The choices that say which images there are and how they are stored, not what a number means:
   * runs that differ in these alone can be compared.
   */
  private static final Set<String> OF_THE_DATA =
      Set.of(
          "truth",
          "predictions",
          "slices",
          "truth_suffix",
          "prediction_suffix",
          "id_column",
          "mask_column",
          "max_pixels",
          "on_reject",
          "score_scale",
          "score_offset",
          "score_array",
          "score_column",
          "score_type",
          "intervals",
          "conf");

  /** Choices of the data that decide what is found in a mask of which every byte is the same. */
  private static final Set<String> OF_A_MASK =
      Set.of("max_pixels", "score_scale", "score_offset", "score_array", "score_type");

  /** A choice that no statistic depends on, but what is made of all of them. */
  private static final String OF_THE_DATA_SET = "lovasz_dataset";

  /**
   * A choice in which two runs differ.
   *
   * @param name its place in the definition, such as "policy.empty_mask"
   */
  public record Difference(String name, String before, String after) {}

  /** The terms where predictions are label maps or masks, and no scores. */
  public static Terms ofMasks(Task task, List<String> classes, Policy policy) {
    return new Terms(task, classes, policy, null, List.of(), 0, Calibration.Norm.L1);
  }

  /** Whether predictions are scores. */
  public boolean hasScores() {
    return channels > 0;
  }

  /**
   * The terms of a run.
   *
   * @throws InputRefusedException when this version does not know what its definition says
   */
  public static Terms of(StoredRun run) {
    Map<String, @Nullable Object> definition = run.manifest().definition();
    for (Task task : Task.values()) {
      InputRefusedException.require(
          !task.ofObjects() || !task.label().equals(definition.get("task")),
          "The run %s is of objects (--task %s), which are not compared and have no page of images: its numbers are in summary.json and report.html, what became of each detection in detections.parquet."
              .formatted(run.directory(), task.label()));
    }
    try {
      return of(definition);
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
      throw new InputRefusedException(
          "The definition of the run %s cannot be read (%s): read it with the version that wrote it."
              .formatted(run.directory(), e.getMessage()),
          e);
    }
  }

  private static Terms of(Map<String, @Nullable Object> definition) {
    Task task = choice(definition.get("task"), Task.values());
    List<String> classes = texts(definition.get("classes"));
    Map<?, ?> means = (Map<?, ?>) Objects.requireNonNull(definition.get("policy"));
    Set<Integer> leftOut = new TreeSet<>();
    texts(means.get("classes_left_out")).forEach(name -> leftOut.add(classes.indexOf(name)));
    Policy policy = new Policy(choice(means.get("empty_mask"), EmptyMask.values()), leftOut);
    if (definition.get("score") == null) {
      return ofMasks(task, classes, policy);
    }
    ScoreKind kind = choice(definition.get("score"), ScoreKind.values());
    int channels = task.channels(classes.size());
    List<ScoreLoss> losses = new ArrayList<>();
    for (Object name : ((Map<?, ?>) Objects.requireNonNull(definition.get("losses"))).keySet()) {
      losses.add(ScoreLosses.parse(name.toString(), task, kind, channels));
    }
    return new Terms(
        task,
        classes,
        policy,
        kind,
        losses,
        channels,
        Calibration.Norm.valueOf(
            text(definition.get("calibration_norm")).toUpperCase(Locale.ROOT)));
  }

  private static <E extends Enum<E> & Choice> E choice(@Nullable Object label, E[] choices) {
    for (E choice : choices) {
      if (choice.label().equals(label)) {
        return choice;
      }
    }
    throw new IllegalArgumentException("there is no choice '%s'".formatted(label));
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  private static List<String> texts(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().map(String::valueOf).toList();
  }

  /** In which choices that give a number its meaning two runs differ; empty where in none. */
  public static List<Difference> differences(Manifest before, Manifest after) {
    List<Difference> differences = new ArrayList<>();
    collect("", before.definition(), after.definition(), OF_THE_DATA, differences);
    return differences;
  }

  /**
   * In which choices a definition differs from that of a run so that the statistics of an image
   * whose masks are the same may not be; empty where in none.
   */
  public static List<Difference> differencesOfImages(
      Manifest before, Map<String, @Nullable Object> definition) {
    Set<String> others = new HashSet<>(OF_THE_DATA);
    others.removeAll(OF_A_MASK);
    others.add(OF_THE_DATA_SET);
    List<Difference> differences = new ArrayList<>();
    collect("", before.definition(), ManifestJson.readAgain(definition), others, differences);
    return differences;
  }

  private static void collect(
      String prefix,
      Map<?, ?> before,
      Map<?, ?> after,
      Set<String> passedOver,
      List<Difference> differences) {
    Set<Object> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (Object name : names) {
      @Nullable Object one = before.get(name);
      @Nullable Object other = after.get(name);
      if (Objects.equals(one, other) || (prefix.isEmpty() && passedOver.contains(name))) {
        continue;
      }
      if (one instanceof Map<?, ?> some && other instanceof Map<?, ?> others) {
        collect(prefix + name + ".", some, others, passedOver, differences);
      } else {
        differences.add(new Difference(prefix + name, String.valueOf(one), String.valueOf(other)));
      }
    }
  }

  /** The class of which a channel gives scores: the foreground in the binary task. */
  public int classOf(int channel) {
    return channel + classes.size() - channels;
  }
}

package dev.maskwise.job.label;

import dev.maskwise.codec.label.LabelMapText;
import dev.maskwise.codec.label.LabelMapping;
import dev.maskwise.codec.label.LabelTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of truth and predictions mean: the tables that make one label of all that counts
 * nowhere, and what is counted.
 *
 * @param classes the names of what is counted: the classes, and last what is predicted as an ignore
 *     label where that is an error
 * @param ignore the label that counts nowhere, once the tables are applied; negative for none
 * @param drops whether a pixel that is predicted as that label counts nowhere either
 * @param ofTruth the table of the truth
 * @param ofPredictions the table of predicted label maps
 * @param leftOut the counted classes that enter no mean, since they are ignored
 */
public record LabelMeaning(
    List<String> classes,
    int ignore,
    boolean drops,
    LabelTable ofTruth,
    LabelTable ofPredictions,
    List<Integer> leftOut)
    implements Serializable {

  /** The tables of the truth and of each model. */
  public List<LabelTable> tables(int models) {
    List<LabelTable> tables = new ArrayList<>(Collections.nCopies(models + 1, ofPredictions));
    tables.set(0, ofTruth);
    return tables;
  }

  /** The name of what is predicted as an ignore label, beside the classes. */
  static final String IGNORED = "predicted ignore";

  private static final int NARROW = 0xff;
  private static final int WIDE = 0xffff;

  /**
   * The choices.
   *
   * @param classes the names of the classes; empty where any label is allowed
   * @param ignore the labels that count nowhere, among the classes or beyond them
   * @param truth what the values of the truth mean; null where they are labels
   * @param prediction the same of predicted label maps
   * @param predictedIgnore what they are worth where they hold an ignore label; null for the
   *     standard: a label beyond the classes is refused, and one among them a class like any other
   */
  public record Choices(
      List<String> classes,
      List<Integer> ignore,
      @Nullable LabelMapping truth,
      @Nullable LabelMapping prediction,
      @Nullable PredictedIgnore predictedIgnore) {

    /** The choices that a definition describes. */
    static Choices of(Map<String, @Nullable Object> definition, List<String> classes) {
      Object worth = definition.get("predicted_ignore");
      List<Integer> ignore = new ArrayList<>();
      if (definition.get("ignore") instanceof Number label) {
        ignore.add(label.intValue());
      } else if (definition.get("ignore") instanceof List<?> labels) {
        labels.forEach(label -> ignore.add(((Number) Objects.requireNonNull(label)).intValue()));
      }
      return new Choices(
          classes,
          ignore,
          mapping(definition.get("truth_map")),
          mapping(definition.get("prediction_map")),
          worth == null
              ? null
              : PredictedIgnore.valueOf(worth.toString().toUpperCase(Locale.ROOT)));
    }

    private static @Nullable LabelMapping mapping(@Nullable Object text) {
      return text == null ? null : LabelMapText.parse(text.toString(), LabelMapText.NUMBERS);
    }

    /** Whether a class is among what is ignored. */
    private boolean ignoresClass() {
      return ignore.stream().anyMatch(label -> label < classes.size());
    }

    /** What a predicted ignore label is worth where it is not what it would be anyway. */
    public @Nullable PredictedIgnore otherThanStandard() {
      PredictedIgnore standard = ignoresClass() ? PredictedIgnore.ERROR : PredictedIgnore.REFUSE;
      return predictedIgnore == standard ? null : predictedIgnore;
    }

    private boolean ignores() {
      return !ignore.isEmpty()
          || (truth != null && truth.has(LabelMapping.IGNORE))
          || (prediction != null && prediction.has(LabelMapping.IGNORE));
    }

    /** Whether any label of a file may stay what it is, as none is a class of a list. */
    private boolean keepsAny() {
      return classes.isEmpty() && (truth == null || truth.has(LabelMapping.SAME));
    }

    /** A label that is none of the classes, one that is ignored if there is such. */
    private int beyond() {
      int largest = classes.size() - 1;
      for (LabelMapping map : new @Nullable LabelMapping[] {truth, prediction}) {
        largest = map == null ? largest : Math.max(largest, map.largestLabel());
      }
      int most = largest;
      return ignore.stream()
          .filter(label -> classes.isEmpty() || label > most)
          .findFirst()
          .orElse(most < NARROW && !keepsAny() ? NARROW : WIDE);
    }
  }

  /** What choices come to. */
  public static LabelMeaning of(Choices choices) {
    List<String> classes = choices.classes();
    List<Integer> leftOut =
        new ArrayList<>(choices.ignore().stream().filter(i -> i < classes.size()).toList());
    PredictedIgnore worth = choices.otherThanStandard();
    if (!choices.ignores()) {
      return new LabelMeaning(
          classes,
          -1,
          false,
          table(choices, choices.truth(), -1),
          table(choices, choices.prediction(), -1),
          leftOut);
    }
    int ignored =
        worth == PredictedIgnore.DROP || worth == PredictedIgnore.ERROR
            ? classes.size()
            : worth == null && !leftOut.isEmpty() ? leftOut.get(0) : choices.beyond();
    List<String> counted = new ArrayList<>(classes);
    if (worth == PredictedIgnore.ERROR) {
      leftOut.add(counted.size());
      counted.add(classes.contains(IGNORED) ? IGNORED + " label" : IGNORED);
    }
    return new LabelMeaning(
        List.copyOf(counted),
        ignored,
        worth == PredictedIgnore.DROP,
        table(choices, choices.truth(), ignored),
        table(choices, choices.prediction(), ignored),
        List.copyOf(leftOut));
  }

  /** The meaning of which a definition is. */
  public static LabelMeaning of(Map<String, @Nullable Object> definition, List<String> classes) {
    return of(Choices.of(definition, classes));
  }

  private static LabelTable table(Choices choices, @Nullable LabelMapping map, int ignored) {
    boolean plain =
        map == null && (choices.ignore().isEmpty() || choices.ignore().equals(List.of(ignored)));
    return plain
        ? LabelTable.AS_STORED
        : new LabelTable(map == null ? LabelMapping.IDENTITY : map, choices.ignore(), ignored);
  }
}

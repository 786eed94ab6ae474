package dev.maskwise.run.check;

import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.Terms;
import dev.maskwise.run.check.rule.NearestWord;
import dev.maskwise.run.check.rule.Selection;
import dev.maskwise.run.compare.Comparison;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What each model of a run is compared with. What is asked for twice is found once. */
final class Opponents {
  private static final int DIFFERENCES_SHOWN = 5;
  private static final int LONGEST = 120;

  private final StoredRun run;
  private final Evidence evidence;
  private final Map<String, Opponent> opponents = new HashMap<>();
  private final Map<String, Comparison> comparisons = new HashMap<>();
  private @Nullable StoredSummary summary;
  private @Nullable List<Terms.Difference> differences;

  /**
   * What a model is compared with.
   *
   * @param run null where there is none
   * @param model of that run
   * @param reason why there is none, as a sentence
   */
  record Opponent(@Nullable StoredRun run, String model, String reason) {}

  Opponents(StoredRun run, Evidence evidence) {
    this.run = run;
    this.evidence = evidence;
  }

  /** What a model is compared with. */
  Opponent of(String model) {
    return opponents.computeIfAbsent(model, this::find);
  }

  private Opponent find(String model) {
    BaselineRun baseline = evidence.baseline();
    StoredRun other = baseline.run();
    if (other == null) {
      return new Opponent(null, model, "There is no baseline: %s.".formatted(baseline.reason()));
    }
    String name = baseline.model() == null ? model : baseline.model();
    List<String> models = other.manifest().models();
    if (!models.contains(name)) {
      return new Opponent(
          null,
          name,
          "There is no baseline: its run %s has no model '%s', so %s as baseline: {model: …}."
              .formatted(other.manifest().run(), name, NearestWord.clause(name, models)));
    }
    return new Opponent(other, name, "");
  }

  /**
   * The models of the baseline that the run has no more, where models are compared by their names.
   */
  List<String> vanished() {
    StoredRun other = evidence.baseline().run();
    if (other == null || evidence.baseline().model() != null) {
      return List.of();
    }
    List<String> models = run.manifest().models();
    return other.manifest().models().stream().filter(model -> !models.contains(model)).toList();
  }

  /** The numbers of a metric that a vanished model had. */
  Map<NumberKey, StoredNumber> vanished(String model, Selection selection) {
    StoredSummary before = summary(Objects.requireNonNull(evidence.baseline().run()));
    return before.models().contains(model) ? Expansion.numbers(selection, before, model) : Map.of();
  }

  /** Whether a model would be compared with itself. */
  boolean isItself(String model) {
    Opponent opponent = of(model);
    return opponent.model().equals(model)
        && opponent.run() != null
        && opponent.run().directory().equals(run.directory());
  }

  /** In which choices the numbers of both mean different things; then nothing is compared. */
  List<Terms.Difference> differences(StoredRun other, String model) {
    if (differences == null) {
      differences = Terms.differences(other.manifest(), run.manifest());
    }
    return differences.isEmpty() ? comparison(other, model).differences() : differences;
  }

  /** What changed; the model has an opponent of the same definition. */
  Comparison comparison(StoredRun other, String model) {
    return comparisons.computeIfAbsent(
        model, name -> evidence.comparisons().compare(other, of(name).model(), run, name));
  }

  /** The numbers of a metric of a model of the baseline. */
  Map<NumberKey, StoredNumber> numbers(StoredRun other, String model, Selection selection) {
    return Expansion.numbers(selection, summary(other), model);
  }

  private StoredSummary summary(StoredRun other) {
    StoredSummary known = summary == null ? other.summary() : summary;
    summary = known;
    return known;
  }

  /** Different definitions, as a sentence. */
  static String sentence(List<Terms.Difference> differences) {
    StringBuilder text = new StringBuilder("The definitions differ, so that nothing is compared:");
    for (int i = 0; i < Math.min(differences.size(), DIFFERENCES_SHOWN); i++) {
      Terms.Difference difference = differences.get(i);
      text.append(i == 0 ? " " : ", ")
          .append(
              "%s was %s and is %s"
                  .formatted(difference.name(), cut(difference.before()), cut(difference.after())));
    }
    int more = differences.size() - DIFFERENCES_SHOWN;
    return text.append(more > 0 ? ", and %,d more.".formatted(more) : ".").toString();
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}

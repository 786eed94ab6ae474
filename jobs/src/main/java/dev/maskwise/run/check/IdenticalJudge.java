package dev.maskwise.run.check;

import dev.maskwise.run.Manifest;
import dev.maskwise.run.Manifest.Input;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.Terms;
import dev.maskwise.run.check.rule.Consequence;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Finding;
import dev.maskwise.run.check.verdict.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether all numbers of a model are those of another run of the same definition over the same
 * data, to the bit.
 */
final class IdenticalJudge {
  private static final int SHOWN = 3;
  private static final String INTERVALS = "intervals";

  private final Consequence onMissing;
  private final StoredRun run;
  private final StoredSummary summary;

  IdenticalJudge(Consequence onMissing, StoredRun run, StoredSummary summary) {
    this.onMissing = onMissing;
    this.run = run;
    this.summary = summary;
  }

  /**
   * A case for a model.
   *
   * @param other the run that it has to be identical with; null where there is none
   * @param otherModel its model
   * @param reason why there is none, as a sentence
   */
  Draft draft(String model, @Nullable StoredRun other, String otherModel, String reason) {
    Subject subject = new Subject(model, "all", null, null, null);
    if (other == null) {
      return Draft.of(subject, Figures.NONE, Answer.said(Finding.NO_BASELINE, onMissing, reason));
    }
    Manifest mine = run.manifest();
    Manifest its = other.manifest();
    List<Terms.Difference> differences = Terms.differences(its, mine);
    if (!differences.isEmpty()) {
      return Draft.of(subject, Figures.NONE, Answer.different(Opponents.sentence(differences)));
    }
    String data = otherData("The truth", input(its, null), input(mine, null));
    if (data.isEmpty()) {
      data = otherData("What is predicted", input(its, otherModel), input(mine, model));
    }
    if (!data.isEmpty()) {
      return Draft.of(subject, Figures.NONE, Answer.different(data));
    }
    boolean sameIntervals =
        Objects.equals(its.definition().get(INTERVALS), mine.definition().get(INTERVALS));
    return compare(subject, other, otherModel, sameIntervals);
  }

  private static Optional<Input> input(Manifest manifest, @Nullable String model) {
    return manifest.inputs().stream()
        .filter(input -> Objects.equals(input.model(), model))
        .findFirst();
  }

  /** Why two inputs are not known to be equal, as a sentence; empty where they are. */
  private static String otherData(String what, Optional<Input> its, Optional<Input> mine) {
    String before = its.map(Input::content).orElse(null);
    String now = mine.map(Input::content).orElse(null);
    if (before != null && now != null) {
      return before.equals(now)
          ? ""
          : what + " is not the same in both runs, so that nothing is compared.";
    }
    return its.isPresent() && its.map(Input::listing).equals(mine.map(Input::listing))
        ? ""
        : what
            + " may not be the same in both runs, of which one has no digest of it, so that nothing"
            + " is compared.";
  }

  private Draft compare(
      Subject subject, StoredRun other, String otherModel, boolean sameIntervals) {
    Map<NumberKey, StoredNumber> mine =
        summary.numbers(Objects.requireNonNull(subject.model()), key -> true);
    Map<NumberKey, StoredNumber> its = other.summary().numbers(otherModel, key -> true);
    Set<NumberKey> keys = new LinkedHashSet<>(mine.keySet());
    keys.addAll(its.keySet());
    List<String> different = new ArrayList<>();
    for (NumberKey key : keys) {
      StoredNumber number = mine.get(key);
      StoredNumber before = its.get(key);
      if (!Objects.equals(
          sameIntervals ? number : withoutInterval(number),
          sameIntervals ? before : withoutInterval(before))) {
        different.add("%s was %s and is %s".formatted(key, shown(before), shown(number)));
      }
    }
    Figures figures = Figures.of(different.size(), Double.NaN, 0, Double.NaN);
    int more = different.size() - SHOWN;
    return Draft.of(
        subject,
        figures,
        different.isEmpty()
            ? Answer.holds(
                "All %,d numbers are those of the run %s, to the bit."
                    .formatted(keys.size(), other.manifest().run()))
            : Answer.breached(
                "%,d of %,d numbers are not those of the run %s: %s%s."
                    .formatted(
                        different.size(),
                        keys.size(),
                        other.manifest().run(),
                        String.join("; ", different.subList(0, Math.min(SHOWN, different.size()))),
                        more > 0 ? "; and %,d more".formatted(more) : "")));
  }

  private static @Nullable StoredNumber withoutInterval(@Nullable StoredNumber number) {
    return number == null
        ? null
        : new StoredNumber(number.value(), number.n(), number.undefined(), number.over(), null);
  }

  private static String shown(@Nullable StoredNumber number) {
    return number == null
        ? "not there"
        : "%s of %,d %s".formatted(number.value(), number.n(), number.over());
  }
}

package dev.maskwise.run.check;

import dev.maskwise.metric.Averaging;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.check.rule.NamePatterns;
import dev.maskwise.run.check.rule.NamePatterns.NamePattern;
import dev.maskwise.run.check.rule.NearestWord;
import dev.maskwise.run.check.rule.Selection;
import dev.maskwise.run.check.verdict.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is about in a run.
 *
 * @param numbers that it selects, in the order of the summary
 * @param absences what it names and the run does not have
 */
public record Expansion(List<Selected> numbers, List<Absence> absences) {

  /** A number of a model. */
  public record Selected(String model, NumberKey key, StoredNumber number) {
    Subject subject() {
      return Subject.of(model, key);
    }
  }

  /**
   * Something that is not there.
   *
   * @param reason a sentence
   */
  public record Absence(Subject subject, String reason) {}

  /** The numbers of a summary that are meant, and what of the selection fits none. */
  public static Expansion of(Selection selection, StoredSummary summary) {
    List<Absence> absences = new ArrayList<>();
    List<String> models = models(selection, summary, absences);
    List<Selected> numbers = new ArrayList<>();
    List<NumberKey> ofMetric = new ArrayList<>();
    for (String model : models) {
      numbers(selection, summary, model)
          .forEach(
              (key, number) -> {
                ofMetric.add(key);
                if (selection.fits(key)) {
                  numbers.add(new Selected(model, key, number));
                }
              });
    }
    if (ofMetric.isEmpty()) {
      if (!models.isEmpty()) {
        absences.add(
            new Absence(subject(selection, null, null), noMetric(selection, summary, models)));
      }
      return new Expansion(numbers, absences);
    }
    addClasses(selection, ofMetric, absences);
    addSlices(selection, ofMetric, absences);
    if (numbers.isEmpty() && absences.isEmpty()) {
      absences.add(
          new Absence(
              subject(selection, null, null),
              "No number fits all that the rule names: name fewer of its classes and slices."));
    }
    return new Expansion(numbers, absences);
  }

  /** The numbers of the metric; those of slices where slices are meant. */
  static Map<NumberKey, StoredNumber> numbers(
      Selection selection, StoredSummary summary, String model) {
    boolean ofSlices =
        selection.slices().wanted().stream()
            .anyMatch(pattern -> !pattern.text().equals(Selection.ALL));
    return ofSlices || summary.listsAllSlices()
        ? summary.numbers(model, selection::isOfMetric)
        : summary.numbersOfAllImages(model, selection::isOfMetric);
  }

  /** The models that are meant. */
  static List<String> models(Selection selection, StoredSummary summary, List<Absence> absences) {
    List<String> models = summary.models();
    for (NamePattern pattern : selection.models().wanted()) {
      if (models.stream().noneMatch(model -> fits(selection.models(), pattern, model))) {
        absences.add(
            new Absence(
                new Subject(
                    pattern.text(),
                    selection.metric().isEmpty() ? "-" : selection.metric(),
                    selection.metric().isEmpty() ? null : selection.averaging().label(),
                    null,
                    null),
                "The run has no model '%s': %s."
                    .formatted(pattern.text(), NearestWord.clause(pattern.text(), models))));
      }
    }
    return models.stream().filter(selection.models()::fit).toList();
  }

  private static boolean fits(NamePatterns patterns, NamePattern pattern, String name) {
    return pattern.fits(name) && !patterns.excludes(name);
  }

  private static String noMetric(Selection selection, StoredSummary summary, List<String> models) {
    Set<String> metrics = new TreeSet<>();
    Set<String> averagings = new TreeSet<>();
    for (NumberKey key : summary.numbers(models.get(0)).keySet()) {
      metrics.add(key.metric());
      if (key.metric().equals(selection.metric())) {
        averagings.add(key.averaging().label());
      }
    }
    return averagings.isEmpty()
        ? "The run has no metric '%s': %s."
            .formatted(selection.metric(), NearestWord.clause(selection.metric(), metrics))
        : "The run has no %s under the averaging %s: write one of %s."
            .formatted(
                selection.metric(), selection.averaging().label(), String.join(", ", averagings));
  }

  private static void addClasses(
      Selection selection, List<NumberKey> ofMetric, List<Absence> absences) {
    List<String> classes = names(ofMetric, NumberKey::className);
    NamePatterns wanted = selection.classes();
    if (wanted == null) {
      if (classes.size() > 0 && ofMetric.stream().noneMatch(key -> key.className() == null)) {
        absences.add(
            new Absence(
                subject(selection, null, null),
                "%s (%s) has values of classes alone: write which, such as classes: ['*']."
                    .formatted(selection.metric(), selection.averaging().label())));
      }
      return;
    }
    if (classes.isEmpty()) {
      absences.add(
          new Absence(
              subject(selection, wanted.toString(), null),
              "%s (%s) has no values of classes: leave out 'classes'."
                  .formatted(selection.metric(), selection.averaging().label())));
      return;
    }
    for (NamePattern pattern : wanted.wanted()) {
      if (classes.stream().noneMatch(name -> fits(wanted, pattern, name))) {
        absences.add(
            new Absence(
                subject(selection, pattern.text(), null),
                "The run has no class '%s': %s."
                    .formatted(pattern.text(), NearestWord.clause(pattern.text(), classes))));
      }
    }
  }

  private static void addSlices(
      Selection selection, List<NumberKey> ofMetric, List<Absence> absences) {
    List<String> slices = names(ofMetric, NumberKey::slice);
    for (NamePattern pattern : selection.slices().wanted()) {
      if (!pattern.text().equals(Selection.ALL)
          && slices.stream().noneMatch(name -> fits(selection.slices(), pattern, name))) {
        absences.add(
            new Absence(
                subject(selection, null, pattern.text()),
                slices.isEmpty()
                    ? "The run has no slice '%s', and no other: evaluate with --slice."
                        .formatted(pattern.text())
                    : "The run has no slice '%s': %s."
                        .formatted(pattern.text(), NearestWord.clause(pattern.text(), slices))));
      }
    }
  }

  private static List<String> names(
      List<NumberKey> keys, Function<NumberKey, @Nullable String> name) {
    return keys.stream().map(name).filter(Objects::nonNull).distinct().toList();
  }

  private static Subject subject(
      Selection selection, @Nullable String className, @Nullable String slice) {
    Averaging averaging = selection.averaging();
    return new Subject(null, selection.metric(), averaging.label(), className, slice);
  }

  /** Whether something that is named and not there would be or hold the number. */
  boolean lacks(NumberKey key) {
    return absences.stream()
        .map(Absence::subject)
        .anyMatch(
            subject ->
                (subject.className() == null || covers(subject.className(), key.className()))
                    && (subject.slice() == null || covers(subject.slice(), key.slice())));
  }

  private static boolean covers(String pattern, @Nullable String name) {
    return name != null && NamePattern.of(pattern).fits(name);
  }
}

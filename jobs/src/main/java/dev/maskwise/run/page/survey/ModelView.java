package dev.maskwise.run.page.survey;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.compare.Comparer;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.images.RunImages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model of a run, as the page shows it.
 *
 * @param model its name
 * @param index its position in the run
 * @param numbers of the model that the page shows
 * @param baseline what it is compared with; null where there is nothing
 */
public record ModelView(
    String model, int index, Map<NumberKey, StoredNumber> numbers, @Nullable Baseline baseline) {
  /** So many slices are shown class by class. */
  public static final int SLICES_BY_CLASS = 16;

  /**
   * What a model is compared with.
   *
   * @param label what people read
   * @param index the position of the model in its run
   */
  public record Baseline(String label, RunImages run, int index, Comparison comparison) {}

  /**
   * The models of a run: against those of the same names in an earlier run, or the only one against
   * the only one; without an earlier run all others against the first.
   *
   * @param before the earlier run; null for none
   * @throws InputRefusedException when the runs have no model in common
   */
  public static List<ModelView> of(RunImages run, @Nullable RunImages before) {
    List<String> models = run.run().manifest().models();
    List<ModelView> views = new ArrayList<>();
    RunImages earlier = before == null ? run : before;
    Comparer comparer = new Comparer(earlier, run);
    StoredSummary summary = run.run().summary();
    for (String model : models) {
      String other = before == null ? models.get(0) : counterpart(model, models, before);
      boolean compared = other != null && (before != null || !other.equals(model));
      views.add(
          new ModelView(
              model,
              run.model(model),
              numbers(summary, model),
              other == null || !compared
                  ? null
                  : new Baseline(
                      before == null ? other : other + " before",
                      earlier,
                      earlier.model(other),
                      comparer.compare(other, model, null))));
    }
    InputRefusedException.require(
        before == null || views.stream().anyMatch(view -> view.baseline() != null),
        "The runs %s and %s have no model in common: evaluate them under the same names."
            .formatted(before == null ? "" : before.run().directory(), run.run().directory()));
    return views;
  }

  /** Those that the summary lists; of very many slices the first listed ones class by class too. */
  private static Map<NumberKey, StoredNumber> numbers(StoredSummary summary, String model) {
    Map<NumberKey, StoredNumber> numbers = new LinkedHashMap<>(summary.numbers(model));
    if (!summary.listsAllSlices()) {
      numbers.keySet().stream()
          .map(NumberKey::slice)
          .filter(Objects::nonNull)
          .distinct()
          .limit(SLICES_BY_CLASS)
          .toList()
          .forEach(slice -> numbers.putAll(summary.numbersOf(slice, model, key -> true)));
    }
    return numbers;
  }

  private static @Nullable String counterpart(String model, List<String> models, RunImages before) {
    List<String> earlier = before.run().manifest().models();
    if (earlier.contains(model)) {
      return model;
    }
    return models.size() == 1 && earlier.size() == 1 ? earlier.get(0) : null;
  }

  /** What the comparison found; null where there is none or the definitions differ. */
  public @Nullable Comparison changes() {
    return baseline == null || !baseline.comparison().differences().isEmpty()
        ? null
        : baseline.comparison();
  }

  /** What the model is compared with; empty where there is nothing. */
  public String sideBefore() {
    return baseline == null ? "" : baseline.label();
  }

  /** "coarse against sharp", or the name alone. */
  public String title() {
    return baseline == null ? model : model + " against " + baseline.label();
  }
}

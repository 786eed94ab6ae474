package dev.maskwise.run.compare;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.images.RunImages;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which models are compared with which. */
public final class ModelPairs {
  private ModelPairs() {}

  /**
   * The models of two runs that have the same name; where each run has but one model, these. None
   * where they have none in common.
   *
   * @param models only these; empty for all
   * @param clusterBy as {@link Comparer} has it
   * @throws InputRefusedException when a model of the list is not in both
   */
  public static List<Comparison> between(
      RunImages before, RunImages after, List<String> models, @Nullable String clusterBy) {
    List<String> first = before.run().manifest().models();
    List<String> second = after.run().manifest().models();
    Comparer comparer = new Comparer(before, after);
    if (models.isEmpty() && first.size() == 1 && second.size() == 1) {
      return List.of(comparer.compare(first.get(0), second.get(0), clusterBy));
    }
    List<String> common =
        models.isEmpty() ? second.stream().filter(first::contains).toList() : models;
    return common.stream().map(model -> comparer.compare(model, model, clusterBy)).toList();
  }

  /**
   * The first model of a run with each of the others.
   *
   * @param models only these, in this order; empty for all
   * @throws InputRefusedException when there is nothing to compare
   */
  public static List<Comparison> within(
      RunImages run, List<String> models, @Nullable String clusterBy) {
    List<String> names = models.isEmpty() ? run.run().manifest().models() : models;
    InputRefusedException.require(
        names.size() > 1,
        "The run %s has one model: name a second run, or evaluate several models together."
            .formatted(run.run().directory()));
    Comparer comparer = new Comparer(run, run);
    List<Comparison> comparisons = new ArrayList<>();
    for (String model : names.subList(1, names.size())) {
      comparisons.add(comparer.compare(names.get(0), model, clusterBy));
    }
    return comparisons;
  }
}

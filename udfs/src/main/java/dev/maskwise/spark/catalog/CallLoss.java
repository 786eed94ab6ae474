package dev.maskwise.spark.catalog;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The loss of one call in a query. Nearly always its parameters are the same in every row, so it
 * keeps the loss of the row before and makes another where something has changed.
 */
public final class CallLoss implements Serializable {
  private static final long serialVersionUID = 1;

  private final String family;
  private final List<String> numbers;
  private transient volatile @Nullable Made last;

  /** What a row says. */
  private record Given(Task task, int classes, UTF8String parameters, List<Double> values) {}

  private record Made(Given given, ScoreLoss loss) {}

  /**
   * A call of a family.
   *
   * @param numbers the parameters that are arguments of their own
   */
  CallLoss(String family, List<String> numbers) {
    this.family = family;
    this.numbers = numbers;
  }

  /**
   * The loss for the parameters of a row.
   *
   * @param parameters {@code name=value}, separated by commas; empty for none
   * @param values of the parameters that are arguments of their own
   * @throws IllegalArgumentException if there is no such loss; the sentence says what there is
   */
  ScoreLoss of(Task task, int classes, UTF8String parameters, Double... values) {
    Given given = new Given(task, classes, parameters, List.of(values));
    Made made = last;
    if (made == null || !made.given.equals(given)) {
      made = new Made(new Given(task, classes, parameters.clone(), given.values), make(given));
      last = made;
    }
    return made.loss;
  }

  private ScoreLoss make(Given given) {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      byName.put(numbers.get(i), given.values.get(i));
    }
    String text = given.parameters.toString();
    String spec = text.isEmpty() ? family : family + "(" + text + ")";
    // The formula alone depends on what the scores were, and nobody sees it here.
    return ScoreLosses.parse(spec, byName, given.task, ScoreKind.LOGIT, given.classes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallLoss that
        && family.equals(that.family)
        && numbers.equals(that.numbers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(family, numbers);
  }
}

package dev.maskwise.spark.catalog;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.metric.loss.ScoreLosses;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private record Made(
      Task task, int classes, UTF8String parameters, double[] values, ScoreLoss loss) {

    boolean isOf(Task otherTask, int otherClasses, UTF8String text, double[] otherValues) {
      return task == otherTask
          && classes == otherClasses
          && parameters.equals(text)
          && Arrays.equals(values, otherValues);
    }
  }

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
  ScoreLoss of(Task task, int classes, UTF8String parameters, double... values) {
    Made made = last;
    if (made == null || !made.isOf(task, classes, parameters, values)) {
      made =
          new Made(
              task, classes, parameters.clone(), values, make(task, classes, parameters, values));
      last = made;
    }
    return made.loss;
  }

  private ScoreLoss make(Task task, int classes, UTF8String parameters, double[] values) {
    Map<String, Double> given = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      given.put(numbers.get(i), values[i]);
    }
    String spec = parameters.numBytes() == 0 ? family : family + "(" + parameters + ")";
    // The formula alone depends on what the scores were, and nobody sees it here.
    return ScoreLosses.parse(spec, given, task, ScoreKind.LOGIT, classes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallLoss that && family.equals(that.family);
  }

  @Override
  public int hashCode() {
    return family.hashCode();
  }
}

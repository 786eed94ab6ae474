package dev.maskwise.metric.loss;

import dev.maskwise.metric.Policy;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Losses that differ by their parameters alone.
 *
 * @param name the name in specifications and reports, in lower snake case
 * @param title the name a person reads
 * @param parametersOf task → the parameters there, in the order of names; the task is not {@link
 *     Task#LABELS}
 * @param refusal task and kind of scores → why the family has no loss for them, in a clause that
 *     follows its name; empty where it has
 * @param maker task, kind of scores and the values of all parameters → the loss
 */
public record LossFamily(
    String name,
    String title,
    Function<Task, List<LossParameter>> parametersOf,
    BiFunction<Task, ScoreKind, Optional<String>> refusal,
    Maker maker) {

  /** Makes a loss from values that are legal each by itself. */
  @FunctionalInterface
  interface Maker {

    /**
     * The loss.
     *
     * @throws IllegalArgumentException if the values do not go together
     */
    ScoreLoss make(Task task, ScoreKind kind, LossValues values);
  }

  /** A family that every task with scores has. */
  static LossFamily ofAll(
      String name, String title, Function<Task, List<LossParameter>> parametersOf, Maker maker) {
    return new LossFamily(name, title, parametersOf, (task, kind) -> Optional.empty(), maker);
  }

  /** The parameters in a task, in the order of names. */
  public List<LossParameter> parameters(Task task) {
    return parametersOf.apply(ofOneClass(task));
  }

  /** Where a pixel may have several classes, each of them is a binary task. */
  private static Task ofOneClass(Task task) {
    return task.overlaps() ? Task.BINARY : task;
  }

  /** Whether the family has losses of such scores. */
  public boolean fits(Task task, ScoreKind kind) {
    return task != Task.LABELS && refusal.apply(task, kind).isEmpty();
  }

  /** The loss with every parameter at its default. */
  public ScoreLoss standard(Task task, ScoreKind kind) {
    return make(task, kind, Integer.MAX_VALUE, Map.of());
  }

  /**
   * The loss with some parameters given.
   *
   * @param classes how many classes there are
   * @param given parameter → text, or Double
   * @throws IllegalArgumentException if the family has no such loss; the sentence says what it has
   */
  ScoreLoss make(Task task, ScoreKind kind, int classes, Map<String, Object> given) {
    refusal
        .apply(task, kind)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("The loss " + name + " " + why + ".");
            });
    List<LossParameter> parameters = parameters(task);
    for (String parameter : given.keySet()) {
      if (parameters.stream().noneMatch(known -> known.name().equals(parameter))) {
        throw new IllegalArgumentException(
            "The loss %s has no parameter '%s' in the %s task; it has %s."
                .formatted(
                    name,
                    parameter,
                    task.label(),
                    parameters.stream()
                        .map(LossParameter::name)
                        .collect(Collectors.joining(", "))));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (LossParameter parameter : parameters) {
      Object value = given.getOrDefault(parameter.name(), parameter.standard());
      values.put(
          parameter.name(),
          parameter
              .canonical()
              .apply(value, task.overlaps() ? 1 : classes)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The parameter %s of the loss %s is %s, not '%s'."
                              .formatted(parameter.name(), name, parameter.allowed(), value))));
    }
    ScoreLoss loss = maker.make(ofOneClass(task), kind, new LossValues(name, parameters, values));
    return task.overlaps() ? new OfEachClass(loss) : loss;
  }

  /**
   * A loss of the binary task for each class by itself.
   *
   * @param one the loss of a class alone
   */
  private record OfEachClass(ScoreLoss one) implements ScoreLoss {

    @Override
    public LossDefinition definition() {
      LossDefinition of = one.definition();
      return new LossDefinition(
          of.name(),
          of.title(),
          "each class against the rest: " + of.formula(),
          of.unit(),
          of.range(),
          of.source());
    }

    @Override
    public boolean byClass() {
      return true;
    }

    @Override
    public double ofClass(ScoreStatistics statistics, int classId) {
      return one.overClasses(statistics.alone(classId), Policy.undefined());
    }

    @Override
    public Optional<Float> gamma() {
      return one.gamma();
    }

    @Override
    public Optional<LovaszKind> lovasz() {
      return one.lovasz();
    }
  }
}

package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of all parameters of one loss, checked and in canonical form.
 *
 * @param family the name of the family
 * @param parameters the parameters in their order
 * @param values parameter → value
 */
record LossValues(String family, List<LossParameter> parameters, Map<String, Object> values) {

  /** The canonical name: the parameters that differ from their defaults, in their order. */
  String name() {
    String changed =
        parameters.stream()
            .filter(parameter -> !parameter.standard().equals(text(parameter.name())))
            .map(parameter -> parameter.name() + "=" + text(parameter.name()))
            .collect(Collectors.joining(","));
    return changed.isEmpty() ? family : family + "(" + changed + ")";
  }

  private boolean has(String parameter) {
    return values.containsKey(parameter);
  }

  private Object value(String parameter) {
    Object value = values.get(parameter);
    if (value == null) {
      throw new IllegalStateException(family + " has no parameter " + parameter + ".");
    }
    return value;
  }

  /** The text of a parameter that the family has. */
  String text(String parameter) {
    return LossParameter.text(value(parameter));
  }

  /** The number, or null for none. */
  @Nullable Double number(String parameter) {
    return value(parameter) instanceof Double number ? number : null;
  }

  /** The number of a parameter that cannot be none. */
  double given(String parameter) {
    return (double) value(parameter);
  }

  /** The numbers of a list; none for the word none. */
  List<Double> numbers(String parameter) {
    String text = text(parameter);
    return text.equals(LossParameter.NONE)
        ? List.of()
        : Arrays.stream(text.split("/", -1)).map(Double::valueOf).toList();
  }

  boolean flag(String parameter) {
    return Boolean.parseBoolean(text(parameter));
  }

  /** The choice; the first of its enum where the task has no such parameter. */
  <E extends Enum<E> & Choice> E choice(String parameter, Class<E> choices) {
    E[] all = choices.getEnumConstants();
    return Arrays.stream(all)
        .filter(choice -> has(parameter) && choice.label().equals(text(parameter)))
        .findFirst()
        .orElse(all[0]);
  }

  /** The class id; 0 where the task has no such parameter. */
  int classId(String parameter) {
    return has(parameter) ? Integer.parseInt(text(parameter)) : 0;
  }

  /** The class ids of a list. */
  Set<Integer> classIds(String parameter) {
    return Arrays.stream(text(parameter).split("/", -1))
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Refuses a combination of values.
   *
   * @param sentence what is allowed, after the name of the loss
   */
  void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("The loss " + name() + " " + sentence + ".");
    }
  }
}

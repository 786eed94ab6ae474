package dev.maskwise.metric.loss;

import dev.maskwise.metric.Choice;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A parameter of a family of losses. Every value has one canonical form: a number is a Double, all
 * else a text.
 *
 * @param name the name, in lower snake case
 * @param standard the default, as canonical text
 * @param allowed which values there are, in a clause that can follow "is"
 * @param meaning what it changes, and which library has which value where they differ
 * @param canonical a text or a Double, and the number of classes → the canonical form of the same
 *     value; empty if it is none
 */
public record LossParameter(
    String name,
    String standard,
    String allowed,
    String meaning,
    BiFunction<Object, Integer, Optional<Object>> canonical) {

  /** The word for a number that is not there. */
  static final String NONE = "none";

  private static final Pattern NUMBER = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(e-?[0-9]+)?");
  private static final Pattern CLASS_ID = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** A number of at least 0, and at most {@code max}. */
  static LossParameter number(String name, double standard, double max, String meaning) {
    String allowed =
        max == Double.MAX_VALUE ? "a number of at least 0" : "a number from 0 to " + text(max);
    return new LossParameter(
        name, text(standard), allowed, meaning, (given, classes) -> canonicalNumber(given, max));
  }

  /** This parameter, or the word none, which is its default if {@code standard}. */
  LossParameter orNone(boolean noneIsStandard) {
    return new LossParameter(
        name,
        noneIsStandard ? NONE : standard,
        allowed + ", or none",
        meaning,
        (given, classes) ->
            given.equals(NONE) ? Optional.of(NONE) : canonical.apply(given, classes));
  }

  /** One of some choices, of which the first is the default. */
  static LossParameter choice(String name, String meaning, Choice... choices) {
    String labels = Arrays.stream(choices).map(Choice::label).collect(Collectors.joining(", "));
    String definitions =
        Arrays.stream(choices)
            .map(choice -> choice.label() + ": " + choice.definition())
            .collect(Collectors.joining("; "));
    return new LossParameter(
        name,
        choices[0].label(),
        "one of " + labels,
        meaning + "; " + definitions,
        (given, classes) ->
            Arrays.stream(choices).<Object>map(Choice::label).filter(given::equals).findFirst());
  }

  /** {@code true} or {@code false}, the default. */
  static LossParameter flag(String name, String meaning) {
    return new LossParameter(
        name,
        "false",
        "true or false",
        meaning,
        (given, classes) -> Optional.of(given).filter(g -> g.equals("true") || g.equals("false")));
  }

  /** The id of a class, 0 unless told. */
  static LossParameter classId(String name, String meaning) {
    return new LossParameter(
        name, "0", "a class id below the number of classes", meaning, LossParameter::canonicalId);
  }

  /** One of two words, of which the first is the default, or a list of class ids. */
  static LossParameter classes(String name, String standard, String word, String meaning) {
    return new LossParameter(
        name,
        standard,
        "%s, %s, or different class ids in a list such as 3/5/8".formatted(standard, word),
        meaning,
        (given, classes) ->
            given.equals(standard) || given.equals(word)
                ? Optional.of(given)
                : canonicalIds(given, classes));
  }

  /**
   * A number for each class, or the word none, the default.
   *
   * @param count how many numbers; 0 for as many as there are classes
   */
  static LossParameter weights(String name, int count, String meaning) {
    return new LossParameter(
        name,
        NONE,
        "a number of at least 0 for each class in a list such as %s, or none"
            .formatted(count == 2 ? "1/3" : "1/2/0.5"),
        meaning,
        (given, classes) ->
            given.equals(NONE)
                ? Optional.of(NONE)
                : canonicalNumbers(given, count == 0 ? classes : count));
  }

  private static Optional<Object> canonicalNumbers(Object given, int count) {
    String[] parts = given.toString().split("/", -1);
    if (parts.length != count) {
      return Optional.empty();
    }
    List<String> numbers =
        Arrays.stream(parts)
            .flatMap(part -> canonicalNumber(part, Double.MAX_VALUE).stream())
            .map(LossParameter::text)
            .toList();
    return numbers.size() == count ? Optional.of(String.join("/", numbers)) : Optional.empty();
  }

  private static Optional<Object> canonicalNumber(Object given, double max) {
    if (given instanceof String text && !NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    double number = given instanceof Double d ? d : Double.parseDouble(given.toString());
    return number >= 0 && number <= max ? Optional.of(number + 0.0) : Optional.empty(); // not −0
  }

  private static Optional<Object> canonicalId(Object given, int classes) {
    return Optional.of(given)
        .filter(g -> CLASS_ID.matcher(g.toString()).matches())
        .filter(g -> Integer.parseInt(g.toString()) < classes);
  }

  private static Optional<Object> canonicalIds(Object given, int classes) {
    String[] ids = given.toString().split("/", -1);
    boolean known = Arrays.stream(ids).allMatch(id -> canonicalId(id, classes).isPresent());
    if (!known || Arrays.stream(ids).distinct().count() != ids.length) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(ids)
            .map(Integer::valueOf)
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining("/")));
  }

  /** The text of a value in canonical form. */
  static String text(Object value) {
    return value instanceof Double number ? text((double) number) : value.toString();
  }

  /** The shortest decimal that is read as this number: 2, 0.25, 1e-6. */
  static String text(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 7) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + exponent;
  }
}

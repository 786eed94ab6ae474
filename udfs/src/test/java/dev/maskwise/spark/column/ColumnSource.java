package dev.maskwise.spark.column;

import dev.maskwise.spark.catalog.SqlFunctions;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Group;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Java of a class that {@link Maskwise} inherits from, as the list of SQL functions says it.
 *
 * @param className the name of the class
 * @param subject what its functions are of
 * @param functions what it has methods for
 * @param ofImages whether the methods are those of metrics that take the pixels of an image
 */
record ColumnSource(
    String className, String subject, List<SqlFunction> functions, boolean ofImages) {

  /** From the first class to the last, which {@link Maskwise} extends. */
  static final List<ColumnSource> ALL =
      List.of(
          of("FileColumns", "the bytes of files", Group.FILE, f -> true),
          of("MaskColumns", "the masks of one image", Group.IMAGE, f -> !ofScores(f)),
          of("ScoreColumns", "scores of one class", Group.IMAGE, f -> ofScores(f) && !ofClasses(f)),
          of("ClassScoreColumns", "scores of many classes", Group.IMAGE, ColumnSource::ofClasses),
          of("MetricColumns", "metrics of masks", Group.METRIC, f -> !ofScoreState(f)),
          of("ScoreMetricColumns", "metrics of scores", Group.METRIC, ColumnSource::ofScoreState),
          new ColumnSource(
              "ImageMetricColumns", "metrics of one image", list(f -> image(f).isPresent()), true),
          of("AggregateColumns", "many masks", Group.AGGREGATE, f -> !ofManyScores(f)),
          of(
              "ScoreAggregateColumns",
              "scores of one class in many images",
              Group.AGGREGATE,
              f -> ofManyScores(f) && !ofClasses(f)),
          of(
              "ClassScoreAggregateColumns",
              "scores of many classes in many images",
              Group.AGGREGATE,
              f -> ofManyScores(f) && ofClasses(f)));

  private static ColumnSource of(
      String className, String subject, Group group, Predicate<SqlFunction> holds) {
    return new ColumnSource(
        className, subject, list(f -> f.group() == group && holds.test(f)), false);
  }

  private static List<SqlFunction> list(Predicate<SqlFunction> holds) {
    return SqlFunctions.ALL.stream().filter(holds).toList();
  }

  private static boolean ofScores(SqlFunction function) {
    return has(function, "scores") || has(function, "logits");
  }

  /** Whether scores of many classes are taken, or label maps of many. */
  private static boolean ofClasses(SqlFunction function) {
    return has(function, "classes") && ofScores(function);
  }

  private static boolean has(SqlFunction function, String argument) {
    return function.arguments().stream().anyMatch(known -> known.name().equals(argument));
  }

  private static boolean ofScoreState(SqlFunction function) {
    return !mentions(function, "overlap") && !mentions(function, "confusion");
  }

  private static boolean ofManyScores(SqlFunction function) {
    return !has(function, "prediction") && ofScoreState(function);
  }

  /** Whether the documentation of an argument names a function. */
  private static boolean mentions(SqlFunction function, String name) {
    return function.arguments().stream()
        .anyMatch(argument -> argument.meaning().matches(".*\\b" + name + "\\b.*"));
  }

  /** For a metric the function of an image that gives its one argument, if there is one. */
  static Optional<SqlFunction> image(SqlFunction function) {
    return function.group() != Group.METRIC || function.arguments().size() != 1
        ? Optional.empty()
        : SqlFunctions.ALL.stream()
            .filter(image -> image.group() == Group.IMAGE)
            .filter(image -> mentions(function, image.name()))
            .filter(image -> function.result().startsWith("a double"))
            .findFirst();
  }

  /** The file, formatted anyhow. */
  String text() {
    int at = ALL.indexOf(this);
    String parent = at == 0 ? "" : " extends " + ALL.get(at - 1).className;
    StringBuilder source =
        new StringBuilder(
            """
            package dev.maskwise.spark.column;

            %s
            import org.apache.spark.sql.Column;

            /** Functions of {@link Maskwise}: %s. A test writes this from the list of SQL functions. */
            abstract class %s%s {
              %s() {}
            """
                .formatted(imports(), subject, className, parent, className));
    for (SqlFunction function : functions) {
      if (ofImages) {
        appendOfImage(source, function, image(function).orElseThrow());
      } else {
        append(source, function);
      }
    }
    return source.append("}\n").toString();
  }

  private String imports() {
    String call = "import static org.apache.spark.sql.functions.call_function;\n";
    String lit = "import static org.apache.spark.sql.functions.lit;\n";
    return ofImages
        ? ""
        : functions.stream().anyMatch(f -> isConstant(f, f.arguments().size())) ? call + lit : call;
  }

  /** A metric with the arguments of the function that gives its one argument. */
  private static void appendOfImage(StringBuilder source, SqlFunction function, SqlFunction image) {
    for (int count : counts(image)) {
      source.append(
          "\n/** {@link #%s(Column)} of {@link #%s(%s)}. */\n"
              .formatted(method(function), method(image), types(image, count, true)));
      String call =
          parameters(image, count)
              .map(ColumnSource::parameter)
              .collect(Collectors.joining(", ", method(image) + "(", ")"));
      appendMethod(source, function, image, count, true, method(function) + "(" + call + ")");
    }
  }

  private static void append(StringBuilder source, SqlFunction function) {
    List<Integer> counts = counts(function);
    for (int count : counts) {
      if (count == counts.get(0)) {
        appendDocumentation(source, function, count);
      } else {
        SqlArgument last = function.arguments().get(count - 1);
        source.append(
            "\n/** {@link #%s(%s)} with {@code %s}: %s. */\n"
                .formatted(
                    method(function),
                    types(function, count - 1, false),
                    parameter(last),
                    html(last.meaning())));
      }
      appendMethod(source, function, function, count, false, call(function, count, false));
      if (isConstant(function, count)) {
        source.append(
            "\n/** {@link #%s(%s)} with constants. */\n"
                .formatted(method(function), types(function, count, false)));
        appendMethod(source, function, function, count, true, call(function, count, true));
      }
    }
  }

  private static void appendDocumentation(StringBuilder source, SqlFunction function, int count) {
    source.append("\n/**\n * %s\n *\n".formatted(html(function.usage())));
    for (SqlArgument argument : function.arguments().subList(0, count)) {
      source.append(" * @param %s %s\n".formatted(parameter(argument), html(argument.meaning())));
    }
    source.append(" * @return %s\n */\n".formatted(html(function.result())));
  }

  private static void appendMethod(
      StringBuilder source,
      SqlFunction function,
      SqlFunction arguments,
      int count,
      boolean constants,
      String call) {
    String declared =
        parameters(arguments, count)
            .map(argument -> type(argument, constants) + " " + parameter(argument))
            .collect(Collectors.joining(", "));
    source.append(
        "public static Column %s(%s) {\n  return %s;\n}\n"
            .formatted(method(function), declared, call));
  }

  private static String call(SqlFunction function, int count, boolean constants) {
    String values =
        parameters(function, count)
            .map(
                argument ->
                    constants && !type(argument, true).equals("Column")
                        ? "lit(" + parameter(argument) + ")"
                        : parameter(argument))
            .collect(Collectors.joining(", "));
    return "call_function(\"%s\", %s)".formatted(function.name(), values);
  }

  private static Stream<SqlArgument> parameters(SqlFunction function, int count) {
    return function.arguments().stream().limit(count);
  }

  /** How many arguments a call can have. */
  static List<Integer> counts(SqlFunction function) {
    int most = function.arguments().size();
    return IntStream.rangeClosed(0, most)
        .filter(n -> n == most || function.arguments().get(n).standard() != null)
        .boxed()
        .toList();
  }

  /** Whether one of the first arguments can be a constant. */
  static boolean isConstant(SqlFunction function, int count) {
    return !types(function, count, true).equals(types(function, count, false));
  }

  static String types(SqlFunction function, int count, boolean constants) {
    return function.arguments().subList(0, count).stream()
        .map(argument -> type(argument, constants))
        .collect(Collectors.joining(", "));
  }

  private static String type(SqlArgument argument, boolean constant) {
    return !constant
        ? "Column"
        : switch (argument.typeName()) {
          case "int", "double" -> argument.typeName();
          case "string" -> "String";
          default -> "Column";
        };
  }

  static String method(SqlFunction function) {
    return camelCase(function.name());
  }

  private static String parameter(SqlArgument argument) {
    String name = camelCase(argument.name());
    return name.equals("class") ? "classId" : name;
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_", -1)) {
      camel.append(camel.isEmpty() ? word : capitalized(word));
    }
    return camel.toString();
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

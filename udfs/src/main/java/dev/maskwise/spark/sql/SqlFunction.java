package dev.maskwise.spark.sql;

import dev.maskwise.metric.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.sql.types.AbstractDataType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A SQL function with everything that its documentation says.
 *
 * @param name lower snake case
 * @param group where it stands in the documentation
 * @param usage one sentence or two: what it gives, and when that is null
 * @param arguments in order; those that may be left out come last
 * @param result a clause: the type of the result, its unit and its range
 * @param examples statements that run as they are
 * @param source where the definition comes from
 * @param body what makes the expression
 */
public record SqlFunction(
    String name,
    Group group,
    String usage,
    List<SqlArgument> arguments,
    String result,
    List<Example> examples,
    String source,
    Body body) {

  /** The release that brought every function of the list so far. */
  static final String SINCE = "0.1.0";

  /** The chapters of the documentation. */
  public enum Group {
    FILE("From the bytes of files", "misc_funcs"),
    IMAGE("Of one image", "misc_funcs"),
    OBJECT("Of objects and boundaries", "misc_funcs"),
    METRIC("Metrics of counts and states", "misc_funcs"),
    AGGREGATE("Over many images", "agg_funcs");

    private final String title;
    private final String sparkGroup;

    Group(String title, String sparkGroup) {
      this.title = title;
      this.sparkGroup = sparkGroup;
    }

    public String title() {
      return title;
    }
  }

  /**
   * A statement and its result, a row a line, as the command line of Spark prints it.
   *
   * @param sql the statement
   * @param result what it gives
   */
  public record Example(String sql, String result) {}

  /** Makes the expression of a call. */
  @FunctionalInterface
  public interface Body {
    /**
     * The expression that stands for the call.
     *
     * @param function the function that is called
     * @param arguments all of them, those that were left out too
     * @param given how many were not left out
     */
    public Expression call(SqlFunction function, Seq<Expression> arguments, int given);
  }

  /** A function of a chapter. */
  public static SqlFunction of(
      Group group,
      String name,
      String usage,
      List<SqlArgument> arguments,
      String result,
      String source,
      Body body,
      Example... examples) {
    return new SqlFunction(name, group, usage, arguments, result, List.of(examples), source, body);
  }

  /** A function of one image. */
  public static SqlFunction ofImage(
      String name,
      String usage,
      List<SqlArgument> arguments,
      String result,
      String source,
      Body body,
      Example... examples) {
    return of(Group.IMAGE, name, usage, arguments, result, source, body, examples);
  }

  /**
   * A function that gives a number of the metric layer, in the words of its definition.
   *
   * @param name that of the definition, with what the grammar of names puts around it
   * @param what the number is of
   * @param more goes on after the formula: with a clause, then when the number is null
   */
  public static SqlFunction ofNumber(
      Group group,
      String name,
      Definition number,
      String what,
      String more,
      List<SqlArgument> arguments,
      Body body,
      Example... examples) {
    return of(
        group,
        name,
        "The %s of %s: %s%s".formatted(number.title(), what, number.formula(), more),
        arguments,
        "a double, range %s, unit: %s".formatted(number.range(), number.unit()),
        number.source(),
        body,
        examples);
  }

  /** A call of the function; fails the analysis when there are too few or too many arguments. */
  public Expression call(Seq<Expression> given) {
    int count = given.size();
    List<Object> allowed = new ArrayList<>();
    for (int n = 0; n <= arguments.size(); n++) {
      if (n == arguments.size() || arguments.get(n).standard() != null) {
        allowed.add(n);
      }
    }
    if (!allowed.contains(count)) {
      throw SqlFunction.<RuntimeException>unchecked(
          QueryCompilationErrors.wrongNumArgsError(name, scala(allowed), count, "", "", ""));
    }
    List<Expression> all = new ArrayList<>(CollectionConverters.asJava(given));
    for (SqlArgument argument : arguments.subList(count, arguments.size())) {
      all.add(Literal$.MODULE$.apply(argument.standard()));
    }
    return body.call(this, scala(all), count);
  }

  /** What Spark checks the values of the arguments against. */
  Seq<AbstractDataType> types(Seq<Expression> values) {
    List<AbstractDataType> types = new ArrayList<>();
    for (SqlArgument argument : arguments) {
      types.add(argument.typeFor(values.apply(types.size())));
    }
    return scala(types);
  }

  /** The call as it is written, with what may be left out in brackets. */
  public String signature() {
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < arguments.size(); i++) {
      SqlArgument argument = arguments.get(i);
      text.append(argument.standard() == null ? "" : "[")
          .append(i == 0 ? "" : ", ")
          .append(argument.name());
    }
    long optional = arguments.stream().filter(argument -> argument.standard() != null).count();
    return text.append("]".repeat((int) optional)).append(')').toString();
  }

  /**
   * What {@code DESCRIBE FUNCTION EXTENDED} shows.
   *
   * @param registrar the class that registers the function
   */
  public ExpressionInfo info(Class<?> registrar) {
    return new ExpressionInfo(
        registrar.getName(),
        null,
        name,
        signature() + " - " + usage,
        arguments.stream()
            .map(a -> "      * %s (%s) - %s\n".formatted(a.name(), a.typeName(), a.description()))
            .collect(Collectors.joining("", "\n    Arguments:\n", "  ")),
        examples.stream()
            .map(e -> "      > %s;\n%s".formatted(e.sql(), e.result().indent(7)))
            .collect(Collectors.joining("", "\n    Examples:\n", "  ")),
        "\n    Gives %s.\n    Source: %s\n  ".formatted(result, source),
        group.sparkGroup,
        SINCE,
        "",
        "java_udf");
  }

  private static <T> Seq<T> scala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  /** Spark's analysis errors are checked exceptions, which a Scala function may throw as well. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }
}

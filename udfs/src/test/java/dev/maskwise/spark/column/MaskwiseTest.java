package dev.maskwise.spark.column;

import static dev.maskwise.spark.column.Maskwise.confusion;
import static dev.maskwise.spark.column.Maskwise.confusionAgg;
import static dev.maskwise.spark.column.Maskwise.dice;
import static dev.maskwise.spark.column.Maskwise.meanIou;
import static dev.maskwise.spark.column.Maskwise.overlap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.spark.catalog.SqlFunctions;
import dev.maskwise.spark.catalog.SqlSession;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The column functions are those of the list, by name, number and type of the arguments. */
class MaskwiseTest {
  private static final Path DIRECTORY =
      Path.of("src", "main", "java", "dev", "maskwise", "function", "column");

  private static final SparkSession SPARK = SqlSession.CODEGEN.spark();

  private static final Map<String, List<Method>> METHODS =
      Stream.of(Maskwise.class.getMethods())
          .filter(method -> Modifier.isStatic(method.getModifiers()))
          .filter(method -> method.getReturnType() == Column.class)
          .collect(Collectors.groupingBy(Method::getName));

  /**
   * To write the classes anew: {@code ./mvnw test -pl udfs -Dtest=MaskwiseTest -Dcolumns.write},
   * then {@code spotless:apply}.
   */
  @ParameterizedTest
  @FieldSource("dev.maskwise.spark.column.ColumnSource#ALL")
  void sourcesAreWhatTheListSays(ColumnSource source) throws IOException {
    Path file = DIRECTORY.resolve(source.className() + ".java");
    if (System.getProperty("columns.write") != null) {
      Files.writeString(file, source.text());
    }
    assertThat(letters(Files.readString(file))).isEqualTo(letters(source.text()));
  }

  /** A source without what a formatter may change. */
  private static String letters(String source) {
    return source.replaceAll("[\\s*]", "");
  }

  @Test
  void noFunctionIsMissingAndNoneIsMore() {
    assertThat(METHODS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            SqlFunctions.ALL.stream().map(ColumnSource::method).toList());
  }

  @Test
  void columnsTakeAsManyArgumentsAsTheFunction() {
    for (SqlFunction function : SqlFunctions.ALL) {
      Set<Integer> counts = new TreeSet<>();
      for (Method method : methods(function)) {
        if (Stream.of(method.getParameterTypes()).allMatch(type -> type == Column.class)) {
          counts.add(method.getParameterCount());
        }
      }
      Set<Integer> expected = new TreeSet<>(ColumnSource.counts(function));
      ColumnSource.image(function)
          .ifPresent(
              image ->
                  ColumnSource.counts(image).stream()
                      .filter(count -> !ColumnSource.isConstant(image, count))
                      .forEach(expected::add));
      assertThat(counts).as(function.name()).isEqualTo(expected);
    }
  }

  private static List<Method> methods(SqlFunction function) {
    return METHODS.getOrDefault(ColumnSource.method(function), List.of());
  }

  /** Every overload is the SQL call with the same arguments. */
  @Test
  void everyMethodCallsItsFunction() throws ReflectiveOperationException {
    for (SqlFunction function : SqlFunctions.ALL) {
      assertThat(methods(function)).as(function.name()).isNotEmpty();
      for (Method method : methods(function)) {
        boolean ofImage =
            ColumnSource.image(function).isPresent() && method.getParameterCount() > 1;
        SqlFunction outer = function;
        SqlFunction inner = ofImage ? ColumnSource.image(function).orElseThrow() : function;
        List<String> arguments =
            inner.arguments().subList(0, method.getParameterCount()).stream()
                .map(MaskwiseTest::argument)
                .toList();
        String call = inner.name() + arguments.stream().collect(Collectors.joining(", ", "(", ")"));
        String sql = ofImage ? outer.name() + "(" + call + ")" : call;
        assertThat(plan((Column) method.invoke(null, values(method, arguments))))
            .as(method.toString())
            .isEqualTo(plan(expr(sql)));
      }
    }
  }

  private static Object[] values(Method method, List<String> arguments) {
    Class<?>[] types = method.getParameterTypes();
    Object[] values = new Object[types.length];
    Arrays.setAll(
        values,
        n ->
            types[n] == Column.class
                ? expr(arguments.get(n))
                : types[n] == int.class
                    ? (Object) Integer.valueOf(arguments.get(n))
                    : types[n] == double.class
                        ? (Object) Double.valueOf(arguments.get(n).replace("D", ""))
                        : arguments.get(n).replace("'", ""));
    return values;
  }

  private static String argument(SqlArgument argument) {
    return switch (argument.type().typeName()) {
      case "integer" -> "7";
      case "double" -> "0.5D";
      case "string" -> "'probability'";
      case "binary" -> "X'00'";
      default ->
          ((StructType) argument.type()).fields()[0].dataType().equals(DataTypes.LongType)
              ? "overlap(X'00', X'00')"
              : "soft_overlap(X'00000000', X'00')";
    };
  }

  private static LogicalPlan plan(Column column) {
    Dataset<Row> rows = SPARK.range(1).select(column.as("value"));
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
        .queryExecution()
        .analyzed()
        .canonicalized();
  }

  private static Dataset<Row> images(SparkSession spark) {
    return spark.sql(
        "SELECT * FROM VALUES (1, X'00010100', X'00010000'), (2, X'01', X'01')"
            + " AS images(image_id, truth, prediction)");
  }

  @Test
  void valuesOfImagesAndOfAllOfThem() {
    Column truth = col("truth");
    Column prediction = col("prediction");
    assertThat(
            images(SPARK)
                .select(
                    dice(truth, prediction),
                    dice(truth, prediction, 0),
                    dice(overlap(truth, prediction, lit(0))),
                    meanIou(truth, prediction, 2),
                    meanIou(confusion(truth, prediction, 2, 1)))
                .orderBy("image_id")
                .head())
        .isEqualTo(SPARK.sql("SELECT 2 / 3D, 2 / 3D, 2 / 3D, (2 / 3D + 1 / 2D) / 2, 1D").head());
    assertThat(images(SPARK).agg(meanIou(confusionAgg(truth, prediction, 2))).head().getDouble(0))
        .isEqualTo(2 / 3.0);
  }

  @Test
  void aSessionThatBeganWithoutTheJar() {
    SparkSession session = SPARK.newSession();
    for (SqlFunction function : SqlFunctions.ALL) {
      ((org.apache.spark.sql.classic.SparkSession) session)
          .sessionState()
          .functionRegistry()
          .dropFunction(new FunctionIdentifier(function.name()));
    }
    Column column = dice(col("truth"), col("prediction"));
    assertThatThrownBy(() -> images(session).select(column))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("UNRESOLVED_ROUTINE")
        .hasMessageContaining("dice");
    assertThat(Maskwise.register(Maskwise.register(session))).isSameAs(session);
    assertThat(images(session).where("image_id = 2").select(column).head().getDouble(0)).isOne();
  }
}

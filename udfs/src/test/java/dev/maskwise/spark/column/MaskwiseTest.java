package dev.maskwise.spark.column;

import static dev.maskwise.spark.column.Maskwise.call;
import static dev.maskwise.spark.column.Maskwise.confusion;
import static dev.maskwise.spark.column.Maskwise.confusionAgg;
import static dev.maskwise.spark.column.Maskwise.dice;
import static dev.maskwise.spark.column.Maskwise.meanIou;
import static dev.maskwise.spark.column.Maskwise.overlap;
import static dev.maskwise.spark.column.Maskwise.scoresFromRaw;
import static java.util.Locale.ROOT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.spark.catalog.SqlFunctions;
import dev.maskwise.spark.catalog.SqlSession;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** The column functions are those of the list, by name, arguments and documentation. */
class MaskwiseTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/maskwise/spark/column");

  private static final SparkSession SPARK = SqlSession.CODEGEN.spark();

  private static final Map<String, List<Method>> METHODS =
      Stream.of(Maskwise.class.getMethods())
          .filter(method -> Modifier.isStatic(method.getModifiers()))
          .filter(method -> method.getReturnType() == Column.class)
          .filter(method -> !method.getName().equals("call"))
          .collect(Collectors.groupingBy(Method::getName));

  /** The metrics that also take the pixels of an image, and the function that counts those. */
  private static final Map<String, SqlFunction> OF_IMAGES = new HashMap<>();

  static {
    OverlapMetrics.ALL.forEach(metric -> OF_IMAGES.put(metric.name(), function("overlap")));
    ConfusionMetrics.ALL.forEach(metric -> OF_IMAGES.put(metric.name(), function("confusion")));
    OF_IMAGES.put("brier", function("soft_overlap"));
  }

  private static SqlFunction function(String name) {
    return SqlFunctions.ALL.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static String camelCase(String name) {
    return Pattern.compile("_(.)").matcher(name).replaceAll(r -> r.group(1).toUpperCase(ROOT));
  }

  private static List<Method> methods(SqlFunction function) {
    return METHODS.getOrDefault(camelCase(function.name()), List.of());
  }

  @Test
  void noFunctionIsMissingAndNoneIsMore() {
    assertThat(METHODS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            SqlFunctions.ALL.stream().map(function -> camelCase(function.name())).toList());
  }

  /**
   * Bytes and structs are columns, other arguments columns or constants, and what may be left out
   * follows.
   */
  @Test
  void parametersAreTheArguments() {
    for (SqlFunction function : SqlFunctions.ALL) {
      List<String> expected = new ArrayList<>(List.of(parameters(function)));
      if (OF_IMAGES.containsKey(function.name())) {
        expected.add(parameters(OF_IMAGES.get(function.name())));
      }
      assertThat(methods(function).stream().map(MaskwiseTest::parameters))
          .as(function.name())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static String parameters(Method method) {
    return Stream.of(method.getParameters())
        .map(parameter -> parameter.getType().getSimpleName() + " " + parameter.getName())
        .collect(Collectors.joining(", "));
  }

  private static String parameters(SqlFunction function) {
    Stream<String> required =
        function.arguments().stream()
            .filter(argument -> argument.standard() == null)
            .map(MaskwiseTest::parameter);
    return Stream.concat(
            required, optional(function).isEmpty() ? Stream.of() : Stream.of("Object[] more"))
        .collect(Collectors.joining(", "));
  }

  private static String parameter(SqlArgument argument) {
    String name = argument.name().equals("class") ? "classId" : camelCase(argument.name());
    return switch (argument.type().typeName()) {
      case "integer", "double", "string" -> "Object " + name;
      default -> "Column " + name;
    };
  }

  private static List<String> optional(SqlFunction function) {
    return function.arguments().stream()
        .filter(argument -> argument.standard() != null)
        .map(SqlArgument::name)
        .toList();
  }

  @Test
  void everyMethodSaysWhatMayFollowAndWhereToReadOn() throws IOException {
    String source =
        Files.readString(SOURCES.resolve("PixelColumns.java"))
            + Files.readString(SOURCES.resolve("Maskwise.java"));
    String page = Files.readString(Path.of("..", "docs", "sql.md"));
    for (SqlFunction function : SqlFunctions.ALL) {
      String more = more(function);
      assertThat(source)
          .contains(
              "/** docs/sql.md#%s%s. */\n  public static Column %s("
                  .formatted(function.name(), more, camelCase(function.name())));
      assertThat(page).contains("\n### " + function.name() + "\n");
      if (OF_IMAGES.containsKey(function.name())) {
        SqlFunction image = OF_IMAGES.get(function.name());
        assertThat(source)
            .contains(
                "/** {@link #%s(Column)} of {@link #%s}%s. */"
                    .formatted(camelCase(function.name()), camelCase(image.name()), more(image)));
      }
    }
  }

  private static String more(SqlFunction function) {
    List<String> optional = optional(function);
    return optional.isEmpty() ? "" : "; more: " + String.join(", ", optional);
  }

  /**
   * With columns and with constants, with and without what may be left out: the plan is that of
   * SQL.
   */
  @Test
  void everyMethodCallsItsFunction() throws ReflectiveOperationException {
    for (SqlFunction function : SqlFunctions.ALL) {
      List<Column> columns = new ArrayList<>();
      List<Column> statements = new ArrayList<>();
      for (Method method : methods(function)) {
        boolean ofImage = method.getParameterCount() > 1 && OF_IMAGES.containsKey(function.name());
        SqlFunction inner = ofImage ? OF_IMAGES.getOrDefault(function.name(), function) : function;
        int most = inner.arguments().size();
        for (int count = most - optional(inner).size(); count <= most; count++) {
          List<String> arguments = arguments(inner, count);
          String call = inner.name() + "(" + String.join(", ", arguments) + ")";
          Column sql = expr(ofImage ? function.name() + "(" + call + ")" : call);
          for (boolean constants : new boolean[] {false, true}) {
            columns.add((Column) method.invoke(null, values(method, arguments, constants)));
            statements.add(sql);
          }
        }
      }
      assertThat(columns).as(function.name()).isNotEmpty();
      assertThat(plan(columns)).as(function.name()).isEqualTo(plan(statements));
    }
  }

  /** What the method takes, the last of it in an array where the method has a tail. */
  private static Object[] values(Method method, List<String> arguments, boolean constants) {
    Object[] values = arguments.stream().map(sql -> constants ? value(sql) : expr(sql)).toArray();
    if (!method.isVarArgs()) {
      return values;
    }
    int first = method.getParameterCount() - 1;
    Object[] withTail = Arrays.copyOf(values, first + 1);
    withTail[first] = Arrays.copyOfRange(values, first, values.length);
    return withTail;
  }

  private static Object value(String sql) {
    return sql.matches("\\d+")
        ? Integer.valueOf(sql)
        : sql.endsWith("D")
            ? Double.valueOf(sql.replace("D", ""))
            : sql.startsWith("'") ? sql.replace("'", "") : expr(sql);
  }

  /** Arguments of SQL, no two of which are equal. */
  private static List<String> arguments(SqlFunction function, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                switch (function.arguments().get(n).type().typeName()) {
                  case "integer" -> "7" + n;
                  case "long" -> n + "L";
                  case "double" -> n + ".5D";
                  case "string" -> "'text " + n + "'";
                  case "binary" -> "X'0" + n + "'";
                  case "boolean" -> "true";
                  case "array" ->
                      switch (((ArrayType) function.arguments().get(n).type())
                          .elementType()
                          .typeName()) {
                        case "array" -> "array(array(%dD))".formatted(n);
                        case "boolean" -> "array(true)";
                        default -> "array(%dL)".formatted(n);
                      };
                  default ->
                      ((StructType) function.arguments().get(n).type())
                              .fields()[0]
                              .dataType()
                              .equals(DataTypes.LongType)
                          ? "overlap(X'00', X'00')"
                          : "soft_overlap(X'00000000', X'00')";
                })
        .toList();
  }

  private static LogicalPlan plan(List<Column> columns) {
    Column[] values = new Column[columns.size()];
    Arrays.setAll(values, n -> columns.get(n).as("value" + n));
    Dataset<Row> rows = SPARK.range(1).select(values);
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
                    meanIou(confusion(truth, prediction, 2, 1)),
                    hex(
                        scoresFromRaw(prediction, "uint8", 1, 1, octet_length(prediction), 0.5)
                            .getField("scores")),
                    call("try_overlap", truth, new byte[] {1}, 0).isNull())
                .orderBy("image_id")
                .head())
        .isEqualTo(
            SPARK
                .sql(
                    "SELECT 2 / 3D, 2 / 3D, 2 / 3D, (2 / 3D + 1 / 2D) / 2, 1D,"
                        + " '000000000000003F0000000000000000', true")
                .head());
    assertThat(images(SPARK).agg(meanIou(confusionAgg(truth, prediction, 2))).head().getDouble(0))
        .isEqualTo(2 / 3.0);
  }

  @Test
  void moreArgumentsThanTheFunctionHasFailTheAnalysis() {
    Column column = dice(col("truth"), col("prediction"), 255, 1);
    assertThatThrownBy(() -> images(SPARK).select(column))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining("WRONG_NUM_ARGS")
        .hasMessageContaining("overlap");
  }

  @Test
  void aSessionThatBeganWithoutTheJar() {
    SparkSession session = SPARK.newSession();
    FunctionRegistry registry =
        ((org.apache.spark.sql.classic.SparkSession) session).sessionState().functionRegistry();
    // How an identifier is qualified depends on the version of Spark.
    Set<String> names =
        SqlFunctions.ALL.stream().map(SqlFunction::name).collect(Collectors.toSet());
    for (FunctionIdentifier identifier : CollectionConverters.asJava(registry.listFunction())) {
      if (names.contains(identifier.funcName())) {
        registry.dropFunction(identifier);
      }
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

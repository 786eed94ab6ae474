package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.metric.Definition;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.boundary.BoundaryMetrics;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.curve.CurveMetric;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.loss.LossFamily;
import dev.maskwise.metric.loss.ScoreLosses;
import dev.maskwise.spark.sql.SqlArgument;
import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.statistic.StatisticType;
import dev.maskwise.statistic.StatisticTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry$;
import org.apache.spark.sql.execution.HiveResult;
import org.apache.spark.sql.types.ArrayType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** What holds for every function of the lists. */
class SqlFunctionsTest {
  private static final List<SqlFunction> FUNCTIONS =
      Stream.of(SqlFunctions.ALL, SqlFunctions.TRYING).flatMap(List::stream).toList();

  @Test
  void everyExampleGivesWhatItSays() {
    everyExampleGivesWhatItSays(SqlSession.CODEGEN);
  }

  @Test
  @Tag("slow")
  void everyExampleGivesWhatItSaysWithoutGeneratedCode() {
    everyExampleGivesWhatItSays(SqlSession.INTERPRETED);
  }

  private static void everyExampleGivesWhatItSays(SqlSession session) {
    for (SqlFunction function : FUNCTIONS) {
      assertThat(function.examples()).as(function.name()).isNotEmpty();
      for (SqlFunction.Example example : function.examples()) {
        Dataset<Row> rows = session.sql(example.sql());
        List<String> lines =
            CollectionConverters.asJava(
                HiveResult.hiveResultString(
                    ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                        .queryExecution()
                        .executedPlan()));
        assertThat(String.join("\n", lines)).as(example.sql()).isEqualTo(example.result());
      }
    }
  }

  @Test
  void everyExampleCallsItsFunction() {
    for (SqlFunction function : FUNCTIONS) {
      for (SqlFunction.Example example : function.examples()) {
        assertThat(example.sql()).contains(function.name() + "(");
      }
    }
  }

  @Test
  void everyFunctionDescribesItself() {
    for (SqlFunction function : FUNCTIONS) {
      String text =
          SqlSession.CODEGEN.rows("DESCRIBE FUNCTION EXTENDED " + function.name()).stream()
              .map(row -> row.getString(0))
              .collect(Collectors.joining("\n"));
      assertThat(text)
          .contains("Function: " + function.name())
          .contains(function.signature() + " - " + function.usage())
          .contains("Gives " + function.result() + ".")
          .contains("Source: " + function.source());
      for (SqlArgument argument : function.arguments()) {
        assertThat(text)
            .contains(
                "* %s (%s) - %s"
                    .formatted(argument.name(), argument.typeName(), argument.description()));
      }
      for (SqlFunction.Example example : function.examples()) {
        assertThat(text).contains("> " + example.sql() + ";\n       " + example.result());
      }
    }
  }

  @Test
  void noNameStandsTwiceOrHidesOneOfSpark() {
    List<String> names = FUNCTIONS.stream().map(SqlFunction::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    for (String name : names) {
      assertThat(FunctionRegistry$.MODULE$.builtin().functionExists(new FunctionIdentifier(name)))
          .as("Spark has %s", name)
          .isFalse();
    }
  }

  @Test
  void everyMetricOfCountsHasAFunction() {
    assertThat(SqlFunctions.ALL.stream().map(SqlFunction::name))
        .containsAll(
            Stream.of(
                    OverlapMetrics.ALL,
                    ConfusionMetrics.ALL,
                    BoundaryMetrics.ALL,
                    BoundaryMetrics.OVER_CLASSES)
                .flatMap(List::stream)
                .map(Metric::name)
                .toList());
  }

  @Test
  void everyLossAndCurveMetricHasAFunction() {
    assertThat(SqlFunctions.ALL.stream().map(SqlFunction::name))
        .containsAll(ScoreLosses.ALL.stream().map(LossFamily::name).toList())
        .containsAll(CurveMetrics.ALL.stream().map(CurveMetric::name).toList());
  }

  /** The grammar at the head of docs/sql.md. */
  @Test
  void everyNameFollowsTheGrammar() {
    String names =
        Stream.of(
                StatisticTypes.ALL.stream().map(StatisticType::name),
                definitions().map(Definition::name))
            .flatMap(name -> name)
            .distinct()
            .collect(Collectors.joining("|"));
    String noun = "counts|labels|mask|overlap|scores|sums";
    for (SqlFunction function : FUNCTIONS) {
      assertThat(function.name())
          .matches(
              switch (function.group()) {
                case FILE -> "(try_)?((%s)_from_(file|npy|npz|png|raw)|map_labels)".formatted(noun);
                case IMAGE ->
                    "(try_)?((multiclass_)?(%s)|(%s)_of_(class|scores))".formatted(names, noun);
                case OBJECT ->
                    "(try_)?((mask|rle)_from_(polygons|rle)|(area|box|rle)_of_(mask|rle)|(box|mask)_iou|match_detections|boundary_overlap)";
                case METRIC ->
                    "(dataset_(multiclass_)?)?(%s)|(%s)_of_(boundary_overlap|class|confusion|soft_overlap)|average_(precision|recall)_of"
                        .formatted(names, noun);
                case AGGREGATE -> "(multiclass_)?(%s)_agg|(%s)_merge".formatted(names, names);
              });
    }
  }

  private static Stream<Definition> definitions() {
    Stream<Definition> losses =
        Stream.of(Task.BINARY, Task.MULTICLASS)
            .flatMap(
                task ->
                    ScoreLosses.ALL.stream()
                        .filter(family -> family.fits(task, ScoreKind.LOGIT))
                        .map(family -> family.standard(task, ScoreKind.LOGIT).definition()));
    return Stream.of(
            OverlapMetrics.ALL.stream(),
            ConfusionMetrics.ALL.stream(),
            CurveMetrics.ALL.stream(),
            BoundaryMetrics.ALL.stream(),
            BoundaryMetrics.OVER_CLASSES.stream(),
            losses)
        .flatMap(numbers -> numbers);
  }

  /** One formula, unit, range and source for a number, wherever it is shown. */
  @Test
  void numbersHaveTheWordsOfTheirDefinitions() {
    List<Definition> definitions = definitions().toList();
    for (SqlFunction function : SqlFunctions.ALL) {
      String number = function.name().replaceAll("^dataset_|^multiclass_|_agg$", "");
      List<Definition> of =
          definitions.stream()
              .filter(d -> d.name().equals(number.replaceAll("^multiclass_", "")))
              .toList();
      if (of.isEmpty()) {
        continue;
      }
      assertThat(of)
          .as(function.name())
          .anySatisfy(
              definition -> {
                assertThat(function.usage()).contains(definition.title() + " of ");
                assertThat(function.usage()).contains(": " + definition.formula());
                assertThat(function.result()).contains(definition.unit(), definition.range());
                assertThat(function.source()).isEqualTo(definition.source());
              });
    }
  }

  @Test
  void nullInAnyArgumentIsNullOut() {
    nullInAnyArgumentIsNullOut(SqlSession.CODEGEN);
  }

  @Test
  @Tag("slow")
  void nullInAnyArgumentIsNullOutWithoutGeneratedCode() {
    nullInAnyArgumentIsNullOut(SqlSession.INTERPRETED);
  }

  private static void nullInAnyArgumentIsNullOut(SqlSession session) {
    for (SqlFunction function : scalars()) {
      List<String> calls =
          IntStream.range(0, function.arguments().size())
              .mapToObj(at -> call(function, at))
              .toList();
      Row row = session.rows("SELECT " + String.join(", ", calls)).get(0);
      for (int at = 0; at < calls.size(); at++) {
        assertThat(row.get(at)).as(calls.get(at)).isNull();
      }
    }
  }

  private static List<SqlFunction> scalars() {
    return FUNCTIONS.stream()
        .filter(function -> function.group() != SqlFunction.Group.AGGREGATE)
        .toList();
  }

  /** A call with a null at one place and any value of the right type at the others. */
  private static String call(SqlFunction function, int nullAt) {
    List<String> arguments = new ArrayList<>();
    for (SqlArgument argument : function.arguments()) {
      arguments.add(
          arguments.size() == nullAt
              ? "NULL"
              : switch (argument.type().typeName()) {
                case "integer", "long", "double" -> "1";
                case "string" -> "'probability'";
                case "binary" -> "X'00'";
                case "boolean" -> "true";
                case "array" ->
                    switch (((ArrayType) argument.type()).elementType().typeName()) {
                      case "array" -> "array(array(1D))";
                      case "boolean" -> "array(true)";
                      default -> "array(1L)";
                    };
                default ->
                    argument.type().equals(OverlapFunctions.OVERLAP)
                        ? "overlap(X'00', X'00')"
                        : "soft_overlap(X'00000000', X'00')";
              });
    }
    return function.name() + "(" + String.join(", ", arguments) + ")";
  }

  @Test
  void wrongTypesFailTheAnalysis() {
    for (SqlFunction function : FUNCTIONS) {
      for (int at = 0; at < function.arguments().size(); at++) {
        String call = call(function, at).replace("NULL", "array(DATE'2020-01-01')");
        assertThatThrownBy(() -> SqlSession.CODEGEN.sql("SELECT " + call))
            .as(call)
            .isInstanceOf(AnalysisException.class)
            .hasMessageContaining("DATATYPE_MISMATCH")
            .hasMessageContaining(function.name().replace("try_", "") + "(");
      }
    }
  }

  @Test
  void tooFewAndTooManyArgumentsFailTheAnalysis() {
    for (SqlFunction function : FUNCTIONS) {
      String tooMany = "X'00'" + ", X'00'".repeat(function.arguments().size());
      for (String arguments : List.of("", tooMany)) {
        assertThatThrownBy(
                () -> SqlSession.CODEGEN.sql("SELECT " + function.name() + "(" + arguments + ")"))
            .isInstanceOf(AnalysisException.class)
            .hasMessageContaining("WRONG_NUM_ARGS")
            .hasMessageContaining(function.name());
      }
    }
  }

  @Test
  void columnsAreNamedForTheCall() {
    assertThat(
            SqlSession.CODEGEN
                .sql(
                    "SELECT dice(overlap(t, p)), mean_iou_agg(t, p, 2) FROM VALUES (X'01',"
                        + " X'01') AS v(t, p) GROUP BY t, p")
                .columns())
        .containsExactly("dice(overlap(t, p))", "mean_iou_agg(t, p, 2)");
  }
}

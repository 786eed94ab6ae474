package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Example;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.StatesBelowAggregates;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the rule and without it: the same rows, the same refusals. */
@Tag("slow")
class StatesBelowAggregatesTest {
  private static final String EXCLUDED = "spark.sql.optimizer.excludedRules";

  private static final String IMAGES =
      " FROM VALUES ('a', 1, X'01010000', X'01000000'), ('b', 2, X'0101', X'0101'),"
          + " ('a', 2, NULL, X'01'), ('b', 1, X'010001', X'000001') AS images(site, n, truth, prediction)";

  private static <T> T without(Supplier<T> work) {
    SparkSession spark = SqlSession.CODEGEN.spark();
    String before = spark.conf().get(EXCLUDED);
    spark.conf().set(EXCLUDED, before + "," + StatesBelowAggregates.class.getName());
    try {
      return work.get();
    } finally {
      spark.conf().set(EXCLUDED, before);
    }
  }

  private static String plan(String statement) {
    return SqlSession.CODEGEN.sql(statement).queryExecution().optimizedPlan().toString();
  }

  static Stream<String> examples() {
    return SqlFunctions.ALL.stream()
        .filter(function -> function.group() == Group.AGGREGATE)
        .map(SqlFunction::examples)
        .flatMap(List::stream)
        .map(Example::sql);
  }

  @ParameterizedTest
  @MethodSource("examples")
  @ValueSource(
      strings = {
        "SELECT site, n, overlap_agg(truth, prediction) AS o FROM t GROUP BY ROLLUP (site, n)",
        "SELECT upper(site) AS s, overlap_agg(truth, prediction) AS o FROM t GROUP BY 1",
        "SELECT overlap_agg(truth, prediction), overlap_agg(truth, prediction, 0) FROM t",
        "SELECT overlap_agg(truth, prediction) FILTER (WHERE n = 1 AND site > 'a') FROM t",
        "SELECT overlap_merge(overlap(truth, prediction)) FILTER (WHERE n = 1) FROM t",
        "SELECT overlap_agg(truth, prediction), count(DISTINCT n), sum(DISTINCT n + 1) FROM t",
        "SELECT overlap_agg(truth, prediction), overlap_agg(DISTINCT truth, prediction) FROM t",
        "SELECT n, mean_iou_agg(truth, prediction, n + 1) FROM t GROUP BY n HAVING n > 0 AND count(*) > 1",
        "SELECT mean_iou(confusion_merge(confusion(truth, prediction, 2))) FROM t",
        "SELECT (SELECT overlap_agg(truth, prediction) FROM t AS u WHERE u.n = t.n) FROM t",
        "SELECT overlap_agg(truth, prediction), soft_overlap_agg(array(0.5F), X'01', -1, 'probability') FROM t WHERE n > 5",
        "SELECT site, dice(o) FROM (SELECT site, overlap_agg(truth, prediction) AS o FROM t GROUP BY site)",
      })
  void rowsAreTheSame(String statement) {
    SqlSession.CODEGEN.sql("SELECT *" + IMAGES).repartition(2).createOrReplaceTempView("t");
    List<String> plain = without(() -> rows(statement));
    assertThat(rows(statement)).isEqualTo(plain);
  }

  private static List<String> rows(String statement) {
    return SqlSession.CODEGEN
        .rows("SELECT to_json(struct(q.*)) FROM (" + statement + ") q")
        .stream()
        .map(row -> row.toString().replaceAll("#\\d+", "")) // numbers of the query
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT overlap_agg(truth, prediction) FROM VALUES (X'01', X'0101') AS t(truth, prediction)",
        "SELECT confusion_agg(truth, prediction, 2) FROM VALUES (X'05', X'01') AS t(truth, prediction)",
        "SELECT confusion_agg(truth, X'01', n) FROM VALUES (X'01', 2), (X'01', 3) AS t(truth, n)",
        "SELECT confusion_merge(confusion(truth, X'01', n)) FROM VALUES (X'01', 2), (X'01', 3) AS t(truth, n)",
        "SELECT pixel_losses_agg(p, X'01', 5000) FROM VALUES (array(0F)) AS t(p)",
        "SELECT multiclass_soft_overlap_agg(p, X'01', n) FROM VALUES (array(0F, 1F), 2), (array(0F, 1F, 2F), 3) AS t(p, n)",
      })
  void refusalsAreTheSame(String statement) {
    String plain = without(() -> refusal(statement));
    assertThat(plain).containsPattern("^[a-z_]+(_agg|_merge|confusion): ");
    assertThat(refusal(statement)).isEqualTo(plain);
  }

  private static String refusal(String statement) {
    Throwable thrown = catchThrowable(() -> SqlSession.CODEGEN.rows(statement));
    while (thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void pixelsDoNotReachTheAggregate() {
    String aggregate =
        "SELECT site, overlap_agg(truth, prediction) AS o" + IMAGES + " GROUP BY site";
    assertThat(plan(aggregate))
        .contains("overlap_agg(state0#")
        .containsPattern("Project \\[site#\\d+, overlap_agg\\(truth#\\d+, prediction#\\d+");
    assertThat(without(() -> plan(aggregate))).contains("overlap_agg(truth#");
    assertThat(plan("SELECT overlap_merge(overlap(truth, prediction))" + IMAGES))
        .contains("overlap_merge(state0#", "[overlap(truth#");
  }

  @Test
  void whatIsAskedTwiceIsComputedOnce() {
    assertThat(
            plan(
                "SELECT dice(overlap_agg(truth, prediction)), iou(overlap_agg(truth, prediction))"
                    + IMAGES))
        .contains("state0#")
        .doesNotContain("state1#");
  }
}

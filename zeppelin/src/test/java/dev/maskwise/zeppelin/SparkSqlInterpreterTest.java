package dev.maskwise.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.zeppelin.interpreter.InterpreterException;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSqlInterpreterTest {
  private static InterpreterProcess process;

  @BeforeAll
  static void open() throws Exception {
    process = new InterpreterProcess(Map.of(SparkSqlInterpreter.ROWS, "5"));
  }

  @AfterAll
  static void close() throws Exception {
    process.close();
  }

  private static Shown sql(String statements) throws Exception {
    return process.run("%spark.sql\n" + statements);
  }

  @Test
  void rowsBecomeATable() throws Exception {
    Shown shown =
        sql("SELECT id, id / 2 AS half, if(id = 1, NULL, 'x') AS x FROM range(3) ORDER BY id DESC")
            .succeeded();
    assertThat(shown.messages())
        .extracting(InterpreterResultMessage::getType)
        .containsExactly(InterpreterResult.Type.TABLE);
    assertThat(shown.text()).isEqualTo("id\thalf\tx\n2\t1.0\tx\n1\t0.5\tnull\n0\t0.0\tx\n");
  }

  @Test
  void functionsOfMaskwiseAreThereWithoutAWord() throws Exception {
    assertThat(sql("SELECT dice(overlap(X'01010000', X'01000000')) AS dice").succeeded().table())
        .containsExactly(new TableRow(Map.of("dice", "0.6666666666666666")));
  }

  @Test
  void noMoreRowsThanTheProperty() throws Exception {
    for (int rows : new int[] {0, 4, 5, 6, 100}) {
      Shown shown = sql("SELECT id FROM range(" + rows + ") ORDER BY id").succeeded();
      List<String> ids = IntStream.range(0, Math.min(rows, 5)).mapToObj(String::valueOf).toList();
      assertThat(shown.table()).extracting(row -> row.text("id")).isEqualTo(ids);
      assertThat(shown.messages()).hasSize(rows > 5 ? 2 : 1);
      if (rows > 5) {
        assertThat(shown.messages().get(1).getData())
            .isEqualTo(
                "The first 5 rows; the property zeppelin.spark.maxResult says how many are shown.\n");
      }
    }
  }

  @Test
  void valuesCannotBreakTheTable() throws Exception {
    Shown shown =
        sql("""
                SELECT value AS `a\tb`, value AS twice FROM VALUES
                  (1, 'tab\\there'), (2, 'line\\nhere\\r'), (3, ''), (4, '%html <b>bold</b>'),
                  (5, 'back\\\\slash') AS t(i, value) ORDER BY i""")
            .succeeded();
    assertThat(shown.table())
        .extracting(row -> row.text("a\\tb"))
        .containsExactly(
            "tab\\there", "line\\nhere\\r", " ", " %html <b>bold</b>", "back\\\\slash");
    assertThat(shown.table())
        .allSatisfy(row -> assertThat(row.text("twice")).isEqualTo(row.text("a\\tb")));
  }

  @Test
  void aRowOfNothingDoesNotEndTheTable() throws Exception {
    assertThat(sql("SELECT x FROM VALUES (1, ''), (2, 'y') AS t(i, x) ORDER BY i").table())
        .extracting(row -> row.text("x"))
        .containsExactly(" ", "y");
  }

  @Test
  void bytesAreShownByTheirBeginning() throws Exception {
    assertThat(
            sql("SELECT X'00FF' AS a, unhex(repeat('0A', 17)) AS b, CAST(NULL AS BINARY) AS c")
                .table())
        .containsExactly(
            new TableRow(
                Map.of("a", "X'00FF'", "b", "X'" + "0A".repeat(16) + "…', 17 bytes", "c", "null")));
  }

  @Test
  void columnsMayHaveOneName() throws Exception {
    assertThat(sql("SELECT 1 AS a, array(2, 3) AS a").succeeded().text())
        .isEqualTo("a\ta\n1\t[2, 3]\n");
  }

  @Test
  void everyStatementThatHasRowsShowsThem() throws Exception {
    Shown shown =
        sql("""
                -- a remark; with a semicolon
                CREATE OR REPLACE TEMPORARY VIEW three AS SELECT * FROM range(3);
                SELECT count(*) AS n FROM three;
                SELECT ';' AS semicolon;
                """)
            .succeeded();
    assertThat(shown.text()).isEqualTo("n\n3\nsemicolon\n;\n");
    assertThat(sql("DROP VIEW three").succeeded().messages()).isEmpty();
    assertThat(sql("-- nothing").succeeded().messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT nope FROM range(3) | .UNRESOLVED_COLUMN.* A column, .*`nope` cannot be resolved.* line 2 pos 7
          SELECT 1;\\n SELEC 2 | .PARSE_SYNTAX_ERROR. .*'SELEC'.*line 3, pos 1.
          SELECT * FROM nowhere | .TABLE_OR_VIEW_NOT_FOUND. .*`nowhere` cannot be found.*
          SELECT 1 DIV 0 | .DIVIDE_BY_ZERO. Division by zero.*
          SELECT overlap(X'01', X'') | overlap: the truth has 1 bytes and the prediction 0, but both have one byte a pixel.
          """)
  void aFailureIsOneLine(String statement, String sentence) throws Exception {
    String failure = sql(statement.replace("\\n", "\n")).failure();
    assertThat(failure).matches(sentence).doesNotContain("\n");
  }

  @Test
  void aWrongLimitIsRefused() throws Exception {
    for (String limit : List.of("", "0", "many", "12345678")) {
      try (InterpreterProcess wrong =
          new InterpreterProcess(Map.of(SparkSqlInterpreter.ROWS, limit))) {
        assertThat(
                assertThrows(
                    InterpreterException.class, () -> wrong.interpreterOf("%spark.sql").open()))
            .hasMessageEndingWith(
                "The property zeppelin.spark.maxResult is a number of rows from 1 to 9999999, not '"
                    + limit
                    + "'.");
      }
    }
  }
}

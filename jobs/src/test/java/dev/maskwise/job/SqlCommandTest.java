package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlCommandTest {
  @TempDir Path directory;

  @Test
  void everyResultIsATable() {
    String text =
        "CREATE TEMPORARY VIEW masks AS SELECT X'0101' AS truth, X'0100' AS prediction;"
            + " SELECT iou(overlap(truth, prediction)) AS iou, ';' AS mark FROM masks;";
    assertThat(MaskwiseRun.of("sql", "-e", text).succeeds().out())
        .isEqualTo(
            """
            +---+----+
            |iou|mark|
            +---+----+
            |0.5|   ;|
            +---+----+

            """);
  }

  @Test
  void aFileOfStatementsAndADescriptionAsItIs() throws IOException {
    Path file = directory.resolve("a b.sql");
    Files.writeString(file, "-- what is it?\nDESCRIBE FUNCTION dice;\nSELECT * FROM range(3)");
    assertThat(MaskwiseRun.of("sql", "-f", file.toString(), "--rows", "2").succeeds().out())
        .contains("Usage:")
        .contains("dice(", "only showing top 2 rows")
        .doesNotContain("|Usage");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT 1; SELEC 2                      | line 1 (SELEC 2) is refused: [PARSE_SYNTAX_ERROR] Syntax error at or near 'SELEC'
          SELECT no_such(1)                      | Cannot resolve routine `no_such`
          SELECT * FROM nowhere                  | The table or view `nowhere` cannot be found
          SELECT overlap(X'01', X'0101')         | overlap: the truth has 1 bytes and the prediction 2
          SELECT 1 / 0                           | Division by zero
          SELECT assert_true(false)              | is refused
          ''                                     | There is no statement
          """)
  void whatIsRefusedNamesTheStatement(String text, String sentence) {
    MaskwiseRun run = MaskwiseRun.of("sql", "-e", text);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).startsWith("maskwise: ").contains(sentence).hasLineCount(1);
  }

  @Test
  void settingsReachTheSession() {
    assertThat(
            MaskwiseRun.of(
                    "sql", "-e", "SELECT 1 / 0 AS q", "--conf", "spark.sql.ansi.enabled=false")
                .succeeds()
                .out())
        .contains("|NULL|");
  }

  @Test
  void whatIsNotThere() {
    MaskwiseRun run = MaskwiseRun.of("sql", "-f", directory.resolve("no.sql").toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("-f ", "no.sql cannot be read").hasLineCount(1);
  }
}

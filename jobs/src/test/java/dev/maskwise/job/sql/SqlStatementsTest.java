package dev.maskwise.job.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.sql.SqlStatements.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementsTest {

  @Test
  void statementsEndInSemicolons() {
    assertThat(SqlStatements.of("SELECT 1;\n\n  SELECT\n2 ;; ;\n-- done\n"))
        .containsExactly(new Statement("SELECT 1", 1), new Statement("SELECT\n2", 3));
    assertThat(SqlStatements.of(" \n-- nothing; at all\n/* ; */")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it\\';s'",
        "SELECT 'it'';s'",
        "SELECT \"a;b\"",
        "SELECT 1 AS `a;b`",
        "SELECT 1 -- a; b\n+ 1",
        "SELECT /* ' ; */ 1",
        "SELECT 'never closed; SELECT 2",
        "BEGIN DECLARE x INT; SET x = 1; SELECT x; END",
      })
  void semicolonsWithinEndNothing(String text) {
    assertThat(SqlStatements.of(text)).containsExactly(new Statement(text, 1));
  }

  @Test
  void commentsBeforeAStatementAreNoPartOfIt() {
    assertThat(SqlStatements.of("-- one; two\nSELECT 1;\n/* three\n; */ SELECT 2"))
        .isEqualTo(List.of(new Statement("SELECT 1", 2), new Statement("SELECT 2", 4)));
  }
}

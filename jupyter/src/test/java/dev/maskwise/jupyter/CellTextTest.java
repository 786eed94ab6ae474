package dev.maskwise.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of every kind of value that Spark puts into a row. */
class CellTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CAST(NULL AS DOUBLE)                    | –",
        "0.66666666D                             | 0.6667",
        "1D                                      | 1.0000",
        "0D                                      | 0",
        "-0.25D                                  | -0.2500",
        "123456.7D                               | 123,456.7000",
        "0.000123D                               | 1.230e-04",
        "1.5E9D                                  | 1.500e+09",
        "CAST('NaN' AS DOUBLE)                   | NaN",
        "CAST('Infinity' AS FLOAT)               | Infinity",
        "CAST(0.5 AS FLOAT)                      | 0.5000",
        "17825792L                               | 17,825,792",
        "2048                                    | 2048",
        "CAST(1.50 AS DECIMAL(5,2))              | 1.50",
        "true                                    | true",
        "unhex(repeat('00', 131072))             | 131,072 bytes",
        "named_struct('a', 1, 'b', 0.5D)         | {a: 1, b: 0.5000}",
        "array(1L, 2000L, NULL)                  | [1, 2,000, –]",
        "array()                                 | []",
        "array(array(1, 2), array(3))            | [[1, 2], [3]]",
        "map('day', 36L)                         | {day: 36}",
        "sequence(1, 14)                         | [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, … 14 in all]",
        "DATE'2026-11-24'                        | 2026-11-24",
      })
  void aValueOfSql(String expression, String expected) {
    Row row = Spark.sql("SELECT " + expression).first();
    assertThat(CellText.of(row.get(0))).isEqualTo(expected);
  }

  @Test
  void aLongTextIsCut() {
    assertThat(CellText.of("x".repeat(160))).isEqualTo("x".repeat(160));
    assertThat(CellText.of("x".repeat(161))).isEqualTo("x".repeat(160) + "…");
  }
}

package dev.maskwise.rapids.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparisons of the parity program, rehearsed with the row forms of the GPU functions. */
class ComparisonTest {
  @TempDir static Path directory;

  static List<Comparison> comparisons() {
    return Comparison.ALL;
  }

  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[1]")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          .getOrCreate();

  @BeforeAll
  static void makeImages() {
    SPARK.sparkContext().setLogLevel("WARN");
    Float64.register(SPARK);
    Float64Classes.register(SPARK);
    ImageTable.write(SPARK, directory.resolve("images"), 23, 9, true);
  }

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  private static List<Row> rows(String sql, String functions) {
    SPARK.conf().set("spark.maskwise.gpu", functions);
    return SPARK.sql(sql).collectAsList().stream()
        .sorted(Comparator.comparingLong(row -> row.getLong(0)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void bothQueriesGiveTheSame(Comparison comparison) {
    List<Row> expected = rows(comparison.cpu(), "off");
    List<Row> actual = rows(comparison.gpu(), "on");
    assertThat(actual).hasSize(23);
    assertThat(expected).hasSize(23);
    // Of masks with ignored pixels a try of two classes leaves few.
    assertThat(expected.stream().filter(row -> !row.isNullAt(1)).count()).isGreaterThan(3);
    for (int i = 0; i < 23; i++) {
      assertThat(comparison.difference(actual.get(i), expected.get(i)))
          .as("%s, image %d", comparison.what(), i)
          .isLessThanOrEqualTo(comparison.rehearsed());
    }
  }

  @Test
  void differencesAreSeenWithinArrays() {
    Comparison any = Comparison.ALL.get(0);
    Row one = SPARK.sql("SELECT array(named_struct('p', 1D), named_struct('p', 2D))").first();
    Row other = SPARK.sql("SELECT array(named_struct('p', 1D), named_struct('p', 4D))").first();
    assertThat(any.difference(one, one)).isZero();
    assertThat(any.difference(one, other)).isEqualTo(0.5);
  }
}

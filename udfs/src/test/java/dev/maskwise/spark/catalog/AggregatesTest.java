package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The aggregates wherever SQL lets an aggregate stand. */
class AggregatesTest {
  private static final String IMAGES =
      " FROM VALUES (1, X'01010000', X'01000000'), (2, X'0101', X'0101'), (2, NULL, X'01'),"
          + " (1, X'0101', X'0101') AS images(slice, truth, prediction)";

  @ParameterizedTest
  @EnumSource
  void nothingGivesTheEmptyStatistic(SqlSession session) {
    Row row =
        session
            .sql(
                "SELECT overlap_agg(truth, prediction).pixels, mean_iou_agg(truth, prediction, 2),"
                    + " to_json(counts_of_confusion(confusion_agg(truth, prediction, 2))),"
                    + " dice(overlap_agg(truth, prediction))"
                    + IMAGES
                    + " WHERE slice > 2")
            .head();
    assertThat(row.getLong(0)).isZero();
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(row.getString(2)).isEqualTo("[]");
    assertThat(row.isNullAt(3)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void nullsFiltersAndDistinct(SqlSession session) {
    Row row =
        session
            .sql(
                """
                SELECT overlap_agg(truth, prediction).pixels,
                  (overlap_agg(truth, prediction) FILTER (WHERE slice = 2)).pixels,
                  overlap_agg(DISTINCT truth, prediction).pixels"""
                    + IMAGES)
            .head();
    assertThat(row).isEqualTo(session.sql("SELECT 8L, 2L, 6L").head());
  }

  @ParameterizedTest
  @EnumSource
  void windows(SqlSession session) {
    List<Row> rows =
        session.rows(
            "SELECT slice, (overlap_agg(truth, prediction) OVER (PARTITION BY slice)).pixels"
                + IMAGES
                + " ORDER BY slice");
    assertThat(rows).extracting(row -> row.getLong(1)).containsExactly(6L, 6L, 2L, 2L);
  }

  @Test
  void manyGroupsThatLeaveTheHashMap() {
    SparkSession spark = SqlSession.CODEGEN.spark();
    String statement =
        """
        SELECT sum(o.pixels), sum(o.intersection), count(*) FROM (
          SELECT overlap_agg(X'0101', unhex(if(id % 2 = 0, '0100', '0101'))) AS o
          FROM range(0, 1000, 1, 4) GROUP BY id % 300)""";
    String threshold = "spark.sql.objectHashAggregate.sortBased.fallbackThreshold";
    spark.conf().set(threshold, "2");
    try {
      assertThat(spark.sql(statement).head())
          .isEqualTo(spark.sql("SELECT 2000L, 1500L, 300L").head());
    } finally {
      spark.conf().unset(threshold);
    }
  }
}

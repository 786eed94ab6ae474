package dev.maskwise.jupyter;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The one session of these tests. */
final class Spark {
  private Spark() {}

  static SparkSession session() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 1)
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF"); // one of the queries is meant to fail
    return spark;
  }

  static Dataset<Row> sql(String query) {
    return session().sql(query);
  }
}

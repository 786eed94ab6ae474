package dev.maskwise.spark.catalog;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The session of the tests, made without a word about Maskwise, and the two ways in which Spark
 * runs a statement.
 */
public enum SqlSession {
  CODEGEN("CODEGEN_ONLY", true),
  INTERPRETED("NO_CODEGEN", false);

  private final String factoryMode;
  private final boolean wholeStage;

  SqlSession(String factoryMode, boolean wholeStage) {
    this.factoryMode = factoryMode;
    this.wholeStage = wholeStage;
  }

  private static final class Holder {
    private static final SparkSession SPARK = quiet();

    private static SparkSession quiet() {
      SparkSession spark =
          SparkSession.builder()
              .master("local[2]")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.shuffle.partitions", "3")
              // Literals must reach the execution, or nothing but the optimizer would be tested.
              .config(
                  "spark.sql.optimizer.excludedRules",
                  "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation,"
                      + "org.apache.spark.sql.catalyst.optimizer.ConstantFolding")
              .getOrCreate();
      spark.sparkContext().setLogLevel("OFF"); // refusals are what the tests look for
      return spark;
    }
  }

  public SparkSession spark() {
    Holder.SPARK.conf().set("spark.sql.codegen.factoryMode", factoryMode);
    Holder.SPARK.conf().set("spark.sql.codegen.wholeStage", wholeStage);
    return Holder.SPARK;
  }

  public Dataset<Row> sql(String statement) {
    return spark().sql(statement);
  }

  public List<Row> rows(String statement) {
    return sql(statement).collectAsList();
  }

  /** The first value of a statement of one row. */
  public Object value(String statement) {
    List<Row> rows = rows(statement);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows of " + statement);
    }
    return rows.get(0).get(0);
  }
}

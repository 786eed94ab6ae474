package dev.maskwise.spark.connect;

import static org.apache.spark.sql.functions.callUDF;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.maskwise.spark.column.Maskwise;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A program with Spark's Connect client and without Spark SQL on its class path: {@code
 * ConnectClient URL}. Runs its own queries, then the statements of its input, a line each, and
 * prints a line of result for each.
 */
final class ConnectClient {
  private static final String IMAGES =
      "SELECT * FROM VALUES (1, X'00010100', X'00010000'), (2, X'01', X'01')"
          + " AS images(image_id, truth, prediction)";

  private ConnectClient() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SparkSession spark = SparkSession.builder().remote(arguments[0]).getOrCreate();
    out.println("RESULT " + spark.getClass().getName());
    Dataset<Row> images = spark.sql(IMAGES).orderBy("image_id");
    Column truth = col("truth");
    Column prediction = col("prediction");
    print(out, () -> images.select(Maskwise.dice(truth, prediction)).collectAsList());
    print(
        out,
        () ->
            images
                .agg(
                    Maskwise.meanIou(Maskwise.confusionAgg(truth, prediction, 2)),
                    expr("iou(overlap_agg(truth, prediction))"))
                .collectAsList());
    print(
        out,
        () ->
            images
                .select(callUDF("recall", callUDF("overlap", truth, prediction)))
                .collectAsList());
    print(out, () -> Maskwise.register(spark));
    print(out, () -> spark.sql("SELECT overlap(X'0101', X'01')").collectAsList());
    try (BufferedReader statements =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String sql = statements.readLine(); sql != null; sql = statements.readLine()) {
        String statement = sql;
        print(out, () -> spark.sql(statement).collectAsList());
      }
    }
    spark.close();
  }

  private static void print(PrintStream out, Callable<Object> query) {
    String result;
    try {
      result = String.valueOf(query.call());
    } catch (Exception e) {
      result = e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    out.println("RESULT " + result.replace('\n', ' '));
  }
}

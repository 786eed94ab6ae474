package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A command, run in this JVM on two local cores: its exit code and what it printed. */
record MaskwiseRun(int exitCode, String out, String err) {

  static MaskwiseRun of(String... arguments) {
    return on("local[2]", arguments);
  }

  /** Runs on a master; a session of another master is stopped first. */
  static MaskwiseRun on(String master, String... arguments) {
    if (SparkEnv.get() != null && !SparkContext.getOrCreate().master().equals(master)) {
      stopSpark();
    }
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--master", master));
    all.addAll(List.of("--conf", "spark.ui.enabled=false"));
    all.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    all.addAll(List.of("--conf", "spark.sql.shuffle.partitions=4"));
    return plain(all.toArray(String[]::new));
  }

  /** Stops the Spark of this JVM, if it runs. */
  static void stopSpark() {
    if (SparkEnv.get() != null) {
      SparkContext.getOrCreate().stop();
    }
  }

  /** Runs the arguments as they are. */
  static MaskwiseRun plain(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new MaskwiseRun(exitCode, out.toString(), err.toString());
  }

  MaskwiseRun succeeds() {
    assertThat(exitCode).as("%s%n%s", out, err).isZero();
    return this;
  }

  static JsonNode summary(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
  }

  /** The metrics of the text of a summary.json, byte for byte. */
  static String metrics(String json) {
    return json.substring(json.indexOf("\"metrics\" : [ {"));
  }

  /** The value of a metric over all images; null in the JSON is NaN. */
  static double metric(
      JsonNode summary, String model, String name, String averaging, String classOrNull) {
    return value(entry(summary, model, "null", name, averaging, classOrNull));
  }

  /** The value of an entry; null in the JSON is NaN. */
  static double value(JsonNode entry) {
    return entry.get("value").isNull() ? Double.NaN : entry.get("value").asDouble();
  }

  /** What the metrics say of one number, with its bound if it has one. */
  static JsonNode entry(
      JsonNode summary,
      String model,
      String sliceOrNull,
      String name,
      String averaging,
      String classOrNull) {
    for (JsonNode metric : summary.get("metrics")) {
      if (metric.get("model").asText().equals(model)
          && metric.get("name").asText().equals(name)
          && metric.get("averaging").asText().equals(averaging)
          && metric.get("class").asText().equals(classOrNull)
          && metric.get("slice").asText().equals(sliceOrNull)) {
        return metric;
      }
    }
    throw new AssertionError(
        "no %s %s %s %s %s".formatted(model, sliceOrNull, name, averaging, classOrNull));
  }

  /**
   * Evaluates inputs below a directory: first the truth, then models, which are called what their
   * inputs are up to the first dot.
   *
   * @param words the other arguments, separated by spaces
   */
  static MaskwiseRun evaluate(
      String master, Path directory, String out, String inputs, String words) {
    String[] names = inputs.split(" ", -1);
    List<String> arguments = new ArrayList<>(List.of("evaluate"));
    arguments.addAll(List.of("--truth", directory.resolve(names[0]).toString()));
    for (int m = 1; m < names.length; m++) {
      String file = names[m].substring(names[m].lastIndexOf('/') + 1);
      String model = file.split("\\.", -1)[0];
      arguments.addAll(List.of("--prediction", model + "=" + directory.resolve(names[m])));
    }
    arguments.addAll(List.of("--out", directory.resolve(out).toString()));
    arguments.addAll(List.of(words.strip().split("\\s+", -1)));
    return on(master, arguments.toArray(String[]::new));
  }

  static MaskwiseRun evaluate(Path directory, String out, String inputs, String words) {
    return evaluate("local[2]", directory, out, inputs, words);
  }

  /** A loss in a row of {@code per_image.parquet}; null is NaN. */
  static double loss(Row row, String name) {
    Map<String, Double> losses = row.getJavaMap(row.fieldIndex("losses"));
    assertThat(losses).containsKey(name);
    Double value = losses.get(name);
    return value == null ? Double.NaN : value;
  }

  static List<Row> table(Path out, String name) {
    return spark()
        .read()
        .option("__globPaths__", "false") // A name is a name.
        .parquet(out.resolve(name).toString())
        .collectAsList();
  }

  /**
   * Some columns of the rows of a table as lines, in an order of their own: equal for equal rows.
   */
  static List<String> lines(Path out, String name, Predicate<String> columns) {
    return table(out, name).stream()
        .map(
            row ->
                Arrays.stream(row.schema().fieldNames())
                    .filter(columns)
                    .map(column -> column + "=" + shown(row.getAs(column)))
                    .toList()
                    .toString())
        .sorted()
        .toList();
  }

  private static String shown(@Nullable Object cell) {
    return cell instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(cell);
  }

  static SparkSession spark() {
    SparkOptions options = new SparkOptions();
    options.master = "local[2]";
    options.conf.put("spark.ui.enabled", "false");
    options.conf.put("spark.driver.host", "127.0.0.1");
    return options.start("test").session();
  }
}

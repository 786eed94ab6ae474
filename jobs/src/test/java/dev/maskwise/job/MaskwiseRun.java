package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** A command, run in this JVM on two local cores: its exit code and what it printed. */
record MaskwiseRun(int exitCode, String out, String err) {

  static MaskwiseRun of(String... arguments) {
    return on("local[2]", arguments);
  }

  /** Runs on a master; a session of another master is stopped first. */
  static MaskwiseRun on(String master, String... arguments) {
    Option<SparkSession> spark = SparkSession.getDefaultSession();
    if (spark.isDefined() && !spark.get().sparkContext().master().equals(master)) {
      spark.get().stop();
    }
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--master", master));
    all.addAll(List.of("--conf", "spark.ui.enabled=false"));
    all.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
    all.addAll(List.of("--conf", "spark.sql.shuffle.partitions=4"));
    return plain(all.toArray(String[]::new));
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
    for (JsonNode metric : summary.get("metrics")) {
      if (metric.get("model").asText().equals(model)
          && metric.get("name").asText().equals(name)
          && metric.get("averaging").asText().equals(averaging)
          && metric.get("class").asText().equals(classOrNull)
          && metric.get("slice").isNull()) {
        return metric.get("value").isNull() ? Double.NaN : metric.get("value").asDouble();
      }
    }
    throw new AssertionError("no %s %s %s %s".formatted(model, name, averaging, classOrNull));
  }

  static List<Row> table(Path out, String name) {
    return spark().read().parquet(out.resolve(name).toString()).collectAsList();
  }

  static SparkSession spark() {
    SparkOptions options = new SparkOptions();
    options.master = "local[2]";
    options.conf.put("spark.ui.enabled", "false");
    options.conf.put("spark.driver.host", "127.0.0.1");
    return options.session("test");
  }
}

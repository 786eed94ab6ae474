package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of Delta Lake and of Iceberg, by their own jars, in the version that was asked for. */
@Tag("slow")
class LakeTablesTest {
  private static final int IMAGES = 6;

  @TempDir static Path directory;
  private static String expected = "";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.ui.enabled",
          "false",
          "spark.driver.host",
          "127.0.0.1",
          "spark.sql.shuffle.partitions",
          "4",
          "spark.sql.extensions",
          "io.delta.sql.DeltaSparkSessionExtension,org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
          "spark.sql.catalog.spark_catalog",
          "org.apache.spark.sql.delta.catalog.DeltaCatalog",
          "spark.sql.catalog.ice",
          "org.apache.iceberg.spark.SparkCatalog",
          "spark.sql.catalog.ice.type",
          "hadoop");

  /** Of each table the first version has all masks of b, and the second those of a instead. */
  @BeforeAll
  static void writeInputs() throws IOException {
    MaskwiseRun.stopSpark();
    Masks.dataSet(directory, IMAGES);
    evaluate("files", "a=" + directory + "/a").succeeds();
    expected = metrics("files");
    SparkSession spark = spark();
    for (String source : List.of("b", "a")) {
      spark
          .read()
          .format("binaryFile")
          .load(directory + "/" + source + "/x/*.png")
          .selectExpr(
              "regexp_extract(path, '(x/.*)[.]png', 1) AS image_id",
              "CAST(path AS STRING) AS site",
              "content AS mask")
          .createOrReplaceGlobalTempView(source);
    }
    spark.sql(
        "CREATE TABLE delta.`%s/delta` USING delta AS SELECT * FROM global_temp.b"
            .formatted(directory));
    spark.sql(
        "ALTER TABLE delta.`%s/delta` SET TBLPROPERTIES ('delta.enableDeletionVectors' = true)"
            .formatted(directory));
    spark.sql("INSERT OVERWRITE delta.`%s/delta` SELECT * FROM global_temp.a".formatted(directory));
    spark.sql("CREATE NAMESPACE ice.db");
    spark.sql("CREATE TABLE ice.db.val USING iceberg AS SELECT * FROM global_temp.b");
    spark.sql("ALTER TABLE ice.db.val CREATE TAG first");
    spark.sql("INSERT OVERWRITE ice.db.val SELECT * FROM global_temp.a");
  }

  @AfterAll
  static void stop() {
    MaskwiseRun.stopSpark();
  }

  private static SparkSession spark() {
    SparkOptions options = new SparkOptions();
    options.master = "local[2]";
    options.conf.putAll(settings());
    return options.start("test").session();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.put("spark.sql.catalog.ice.warehouse", directory + "/ice");
    return settings;
  }

  private static MaskwiseRun evaluate(String out, String prediction, String... more) {
    List<String> words = new ArrayList<>(List.of("evaluate", "--truth", directory + "/truth"));
    words.addAll(List.of("--prediction", prediction, "--classes", "4", "--master", "local[2]"));
    if (!out.isEmpty()) {
      words.addAll(List.of("--overwrite", "--out", directory.resolve(out).toString()));
    }
    settings().forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
    return MaskwiseRun.plain(
        Stream.concat(words.stream(), Arrays.stream(more)).toArray(String[]::new));
  }

  private static String metrics(String out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out).resolve("summary.json")));
  }

  private static String read(String out) throws IOException {
    JsonNode definition = MaskwiseRun.summary(directory.resolve(out)).get("definition");
    return definition.get("predictions").get("a").asText();
  }

  @ParameterizedTest
  @CsvSource({"delta:@/delta", "iceberg:@/ice/db/val", "iceberg:ice.db.val#mask"})
  void theNewestVersionIsReadAndSaid(String location) throws IOException {
    evaluate("newest", "a=" + location.replace("@", directory.toString())).succeeds();
    assertThat(metrics("newest")).isEqualTo(expected);
    assertThat(read("newest")).matches("delta:file:.*/delta@v2|iceberg:.*val@\\d+(#mask)?");
  }

  @ParameterizedTest
  @CsvSource({"delta:@/delta@v0#mask", "iceberg:@/ice/db/val@first", "iceberg:ice.db.val@first"})
  void anEarlierVersionIsAnotherDefinition(String location) throws IOException {
    evaluate("earlier", "a=" + location.replace("@/", directory + "/")).succeeds();
    assertThat(read("earlier")).matches("delta:file:.*/delta@v0#mask|iceberg:.*val@\\d+");
    evaluate("of-b", "a=" + directory + "/b").succeeds();
    assertThat(metrics("earlier")).isEqualTo(metrics("of-b"));
    evaluate("same", "a=" + read("earlier")).succeeds();
    assertThat(metrics("same")).isEqualTo(metrics("of-b"));
    assertThat(read("same")).isEqualTo(read("earlier"));
  }

  @ParameterizedTest
  @CsvSource({"delta:@/delta", "iceberg:ice.db.val"})
  void aVersionOfATimeIsTheLastUntilThen(String location) throws IOException {
    String table = "a=" + location.replace("@", directory.toString());
    evaluate("time", table).succeeds();
    String newest = read("time");
    evaluate("time", table + "@2999-01-01T06:00").succeeds();
    assertThat(read("time")).isEqualTo(newest);
    assertThat(evaluate("time", table + "@2001-01-31").err())
        .contains(" has no version of 2001-01-31 or before: name a later time.");
  }

  /** The masks that were deleted lie in the files still. */
  @ParameterizedTest
  @CsvSource({"delta.`@/gone`, delta:@/gone, delta", "ice.db.gone, iceberg:ice.db.gone, iceberg"})
  void deletedRowsAreNotRead(String name, String location, String format) {
    String table = name.replace("@", directory.toString());
    SparkSession spark = spark();
    spark.sql(
        "CREATE TABLE %s USING %s TBLPROPERTIES ('delta.enableDeletionVectors' = true, 'write.delete.mode' = 'merge-on-read', 'format-version' = '2') AS SELECT /*+ COALESCE(1) */ * FROM global_temp.a"
            .formatted(table, format));
    spark.sql("DELETE FROM %s WHERE image_id = 'x/3'".formatted(table));
    MaskwiseRun run =
        evaluate("rest", "a=" + location.replace("@", directory.toString()), "--on-reject", "skip");
    assertThat(run.succeeds().out()).contains("5 images × 1 model,", "x/3");
  }

  @Test
  void aRunIsUsedAgainUntilTheTableChanges() {
    SparkSession spark = spark();
    spark.sql(
        "CREATE TABLE delta.`%s/more` USING delta AS SELECT * FROM global_temp.a"
            .formatted(directory));
    String[] store = {"--store", directory.resolve("store").toString()};
    String location = "a=delta:" + directory + "/more";
    evaluate("", location, store).succeeds();
    assertThat(evaluate("", location, store).succeeds().out()).contains("is used again");
    spark.sql("INSERT OVERWRITE delta.`%s/more` SELECT * FROM global_temp.b".formatted(directory));
    assertThat(evaluate("", location, store).succeeds().out()).doesNotContain("is used again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delta:@/delta@v9 | delta:file:@/delta@v9 cannot be read: ",
        "delta:@/delta@yesterday | has no version yesterday: write @v and its number, or @ and a time such as 2026-01-31",
        "delta:@/truth | delta:file:@/truth cannot be read: ",
        "iceberg:@/truth | iceberg:file:@/truth cannot be read: ",
        "iceberg:ice.db.none | iceberg:ice.db.none cannot be read: ",
        "iceberg:ice.db.val@7 | iceberg:ice.db.val@7 cannot be read: ",
        "iceberg:ice.db.val@second | iceberg:ice.db.val has no branch or tag second: write its name",
      })
  void whatIsNotThereIsSaid(String location, String sentence) {
    MaskwiseRun run = evaluate("none", "a=" + location.replace("@/", directory + "/"));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains(sentence.replace("@/", directory + "/"));
  }
}

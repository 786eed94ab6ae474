package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are named by their format, in a catalog, or as a query, give the same metrics. */
class TablePlacesTest {
  private static final int IMAGES = 6;

  @TempDir static Path directory;
  private static String expected = "";

  @BeforeAll
  static void writeInputs() throws IOException {
    Masks.dataSet(directory, IMAGES);
    evaluate("files", directory + "/truth", "a=" + directory + "/a").succeeds();
    expected = metrics("files");
    for (String source : List.of("truth", "a")) {
      table(source).write().orc(directory + "/" + source + ".orc");
      table(source).write().parquet(directory + "/" + source + ".table");
      MaskwiseRun.spark()
          .sql(
              "CREATE TABLE masks_%s USING orc LOCATION '%s/%s.orc'"
                  .formatted(source, directory, source));
    }
  }

  @AfterAll
  static void forgetTables() {
    List.of("truth", "a").forEach(name -> MaskwiseRun.spark().sql("DROP TABLE masks_" + name));
  }

  static Dataset<Row> table(String source) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      byte[] labels = Masks.random(3 * i + (source.equals("truth") ? 0 : 1), 4);
      rows.add(RowFactory.create("x/" + i, i, i % 2 == 0 ? "north" : "south", Masks.png(labels)));
    }
    return MaskwiseRun.spark()
        .createDataFrame(
            rows, StructType.fromDDL("image_id string, number int, site string, mask binary"));
  }

  private static MaskwiseRun evaluate(String out, String truth, String prediction, String... more) {
    String[] words = {
      "evaluate",
      "--truth",
      truth,
      "--prediction",
      prediction,
      "--classes",
      "4",
      "--out",
      directory.resolve(out).toString(),
      "--overwrite"
    };
    return MaskwiseRun.of(
        Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new));
  }

  private static String metrics(String out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out).resolve("summary.json")));
  }

  private static JsonNode definition(String out) throws IOException {
    return MaskwiseRun.summary(directory.resolve(out)).get("definition");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@/truth.orc                  | a=@/a.orc#mask                      | orc:file:@/truth.orc",
        "orc:@/truth.orc              | a=orc:file:@/a.orc                  | orc:file:@/truth.orc",
        "parquet:@/truth.table        | a=parquet:@/a.table#mask            | file:@/truth.table",
        "table:masks_truth            | a=table:default.masks_a#mask        | table:masks_truth",
        "sql:SELECT * FROM masks_truth WHERE number >= 0 -- all | a=sql:SELECT image_id, mask FROM masks_a WHERE site = 'north' OR site = 'south' | sql:SELECT * FROM masks_truth WHERE number >= 0 -- all",
        "@/truth                      | a=table:spark_catalog.default.masks_a | file:@/truth",
      })
  void everyKindOfTableGivesTheSameMetrics(String truth, String prediction, String name)
      throws IOException {
    evaluate("out", in(truth), in(prediction)).succeeds();
    assertThat(metrics("out")).isEqualTo(expected);
    assertThat(definition("out").get("truth").asText()).isEqualTo(in(name));
  }

  private static String in(String text) {
    return text.replace("@", directory.toString());
  }

  @Test
  void columnsOfATableAreSlices() throws IOException {
    evaluate("slices", "table:masks_truth", "a=" + directory + "/a", "--slice", "site").succeeds();
    assertThat(Files.readString(directory.resolve("slices/summary.json")))
        .contains("\"site=north\"", "\"site=south\"");
  }

  @Test
  void aModelIsCalledAsItsTable() throws IOException {
    evaluate("named", "table:masks_truth", "table:masks_a").succeeds();
    assertThat(definition("named").get("predictions").has("masks_a")).isTrue();
  }

  /** Nobody tells whether a table of a catalog is as it was: a run of it is never used again. */
  @Tag("slow")
  @Test
  void aRunOfATableOfACatalogIsMadeAgain() {
    String store = directory.resolve("store").toString();
    for (int run = 0; run < 2; run++) {
      String out =
          MaskwiseRun.of(
                  "evaluate",
                  "--truth",
                  "table:masks_truth",
                  "--prediction",
                  "table:masks_a",
                  "--classes",
                  "4",
                  "--store",
                  store)
              .succeeds()
              .out();
      assertThat(out).contains("6 images × 1 model,").doesNotContain("used again");
    }
  }

  /** Their bytes say of the masks themselves whether they are as they were. */
  @Tag("slow")
  @Test
  void theMasksOfATableAreReused() {
    evaluate("first", "table:masks_truth", "a=table:masks_a").succeeds();
    String first = directory.resolve("first").toString();
    assertThat(
            evaluate("again", "table:masks_truth", "a=table:masks_a", "--reuse", first)
                .succeeds()
                .out())
        .contains("6 images were taken from the run ", " and 0 read.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table:nowhere.t | table:nowhere.t cannot be read: The table or view `nowhere`.`t` cannot be found.",
        "sql:DROP TABLE masks_truth | sql:DROP TABLE masks_truth cannot be read: ",
        "sql:SELECT image_id FROM masks_truth | has no mask column mask (it has image_id): name it with --mask-column, or write AS in the query.",
        "sql:SELECT image_id FORM masks_truth | Syntax error at or near 'masks_truth'",
        "sql:SELECT image_id, mask FROM ( | Syntax error at or near end of input",
        "sql:SELECT 1); DROP TABLE masks_truth; SELECT (2 | Syntax error at or near ')'",
        "sql:WITH a AS (SELECT 1) INSERT INTO masks_truth SELECT * FROM a | Syntax error at or near 'INSERT' (line 1, pos 21).",
        "table:masks_truth#site2 | table:masks_truth has no mask column site2 (it has image_id, number, site, mask): name it with TABLE#COLUMN",
        "table:masks_truth#number | The column number of table:masks_truth is int, but masks are binary",
        "orc:@/nothing.orc | orc:@/nothing.orc does not exist: check the path.",
        "orc:@/truth.table | is no whole ORC file",
        "csv:@/truth.table | is a directory, but a CSV table is one file: name the file.",
        "delta:@/truth.table | Delta Lake",
        "delta:@/nothing@v3#mask | does not exist: check the path.",
      })
  void whatIsNoTableIsSaid(String truth, String sentence) {
    MaskwiseRun run = evaluate("none", in(truth), "a=" + directory + "/a");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.err()).startsWith("maskwise: ").hasLineCount(1).contains(in(sentence));
    assertThat(MaskwiseRun.spark().catalog().tableExists("masks_truth")).isTrue();
  }

  /** Where a query is wrong is said of the text that was given. */
  @Test
  void positionsAreThoseOfTheGivenText() {
    assertThat(
            evaluate(
                    "none",
                    "sql:SELECT *\nFROM masks_truth\n  ORDER image_id",
                    "a=" + directory + "/a")
                .err())
        .contains("Syntax error at or near", "(line 3, pos 8)");
    assertThat(
            evaluate(
                    "none",
                    "sql:SELECT image_id,\n  nothing AS mask\nFROM masks_truth",
                    "a=" + directory + "/a")
                .err())
        .contains("`nothing` cannot be resolved", " (line 2, pos 2).");
    assertThat(
            evaluate("none", "table:masks_truth", "a=" + directory + "/a", "--mask-column", "m")
                .err())
        .contains("name it with --mask-column or as TABLE#COLUMN.");
  }

  @ParameterizedTest
  @CsvSource({"0, is a file without a byte: ", "40, is no whole ORC file"})
  void aPartOfOrcThatIsNotWholeIsNamed(int bytes, String reason) throws IOException {
    Path cut = directory.resolve("cut" + bytes + ".orc");
    table("a").repartition(2).write().orc(cut.toString());
    Path part;
    try (Stream<Path> parts = Files.list(cut)) {
      part = parts.filter(file -> file.toString().endsWith(".orc")).findFirst().orElseThrow();
    }
    Files.deleteIfExists(cut.resolve("." + part.getFileName() + ".crc"));
    Files.write(part, Arrays.copyOf(Files.readAllBytes(part), bytes));
    assertThat(evaluate("cut", directory + "/truth", "a=" + cut).err())
        .hasLineCount(1)
        .startsWith("maskwise: file:" + part + " " + reason)
        .contains("or go on without it with --on-reject skip.");
  }

  @Test
  void aQueryNeedsTheNameOfAModel() {
    assertThat(evaluate("none", "table:masks_truth", "sql:SELECT 1 AS x WHERE 1=1").err())
        .contains("is a query without the name of a model: write --prediction NAME=sql:SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delta", "iceberg"})
  void whichJarIsMissingIsSaid(String format) {
    assumeThat(getClass().getResource("/io/delta/sql/DeltaSparkSessionExtension.class")).isNull();
    MaskwiseRun run =
        evaluate("none", format + ":" + directory + "/truth", "a=" + directory + "/a");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains(format + ":file:" + directory + "/truth cannot be read")
        .containsPattern("(delta-spark|iceberg-spark-runtime).*see \"Tables\" in docs/inputs.md");
  }

  @Test
  void numbersAndTextsOfIdsAreSaid() {
    MaskwiseRun run =
        evaluate(
            "ids", "sql:SELECT number AS image_id, mask FROM masks_truth", "a=" + directory + "/a");
    assertThat(run.err())
        .contains("The image ids are whole numbers in sql:SELECT number", " and text in file:")
        .contains("they are compared as text, in which 7 is not 007");
  }
}

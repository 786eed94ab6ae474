package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet tables give the same numbers as directories, and slices by their columns. */
class TableInputTest {
  private static final int IMAGES = 6;

  @TempDir Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Masks.dataSet(directory, IMAGES);
  }

  @Test
  void encodedMasks() throws IOException {
    for (String source : List.of("truth", "a")) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < IMAGES; i++) {
        rows.add(RowFactory.create("x/" + i, Masks.png(labels(source, i))));
      }
      write(source + ".parquet", rows, "image_id string, mask binary");
    }
    evaluate("out", table("truth"), table("a"));
    assertSameAsFiles("out");
  }

  @Test
  void rawMasksOfOneAndTwoBytes() throws IOException {
    List<Row> truth = new ArrayList<>();
    List<Row> prediction = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      truth.add(RowFactory.create("x/" + i, Masks.HEIGHT, Masks.WIDTH, labels("truth", i)));
      byte[] labels = labels("a", i);
      ByteBuffer wide = ByteBuffer.allocate(2 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
      for (byte label : labels) {
        wide.putShort(label);
      }
      prediction.add(
          RowFactory.create(
              "x/" + i, Masks.HEIGHT, Masks.WIDTH, i % 2 == 0 ? wide.array() : labels));
    }
    String schema = "image_id string, height int, width int, mask binary";
    write("truth.parquet", truth, schema);
    write("a.parquet", prediction, schema);
    evaluate("out", table("truth"), table("a"));
    assertSameAsFiles("out");
  }

  @Test
  void oneTableWithAColumnForEachModelAndSlices() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      @Nullable String site = i == 5 ? null : i % 2 == 0 ? "north" : "south <&>";
      rows.add(
          RowFactory.create(
              "x/" + i, site, Masks.png(labels("truth", i)), Masks.png(labels("a", i))));
    }
    write("all.parquet", rows, "name string, site string, t binary, p binary");
    evaluate(
        "out", table("all") + "#t", table("all") + "#p", "--id-column", "name", "--slice", "site");
    JsonNode summary = summary("out");
    List<String> slices = new ArrayList<>();
    summary.get("metrics").forEach(metric -> slices.add(metric.get("slice").asText()));
    assertThat(slices).contains("null", "site=north", "site=south <&>", "site=(none)");
    assertThat(summary.get("confusion")).isEqualTo(fromFiles().get("confusion"));
  }

  @Test
  void badRowsAreRejectedWithTheirIds() throws IOException {
    List<Row> truth = new ArrayList<>();
    List<Row> prediction = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      truth.add(RowFactory.create("x/" + i, Masks.png(labels("truth", i))));
      prediction.add(RowFactory.create("x/" + i, i == 1 ? null : Masks.png(labels("a", i))));
    }
    truth.add(RowFactory.create(null, Masks.png(labels("truth", 0))));
    truth.add(truth.get(3));
    write("truth.parquet", truth, "image_id string, mask binary");
    write("a.parquet", prediction, "image_id string, mask binary");
    evaluate("out", table("truth"), table("a"), "--on-reject", "skip");
    JsonNode images = summary("out").get("images");
    assertThat(images.get("evaluated").asInt()).isEqualTo(IMAGES - 2);
    assertThat(images.get("rejected").asInt()).isEqualTo(3);
    assertThat(images.get("duplicate").asInt()).isEqualTo(1);
    assertThat(MaskwiseRun.table(directory.resolve("out"), "rejected.parquet"))
        .extracting(row -> row.getAs("image_id") + " " + row.getAs("kind"))
        .containsExactlyInAnyOrder("null no_image_id", "x/1 unreadable", "x/3 duplicate");
    assertThat(MaskwiseRun.table(directory.resolve("out"), "rejected.parquet"))
        .extracting(row -> row.<String>getAs("reason"))
        .contains("holds no mask of the image, but null in the column mask");
  }

  /** Without its width a raw map would be taken for a PNG file. */
  @Test
  void halfAShapeIsRejected() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(
          RowFactory.create(
              "x/" + i, Masks.HEIGHT, i == 2 ? null : Masks.WIDTH, labels("truth", i)));
    }
    write("truth.parquet", rows, "image_id string, height int, width int, mask binary");
    evaluate("out", table("truth"), directory.resolve("a").toString(), "--on-reject", "skip");
    assertThat(MaskwiseRun.table(directory.resolve("out"), "rejected.parquet"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<String>getAs("reason"))
                    .isEqualTo(
                        "holds only one of the image's height and width, and null for the other"));
  }

  /** Names of which Spark takes no notice in a table, and a directory that is no partition. */
  @Test
  void whatSparkWouldPassOverIsRefused() throws IOException {
    write("truth.parquet", rows(), "image_id string, mask binary");
    for (String name : List.of("_more.parquet", "more/one.parquet")) {
      Path part = directory.resolve("truth.parquet").resolve(name);
      Masks.bytes(part, new byte[1]);
      MaskwiseRun run = run("out", table("truth"), directory.resolve("a").toString());
      assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
      assertThat(run.err()).contains("truth.parquet holds " + name + ", which Spark does not read");
      Files.delete(part);
    }
    for (String name : List.of("_temporary/0/one.parquet", ".one.parquet")) {
      Masks.bytes(directory.resolve("truth.parquet").resolve(name), new byte[1]);
    }
    evaluate("out", table("truth"), directory.resolve("a").toString());
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(RowFactory.create("x/" + i, Masks.png(labels("truth", i))));
    }
    return rows;
  }

  @Test
  void wrongColumnsAreNamed() {
    write("truth.parquet", List.of(RowFactory.create("x", 3)), "image_id string, mask int");
    MaskwiseRun wrongType = run("out", table("truth"), directory.resolve("a").toString());
    assertThat(wrongType.exitCode()).isEqualTo(1);
    assertThat(wrongType.err()).contains("The column mask", "is int", "--mask-column");
    MaskwiseRun noColumn =
        run("out", table("truth"), directory.resolve("a").toString(), "--mask-column", "m");
    assertThat(noColumn.err()).contains("has no mask column m (it has image_id, mask)");
    MaskwiseRun noSlice =
        run(
            "out",
            directory.resolve("truth").toString(),
            directory.resolve("a").toString(),
            "--slice",
            "site");
    assertThat(noSlice.err()).contains("--slice site names a column", "is no table");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  private static byte[] labels(String source, int image) {
    return Masks.random(3 * image + (source.equals("truth") ? 0 : 1), 4);
  }

  private void write(String name, List<Row> rows, String ddl) {
    StructType schema = StructType.fromDDL(ddl);
    MaskwiseRun.spark()
        .createDataFrame(rows, schema)
        .write()
        .parquet(directory.resolve(name).toString());
  }

  private String table(String name) {
    return directory.resolve(name + ".parquet").toString();
  }

  private void evaluate(String out, String truth, String prediction, String... more) {
    run(out, truth, prediction, more).succeeds();
  }

  private MaskwiseRun run(String out, String truth, String prediction, String... more) {
    String[] arguments = {
      "evaluate",
      "--truth",
      truth,
      "--prediction",
      "a=" + prediction,
      "--classes",
      "4",
      "--out",
      directory.resolve(out).toString()
    };
    return MaskwiseRun.of(
        Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
  }

  private JsonNode summary(String out) throws IOException {
    return MaskwiseRun.summary(directory.resolve(out));
  }

  private void assertSameAsFiles(String out) throws IOException {
    JsonNode files = fromFiles();
    assertThat(summary(out).get("metrics")).isEqualTo(files.get("metrics"));
    assertThat(summary(out).get("confusion")).isEqualTo(files.get("confusion"));
  }

  private JsonNode fromFiles() throws IOException {
    evaluate("files", directory.resolve("truth").toString(), directory.resolve("a").toString());
    return summary("files");
  }
}

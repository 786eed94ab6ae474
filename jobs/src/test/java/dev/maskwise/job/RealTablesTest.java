package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables as people keep them: the right value, or one sentence. A row each. */
class RealTablesTest {
  private static final int IMAGES = 4;
  private static final int H = Masks.HEIGHT;
  private static final int W = Masks.WIDTH;

  @TempDir static Path directory;

  @BeforeAll
  static void makeInputs() throws IOException {
    Masks.dataSet(directory, IMAGES);
    evaluate("files", "truth a", "").succeeds();
  }

  private static MaskwiseRun evaluate(String out, String inputs, String words) {
    return MaskwiseRun.evaluate(directory, out, inputs, "--overwrite --classes 4 " + words);
  }

  private static byte[] labels(int image) {
    return Masks.random(3 * image + 1, 4);
  }

  /** Writes a table in as many files as it has rows, or in one. */
  private static Path table(String name, String ddl, int files, Object[]... rows) {
    Path place = directory.resolve(name + ".parquet");
    List<Row> all = Arrays.stream(rows).map(RowFactory::create).toList();
    MaskwiseRun.spark()
        .createDataFrame(all, StructType.fromDDL(ddl))
        .repartition(files)
        .write()
        .mode("overwrite")
        .parquet(place.toString());
    return place;
  }

  /** A table of the predictions of {@code a}, each as a value of some type. */
  private interface Value {
    Object of(byte[] labels);
  }

  private static void predictions(String name, String ddl, Value value) {
    Object[][] rows = new Object[IMAGES][];
    for (int i = 0; i < IMAGES; i++) {
      rows[i] = new Object[] {"x/" + i, H, W, value.of(labels(i))};
    }
    table(name, "image_id string, height int, width int, " + ddl, 1, rows);
  }

  private static void assertSameAsFiles(String out) throws IOException {
    JsonNode expected = MaskwiseRun.summary(directory.resolve("files"));
    JsonNode summary = MaskwiseRun.summary(directory.resolve(out));
    assertThat(summary.get("confusion").elements().next())
        .isEqualTo(expected.get("confusion").elements().next());
  }

  private static List<Object> list(byte[] labels, IntFunction<Object> number) {
    List<Object> numbers = new ArrayList<>();
    for (byte label : labels) {
      numbers.add(number.apply(label));
    }
    return numbers;
  }

  @Tag("slow")
  @Test
  void arraysOfEveryNumberAreLabelMaps() throws IOException {
    predictions("tinyint", "mask array<tinyint>", map -> list(map, n -> (byte) n));
    predictions("smallint", "mask array<smallint>", map -> list(map, n -> (short) n));
    predictions("int", "mask array<int>", map -> list(map, n -> n));
    predictions("bigint", "mask array<bigint>", map -> list(map, n -> (long) n));
    predictions("float", "mask array<float>", map -> list(map, n -> (float) n));
    predictions("double", "mask array<double>", map -> list(map, n -> (double) n));
    for (String type : List.of("tinyint", "smallint", "int", "bigint", "float", "double")) {
      evaluate("arrays", "truth " + type + ".parquet", "").succeeds();
      assertSameAsFiles("arrays");
    }
  }

  static Stream<List<String>> noLabels() {
    return Stream.of(
        List.of("array<int>", "-1"),
        List.of("array<tinyint>", "-1"),
        List.of("array<int>", "65536"),
        List.of("array<bigint>", "4294967296"),
        List.of("array<float>", "0.5"),
        List.of("array<float>", "NaN"),
        List.of("array<double>", "Infinity"),
        List.of("array<int>", "null"));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("noLabels")
  void aNumberThatIsNoLabelIsRefusedByPixel(List<String> row) {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < H * W; i++) {
      String number = i == 2 * W + 5 ? row.get(1) : "0";
      numbers.add(
          number.equals("null")
              ? null
              : switch (row.get(0)) {
                case "array<int>" -> (Object) Integer.valueOf(number);
                case "array<tinyint>" -> Byte.valueOf(number);
                case "array<bigint>" -> Long.valueOf(number);
                case "array<float>" -> Float.valueOf(number);
                default -> Double.valueOf(number);
              });
    }
    table(
        "wrong",
        "image_id string, height int, width int, mask " + row.get(0),
        1,
        new Object[] {"x/0", H, W, numbers});
    assertThat(evaluate("wrong", "truth wrong.parquet", "").err())
        .contains("has the value %s at pixel (5, 2), which is no label".formatted(row.get(1)));
  }

  /** Where tables of other tools have the id, the mask and its shape. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image_id string, mask struct<bytes: binary, path: string>      | id, (png, path) | |",
        "image_id string, mask binary, height bigint, width smallint     | id, raw, H, W   | |",
        "meta struct<id: string>, image struct<png: binary, n: int>      | (id), (png, 1)  | #image.png | --id-column meta.id",
        "`image.id` string, `mask.png` binary                            | id, png         | #mask.png  | --id-column image.id",
        "image_id string, a struct<b: struct<c: binary>>                 | id, ((png))     | #a.b.c     |",
        "image struct<origin: string, height: int, width: int, nChannels: int, mode: int, data: binary> | (id, h, w, 1, 0, raw) | #image | --id-column image.origin",
        "image_id string, m struct<values: array<bigint>, height: bigint, width: bigint> | id, (list, H, W) | #m.values |",
      })
  void fieldsOfStructsAreFound(
      String ddl, String row, @Nullable String column, @Nullable String words) throws IOException {
    Object[][] rows = new Object[IMAGES][];
    for (int i = 0; i < IMAGES; i++) {
      rows[i] = cells(row, i).toArray();
    }
    table("fields", ddl, 1, rows);
    evaluate(
            "fields",
            "truth fields.parquet" + (column == null ? "" : column),
            words == null ? "" : words)
        .succeeds();
    assertSameAsFiles("fields");
  }

  /** The words of a row, parted by commas, as the cells of an image; brackets are a struct. */
  private static List<Object> cells(String row, int image) {
    byte[] map = labels(image);
    List<Object> cells = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= row.length(); i++) {
      char c = i == row.length() ? ',' : row.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        String word = row.substring(start, i).strip();
        start = i + 1;
        cells.add(
            switch (word) {
              case "id" -> "x/" + image;
              case "png" -> Masks.png(map);
              case "raw" -> map;
              case "list" -> list(map, n -> (long) n);
              case "path" -> "/some/path.png";
              case "null" -> null;
              case "h" -> H;
              case "w" -> W;
              case "H" -> (Object) (long) H;
              case "W" -> row.contains("raw, H") ? (Object) (short) W : (Object) (long) W;
              default ->
                  word.startsWith("(")
                      ? RowFactory.create(
                          cells(word.substring(1, word.length() - 1), image).toArray())
                      : word.startsWith("'")
                          ? word.substring(1)
                          : word.endsWith("L")
                              ? (Object) Long.valueOf(word.substring(0, word.length() - 1))
                              : (Object) Integer.valueOf(word);
            });
      }
    }
    return cells;
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image_id string, mask struct<bytes: binary, path: string> | id, (null, path) | x/0: file:/some/path.png does not exist: check the path.",
        "image_id string, mask array<bigint>, height int, width int | id, null, h, w | holds no mask of the image, but null in the column mask",
        "image_id string, mask array<bigint> | id, list | is array<bigint>, but masks are binary, structs of size and counts, or arrays of numbers beside the columns height and width, or paths of files as text: name",
        "image_id string, mask struct<png: binary> | id, (png) | is struct<png:binary>, but masks are binary",
        "image_id string, mask binary, height string, width int | id, raw, '9, w | The column height of file:{}/wrong.parquet is string, but a number of pixels is a whole",
        "image_id string, mask binary, height bigint, width int | id, raw, 5000000000L, w | declares 13×5000000000 pixels, more than an image can have",
        "image_id string, mask struct<height: int, width: int, nChannels: int, data: binary> | id, (h, w, 3, raw) | holds an image of 3 channels: a label map has one",
        "image_id bigint, mask binary | 7L, png | The image ids are text in file:{}/truth and whole numbers in file:{}/wrong.parquet; they are compared as text, in which 7 is not 007.",
      })
  void whatIsNoMaskIsNamed(String ddl, String row, String sentence) {
    table("wrong", ddl, 1, cells(row, 0).toArray());
    MaskwiseRun run = evaluate("wrong", "truth wrong.parquet", "");
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    assertThat(run.err()).startsWith("maskwise: ").doesNotContain("Exception");
    assertThat(run.err()).contains(sentence.replace("{}", directory.toString()));
  }

  @Test
  void numbersAndTextsThatAreTheSameIdAreSaid() {
    Object[][] rows = {{7L, Masks.png(labels(0))}};
    table("numbers", "image_id bigint, mask binary", 1, rows);
    table("texts", "image_id string, mask binary", 1, new Object[] {"7", Masks.png(labels(0))});
    assertThat(evaluate("ids", "texts.parquet numbers.parquet", "").succeeds().out())
        .contains("The image ids are text in ", " and whole numbers in ", "1 image ×");
    table("small", "image_id int, mask binary", 1, new Object[] {7, Masks.png(labels(0))});
    assertThat(evaluate("ids", "small.parquet numbers.parquet", "").succeeds().out())
        .doesNotContain("The image ids");
  }

  /** A part that a writer did not finish. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({"0, is a file without a byte", "2, is no whole Parquet file (", "40, is no whole"})
  void aPartThatIsNotWholeIsNamed(int bytes, String reason) throws IOException {
    Object[][] rows = new Object[IMAGES][];
    for (int i = 0; i < IMAGES; i++) {
      rows[i] = new Object[] {"x/" + i, Masks.png(labels(i))};
    }
    Path table = table("cut", "image_id string, mask binary", IMAGES, rows);
    Path part;
    try (Stream<Path> parts = Files.list(table)) {
      part = parts.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    Files.deleteIfExists(table.resolve("." + part.getFileName() + ".crc"));
    long held = MaskwiseRun.spark().read().parquet(part.toString()).count();
    Files.write(part, Arrays.copyOf(Files.readAllBytes(part), bytes));
    MaskwiseRun refused = evaluate("cut", "truth cut.parquet", "");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("maskwise: file:" + part + " " + reason)
        .hasLineCount(1)
        .contains("write it again, or remove it, or go on without it with --on-reject skip.");
    MaskwiseRun skipped = evaluate("cut", "truth cut.parquet", "--on-reject skip").succeeds();
    assertThat(skipped.out())
        .contains(
            "file:" + part + " " + reason, "; the images that are lost in it are not evaluated.");
    JsonNode images = MaskwiseRun.summary(directory.resolve("cut")).get("images");
    assertThat(images.get("evaluated").asLong()).isEqualTo(IMAGES - held);
    assertThat(images.get("missing_prediction").asLong()).isEqualTo(held);
    assertThat(MaskwiseRun.table(directory.resolve("cut"), "rejected.parquet"))
        .extracting(row -> row.getAs("path") + " " + row.getAs("kind"))
        .contains("file:" + part + " unreadable");
  }

  /** Its end is whole, so that nobody knows before it is read. */
  @Test
  void aDamagedPartIsNamed() throws IOException {
    Path table = table("damaged", "image_id string, mask binary", 1, cells("id, png", 0).toArray());
    try (Stream<Path> parts = Files.list(table)) {
      Path part = parts.filter(p -> p.toString().endsWith("parquet")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(part);
      Arrays.fill(bytes, 4, 200, (byte) 0xAA);
      Files.write(part, bytes);
      MaskwiseRun run = evaluate("damaged", "truth damaged.parquet", "--on-reject skip");
      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.err())
          .startsWith("maskwise: file:///" + part.toString().substring(1) + " cannot be read (")
          .endsWith("): write it again or move it away, and start again.\n")
          .hasLineCount(1);
    }
  }

  private static Set<String> slices(String out) throws IOException {
    Set<String> slices = new TreeSet<>();
    for (JsonNode number : MaskwiseRun.summary(directory.resolve(out)).get("metrics")) {
      slices.add(number.get("slice").asText());
    }
    slices.remove("null");
    return slices;
  }

  @Tag("slow")
  @Test
  void valuesOfPartitionsAreTexts() throws IOException {
    List<String> hours = List.of("1", "01", "1e3", "2026-11-30");
    for (int i = 0; i < IMAGES; i++) {
      table(
          "parted.parquet/hour=" + hours.get(i),
          "image_id string, mask binary",
          1,
          new Object[] {"x/" + i, Masks.png(labels(i))});
      Files.move(
          directory.resolve("parted.parquet/hour=" + hours.get(i) + ".parquet"),
          directory.resolve("parted.parquet/hour=" + hours.get(i)));
    }
    evaluate("parted", "parted.parquet a", "--slice hour").succeeds();
    assertThat(slices("parted"))
        .containsExactly("hour=01", "hour=1", "hour=1e3", "hour=2026-11-30");
  }

  @Tag("slow")
  @Test
  void columnsThatSomeFilesHaveAreThoseOfTheTable() throws IOException {
    Path table = Files.createDirectories(directory.resolve("mixed.parquet"));
    for (int i = 0; i < IMAGES; i++) {
      boolean more = i % 2 == 1;
      Path one =
          table(
              "one",
              "image_id string, mask binary" + (more ? ", site string" : ""),
              1,
              more
                  ? new Object[] {"x/" + i, Masks.png(labels(i)), "north"}
                  : new Object[] {"x/" + i, Masks.png(labels(i))});
      try (Stream<Path> parts = Files.list(one)) {
        Path part = parts.filter(p -> p.toString().endsWith("parquet")).findFirst().orElseThrow();
        Files.copy(part, table.resolve("12:3%d {a}.parquet".formatted(i))); // and any name
      }
    }
    evaluate("mixed", "mixed.parquet a", "--slice site").succeeds();
    assertThat(slices("mixed")).containsExactly("site=(none)", "site=north");
    Path other = table("other", "image_id string, mask int", 1, new Object[] {"x/9", 3});
    try (Stream<Path> parts = Files.list(other)) {
      Path part = parts.filter(p -> p.toString().endsWith("parquet")).findFirst().orElseThrow();
      Files.copy(part, table.resolve("other.parquet"));
    }
    MaskwiseRun refused = evaluate("mixed", "mixed.parquet a", "");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("mixed.parquet cannot be read as a Parquet table: ")
        .hasLineCount(1);
  }
}

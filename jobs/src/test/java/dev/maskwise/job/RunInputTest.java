package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.codec.rle.RunLengths;
import dev.maskwise.codec.rle.RunText;
import dev.maskwise.kernel.run.RunPixels;
import dev.maskwise.kernel.run.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks of CamVid as run lengths give the numbers that the same masks give as pixels. */
class RunInputTest {
  private static final List<String> NAMES = List.of("road", "car");
  private static final List<Integer> LABELS = List.of(3, 8);
  private static final int IMAGES = 5;

  @TempDir static Path directory;

  /** The masks of both classes of an image, by input and id. */
  private static final Map<String, Map<String, List<Runs>>> MASKS =
      Map.of("truth", new TreeMap<>(), "base", new TreeMap<>());

  @BeforeAll
  static void writePixels() throws Exception {
    CamVid.expected();
    List<Path> files;
    try (Stream<Path> all = Files.list(CamVid.DIRECTORY.resolve("car_logits"))) {
      files = all.sorted().limit(IMAGES).toList();
    }
    for (Path file : files) {
      String id = file.getFileName().toString().replace(".npy", "");
      for (String input : MASKS.keySet()) {
        writePixels(input, id);
      }
      Masks.bytes(directory.resolve("scores/logits/" + id + ".npy"), Files.readAllBytes(file));
    }
    Files.write(directory.resolve("names.txt"), NAMES);
    Files.write(directory.resolve("two.txt"), List.of("other", "car"));
  }

  private static void writePixels(String input, String id) throws Exception {
    Path png = CamVid.DIRECTORY.resolve(input + "/" + id + ".png");
    try (LabelMapRows rows = PngRows.open(Files.readAllBytes(png), 1 << 24)) {
      int pixels = rows.width() * rows.height();
      byte[] labels = new byte[pixels];
      rows.read(labels, rows.height());
      byte[] masks = new byte[NAMES.size() * pixels];
      List<Runs> runs = new ArrayList<>();
      for (int c = 0; c < NAMES.size(); c++) {
        byte[] mask = new byte[pixels];
        for (int i = 0; i < pixels; i++) {
          mask[i] = (byte) (labels[i] == LABELS.get(c) ? 1 : 0);
        }
        System.arraycopy(mask, 0, masks, c * pixels, pixels);
        runs.add(RunPixels.runs(mask, rows.height(), rows.width()));
        Masks.bytes(
            directory.resolve("pixels/%s/%s/%s.npy".formatted(NAMES.get(c), input, id)),
            Scores.npy("|u1", Scores.shape(1, rows.height(), rows.width()), mask));
      }
      Masks.bytes(
          directory.resolve("pixels/%s/%s.npy".formatted(input, id)),
          Scores.npy("|u1", Scores.shape(NAMES.size(), rows.height(), rows.width()), masks));
      MASKS.getOrDefault(input, Map.of()).put(id, runs);
    }
  }

  private static String text(Runs mask) {
    return new String(RunText.encode(mask), StandardCharsets.US_ASCII);
  }

  /** The struct of a mask whose counts have a type of SQL. */
  private static Row struct(Runs mask, String type) {
    Object counts =
        switch (type) {
          case "string" -> text(mask);
          case "binary" -> RunText.encode(mask);
          default -> RunLengths.of(mask);
        };
    return RowFactory.create(new int[] {mask.height(), mask.width()}, counts);
  }

  private static void write(String table, List<Row> rows, String mask) {
    MaskwiseRun.spark()
        .createDataFrame(rows, StructType.fromDDL("image_id string, mask " + mask))
        .write()
        .parquet(directory.resolve(table).toString());
  }

  /** Masks as JSON, with blanks and the other order of keys where the id is even. */
  private static String json(Runs mask, int image) throws IOException {
    Object counts = image % 3 == 0 ? RunLengths.of(mask) : text(mask);
    String value = new ObjectMapper().writeValueAsString(counts);
    return image % 2 == 0
        ? "\n { \"counts\" : %s ,\n\"size\" : [ %d , %d ] } \n"
            .formatted(value, mask.height(), mask.width())
        : "{\"size\":[%d,%d],\"counts\":%s}".formatted(mask.height(), mask.width(), value);
  }

  private static JsonNode summary(String out, String inputs, String words) throws IOException {
    MaskwiseRun.evaluate(directory, out, inputs, words.replace("@/", directory + "/")).succeeds();
    return MaskwiseRun.summary(directory.resolve(out));
  }

  private static void assertSame(JsonNode runs, JsonNode pixels, String... models) {
    assertThat(pixels.get("images").get("evaluated").asInt()).isEqualTo(IMAGES);
    assertThat(runs.get("images")).isEqualTo(pixels.get("images"));
    List<String> expected = numbers(pixels, models[0]);
    assertThat(expected).isNotEmpty();
    for (String model : models) {
      assertThat(numbers(runs, model)).as(model).isEqualTo(expected);
    }
  }

  /** The metrics of a model, without its name. */
  private static List<String> numbers(JsonNode summary, String model) {
    List<String> numbers = new ArrayList<>();
    for (JsonNode metric : summary.get("metrics")) {
      if (metric.get("model").asText().equals(model)) {
        numbers.add(metric.toString().replace("\"" + model + "\"", ""));
      }
    }
    return numbers;
  }

  /** A table in each form of counts that COCO's tools write, and files. */
  @Test
  void labelMapsOfAllForms() throws IOException {
    writeTable("forms/truth.parquet", "truth", "string");
    writeTable("forms/base.parquet", "base", "string");
    writeTable("forms/bytes.parquet", "base", "binary");
    writeTable("forms/lengths.parquet", "base", "array<int>");
    writeFiles("forms/files", "base");
    String words = "--task labels --classes @/two.txt";
    JsonNode pixels = summary("pixels-forms", "pixels/car/truth pixels/car/base", words);
    JsonNode runs =
        summary(
            "runs-forms",
            "forms/truth.parquet forms/base.parquet forms/bytes.parquet forms/lengths.parquet"
                + " forms/files",
            words + " --prediction-suffix .json");
    assertSame(runs, pixels, "base", "bytes", "lengths", "files");
    assertThat(runs.get("confusion").get("base")).isEqualTo(pixels.get("confusion").get("base"));
  }

  private static void writeTable(String table, String input, String counts) {
    List<Row> rows = new ArrayList<>();
    MASKS
        .getOrDefault(input, Map.of())
        .forEach((id, masks) -> rows.add(RowFactory.create(id, struct(masks.get(1), counts))));
    write(table, rows, "struct<size: array<int>, counts: %s>".formatted(counts));
  }

  private static void writeFiles(String folder, String input) throws IOException {
    int image = 0;
    for (Map.Entry<String, List<Runs>> masks : MASKS.getOrDefault(input, Map.of()).entrySet()) {
      Masks.bytes(
          directory.resolve("%s/%s.json".formatted(folder, masks.getKey())),
          json(masks.getValue().get(1), image++).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void masksOfClassesThatOverlap() throws IOException {
    for (String input : MASKS.keySet()) {
      List<Row> rows = new ArrayList<>();
      MASKS
          .get(input)
          .forEach(
              (id, masks) ->
                  rows.add(
                      RowFactory.create(
                          id, masks.stream().map(mask -> struct(mask, "string")).toList())));
      write(
          "classes/" + input + ".parquet", rows, "array<struct<size: array<int>, counts: string>>");
    }
    String words = "--task multilabel --classes @/names.txt";
    assertSame(
        summary("runs-classes", "classes/truth.parquet classes/base.parquet", words),
        summary("pixels-classes", "pixels/truth pixels/base", words),
        "base");
  }

  @Tag("slow")
  @Test
  void truthOfScores() throws IOException {
    writeFiles("scores/truth", "truth");
    String words = "--task binary --score logit";
    assertSame(
        summary("runs-scores", "scores/truth scores/logits", words + " --truth-suffix .json"),
        summary("pixels-scores", "pixels/car/truth scores/logits", words),
        "logits");
  }

  @Test
  void brokenMasksAreRejected() throws IOException {
    Row whole = mask(2, 3, "231");
    List<Row> broken =
        List.of(
            mask(2, 4, "231"),
            mask(2, 3, "23z"),
            mask(2, 3, null),
            mask(0, 3, "231"),
            mask(70000, 70000, "6"));
    List<Row> truth = new ArrayList<>(List.of(RowFactory.create("whole", whole)));
    List<Row> base = new ArrayList<>(truth);
    for (Row mask : broken) {
      truth.add(RowFactory.create("broken " + truth.size(), mask));
      base.add(RowFactory.create("broken " + base.size(), whole));
    }
    String type = "struct<size: array<int>, counts: string>";
    write("broken/truth.parquet", truth, type);
    write("broken/base.parquet", base, type);
    MaskwiseRun.evaluate(
            directory,
            "broken/out",
            "broken/truth.parquet broken/base.parquet",
            "--classes %s --on-reject skip".formatted(directory.resolve("two.txt")))
        .succeeds();
    assertThat(MaskwiseRun.table(directory.resolve("broken/out"), "rejected.parquet"))
        .extracting(row -> row.<String>getAs("reason"))
        .containsExactlyInAnyOrder(
            "has runs of 6 pixels in all, but 4x2 pixels are 8; the size may be that of another"
                + " mask",
            "has in the text of its runs, at 2, the byte 0x7a, but its characters are '0' to 'o'",
            "has no counts, the runs of the mask",
            "declares a side of 0 pixels; a side has at least 1 and less than 2^31",
            "declares 70000x70000 pixels, more than --max-pixels 268435456");
  }

  private static Row mask(int height, int width, @Nullable String counts) {
    return RowFactory.create(new int[] {height, width}, counts);
  }
}

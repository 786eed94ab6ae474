package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run shows masks of tables as it shows the same masks of files. */
@Tag("slow")
class TablePicturesTest {
  private static final int IMAGES = 6;
  private static final String RAW = "image_id string, height int, width int, mask binary";

  @TempDir static Path directory;

  private static List<String> ofFiles = List.of();

  @BeforeAll
  static void evaluateFiles() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Masks.write(directory.resolve("truth/" + i + ".png"), labels("truth", i));
      Masks.write(directory.resolve("a/" + i + ".png"), labels("a", i));
    }
    evaluate("files", "truth", "a", "--classes 4");
    ofFiles = pictures(page("files"));
    assertThat(ofFiles).hasSize(3 * IMAGES);
  }

  private static byte[] labels(String source, int image) {
    return Masks.random(3 * image + (source.equals("truth") ? 0 : 1), 4);
  }

  private static void write(String table, String ddl, int files, IntFunction<Row> row) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(row.apply(i));
    }
    MaskwiseRun.spark()
        .createDataFrame(rows, StructType.fromDDL(ddl))
        .repartition(files)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(directory.resolve(table).toString());
  }

  private static void evaluate(String out, String truth, String prediction, String words) {
    MaskwiseRun.evaluate(directory, out, truth + " " + prediction, words).succeeds();
  }

  private static String page(String run) throws IOException {
    Path page = directory.resolve(run + ".html");
    MaskwiseRun.plain(
            "report",
            "--run",
            directory.resolve(run).toString(),
            "--overwrite",
            "--out",
            page.toString())
        .succeeds();
    return Files.readString(page);
  }

  /** In the order of the page, which is that of the numbers: equal for equal masks. */
  private static List<String> pictures(String page) {
    return Pattern.compile("data:image/png[^\"]*")
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void encodedMasksOfATableOfSeveralFiles() throws IOException {
    for (String source : List.of("truth", "a")) {
      write(
          source + ".png.parquet",
          "image_id string, mask binary",
          3,
          i -> RowFactory.create(String.valueOf(i), Masks.png(labels(source, i))));
    }
    evaluate("encoded", "truth.png.parquet", "a.png.parquet", "--classes 4");
    assertThat(pictures(page("encoded"))).isEqualTo(ofFiles);
  }

  /**
   * Whose names are the user's, whose ids are numbers, and whose directory looks like any other.
   */
  @Test
  void rawMasksOfOneAndTwoBytesInOneTable() throws IOException {
    write(
        "all",
        "id long, t binary, p binary, height int, width int",
        1,
        i -> {
          byte[] labels = labels("a", i);
          ByteBuffer wide = ByteBuffer.allocate(2 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
          for (byte label : labels) {
            wide.putShort(label);
          }
          return RowFactory.create(
              (long) i,
              labels("truth", i),
              i % 2 == 0 ? wide.array() : labels,
              Masks.HEIGHT,
              Masks.WIDTH);
        });
    Files.delete(directory.resolve("all/_SUCCESS"));
    evaluate("raw", "all#t", "all#p", "--classes 4 --id-column id");
    assertThat(pictures(page("raw"))).isEqualTo(ofFiles);
  }

  /** What is stored becomes the classes that were counted. */
  @Test
  void mappedMasksAreShownAsTheirClasses() throws IOException {
    write(
        "mapped.parquet",
        "image_id string, t binary, p binary, height int, width int",
        1,
        i -> {
          byte[] truth = labels("truth", i);
          for (int pixel = 0; pixel < truth.length; pixel++) {
            truth[pixel] = (byte) (truth[pixel] + 10);
          }
          return RowFactory.create(
              String.valueOf(i), truth, labels("a", i), Masks.HEIGHT, Masks.WIDTH);
        });
    evaluate(
        "mapped",
        "mapped.parquet#t",
        "mapped.parquet#p",
        "--classes 4 --truth-map 10..13=0..3 --ignore 250,251");
    assertThat(pictures(page("mapped"))).isEqualTo(ofFiles);
  }

  @Test
  void changedAndVanishedMasksAreNotShown() throws IOException {
    IntFunction<Row> row =
        i -> RowFactory.create(String.valueOf(i), Masks.HEIGHT, Masks.WIDTH, labels("a", i));
    write("b.parquet", RAW, 1, row);
    evaluate("changed", "truth", "b.parquet", "--classes 4");
    write(
        "b.parquet",
        RAW,
        1,
        i ->
            i == 2
                ? RowFactory.create("2", Masks.HEIGHT, Masks.WIDTH, Masks.random(99, 4))
                : row.apply(i));
    String page = page("changed");
    assertThat(page)
        .contains(
            "6 of them with pictures", "Masks that have changed since the run are not shown.");
    assertThat(pictures(page)).as("all but a prediction and its errors").hasSize(3 * IMAGES - 2);
    write("b.parquet", "image_id string, other binary", 1, i -> RowFactory.create("1", null));
    page = page("changed");
    assertThat(page).contains("Masks that are no longer where the run found them");
    assertThat(pictures(page)).as("the truth").hasSize(IMAGES);
    Masks.bytes(directory.resolve("b.parquet/part-damaged.parquet"), new byte[100]);
    assertThat(pictures(page("changed"))).hasSize(IMAGES);
  }

  @Test
  void scoresAreShownUnlessTheyAreArrays() throws IOException {
    String raw = "image_id string, height int, width int, score binary";
    write(
        "scores.parquet",
        raw,
        1,
        i -> RowFactory.create(String.valueOf(i), Masks.HEIGHT, Masks.WIDTH, scores(i)));
    String words = "--task binary --score logit --foreground 1";
    evaluate("scores", "truth", "scores.parquet", words);
    assertThat(page("scores")).contains("6 of them with pictures");
    assertThat(pictures(page("scores"))).hasSize(3 * IMAGES);
    write(
        "arrays.parquet",
        "image_id string, height int, width int, score array<float>",
        1,
        i -> RowFactory.create(String.valueOf(i), Masks.HEIGHT, Masks.WIDTH, numbers(scores(i))));
    evaluate("arrays", "truth", "arrays.parquet", words);
    String page = page("arrays");
    assertThat(page)
        .contains(
            "Scores that a table holds as arrays of numbers, and masks of which it holds the paths, are not shown.");
    assertThat(pictures(page)).as("the truth").hasSize(IMAGES);
  }

  private static byte[] scores(int image) {
    byte[] labels = labels("a", image);
    ByteBuffer scores =
        ByteBuffer.allocate(Float.BYTES * labels.length).order(ByteOrder.LITTLE_ENDIAN);
    for (byte label : labels) {
      scores.putFloat(label - 1.5f);
    }
    return scores.array();
  }

  private static List<Float> numbers(byte[] scores) {
    ByteBuffer bytes = ByteBuffer.wrap(scores).order(ByteOrder.LITTLE_ENDIAN);
    List<Float> numbers = new ArrayList<>();
    while (bytes.hasRemaining()) {
      numbers.add(bytes.getFloat());
    }
    return numbers;
  }
}

package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks and scores of overlapping classes in every form give the same numbers. */
class MultilabelFormsTest {
  private static final int IMAGES = 3;
  private static final int CLASSES = 3;
  private static final String SHAPE = "(3, 9, 13)";

  @TempDir static Path directory;
  private static String expected = "";
  private static String expectedOfScores = "";

  @BeforeAll
  static void writeDataSet() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Masks.bytes(directory.resolve("truth/" + i + ".npy"), npy(masks(2 * i)));
      Masks.bytes(directory.resolve("m/" + i + ".npy"), npy(masks(2 * i + 1)));
      Masks.bytes(directory.resolve("s/" + i + ".npy"), Scores.npy(scores(i)));
    }
    expected = run("plain", "truth m", "");
    expectedOfScores = run("scores", "truth s", SCORES);
  }

  private static final String SCORES = " --score logit --exact-lovasz";

  private static byte[] masks(int seed) {
    Random random = new Random(seed);
    byte[] masks = new byte[CLASSES * Scores.PIXELS];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = (byte) (random.nextInt(3) / 2);
    }
    return masks;
  }

  private static float[] scores(int image) {
    return Scores.quarters(40 + image, CLASSES);
  }

  private static byte[] npy(byte[] masks) {
    return Scores.npy("|u1", SHAPE, masks);
  }

  private static byte[] npz(byte[] npy, int method) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setMethod(ZipOutputStream.DEFLATED);
      zip.setLevel(method);
      zip.putNextEntry(new ZipEntry("arr_0.npy"));
      zip.write(npy);
      zip.closeEntry();
    }
    return file.toByteArray();
  }

  private static String run(String out, String inputs, String words) throws IOException {
    evaluate(out, inputs, words).succeeds();
    return metrics(out);
  }

  private static MaskwiseRun evaluate(String out, String inputs, String words) {
    return MaskwiseRun.evaluate(
        directory, out, inputs, "--task multilabel --classes 3 --overwrite" + words);
  }

  private static String metrics(String out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out + "/summary.json")))
        .replaceAll("\"model\" : \"[^\"]*\"", "\"model\"")
        .replaceAll("\"confusion\"(?s:.*)", "");
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void compressedArraysAreArrays(int level) throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Masks.bytes(directory.resolve("tz/" + i + ".npz"), npz(npy(masks(2 * i)), level));
      Masks.bytes(directory.resolve("mz/" + i + ".npz"), npz(npy(masks(2 * i + 1)), level));
      Masks.bytes(directory.resolve("sz/" + i + ".npz"), npz(Scores.npy(scores(i)), level));
      for (int c = 0; c < CLASSES; c++) {
        byte[] plane =
            Arrays.copyOfRange(masks(2 * i + 1), c * Scores.PIXELS, (c + 1) * Scores.PIXELS);
        Masks.bytes(
            directory.resolve("p%d/%d.npz".formatted(c, i)),
            npz(Scores.npy("|b1", "(9, 13)", plane), level));
      }
    }
    assertThat(run("z", "tz mz", "")).isEqualTo(expected);
    assertThat(run("z", "tz p{class}", "")).isEqualTo(expected);
    assertThat(run("z", "tz sz", SCORES)).isEqualTo(expectedOfScores);
  }

  private static List<Object> list(byte[] masks, IntFunction<Object> number) {
    List<Object> list = new ArrayList<>();
    for (byte mask : masks) {
      list.add(number.apply(mask));
    }
    return list;
  }

  private static void table(String name, String type, IntFunction<Object> masks) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(RowFactory.create(String.valueOf(i), Masks.HEIGHT, Masks.WIDTH, masks.apply(i)));
    }
    MaskwiseRun.spark()
        .createDataFrame(
            rows, StructType.fromDDL("image_id string, height int, width int, mask " + type))
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(directory.resolve(name).toString());
  }

  @Tag("slow")
  @Test
  void columnsOfArraysAreArrays() throws IOException {
    table("b.parquet", "array<boolean>", i -> list(masks(2 * i), n -> n == 1));
    table("t.parquet", "array<tinyint>", i -> list(masks(2 * i + 1), n -> (byte) n));
    assertThat(run("columns", "b.parquet t.parquet", "")).isEqualTo(expected);
    table("l.parquet", "array<bigint>", i -> list(masks(2 * i), n -> (long) n));
    table("d.parquet", "array<double>", i -> list(masks(2 * i + 1), n -> (double) n));
    assertThat(run("columns", "l.parquet d.parquet", "")).isEqualTo(expected);
    table(
        "f.parquet",
        "array<float>",
        i -> {
          List<Object> list = new ArrayList<>();
          for (float score : scores(i)) {
            list.add(score);
          }
          return list;
        });
    String words = " --score-column mask";
    assertThat(run("columns", "b.parquet f.parquet", SCORES + words)).isEqualTo(expectedOfScores);
  }

  /** The pixel is that of the mask, and not of all masks below one another. */
  @Test
  void whatIsNoMaskInAnArrayIsNamedByItsPixel() {
    int place = 2 * Scores.PIXELS + 3 * Masks.WIDTH + 4;
    table(
        "wrong.parquet",
        "array<double>",
        i -> {
          List<Object> list = list(masks(i), n -> (double) n);
          list.set(place, i == 1 ? 0.5 : i == 2 ? 7.0 : 1.0);
          return list;
        });
    assertThat(evaluate("wrong", "truth wrong.parquet", "").err())
        .contains("1: ", "has the value 0.5 at pixel (4, 3) of channel 2, which is no label")
        .contains("2: ", "holds the value 7 in the mask of class 2, but a mask holds 0 and 1");
  }
}

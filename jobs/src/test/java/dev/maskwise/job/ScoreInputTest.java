package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the same scores are stored, the metrics and curves are the same bytes. */
class ScoreInputTest {
  private static final int IMAGES = 4;
  private static final String TASK = "--task binary --score logit --foreground 2 --ignore 3 ";

  @TempDir static Path directory;
  private static String fromFiles;

  @BeforeAll
  static void evaluateFiles() throws IOException {
    Scores.writeTruth(directory, IMAGES);
    Scores.writeModel(directory, "a", IMAGES, 1, Scores::quarters);
    fromFiles = metrics("files", "truth a", "");
    assertThat(fromFiles).contains("\"auroc\"", "\"lovasz_hinge\"", "\"curves\"");
  }

  @Test
  void aNamedArrayOfArchives() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (String name : List.of("features", "logits")) {
          zip.putNextEntry(new ZipEntry(name + ".npy"));
          zip.write(Scores.npy(name.equals("logits") ? scores(i) : Scores.logits(i, 2)));
        }
      }
      Masks.bytes(directory.resolve("npz/a/" + Scores.id(i) + ".npz"), bytes.toByteArray());
    }
    assertThat(metrics("zipped", "truth npz/a", "--score-array logits --prediction-suffix .npz"))
        .isEqualTo(fromFiles);
    MaskwiseRun unnamed =
        MaskwiseRun.evaluate(directory, "no", "truth npz/a", TASK + "--prediction-suffix .npz");
    assertThat(unnamed.exitCode()).isEqualTo(1);
    assertThat(unnamed.err()).contains(directory + "/npz/a/even/0.npz");
  }

  @Test
  void halfPrecision() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Masks.bytes(
          directory.resolve("half/a/" + Scores.id(i) + ".npy"),
          Scores.npy("<f2", shape(), Scores.halves(scores(i))));
    }
    assertThat(metrics("halved", "truth half/a", "")).isEqualTo(fromFiles);
  }

  @Test
  void integersWithAScale() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Masks.bytes(
          directory.resolve("int/a/" + Scores.id(i) + ".npy"),
          Scores.npy("|u1", shape(), integers(scores(i))));
    }
    assertThat(metrics("scaled", "truth int/a", "--score-scale 0.25 --score-offset -4"))
        .isEqualTo(fromFiles);
    MaskwiseRun.summary(directory.resolve("scaled"))
        .get("metrics")
        .forEach(
            metric ->
                assertThat(metric.path("bound").asDouble(0))
                    .as(metric.toString())
                    .isLessThan(1e-12));
  }

  @Tag("slow")
  @Test
  void bareNumbersInATable() throws IOException {
    write("a.single", Scores::singles, "binary");
    assertThat(metrics("bare-single", "truth a.single.parquet", "")).isEqualTo(fromFiles);
    write("a.half", Scores::halves, "binary");
    assertThat(metrics("bare-half", "truth a.half.parquet", "--score-type float16"))
        .isEqualTo(fromFiles);
  }

  @Tag("slow")
  @Test
  void arraysOfFloatInATable() throws IOException {
    write("a.array", floats -> floats, "array<float>");
    assertThat(metrics("array", "truth a.array.parquet", "")).isEqualTo(fromFiles);
  }

  @Tag("slow")
  @Test
  void numPyFilesInAnyColumnOfATable() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(RowFactory.create(Scores.id(i), Masks.png(Scores.truth(i)), Scores.npy(scores(i))));
    }
    MaskwiseRun.spark()
        .createDataFrame(rows, StructType.fromDDL("image_id string, mask binary, net binary"))
        .write()
        .parquet(directory.resolve("a.npy.parquet").toString());
    assertThat(metrics("npy", "a.npy.parquet a.npy.parquet", "--score-column net"))
        .isEqualTo(fromFiles);
  }

  @Test
  @Tag("slow")
  void threeClassesInAllForms() throws IOException {
    String task = "--task multiclass --score logit --classes 3 --ignore 3 ";
    Scores.writeModel(directory.resolve("three"), "m", IMAGES, 3, Scores::quarters);
    MaskwiseRun.evaluate(directory, "three-files", "truth three/m", task).succeeds();
    for (Map.Entry<String, Function<float[], Object>> form :
        Map.<String, Function<float[], Object>>of(
                "binary", Scores::singles, "array<float>", floats -> floats)
            .entrySet()) {
      String name = "m." + form.getKey().substring(0, 5);
      write(name, i -> Scores.quarters(Scores.seed("m", i), 3), form.getValue(), form.getKey());
      MaskwiseRun.evaluate(directory, name, "truth " + name + ".parquet", task).succeeds();
      assertThat(text(name)).isEqualTo(text("three-files"));
    }
  }

  private static float[] scores(int image) {
    return Scores.quarters(Scores.seed("a", image), 1);
  }

  private static String shape() {
    return Scores.shape(1, Masks.HEIGHT, Masks.WIDTH);
  }

  private static byte[] integers(float[] quarters) {
    byte[] integers = new byte[quarters.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (byte) (4 * quarters[i] + 16);
    }
    return integers;
  }

  private static void write(String name, Function<float[], Object> form, String type) {
    write(name, ScoreInputTest::scores, form, type);
  }

  /** A table of scores beside their height and width. */
  private static void write(
      String name, Function<Integer, float[]> scores, Function<float[], Object> form, String type) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      Object cell = form.apply(scores.apply(i));
      rows.add(RowFactory.create(Scores.id(i), Masks.HEIGHT, Masks.WIDTH, cell));
    }
    StructType schema = StructType.fromDDL("image_id string, height int, width int, score " + type);
    MaskwiseRun.spark()
        .createDataFrame(rows, schema)
        .write()
        .parquet(directory.resolve(name + ".parquet").toString());
  }

  private static String metrics(String out, String inputs, String words) throws IOException {
    MaskwiseRun.evaluate(directory, out, inputs, TASK + words).succeeds();
    return text(out);
  }

  private static String text(String out) throws IOException {
    return MaskwiseRun.metrics(Files.readString(directory.resolve(out).resolve("summary.json")));
  }
}

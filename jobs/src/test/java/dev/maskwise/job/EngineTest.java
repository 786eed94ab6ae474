package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.job.demo.DemoDataSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query and the pass give the same results, to the byte, also of what they reject. */
@Tag("slow")
class EngineTest {
  private static final String SCHEMA =
      "image_id string, site string, height int, width int, mask binary";
  private static final int H = Masks.HEIGHT;
  private static final int W = Masks.WIDTH;

  @TempDir Path directory;

  /** The demo's label maps as they are, in three tables. */
  @Test
  @Tag("slow")
  void realisticScenes() throws IOException {
    Path data = directory.resolve("data");
    DemoDataSet.write(data, 12, 96, 48);
    for (String source : List.of("truth", "sharp", "coarse")) {
      write(source, rawMaps(data.resolve(source)));
    }
    String words =
        "--classes %s --ignore 255 --slice site --slice (?<condition>[a-z]+)/"
            .formatted(data.resolve("classes.txt"));
    MaskwiseRun query = same("truth.parquet sharp.parquet coarse.parquet", words);
    assertThat(query.out()).contains("A query counted the pixels.\n");
    assertThat(Files.readString(directory.resolve("query/summary.json")))
        .contains("condition=day", "site=south");
  }

  /** Each fault once, among images that have none. */
  @Test
  @Tag("slow")
  void whateverIsNotSoundGoesToThePass() {
    List<Row> truth = new ArrayList<>();
    List<Row> a = new ArrayList<>();
    List<Row> b = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      truth.add(row("x/" + i, H, W, Masks.random(3 * i, 4)));
      a.add(row("x/" + i, H, W, Masks.random(3 * i + 1, 4)));
      b.add(row("x/" + i, H, W, Masks.random(3 * i + 2, 4)));
    }
    a.remove(0); // missing
    truth.add(truth.get(1)); // twice
    b.add(b.get(2));
    a.set(2, row("x/3", W, H, Masks.random(7, 4))); // turned; a lacks its first row
    b.set(4, row("x/4", H, W, new byte[H * W - 1]));
    b.set(5, row("x/5", H, W, null));
    truth.set(6, row("x/6", H, W, with(Masks.random(6, 4), (byte) 9)));
    b.set(7, row("x/7", H, W, with(Masks.random(7, 4), (byte) 4)));
    b.set(8, row("x/8", null, null, Masks.png(Masks.random(26, 4))));
    truth.set(9, row("x/9", H, W, wide(Masks.random(27, 4))));
    b.set(9, row("x/9", H, W, wide(Masks.random(29, 4))));
    truth.set(10, row("x/10", 0, W, new byte[0]));
    truth.set(11, row("x/11", 1 << 16, 1 << 16, Masks.random(1, 4)));
    b.set(12, row("x/12", H, null, Masks.random(1, 4)));
    truth.set(13, row("x/13", H, W, with(Masks.random(39, 4), (byte) 7))); // the ignore label
    b.set(14, row("x/14", H, W, with(Masks.random(1, 4), (byte) 7)));
    truth.add(row(null, H, W, Masks.random(1, 4)));
    a.add(row(null, H, W, Masks.random(1, 4)));
    write("truth", truth);
    write("a", a);
    write("b", b);
    MaskwiseRun query =
        same(
            "truth.parquet a.parquet b.parquet",
            "--classes 4 --ignore 7 --slice site --max-pixels 1000 --on-reject skip");
    assertThat(query.out()).contains("A query counted the pixels; it left 15 images to the pass.");
    assertThat(query.out()).contains("14 images were rejected");
  }

  @Test
  @Tag("slow")
  void manyClassesTakeTwoBytes() {
    write(
        "truth",
        List.of(row("x", H, W, wide(Masks.random(1, 127))), row("y", H, W, Masks.random(2, 9))));
    write(
        "a",
        List.of(
            row("x", H, W, wide(Masks.random(3, 127))), row("y", H, W, wide(Masks.random(2, 9)))));
    MaskwiseRun query = same("truth.parquet a.parquet", "--classes 257");
    assertThat(query.out()).contains("it left 1 image to the pass");
  }

  /** One image is sound; the others lack a partner, or hold a label that is no class. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "truth.parquet a.parquet, X'00'",
        "truth.parquet truth.parquet, \"IF(id = 7, X'00', X'09')\""
      })
  @Tag("slow")
  void whenTooMuchIsLeftThePassCountsEverything(String inputs, String mask) {
    MaskwiseRun.spark()
        .range(10_002)
        .selectExpr(
            "cast(id AS string) AS image_id", "1 AS height", "1 AS width", mask + " AS mask")
        .write()
        .parquet(directory.resolve("truth.parquet").toString());
    write("a", List.of(row("7", 1, 1, new byte[1])));
    MaskwiseRun query = same(inputs, "--classes 2 --on-reject skip --partitions 4");
    assertThat(query.out())
        .contains(
            "A query would leave more than 10,000 images to the pass, so the pass counted all.")
        .contains("10,001 images were rejected");
  }

  @Test
  void emptyTablesAreRefusedAlike() {
    write("none", List.of());
    for (String engine : List.of("pass", "query")) {
      MaskwiseRun run =
          MaskwiseRun.evaluate(
              directory, "out", "none.parquet none.parquet", "--classes 2 --engine " + engine);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("No image is left to evaluate");
      assertThat(directory.resolve("out")).doesNotExist();
    }
  }

  @Test
  void whatTheQueryDoesNotTakeIsRefused() throws IOException {
    Masks.dataSet(directory, 1);
    write("t", List.of(row("x/0", H, W, Masks.random(0, 4))));
    assertThat(
            MaskwiseRun.evaluate(directory, "out", "t.parquet a", "--classes 4 --engine query")
                .err())
        .contains(
            "--engine query takes raw label maps of tables, but",
            "/a is no table with the columns height and width: leave it out.");
    assertThat(
            MaskwiseRun.evaluate(
                    directory,
                    "out",
                    "t.parquet t.parquet",
                    "--task binary --score logit --score-column mask --engine query")
                .err())
        .contains("but the predictions are scores");
    for (String words :
        List.of("--map 0..3=0..3", "--ignore 3,2", "--ignore 3 --predicted-ignore drop")) {
      assertThat(
              MaskwiseRun.evaluate(
                      directory,
                      "out",
                      "t.parquet t.parquet",
                      "--classes 4 --engine query " + words)
                  .err())
          .as(words)
          .contains("but a map, several ignore labels and --predicted-ignore make other labels");
    }
  }

  /** Where Spark has the plugin the query is chosen, or the user told why not. */
  @Test
  void onGpusTheQueryIsTheStandard() throws IOException {
    Masks.dataSet(directory, 1);
    write("t", List.of(row("x/0", H, W, Masks.random(0, 4))));
    String plugin = "--classes 4 --conf spark.plugins=a.B,com.nvidia.spark.SQLPlugin ";
    assertThat(evaluate("o1", "t.parquet t.parquet", plugin).out()).contains("A query counted");
    assertThat(evaluate("o2", "truth a", plugin).out())
        .contains("The pass counts the pixels, not GPUs: ");
    for (String off : List.of("spark.maskwise.gpu=off", "spark.rapids.sql.enabled=false")) {
      assertThat(evaluate("o3", "t.parquet t.parquet", plugin + "--overwrite --conf " + off).out())
          .doesNotContain("A query");
    }
  }

  /** Evaluates by both engines and compares everything that they write. */
  private MaskwiseRun same(String inputs, String words) {
    evaluate("pass", inputs, words + " --engine pass");
    MaskwiseRun query = evaluate("query", inputs, words + " --engine query");
    for (String table : List.of("per_image.parquet", "rejected.parquet")) {
      assertThat(rows("query", table)).isEqualTo(rows("pass", table));
    }
    for (String file : List.of("summary.json", "report.html")) {
      assertThat(directory.resolve("query").resolve(file))
          .hasSameTextualContentAs(directory.resolve("pass").resolve(file));
    }
    return query;
  }

  private MaskwiseRun evaluate(String out, String inputs, String words) {
    return MaskwiseRun.evaluate(directory, out, inputs, words).succeeds();
  }

  /** All but the digests, which a query does not take. */
  private List<String> rows(String out, String table) {
    return MaskwiseRun.lines(directory.resolve(out), table, column -> !column.endsWith("_digest"));
  }

  private static Row row(
      @Nullable String imageId,
      @Nullable Integer height,
      @Nullable Integer width,
      byte @Nullable [] mask) {
    return RowFactory.create(imageId, "south", height, width, mask);
  }

  private static byte[] with(byte[] labels, byte label) {
    labels[labels.length / 2] = label;
    return labels;
  }

  private static byte[] wide(byte[] labels) {
    ByteBuffer wide = ByteBuffer.allocate(2 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
    for (byte label : labels) {
      wide.putShort(label);
    }
    return wide.array();
  }

  private static List<Row> rawMaps(Path root) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".png")).toList()) {
        String relative = root.relativize(file).toString();
        var image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
        byte[] labels =
            (byte[])
                image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
        rows.add(
            row(
                relative.substring(0, relative.length() - 4),
                image.getHeight(),
                image.getWidth(),
                labels));
      }
    }
    return rows;
  }

  private void write(String name, List<Row> rows) {
    MaskwiseRun.spark()
        .createDataFrame(rows, StructType.fromDDL(SCHEMA))
        .write()
        .parquet(directory.resolve(name + ".parquet").toString());
  }
}

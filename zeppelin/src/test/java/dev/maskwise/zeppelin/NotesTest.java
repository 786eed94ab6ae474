package dev.maskwise.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.zeppelin.Note.Paragraph;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All paragraphs of all notes, run in this JVM with the interpreters as they are shipped, on the
 * demo's data, which the first paragraph makes. What the tables say is what the job's own files
 * say.
 */
@Tag("slow")
class NotesTest {
  private static final List<String> MODELS = List.of("sharp", "coarse");
  private static final Set<String> DRAWINGS =
      Set.of("table", "multiBarChart", "pieChart", "scatterChart");

  @TempDir static Path demo;
  private static InterpreterProcess process;
  private static JsonNode summary;

  /** What each paragraph of a note showed, by title. */
  private static final Map<String, Map<String, Shown>> SHOWN = new HashMap<>();

  @BeforeAll
  static void run() throws Exception {
    process =
        new InterpreterProcess(
            Map.of(
                "spark.maskwise.demo", demo.toString(),
                // Compiling the plans would take most of the time.
                "spark.sql.codegen.wholeStage", "false",
                "spark.sql.codegen.factoryMode", "NO_CODEGEN"));
    for (Note note : Note.all()) {
      Map<String, Shown> shown = new HashMap<>();
      for (Paragraph paragraph : note.paragraphs()) {
        shown.put(
            paragraph.title(),
            process.run(paragraph.text(), InterpreterProcess.context(paragraph.id())));
      }
      SHOWN.put(note.name(), shown);
    }
    summary = new ObjectMapper().readTree(demo.resolve("report/summary.json").toFile());
  }

  @AfterAll
  static void close() throws Exception {
    process.close();
  }

  private static Shown shown(String note, String title) {
    Shown shown = SHOWN.getOrDefault(note, Map.of()).get(title);
    return Objects.requireNonNull(shown, () -> note + " has no paragraph " + title);
  }

  private static List<TableRow> table(String note, String title) {
    return shown(note, title).table();
  }

  @Test
  void everyParagraphSucceeds() throws Exception {
    assertThat(SHOWN.keySet()).containsExactlyInAnyOrder("tour", "comparison");
    for (Note note : Note.all()) {
      for (Paragraph paragraph : note.paragraphs()) {
        shown(note.name(), paragraph.title()).succeeded();
      }
    }
  }

  @Test
  void notesAreAsZeppelinFindsThemAndWithoutResults() throws Exception {
    for (Note note : Note.all()) {
      String name = note.name() + "_" + note.json().get("id").asText() + ".zpln";
      assertThat(note.file()).hasFileName(name);
      List<Paragraph> paragraphs = note.paragraphs();
      assertThat(paragraphs).extracting(Paragraph::id).doesNotHaveDuplicates();
      assertThat(paragraphs).extracting(Paragraph::title).doesNotHaveDuplicates();
      assertThat(paragraphs).allSatisfy(p -> assertThat(p.json().has("results")).isFalse());
    }
  }

  @Test
  void chartsNameTheColumnsOfTheirTables() throws Exception {
    for (Note note : Note.all()) {
      for (Paragraph paragraph : note.paragraphs()) {
        if (!paragraph.text().startsWith("%spark.sql")) {
          assertThat(paragraph.graph().isMissingNode()).isTrue();
          continue;
        }
        assertThat(paragraph.graph().get("mode").asText()).isIn(DRAWINGS);
        List<String> header = table(note.name(), paragraph.title()).get(0).columns();
        List<JsonNode> drawn = paragraph.drawnColumns();
        assertThat(drawn.isEmpty())
            .isEqualTo(paragraph.graph().get("mode").asText().equals("table"));
        for (JsonNode column : drawn) {
          assertThat(header.get(column.get("index").asInt()))
              .as(paragraph.title())
              .isEqualTo(column.get("name").asText());
        }
      }
    }
  }

  /** What summary.json says of a metric with the averaging over the data set; NaN is undefined. */
  private static double job(String model, String name, String classOrNull, String sliceOrNull) {
    for (JsonNode metric : summary.get("metrics")) {
      if (metric.get("model").asText().equals(model)
          && metric.get("name").asText().equals(name)
          && metric.get("averaging").asText().equals("dataset")
          && metric.get("class").asText().equals(classOrNull)
          && metric.get("slice").asText().equals(sliceOrNull)) {
        return metric.get("value").isNull() ? Double.NaN : metric.get("value").asDouble();
      }
    }
    throw new AssertionError("no " + model + " " + name + " " + classOrNull + " " + sliceOrNull);
  }

  @Test
  void metricsOfTheDataSetAreTheJobs() {
    List<TableRow> rows =
        table("tour", "The data set: counts of all images first, then the metrics");
    assertThat(rows).extracting(row -> row.text("model")).isEqualTo(MODELS);
    for (TableRow row : rows) {
      for (String name : row.columns()) {
        if (!name.equals("model")) {
          assertThat(row.number(name))
              .as(name)
              .isEqualTo(job(row.text("model"), name, "null", "null"));
        }
      }
    }
    assertThat(table("tour", "SQL beside the job"))
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.number("job"))
                  .isEqualTo(job(row.text("model"), "mean_iou", "null", "null"));
              assertThat(row.text("equal")).isEqualTo("true");
            });
  }

  @Test
  void metricsOfClassesAreTheJobs() {
    List<TableRow> rows = table("tour", "Class by class; null is undefined: there is no train");
    assertThat(rows).hasSize(2 * 11);
    for (TableRow row : rows) {
      for (String name : List.of("iou", "dice", "precision", "recall")) {
        double expected = job(row.text("model"), name, row.text("class"), "null");
        if (Double.isNaN(expected)) {
          assertThat(row.number(name)).as("%s of %s", name, row).isNaN();
        } else {
          assertThat(row.number(name)).isCloseTo(expected, within(5e-5));
        }
      }
      assertThat(row.text("iou").equals("null")).isEqualTo(row.text("class").equals("train"));
    }
    assertThat(table("tour", "IoU of the classes that occur")).hasSize(2 * 10);
  }

  @Test
  void noImageIsMissingInTheDistribution() {
    List<TableRow> bins = table("tour", "How the IoU of single images is distributed");
    for (String model : MODELS) {
      List<TableRow> ofModel =
          bins.stream().filter(bin -> bin.text("model").equals(model)).toList();
      assertThat(ofModel.stream().mapToInt(bin -> Integer.parseInt(bin.text("images"))).sum())
          .isEqualTo(72);
      assertThat(ofModel)
          .filteredOn(bin -> bin.text("from").equals("undefined"))
          .singleElement()
          .satisfies(bin -> assertThat(bin.text("images")).isEqualTo("1"));
    }
    assertThat(table("tour", "Images by condition"))
        .extracting(row -> row.text("condition") + " " + row.text("images"))
        .containsExactly("day 36", "dusk 18", "rain 18");
  }

  @Test
  void theWorstImagesAreThoseOfPerImageParquet() throws Exception {
    String worst =
        """
        SELECT image_id, round(avg(iou), 4) AS mean_iou FROM parquet.`%s`
        WHERE model = 'sharp' GROUP BY image_id HAVING mean_iou IS NOT NULL
        ORDER BY avg(iou), image_id LIMIT 10"""
            .formatted(demo.resolve("report/per_image.parquet"));
    List<TableRow> expected = process.run("%spark.sql " + worst).succeeded().table();
    List<TableRow> actual = table("tour", "The worst images of the better model");
    assertThat(actual)
        .extracting(row -> row.text("image_id") + " " + row.text("mean_iou"))
        .isEqualTo(
            expected.stream()
                .map(row -> row.text("image_id") + " " + row.text("mean_iou"))
                .toList());
    String confused =
        """
        SELECT class AS truth, max(pixels) AS pixels FROM (
          SELECT class, class_id, posexplode(confusion) AS (predicted, pixels) FROM parquet.`%s`
          WHERE model = 'sharp' AND image_id = '%s')
        WHERE class_id != predicted GROUP BY class ORDER BY pixels DESC LIMIT 1"""
            .formatted(demo.resolve("report/per_image.parquet"), actual.get(0).text("image_id"));
    TableRow most = process.run("%spark.sql " + confused).succeeded().table().get(0);
    assertThat(table("tour", "Where the worst image goes wrong").get(0))
        .satisfies(row -> assertThat(row.cells()).containsAllEntriesOf(most.cells()));
  }

  @Test
  void slicesAreTheJobs() {
    List<TableRow> rows =
        table("comparison", "Mean IoU by condition, over the images of the slice alone");
    assertThat(rows).hasSize(6);
    for (TableRow row : rows) {
      assertThat(row.number("mean_iou"))
          .isEqualTo(
              job(row.text("model"), "mean_iou", "null", "condition=" + row.text("condition")));
    }
    for (TableRow row : table("comparison", "What each condition costs a model")) {
      double day = job(row.text("model"), "mean_iou", "null", "condition=day");
      double here =
          job(row.text("model"), "mean_iou", "null", "condition=" + row.text("condition"));
      assertThat(row.number("lost")).isEqualTo(day - here);
    }
    assertThat(table("comparison", "The slices merge to the whole"))
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.text("equal_states")).isEqualTo("true");
              assertThat(row.number("merged"))
                  .isEqualTo(job(row.text("model"), "mean_iou", "null", "null"));
            });
  }

  @Test
  void pairsOfImages() {
    assertThat(table("comparison", "Image by image: each point is an image")).hasSize(71);
    int images = 0;
    for (TableRow row : table("comparison", "Who wins, and by how much")) {
      for (String outcome : List.of("sharp_wins", "coarse_wins", "ties", "undefined")) {
        images += Integer.parseInt(row.text(outcome));
      }
      assertThat(row.number("mean_difference")).isPositive();
    }
    assertThat(images).isEqualTo(72);
    List<TableRow> classes = table("comparison", "Which classes make the difference");
    assertThat(classes).isNotEmpty();
    for (TableRow row : classes) {
      String slice = "condition=" + row.text("condition");
      double sharp = job("sharp", "iou", row.text("class"), slice);
      double coarse = job("coarse", "iou", row.text("class"), slice);
      assertThat(row.number("difference")).isEqualTo(sharp - coarse);
    }
    List<TableRow> extremes = table("comparison", "The images where the models differ most");
    assertThat(extremes).hasSize(10);
    assertThat(extremes)
        .isSortedAccordingTo(
            (a, b) ->
                Double.compare(Math.abs(b.number("difference")), Math.abs(a.number("difference"))));
  }
}

package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.metric.Averaging;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.compare.Comparer;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.images.RunImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More slices than a summary lists: every number of every slice is in a table. */
@Tag("slow")
class ManySlicesTest {
  private static final int SITES = 120;
  private static final String OPTIONS =
      "--classes 4 --cluster-by (site-[0-9]+/..) --slice (?<site>site-[0-9]+)/(?<half>[ab])";

  @TempDir static Path directory;

  @BeforeAll
  static void evaluate() throws IOException {
    for (int site = 0; site < SITES; site++) {
      for (int image = 0; image < 4; image++) {
        // Two images are of one cluster.
        write("data", "site-%03d/%s%d%d".formatted(site, image < 2 ? "a" : "b", image / 2, image));
      }
    }
    run("data", "many", OPTIONS);
  }

  private static void write(String data, String image) throws IOException {
    int seed = 7 * image.hashCode();
    byte[] truth = Masks.random(seed, 4);
    Masks.write(directory.resolve(data + "/truth/" + image + ".png"), truth);
    for (String model : List.of("a", "b")) {
      byte[] mask = Masks.random(seed + model.charAt(0), 4);
      for (int i = 0; i < mask.length; i++) {
        mask[i] = i % (Math.floorMod(seed, 3) + 2) == 0 ? mask[i] : truth[i];
      }
      Masks.write(directory.resolve(data + "/" + model + "/" + image + ".png"), mask);
    }
  }

  private static MaskwiseRun run(String data, String out, String options) {
    return MaskwiseRun.evaluate(directory, out, "%1$s/truth %1$s/a %1$s/b".formatted(data), options)
        .succeeds();
  }

  private static MaskwiseRun plain(String words) {
    return MaskwiseRun.plain(words.replace("@", directory + "/").split(" ", -1));
  }

  private static String text(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  /** Slice → its numbers as lines, in the order of the table. */
  private static Map<String, List<String>> slices(String out) {
    Map<String, List<String>> slices = new TreeMap<>();
    for (Row row : MaskwiseRun.table(directory.resolve(out), "slices.parquet")) {
      List<Object> cells = new ArrayList<>();
      for (String column : COLUMNS) {
        cells.add(row.getAs(column));
      }
      slices.computeIfAbsent(row.getAs("slice"), slice -> new ArrayList<>()).add(line(cells));
    }
    return slices;
  }

  private static final List<String> COLUMNS =
      List.of(
          "model",
          "name",
          "averaging",
          "class",
          "value",
          "n",
          "undefined",
          "over",
          "standard_error",
          "low",
          "high",
          "groups");

  /** The numbers of a summary of a slice, or of all images, as the same lines. */
  private static List<String> listed(String out, String sliceOrNull) throws IOException {
    List<String> lines = new ArrayList<>();
    for (JsonNode metric : MaskwiseRun.summary(directory.resolve(out)).get("metrics")) {
      if (metric.get("slice").asText().equals(sliceOrNull)) {
        List<Object> cells = new ArrayList<>();
        for (String column : COLUMNS) {
          JsonNode cell = metric.path(column);
          cells.add(cell.isMissingNode() || cell.isNull() ? "null" : cell.asText());
        }
        lines.add(line(cells));
      }
    }
    return lines;
  }

  private static String line(List<Object> cells) {
    return cells.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Whether the slices of a run fit its memory, or are computed one after another. */
  @ParameterizedTest
  @CsvSource({"4, true", "600, false"})
  void everyNumberOfASliceIsThatOfARunOfItsImagesAlone(int classes, boolean whole)
      throws IOException {
    String out = "of-" + classes;
    List<String> names = List.of("n", "o", "p", "q", "r");
    for (String name : names) {
      for (int image = 0; image < 3; image++) {
        write(out + "-all", name + "/" + image / 2 + image);
        write(out + "-" + name, name + "/" + image / 2 + image);
      }
    }
    String options = "--cluster-by /(.) --classes " + classes;
    run(out + "-all", out, options + " --slice (?<name>[a-z])/");
    assertThat(MaskwiseRun.summary(directory.resolve(out)).has("slices")).isEqualTo(!whole);
    Map<String, List<String>> slices = slices(out);
    assertThat(slices).hasSize(names.size());
    for (String name : names) {
      run(out + "-" + name, out + "-only", options + " --overwrite");
      List<String> alone = listed(out + "-only", "null");
      assertThat(slices.get("name=" + name)).isEqualTo(alone);
      if (whole) {
        assertThat(listed(out, "name=" + name)).isEqualTo(alone);
      }
    }
  }

  @Test
  void theSummaryListsTheMostDeviatingSlicesOverClasses() throws IOException {
    JsonNode summary = MaskwiseRun.summary(directory.resolve("many"));
    assertThat(summary.get("slices").toString())
        .isEqualTo("{\"all\":122,\"listed\":100,\"table\":\"slices.parquet\"}");
    assertThat(summary.get("files").toString()).contains("\"slices.parquet\"");
    Map<String, List<String>> slices = slices("many");
    assertThat(slices).hasSize(122);
    int shown = 0;
    for (Map.Entry<String, List<String>> slice : slices.entrySet()) {
      List<String> listed = listed("many", slice.getKey());
      shown += listed.isEmpty() ? 0 : 1;
      assertThat(slice.getValue()).containsAll(listed);
      assertThat(listed.size()).isIn(0, 32);
    }
    assertThat(shown).isEqualTo(100);
    // Half of all images hardly deviates.
    assertThat(listed("many", "half=a")).isEmpty();
  }

  @Test
  void theSummaryDoesNotDependOnThePartitions() throws IOException {
    run("data", "parts", OPTIONS + " --partitions 7");
    assertThat(MaskwiseRun.metrics(text("parts/summary.json")))
        .isEqualTo(MaskwiseRun.metrics(text("many/summary.json")));
    assertThat(slices("parts")).isEqualTo(slices("many"));
  }

  @Test
  void theSummaryCanBeMadeAgain() throws IOException {
    MaskwiseRun report = plain("report --run @many --summary -");
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out()).isEqualTo(text("many/summary.json"));
  }

  @Test
  void consoleAndReportSayThatNotAllAreListed() throws IOException {
    MaskwiseRun again = run("data", "again", OPTIONS);
    String sentence = "The 100 of 122 slices that deviate most from all images; every slice is in";
    assertThat(again.out()).contains(sentence);
    assertThat(again.out().lines().filter(line -> line.startsWith(" site="))).hasSize(100);
    assertThat(text("again/report.html")).contains(sentence);
  }

  @Test
  void whoeverReadsTheRunFindsEverySlice() {
    StoredSummary summary =
        StoredRun.open(StorageAccess.of(new Configuration()), directory.resolve("many").toString())
            .summary();
    assertThat(summary.slices()).isEqualTo(122);
    assertThat(summary.listsAllSlices()).isFalse();
    assertThat(summary.numbers("a", key -> true)).hasSize(123 * 56);
    NumberKey key = new NumberKey("iou", Averaging.DATASET, "2", "half=b");
    assertThat(summary.numbers("a")).doesNotContainKey(key);
    assertThat(summary.numbersOf("half=b", "a", key::equals))
        .isEqualTo(summary.numbers("a", key::equals))
        .hasSize(1);
  }

  @Test
  void aCheckNamesSlicesThatAreNotListed() throws IOException {
    Files.writeString(
        directory.resolve("checks.yaml"),
        """
        version: 1
        checks:
          - id: floor
            metric: iou
            averaging: dataset
            classes: ['2']
            slices: [all, 'half=*']
            at-least: 0.01
        """);
    MaskwiseRun check = plain("check --run @many --checks @checks.yaml --out @verdict");
    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    String verdict = text("verdict/verdict.json");
    assertThat(verdict).contains("half=a", "half=b");
    assertThat(plain("check --run @many --checks @checks.yaml --dry-run").out())
        .contains("6 cases");
  }

  @Test
  void thePageHasTheClassesOfTheFirstListedSlices() throws IOException {
    plain("report --run @many --out @page.html").succeeds();
    assertThat(text("page.html"))
        .contains("Of 122 slices those are listed that deviate most from all images")
        .contains("The first 16 of 100 slices.");
  }

  @Test
  void aStoreFollowsEverySlice() {
    String into = "evaluate --store @store --truth @data/truth --prediction a=@data/a --again ";
    MaskwiseRun.of((into + OPTIONS).replace("@", directory + "/").split(" ", -1)).succeeds();
    MaskwiseRun.of((into + OPTIONS).replace("@", directory + "/").split(" ", -1)).succeeds();
    MaskwiseRun trend =
        plain(
            "history trend --store @store --metric iou --averaging dataset --class 2"
                + " --slice half=a --csv");
    assertThat(trend.succeeds().out().lines()).hasSize(3);
    List<String> values =
        trend.out().lines().skip(1).map(line -> line.substring(line.indexOf(','))).toList();
    assertThat(values.get(0)).containsPattern("0\\.[0-9]+");
  }

  @Test
  void whatIsPublishedHasEverySlice() throws IOException {
    plain("publish --run @many --prometheus-textfile @gauges.prom --slices").succeeds();
    assertThat(text("gauges.prom")).contains("slice=\"half=a\"", "slice=\"site=site-119\"");
  }

  private static Comparison compare(String out) {
    StoredRun stored =
        StoredRun.open(StorageAccess.of(new Configuration()), directory.resolve(out).toString());
    RunImages images = RunImages.of(stored);
    return new Comparer(images, images).compare("a", "b", null);
  }

  /** Whether all changes are held at once, or one slice after another is computed. */
  @Test
  void aComparisonHasTheChangesOfEverySlice() {
    run("data", "halves", OPTIONS.replace("(?<site>site-[0-9]+)", "site-[0-9]+"));
    Comparison many = compare("many");
    Comparison few = compare("halves");
    assertThat(many.ofAllSlices()).startsWith(" Of 122 slices the 100 are listed");
    assertThat(few.ofAllSlices()).isEmpty();
    few.changes().forEach((key, change) -> assertThat(many.change(key)).isEqualTo(change));
    assertThat(many.changes()).hasSize(56 + 100 * 16);
    many.changes()
        .forEach(
            (key, change) -> {
              assertThat(many.change(key)).isEqualTo(change);
              assertThat(key.slice() == null || key.className() == null).isTrue();
              double p = many.adjusted().applyAsDouble(key);
              assertThat(Double.isNaN(p) || p >= change.pValue()).isTrue();
            });
    NumberKey unlisted = new NumberKey("iou", Averaging.DATASET, "2", "half=b");
    assertThat(many.changes()).doesNotContainKey(unlisted);
    assertThat(many.adjusted().applyAsDouble(unlisted))
        .isGreaterThanOrEqualTo(few.adjusted().applyAsDouble(unlisted));
    assertThat(many.change(new NumberKey("iou", Averaging.DATASET, "2", "half=c"))).isNull();
  }

  @Test
  void compareListsTheSlicesThatDeviateMost() throws IOException {
    MaskwiseRun compare = plain("compare @many --out @comparison.json");
    assertThat(compare.succeeds().out()).contains("Of 122 slices the 100 are listed");
    JsonNode json = new ObjectMapper().readTree(text("comparison.json")).get("comparisons").get(0);
    assertThat(json.get("slices").toString()).isEqualTo("{\"all\":122,\"listed\":100}");
    assertThat(json.get("changes")).hasSize(56 + 100 * 16);
  }
}

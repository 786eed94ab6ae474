package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.run.store.SyntheticStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of a store, without Spark. */
class HistoryTest {
  private static final String FIRST = "20261128T023000Z-aaaa00000000";
  private static final String SECOND = "20261129T023000Z-bbbb00000000";
  private static final String THIRD = "20261130T023000Z-cccc00000000";

  @TempDir Path directory;

  @BeforeEach
  void addRuns() throws IOException {
    SyntheticStore store = new SyntheticStore(directory, 2);
    store.add(FIRST, "aaaa" + "0".repeat(60), 0.5).put("verdict.json", "{\"state\":\"passed\"}");
    store.add(SECOND, "bbbb" + "0".repeat(60), 0.7).put("verdict.json", "{\"state\":\"failed\"}");
    store.add(THIRD, "cccc" + "0".repeat(60), 0.6);
  }

  private MaskwiseRun history(String... words) {
    List<String> all = new ArrayList<>(List.of("history"));
    all.addAll(List.of(words));
    all.addAll(List.of("--store", directory.toString()));
    return MaskwiseRun.plain(all.toArray(String[]::new));
  }

  private String out(String words) {
    return history(words.split(" ", -1)).succeeds().out();
  }

  private JsonNode json(String words) throws IOException {
    return new ObjectMapper().readTree(out(words + " --json"));
  }

  @Test
  void list() throws IOException {
    out("promote @last-green --as prod");
    assertThat(out("list").replaceAll(" +\n", "\n"))
        .isEqualTo(
            """
             run                           | state    | names | images | rejected | mean_iou (dataset)
            -------------------------------+----------+-------+--------+----------+---------------------------
             20261128T023000Z-aaaa00000000 | passed   | prod  |     72 |        1 | base 0.5000, small 0.2500
             20261129T023000Z-bbbb00000000 | failed   |       |     72 |        1 | base 0.7000, small 0.3500
             20261130T023000Z-cccc00000000 | recorded |       |     72 |        1 | base 0.6000, small 0.3000
            3 of 3 runs
            """);
    JsonNode last = json("list --last 2");
    assertThat(last).hasSize(2);
    assertThat(last.get(1).get("run").asText()).isEqualTo(THIRD);
    assertThat(last.get(1).get("headline").get("values").get("base").asDouble()).isEqualTo(0.6);
    assertThat(json("list").get(0).get("names").get(0).asText()).isEqualTo("prod");
  }

  @Test
  void trend() {
    assertThat(out("trend --metric mean_iou --averaging dataset"))
        .contains("mean_iou (dataset)", "0.7000 [0.6800, 0.7200]", "▁█▅ base", "▁█▅ small");
  }

  @Test
  void trendOfAClass() throws IOException {
    String[] words = {
      "trend",
      "--metric",
      "iou",
      "--averaging",
      "dataset",
      "--class",
      "class 1",
      "--slice",
      "site=north",
      "--model",
      "small"
    };
    assertThat(history(words).succeeds().out())
        .contains("iou (dataset) of class 1 where site=north");
    JsonNode json = json("trend --metric mean_iou --averaging dataset");
    assertThat(json.get("runs")).hasSize(3);
    assertThat(json.get("runs").get(1).get("models").get("small").get("value").asDouble())
        .isEqualTo(0.35);
    List<String> csv = out("trend --metric mean_iou --averaging dataset --csv").lines().toList();
    assertThat(csv).hasSize(7);
    assertThat(csv.get(0)).isEqualTo("run,started,state,meaning,truth,model,value,low,high,n");
    assertThat(csv.get(1))
        .startsWith(FIRST + ",2026-11-28T02:30:00Z,passed,")
        .contains(",base,0.5,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trend --metric miou --averaging dataset | No run has the metric miou under the averaging dataset; the last run has dice dataset, iou dataset, mean_iou dataset, recall dataset.",
        "trend --metric iou --averaging dataset | No run has iou (dataset) of the class none, the slice none and the model any: there are the classes class 0, class 1, the slices none, site=north, site=south and the models base, small.",
        "trend --metric iou --averaging mean | --averaging mean is none: name one of",
        "show @prod | @prod is not there: there are the names last, last-green, and the runs",
        "promote @last --as last | is no name for a run",
        "pin --as x | Which run is to be called x is not said",
        "pin --lift --as x | No run in",
        "note @last | Missing required parameter",
        "drop | What is to be dropped is one run, or all older than something",
        "drop --older-than soon | --older-than soon is no age: write 90d for days or 12h for hours.",
        "drop aaaa | is kept, because it is the last green run.",
      })
  void refusals(String words, String sentence) {
    MaskwiseRun run = history(words.split(" ", -1));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void namesNotesAndShow() throws IOException {
    out("promote @last --as prod --reason better");
    assertThat(out("promote aaaa --as prod"))
        .startsWith("prod is now the run " + FIRST + " (it was " + THIRD + ", by ");
    assertThat(out("pin @2026-11-28 --as release-1")).contains("until it is lifted");
    assertThat(out("note prod rain scenes looked at")).contains(FIRST + " has a note more");
    assertThat(out("show prod"))
        .contains("Run         " + FIRST, "State       passed", "Name        prod (")
        .contains("Pinned as   release-1 (", "Note        rain scenes looked at (");
    JsonNode json = json("show prod");
    assertThat(json.get("manifest").get("run").asText()).isEqualTo(FIRST);
    assertThat(json.get("verdict").get("state").asText()).isEqualTo("passed");
    assertThat(json.get("names")).hasSize(2);
    assertThat(json.get("notes").get(0).get("text").asText()).isEqualTo("rain scenes looked at");
    assertThat(out("pin --lift --as release-1")).contains("No run is called release-1 any more.");
  }

  @Test
  void drop() {
    out("promote cccc --as prod");
    String dry = out("drop --older-than 0h --dry-run");
    assertThat(dry)
        .isEqualTo(
            "Kept %s, because it is the last green run.%nWould drop %s.%nKept %s, because it is called prod.%n"
                .formatted(FIRST, SECOND, THIRD));
    assertThat(directory.resolve("runs/" + SECOND)).exists();
    assertThat(out("drop --older-than 0h")).isEqualTo(dry.replace("Would drop", "Dropped"));
    assertThat(directory.resolve("runs/" + SECOND)).doesNotExist();
    assertThat(out("list")).contains("2 of 2 runs");
    assertThat(out("drop --older-than 99999d")).isEqualTo("No run is older than 99999d.\n");
  }

  @Test
  void compact() throws IOException {
    assertThat(out("compact")).isEqualTo("The index has 3 runs in 1 file.\n");
    assertThat(out("compact --rebuild --master local --conf spark.hadoop.x=y")).contains("3 runs");
    try (var files = Files.list(directory.resolve("index"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void helpAndNothing() {
    assertThat(MaskwiseRun.plain("history", "--help").succeeds().out())
        .contains("trend", "compact");
    MaskwiseRun nothing = MaskwiseRun.plain("history");
    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.err()).contains("name one of list, show, trend, promote");
  }
}

package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.codec.png.PngWriter;
import dev.maskwise.job.demo.DemoDataSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten nights of one store: whatever happens to the data, the verdict, the baseline and the history
 * of each night are right.
 */
@Tag("slow")
class NightsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDTH = 96;
  private static final int HEIGHT = 48;
  private static final int SCENES = 24;
  private static final int ROAD = 0;
  private static final int BUILDING = 2;
  private static final int VEGETATION = 3;
  private static final int CAR = 5;

  /** Pixels of an image that are some class from road to sky, others each night. */
  private static final int NOISE = 6;

  private static final String CHECKS =
      """
      version: 1
      baseline: {ref: last-green, on-missing: pass}
      statistics: {min-images: 5, min-clusters: 5}
      checks:
        - {id: floor, metric: mean_iou, averaging: dataset, at-least: 0.4}
        - {id: mean, metric: mean_iou, averaging: dataset, change: {margin: 0.05}}
        - id: parts
          metric: iou
          averaging: dataset
          classes: ['road', 'building', 'sky', 'car', 'train']
          slices: ['*']
          change: {margin: 0.15}
        - {id: inputs, images: {rejected-at-most: 0}}
      """;

  private static final String CONFIG =
      """
      store: %1$s/store
      evaluate:
        truth: %1$s/data/truth
        prediction: {net: %1$s/%2$s}
        classes: %1$s/data/classes.txt
        ignore: 255
        slice: '(?<condition>[^/]+)/'
        master: local[2]
        conf: {spark.ui.enabled: false, spark.driver.host: 127.0.0.1, spark.sql.shuffle.partitions: 4}
      checks: %1$s/checks.yaml
      """;

  @TempDir Path directory;

  /** What a night left. */
  private record Night(MaskwiseRun command, JsonNode verdict) {
    String run() {
      return verdict.get("run").asText();
    }

    List<String> cases(String state) {
      return StreamSupport.stream(verdict.get("cases").spliterator(), false)
          .filter(each -> each.get("state").asText().equals(state))
          .map(NightsTest::subject)
          .toList();
    }

    JsonNode only(String subject) {
      return StreamSupport.stream(verdict.get("cases").spliterator(), false)
          .filter(each -> subject(each).equals(subject))
          .findFirst()
          .orElseThrow();
    }

    Night ends(int exitCode, String state, @Nullable String baseline) {
      assertThat(command.exitCode()).as("%s%n%s", command.out(), command.err()).isEqualTo(exitCode);
      assertThat(verdict.get("state").asText()).isEqualTo(state);
      assertThat(verdict.get("baseline").asText()).isEqualTo(String.valueOf(baseline));
      return this;
    }
  }

  private static String subject(JsonNode each) {
    String subject = each.get("id").asText();
    for (String part : List.of("class", "slice")) {
      subject += each.get(part).isNull() ? "" : ", " + each.get(part).asText();
    }
    return subject;
  }

  @Test
  void everyNightIsJudgedRightly() throws IOException {
    DemoDataSet.write(directory.resolve("data"), SCENES, WIDTH, HEIGHT);
    Files.writeString(directory.resolve("checks.yaml"), CHECKS);
    List<String> ids = new ArrayList<>();

    // Nothing to compare with: the floor holds, and the file says that this is enough.
    Night first = night(1).ends(0, "passed", null);
    assertThat(first.only("mean").get("finding").asText()).isEqualTo("no_baseline");
    ids.add(first.run());
    for (int n = 2; n <= 5; n++) {
      Night noisy = night(n).ends(0, "passed", ids.get(n - 2));
      assertThat(noisy.only("mean").get("images").asInt()).isEqualTo(SCENES);
      assertThat(noisy.only("parts, train, condition=rain").get("reason").asText())
          .startsWith("The number is undefined in both runs");
      ids.add(noisy.run());
    }
    assertThat(ids).doesNotHaveDuplicates().isSorted();

    // The same inputs again: the same run, the same verdict, no second run.
    String before = Files.readString(run(ids.get(4)).resolve("verdict.json"));
    Night again = rerun(5).ends(0, "passed", ids.get(3));
    assertThat(again.command().out())
        .contains("The run %s is of the same inputs".formatted(ids.get(4)));
    assertThat(again.run()).isEqualTo(ids.get(4));
    assertThat(verdictText(ids.get(4))).isEqualTo(before);
    assertThat(listed()).hasSize(5);

    // The regression: cars in rain are not seen.
    Night worse = night(6).ends(2, "failed", ids.get(4));
    ids.add(worse.run());
    assertThat(worse.cases("failed")).containsExactly("parts, car, condition=rain");
    assertThat(worse.cases("undecided")).isEmpty();
    JsonNode failure = worse.only("parts, car, condition=rain");
    assertThat(failure.get("finding").asText()).isEqualTo("proven_regression");
    assertThat(failure.get("images").asInt()).isEqualTo(6);
    assertThat(shown("@last")).isEqualTo(ids.get(5));
    assertThat(shown("@last-green")).isEqualTo(ids.get(4));

    // Mended, and the truth of two images was edited: compared with the last that passed, on the
    // others.
    edit("data/truth/day/scene-0000.png", label -> label == BUILDING ? VEGETATION : label);
    edit("data/truth/day/scene-0001.png", label -> label == BUILDING ? VEGETATION : label);
    Night edited = night(7).ends(0, "passed", ids.get(4));
    ids.add(edited.run());
    assertThat(edited.only("mean").get("images").asInt()).isEqualTo(SCENES - 2);
    JsonNode images = comparison(ids.get(6)).get("images");
    assertThat(images.get("changed_truth").asInt()).isEqualTo(2);
    assertThat(images.get("paired").asInt()).isEqualTo(SCENES - 2);

    // A run was killed before: what it left is no run.
    String time = ids.get(6).substring(0, ids.get(6).indexOf('-'));
    Path hidden = run("." + time + "-eeeeeeeeeeee.incomplete-1");
    Path torn = run(time + "-ffffffffffff");
    for (Path left : List.of(hidden, torn)) {
      Files.createDirectories(left);
      Files.copy(run(ids.get(5)).resolve("per_image.parquet"), left.resolve("per_image.parquet"));
    }
    Files.copy(run(ids.get(5)).resolve("verdict.json"), torn.resolve("verdict.json"));
    assertThat(shown("@last")).isEqualTo(ids.get(6));
    Night after = night(8).ends(0, "passed", ids.get(6));
    ids.add(after.run());
    assertThat(after.only("mean").get("images").asInt()).isEqualTo(SCENES);

    // A class has another name: nothing is subtracted, and the verdict says why.
    Path classes = directory.resolve("data/classes.txt");
    String names = Files.readString(classes);
    Files.writeString(classes, names.replace("vegetation", "greenery"));
    Night renamed = night(9).ends(3, "undecided", ids.get(7));
    ids.add(renamed.run());
    assertThat(renamed.cases("failed")).isEmpty();
    assertThat(renamed.cases("passed")).containsExactly("floor", "inputs");
    assertThat(renamed.only("mean").get("finding").asText()).isEqualTo("different_definitions");
    assertThat(renamed.only("mean").get("reason").asText())
        .contains("classes was")
        .contains("vegetation")
        .contains("greenery");
    assertThat(renamed.command().out()).contains("greenery");
    assertThat(shown("@last")).isEqualTo(ids.get(8));
    assertThat(shown("@last-green")).isEqualTo(ids.get(7));

    // The name is back, and images of fog are new: their slice has nothing to be compared with.
    Files.writeString(classes, names);
    addFog();
    Night added = night(10).ends(0, "passed", ids.get(7));
    ids.add(added.run());
    assertThat(added.only("parts, road, condition=fog").get("finding").asText())
        .isEqualTo("no_baseline");
    assertThat(added.only("parts, road, condition=rain").get("finding").asText())
        .isIn("unproven", "proven_non_inferior");
    assertThat(added.only("mean").get("images").asInt()).isEqualTo(SCENES);
    assertThat(comparison(ids.get(9)).get("images").get("added").asInt()).isEqualTo(6);

    historyIsOf(ids);
  }

  private void historyIsOf(List<String> ids) throws IOException {
    List<JsonNode> runs = listed();
    assertThat(runs).extracting(run -> run.get("run").asText()).isEqualTo(ids);
    assertThat(runs)
        .extracting(run -> run.get("state").asText())
        .containsExactly(
            "passed passed passed passed passed failed passed passed undecided passed".split(" "));
    assertThat(shown("@last")).isEqualTo(ids.get(9));
    JsonNode trend =
        json(
                "trend",
                "--metric",
                "iou",
                "--averaging",
                "dataset",
                "--class",
                "car",
                "--slice",
                "condition=rain")
            .get("runs");
    List<Double> values = new ArrayList<>();
    trend.forEach(run -> values.add(run.at("/models/net/value").asDouble()));
    assertThat(values).hasSize(10);
    assertThat(values.remove(5)).isZero();
    assertThat(values).allMatch(value -> value > 0.4);
    // Only night 9 means something else; the truth is another from night 7, and again with fog.
    List<Integer> meanings = marks(trend, "meaning");
    assertThat(meanings).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    assertThat(marks(trend, "truth")).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 2);
  }

  /** For each run which of its different texts it has, in the order in which they come. */
  private static List<Integer> marks(JsonNode runs, String field) {
    List<String> seen = new ArrayList<>();
    List<Integer> marks = new ArrayList<>();
    for (JsonNode run : runs) {
      String text = run.get(field).asText();
      if (!seen.contains(text)) {
        seen.add(text);
      }
      marks.add(seen.indexOf(text));
    }
    return marks;
  }

  /** Makes the predictions of a night and evaluates them. */
  private Night night(int n) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data/sharp"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path relative = directory.resolve("data/sharp").relativize(file);
        boolean blind = n == 6 && relative.startsWith("rain");
        byte[] labels = labels(file, label -> blind && label == CAR ? ROAD : label);
        SplittableRandom random = new SplittableRandom(1000L * n + relative.hashCode());
        for (int i = 0; i < NOISE; i++) {
          labels[random.nextInt(labels.length)] = (byte) random.nextInt(CAR);
        }
        write(directory.resolve("night-" + n).resolve(relative), labels);
      }
    }
    Path config = directory.resolve("night-%d.yaml".formatted(n));
    Files.writeString(config, CONFIG.formatted(directory, "night-" + n));
    return rerun(n);
  }

  private Night rerun(int n) throws IOException {
    MaskwiseRun command =
        MaskwiseRun.plain(
            "nightly", "--config", directory.resolve("night-%d.yaml".formatted(n)).toString());
    assertThat(command.exitCode()).as("%s%n%s", command.out(), command.err()).isIn(0, 2, 3);
    List<String> lines =
        command.out().lines().filter(line -> line.startsWith("Results: ")).toList();
    String place = lines.get(lines.size() - 1);
    return new Night(command, JSON.readTree(verdictText(place.substring(place.length() - 29))));
  }

  /** Six more scenes in a folder of their own. */
  private void addFog() throws IOException {
    Path more = directory.resolve("more");
    DemoDataSet.write(more, SCENES + 12, WIDTH, HEIGHT);
    for (int i = SCENES; i < SCENES + 12; i++) {
      if (i % 4 < 2) { // by day
        String name = "scene-%04d.png".formatted(i);
        for (String part : List.of("truth", "sharp")) {
          byte[] labels = labels(more.resolve(part).resolve("day").resolve(name), label -> label);
          write(directory.resolve("data").resolve(part).resolve("fog").resolve(name), labels);
        }
      }
    }
  }

  private void edit(String file, IntUnaryOperator relabelling) throws IOException {
    Path path = directory.resolve(file);
    write(path, labels(path, relabelling));
  }

  private static byte[] labels(Path file, IntUnaryOperator relabelling) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    byte[] labels = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < labels.length; i++) {
      int label = image.getRaster().getSample(i % WIDTH, i / WIDTH, 0);
      labels[i] = (byte) relabelling.applyAsInt(label);
    }
    return labels;
  }

  private static void write(Path file, byte[] labels) throws IOException {
    Masks.bytes(file, PngWriter.encode(labels, WIDTH, HEIGHT, 1));
  }

  private Path run(String id) {
    return directory.resolve("store/runs").resolve(id);
  }

  /** The last verdict of a run. */
  private String verdictText(String id) throws IOException {
    return Files.readString(run(id).resolve("verdict.json"));
  }

  private JsonNode comparison(String id) throws IOException {
    return JSON.readTree(run(id).resolve("comparison.json").toFile()).at("/comparisons/0");
  }

  private JsonNode json(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("history"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--store", directory.resolve("store").toString(), "--json"));
    return JSON.readTree(MaskwiseRun.plain(arguments.toArray(String[]::new)).succeeds().out());
  }

  private List<JsonNode> listed() throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    json("list").forEach(runs::add);
    return runs;
  }

  private String shown(String reference) throws IOException {
    return json("show", reference).at("/manifest/run").asText();
  }
}

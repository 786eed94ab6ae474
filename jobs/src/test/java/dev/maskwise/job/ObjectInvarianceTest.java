package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.reader.coco.CocoData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers and rows of objects are the same however files and work are divided. */
class ObjectInvarianceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SLICE = "COCO_val2014_[0-9]+(?<last>[0-4])[.]jpg";

  @TempDir static Path directory;
  private static Path truth;
  private static Path results;
  private static Path others;
  private static String whole;
  private static List<String> rows;
  private static List<String> detections;

  @BeforeAll
  static void evaluateOnce() throws IOException {
    truth = CocoData.file("instances_val2014_100.json");
    results = CocoData.file("instances_val2014_fakebbox100_results.json");
    others = write("others.json", half(JSON.readTree(results.toFile())));
    whole = metrics("whole", truth, results, others, 7);
    rows = lines("whole", "per_image.parquet");
    detections = lines("whole", "detections.parquet");
    assertThat(whole).contains("\"last=3\"", "\"ap_small\"", "\"person\"", "\"half\"");
    assertThat(detections).hasSizeGreaterThan(1000);
  }

  @Tag("slow")
  @Test
  void partitionsChangeNothing() throws IOException {
    for (int partitions : new int[] {1, 64}) {
      String name = "p" + partitions;
      assertThat(metrics(name, truth, results, others, partitions)).isEqualTo(whole);
      assertThat(lines(name, "per_image.parquet")).isEqualTo(rows);
      assertThat(lines(name, "detections.parquet")).isEqualTo(detections);
    }
  }

  /** Images come in another order, and the objects of each keep theirs. */
  @Test
  void shuffledImagesChangeNothing() throws IOException {
    ObjectNode turned = (ObjectNode) JSON.readTree(truth.toFile());
    turned.set("images", shuffled(turned.get("images"), "id", 3));
    turned.set("annotations", shuffled(turned.get("annotations"), "image_id", 4));
    turned.set("categories", shuffled(turned.get("categories"), "id", 5));
    Path shuffledTruth = write("shuffled-truth.json", turned);
    Path shuffledResults =
        write("shuffled.json", shuffled(JSON.readTree(results.toFile()), "image_id", 6));
    assertThat(metrics("shuffled", shuffledTruth, shuffledResults, others, 3)).isEqualTo(whole);
    assertThat(without(lines("shuffled", "detections.parquet"))).isEqualTo(without(detections));
  }

  /** The data set and the results in directories, one of the files compressed. */
  @Test
  void dividedFilesChangeNothing() throws IOException {
    JsonNode all = JSON.readTree(truth.toFile());
    Path parts = Files.createDirectories(directory.resolve("truth-parts"));
    Path found = Files.createDirectories(directory.resolve("results-parts"));
    ArrayNode allFound = (ArrayNode) JSON.readTree(results.toFile());
    for (int part = 0; part < 3; part++) {
      ObjectNode some = JSON.createObjectNode();
      some.set("images", part(all.get("images"), "id", part));
      some.set("annotations", part(all.get("annotations"), "image_id", part));
      some.set("categories", all.get("categories"));
      JSON.writeValue(parts.resolve(part + ".json").toFile(), some);
      try (OutputStream out =
          new GZIPOutputStream(Files.newOutputStream(found.resolve(part + ".json.gz")))) {
        out.write(JSON.writeValueAsBytes(part(allFound, "image_id", part)).clone());
      }
    }
    Files.writeString(found.resolve("README.md"), "none of it");
    assertThat(metrics("divided", parts, found, others, 4)).isEqualTo(whole);
  }

  private static ArrayNode half(JsonNode all) {
    ArrayNode some = JSON.createArrayNode();
    for (int i = 0; i < all.size(); i += 2) {
      some.add(all.get(i));
    }
    return some;
  }

  private static ArrayNode part(JsonNode all, String image, int part) {
    ArrayNode some = JSON.createArrayNode();
    for (JsonNode each : all) {
      if (each.get(image).asLong() % 3 == part) {
        some.add(each);
      }
    }
    return some;
  }

  private static ArrayNode shuffled(JsonNode all, String image, int seed) {
    Map<Long, List<JsonNode>> groups = new TreeMap<>();
    for (JsonNode each : all) {
      groups.computeIfAbsent(each.get(image).asLong(), id -> new ArrayList<>()).add(each);
    }
    List<List<JsonNode>> order = new ArrayList<>(groups.values());
    Collections.shuffle(order, new Random(seed));
    ArrayNode list = JSON.createArrayNode();
    order.forEach(group -> group.forEach(list::add));
    return list;
  }

  private static Path write(String name, JsonNode json) throws IOException {
    Path file = directory.resolve(name);
    JSON.writeValue(file.toFile(), json);
    return file;
  }

  private static List<String> without(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("rank=[0-9]+", "")).sorted().toList();
  }

  private static List<String> lines(String out, String table) {
    return MaskwiseRun.lines(directory.resolve(out), table, column -> true);
  }

  private static String metrics(String name, Path ofTruth, Path ofFull, Path ofHalf, int partitions)
      throws IOException {
    MaskwiseRun.of(
            "evaluate",
            "--task",
            "detections",
            "--truth",
            ofTruth.toString(),
            "--prediction",
            "full=" + ofFull,
            "--prediction",
            "half=" + ofHalf,
            "--slice",
            SLICE,
            "--partitions",
            Integer.toString(partitions),
            "--out",
            directory.resolve(name).toString())
        .succeeds();
    return MaskwiseRun.metrics(Files.readString(directory.resolve(name).resolve("summary.json")));
  }
}

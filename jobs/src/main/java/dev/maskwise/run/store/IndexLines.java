package dev.maskwise.run.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.Averaging;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.store.IndexedRun.Headline;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the index, a JSON object each: one that says what a run is, and one for each metric,
 * averaging and model of it, with the numbers of all classes and slices. A line of numbers begins
 * with the metric and the averaging, so that those of others are passed over without being parsed.
 */
final class IndexLines {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** The metrics that stand for a run, the first that it has. */
  private static final List<String> HEADLINES = List.of("mean_iou", "iou", "ap", "pq");

  /** What of a definition says where things are, and not what numbers mean. */
  private static final List<String> PLACES = List.of("truth", "predictions");

  private static final String METRIC = "{\"metric\":";
  private static final String RUN = ",\"run\":\"";

  private IndexLines() {}

  /**
   * The lines of a run, the run itself first.
   *
   * @throws dev.maskwise.reader.InputRefusedException when the summary of the run is damaged
   */
  static List<String> of(StoredRun run) {
    StoredSummary summary = run.summary();
    List<String> lines = new ArrayList<>();
    lines.add(json(head(run.manifest(), summary)));
    for (String model : summary.models()) {
      Map<String, ArrayNode> numbers = new LinkedHashMap<>();
      summary
          .numbers(model)
          .forEach(
              (key, number) ->
                  add(
                      numbers
                          .computeIfAbsent(
                              prefix(key.metric(), key.averaging()), p -> JSON.createArrayNode())
                          .addObject(),
                      key,
                      number));
      String rest = ",\"model\":" + json(model) + RUN + run.manifest().run() + "\",\"numbers\":";
      numbers.forEach((prefix, array) -> lines.add(prefix + rest + array + "}"));
    }
    return lines;
  }

  private static void add(ObjectNode node, NumberKey key, StoredNumber number) {
    if (key.className() != null) {
      node.put("class", key.className());
    }
    if (key.slice() != null) {
      node.put("slice", key.slice());
    }
    node.put("value", Double.isNaN(number.value()) ? null : number.value());
    if (number.interval() != null) {
      node.put("low", number.interval().low()).put("high", number.interval().high());
    }
    node.put("n", number.n());
  }

  private static IndexedRun head(Manifest manifest, StoredSummary summary) {
    Map<String, @Nullable Object> meaning = new LinkedHashMap<>(manifest.definition());
    meaning.keySet().removeAll(PLACES);
    return new IndexedRun(
        manifest.run(),
        manifest.key(),
        manifest.started(),
        manifest.ended(),
        manifest.versions().maskwise(),
        ManifestJson.digest(meaning),
        manifest.inputs().isEmpty() ? null : manifest.inputs().get(0).content(),
        manifest.models(),
        manifest.images().evaluated(),
        manifest.images().rejected(),
        headline(summary));
  }

  private static @Nullable Headline headline(StoredSummary summary) {
    NumberKey chosen = null;
    int rank = Integer.MAX_VALUE;
    for (NumberKey key :
        summary.models().stream()
            .limit(1)
            .flatMap(model -> summary.numbers(model).keySet().stream())
            .toList()) {
      int candidate =
          (HEADLINES.contains(key.metric()) ? HEADLINES.indexOf(key.metric()) : HEADLINES.size())
              + (key.averaging() == Averaging.DATASET ? 0 : 10)
              + (key.className() == null ? 0 : 100)
              + (key.slice() == null ? 0 : 1000);
      if (candidate < rank) {
        rank = candidate;
        chosen = key;
      }
    }
    if (chosen == null) {
      return null;
    }
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    for (String model : summary.models()) {
      StoredNumber number = summary.numbers(model).get(chosen);
      values.put(
          model, number == null || Double.isNaN(number.value()) ? null : (Double) number.value());
    }
    return new Headline(chosen.metric(), chosen.averaging().label(), values);
  }

  /** How the lines of a metric under an averaging begin. */
  static String prefix(String metric, Averaging averaging) {
    return METRIC + json(metric) + ",\"averaging\":" + json(averaging.label());
  }

  /** Whether it is a line of numbers. */
  static boolean isNumbers(String line) {
    return line.startsWith(METRIC);
  }

  /** The run of a line that is none of numbers. */
  static IndexedRun run(String line) {
    try {
      return JSON.readValue(line, IndexedRun.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the numbers of a line. */
  static void numbers(String line, Consumer<IndexedNumber> numbers) {
    JsonNode json = tree(line);
    String model = json.path("model").asText();
    String run = json.path("run").asText();
    for (JsonNode number : json.path("numbers")) {
      numbers.accept(
          new IndexedNumber(
              run,
              model,
              text(number.path("class")),
              text(number.path("slice")),
              number.path("value").asDouble(Double.NaN),
              number.path("low").asDouble(Double.NaN),
              number.path("high").asDouble(Double.NaN),
              number.path("n").asLong()));
    }
  }

  /** The run of a line of numbers. */
  static String runOfNumbers(String line) {
    int start = line.indexOf(RUN) + RUN.length();
    // No name holds this text: within a name each quotation mark has a backslash before it.
    return line.substring(start, line.indexOf('"', start));
  }

  /** The metric and the averaging of a line of numbers. */
  static String name(String line) {
    JsonNode json = tree(line);
    return json.path("metric").asText() + " " + json.path("averaging").asText();
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

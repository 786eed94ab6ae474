package dev.maskwise.run.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the index, a JSON object each: one that says what a run is, and one for each metric,
 * averaging and model of it, with the numbers of all classes and slices; but where a run has a
 * table of very many slices, these stay there.
 */
final class IndexLines {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** The metrics that stand for a run, the first that it has. */
  private static final List<String> HEADLINES = List.of("mean_iou", "iou", "ap", "pq");

  /** What of a definition says where things are, and not what numbers mean. */
  private static final List<String> PLACES = List.of("truth", "predictions");

  private static final String METRIC = "{\"metric\":";
  private static final String MODEL = ",\"model\":";
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
      (summary.listsAllSlices()
              ? summary.numbers(model)
              : summary.numbersOfAllImages(model, key -> true))
          .forEach(
              (key, number) ->
                  add(
                      numbers
                          .computeIfAbsent(
                              prefix(key.metric(), key.averaging()), p -> JSON.createArrayNode())
                          .addObject(),
                      key,
                      number));
      String rest = MODEL + json(model) + RUN + run.manifest().run() + "\",\"numbers\":";
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

  static IndexedRun head(Manifest manifest, StoredSummary summary) {
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
        headline(summary),
        summary.listsAllSlices() ? null : summary.slices());
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

  private static String prefix(String metric, Averaging averaging) {
    return METRIC + json(metric) + ",\"averaging\":" + json(averaging.label());
  }

  /** The run of a line that is none of numbers. */
  static IndexedRun run(String line) {
    try {
      return JSON.readValue(line, IndexedRun.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the numbers of a line; read as they come, for a trend reads hundreds of thousands. */
  static void numbers(String line, Consumer<IndexedNumber> numbers) {
    String run = runOfNumbers(line);
    String model = "";
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("model")) {
          model = json.getText();
        } else if (value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            numbers.accept(number(json, run, model));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IndexedNumber number(JsonParser json, String run, String model)
      throws IOException {
    String className = null;
    String slice = null;
    double value = Double.NaN;
    double low = Double.NaN;
    double high = Double.NaN;
    long n = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken token = json.nextToken();
      switch (field) {
        case "class" -> className = json.getText();
        case "slice" -> slice = json.getText();
        case "low" -> low = json.getDoubleValue();
        case "high" -> high = json.getDoubleValue();
        case "n" -> n = json.getLongValue();
        default -> value = token == JsonToken.VALUE_NULL ? Double.NaN : json.getDoubleValue();
      }
    }
    return new IndexedNumber(run, model, className, slice, value, low, high, n);
  }

  /** The run of a line of numbers. */
  static String runOfNumbers(String line) {
    int start = line.indexOf(RUN) + RUN.length();
    // No name holds this text: within a name each quotation mark has a backslash before it.
    return line.substring(start, line.indexOf('"', start));
  }

  /** The metric and the averaging of a line of numbers, as {@link #section} has them. */
  static String section(String line) {
    JsonNode json = tree(line.substring(0, line.indexOf(MODEL)) + "}");
    return json.path("metric").asText() + " " + json.path("averaging").asText();
  }

  /** What is said of a metric under an averaging stands together, under this name. */
  static String section(String metric, Averaging averaging) {
    return metric + " " + averaging.label();
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

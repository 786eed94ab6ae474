package dev.maskwise.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.Interval;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes {@code summary.json}, the contract that other programs build on. Equal summaries give
 * equal bytes; an undefined value is null.
 */
public final class SummaryJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = "maskwise";
  private static final String DEFINITION = "definition";
  private static final String FILES = "files";

  private SummaryJson() {}

  /**
   * The summary as a JSON text that ends in a line feed.
   *
   * @param files the names of the files of the evaluation, this one among them
   */
  public static String write(Summary summary, List<String> files) {
    StringWriter text = new StringWriter();
    try {
      write(summary, files, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Writes the same text number by number; it is never in memory as a whole.
   *
   * @param text is left open
   * @throws IOException when it cannot be written
   */
  public static void write(Summary summary, List<String> files, Writer text) throws IOException {
    JsonGenerator json =
        JSON.createGenerator(text)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .setPrettyPrinter(JsonText.printer());
    json.writeStartObject();
    json.writeStringField(MARK, summary.version());
    json.writeObjectField(DEFINITION, JSON.<JsonNode>valueToTree(summary.definition()));
    json.writeObjectField(FILES, files);
    json.writeObjectField("images", images(summary.images()));
    if (!summary.slices().whole()) {
      json.writeObjectField("slices", slices(summary));
    }
    json.writeFieldName("metrics");
    writeMetrics(summary, json);
    json.writeFieldName("confusion");
    writeConfusion(summary, json);
    if (!summary.losses().isEmpty()) {
      json.writeObjectField("curves", CurvesJson.write(summary));
    }
    json.writeEndObject();
    json.close();
    text.write('\n');
    text.flush();
  }

  /**
   * The names of the files of an evaluation, from its summary; none where the text is not a summary
   * of Maskwise. Nothing is read after the names, and no memory is taken for what is before them.
   *
   * @throws IOException when the text cannot be read
   */
  public static List<String> files(InputStream text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      Set<String> found = new HashSet<>();
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals(FILES)) {
          return found.containsAll(Set.of(MARK, DEFINITION)) && value == JsonToken.START_ARRAY
              ? Arrays.asList(json.readValueAs(String[].class))
              : List.of();
        }
        if (value == (name.equals(MARK) ? JsonToken.VALUE_STRING : JsonToken.START_OBJECT)) {
          found.add(name);
        }
        json.skipChildren();
      }
    } catch (JsonProcessingException | CharConversionException e) {
      return List.of();
    }
    return List.of();
  }

  private static ObjectNode images(ImageCounts images) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("evaluated", images.evaluated())
        .put("rejected", images.rejected())
        .put("missing_prediction", images.missingPrediction())
        .put("missing_truth", images.missingTruth())
        .put("duplicate", images.duplicate());
  }

  /** Where every number of every slice is, and how many slices there are. */
  private static ObjectNode slices(Summary summary) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("all", summary.slices().count())
        .put("listed", summary.listedSlices())
        .put("table", Summary.TABLE_OF_SLICES);
  }

  private static void writeMetrics(Summary summary, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      for (MetricValue value : evaluation.values()) {
        json.writeTree(metric(summary, evaluation, value));
      }
    }
    json.writeEndArray();
  }

  private static ObjectNode metric(Summary summary, ModelEvaluation evaluation, MetricValue value) {
    Integer classId = value.classId();
    ObjectNode metric =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", evaluation.model())
            .put("name", value.metric())
            .put("averaging", value.averaging().label())
            .put("class", classId == null ? null : summary.classes().get(classId))
            .put("slice", evaluation.slice());
    metric.put("value", Double.isNaN(value.value()) ? null : value.value());
    metric
        .put("n", value.n())
        .put("undefined", value.undefined())
        .put("over", value.over().name().toLowerCase(Locale.ROOT));
    if (!Double.isNaN(value.bound())) {
      metric.put("bound", value.bound());
    }
    Interval interval = value.interval();
    if (interval != null) {
      metric
          .put("standard_error", interval.standardError())
          .put("low", interval.low())
          .put("high", interval.high())
          .put("groups", interval.groups());
    }
    return metric;
  }

  private static void writeConfusion(Summary summary, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      if (evaluation.slice() == null) {
        json.writeArrayFieldStart(evaluation.model());
        for (long[] row : evaluation.confusion()) {
          json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }
}

package dev.maskwise.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.Interval;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
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
    ObjectNode root = JSON.createObjectNode();
    root.put(MARK, summary.version());
    root.set(DEFINITION, JSON.valueToTree(summary.definition()));
    root.set(FILES, JSON.valueToTree(files));
    root.set("images", images(summary.images()));
    root.set("metrics", metrics(summary));
    root.set("confusion", confusion(summary));
    if (!summary.losses().isEmpty()) {
      root.set("curves", CurvesJson.write(summary));
    }
    return JsonText.write(JSON, root);
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

  private static ArrayNode metrics(Summary summary) {
    ArrayNode metrics = JSON.createArrayNode();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      for (MetricValue value : evaluation.values()) {
        Integer classId = value.classId();
        ObjectNode metric =
            metrics
                .addObject()
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
      }
    }
    return metrics;
  }

  private static ObjectNode confusion(Summary summary) {
    ObjectNode confusion = JSON.createObjectNode();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      if (evaluation.slice() == null) {
        confusion.set(evaluation.model(), JSON.valueToTree(evaluation.confusion()));
      }
    }
    return confusion;
  }
}

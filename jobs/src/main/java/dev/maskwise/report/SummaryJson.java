package dev.maskwise.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Writes {@code summary.json}, the contract that other programs build on. Equal summaries give
 * equal bytes; an undefined value is null.
 */
public final class SummaryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SummaryJson() {}

  /** The summary as a JSON text that ends in a line feed. */
  public static String write(Summary summary) {
    ObjectNode root = JSON.createObjectNode();
    root.put("maskwise", summary.version());
    root.set("definition", JSON.valueToTree(summary.definition()));
    root.set("images", images(summary.images()));
    root.set("metrics", metrics(summary));
    root.set("confusion", confusion(summary));
    if (!summary.losses().isEmpty()) {
      root.set("curves", CurvesJson.write(summary));
    }
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
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

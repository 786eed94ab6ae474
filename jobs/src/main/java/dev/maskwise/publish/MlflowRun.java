package dev.maskwise.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.Interval;
import dev.maskwise.publish.PublishedRun.ModelNumber;
import dev.maskwise.run.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The run of a model as MLflow's REST interface takes it, within its limits. */
final class MlflowRun {
  private static final String RUN_TAG = "maskwise.run";
  private static final String MODEL_TAG = "maskwise.model";
  private static final int MOST_METRICS = 1000;
  private static final int MOST_PARAMETERS = 100;
  private static final int MOST_TAGS = 100;

  /** What servers before 2.8 take. */
  private static final int LONGEST_PARAMETER = 500;

  private static final int LONGEST_TAG = 5000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PublishedRun run;
  private final String model;
  private final Map<String, String> labels;

  MlflowRun(PublishedRun run, String model, Map<String, String> labels) {
    this.run = run;
    this.model = model;
    this.labels = labels;
  }

  /** Finds the runs of all models. A model's name may hold quotes, which a filter cannot. */
  String filter() {
    return "tags.`%s` = '%s'".formatted(RUN_TAG, run.manifest().run());
  }

  /** Whether these are the tags of this model's run. */
  boolean isIn(JsonNode tags) {
    for (JsonNode tag : tags) {
      if (tag.path("key").asText().equals(MODEL_TAG)) {
        return tag.path("value").asText().equals(cut(model, LONGEST_TAG));
      }
    }
    return false;
  }

  /** The run as it is made, with the tags by which it is found. */
  ObjectNode created(String experimentId) {
    ObjectNode created =
        JsonNodeFactory.instance
            .objectNode()
            .put("experiment_id", experimentId)
            .put("run_name", "%s %s".formatted(cut(model, MOST_TAGS), run.manifest().run()))
            .put("start_time", run.started().toEpochMilli());
    put(created, "tags", Map.of(RUN_TAG, run.manifest().run(), MODEL_TAG, model), LONGEST_TAG);
    return created;
  }

  /** The end of the run. */
  ObjectNode finished(String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("run_id", id)
        .put("status", "FINISHED")
        .put("end_time", run.ended().toEpochMilli());
  }

  /**
   * Tags, parameters and metrics: at most 100, 100 and 1,000 a request, and 1,000 in all. A tag is
   * replaced and a parameter stays, but a metric would get a second value.
   *
   * @param known the metrics that the server has of the run
   */
  List<ObjectNode> batches(String id, JsonNode known) {
    List<ObjectNode> batches = new ArrayList<>();
    ObjectNode first = batch(id);
    put(first, "tags", tags(), LONGEST_TAG);
    batches.add(first);
    List<Map.Entry<String, String>> parameters = List.copyOf(parameters().entrySet());
    for (int i = 0; i < parameters.size(); i += MOST_PARAMETERS) {
      ObjectNode next = batch(id);
      Map<String, String> part = new LinkedHashMap<>();
      parameters
          .subList(i, Math.min(parameters.size(), i + MOST_PARAMETERS))
          .forEach(entry -> part.put(entry.getKey(), entry.getValue()));
      put(next, "params", part, LONGEST_PARAMETER);
      batches.add(next);
    }
    List<Map.Entry<String, Double>> metrics = List.copyOf(metrics(known).entrySet());
    for (int i = 0; i < metrics.size(); i += MOST_METRICS) {
      ObjectNode next = batch(id);
      metrics
          .subList(i, Math.min(metrics.size(), i + MOST_METRICS))
          .forEach(
              metric ->
                  next.withArrayProperty("metrics")
                      .addObject()
                      .put("key", metric.getKey())
                      .put("value", metric.getValue())
                      .put("timestamp", run.ended().toEpochMilli())
                      .put("step", 0));
      batches.add(next);
    }
    return batches;
  }

  private static ObjectNode batch(String id) {
    return JsonNodeFactory.instance.objectNode().put("run_id", id);
  }

  private Map<String, String> tags() {
    Manifest manifest = run.manifest();
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(RUN_TAG, manifest.run());
    tags.put(MODEL_TAG, model);
    tags.put("maskwise.key", manifest.key());
    tags.put("maskwise.state", run.state());
    tags.put("mlflow.source.name", "maskwise");
    tags.put("mlflow.source.type", "JOB");
    String markdown = run.markdown();
    tags.put("mlflow.note.content", markdown == null ? run.headline() : markdown);
    labels.forEach((label, value) -> tags.put("maskwise.label." + label, value));
    return tags;
  }

  private Map<String, String> parameters() {
    Manifest manifest = run.manifest();
    Map<String, String> parameters = new LinkedHashMap<>();
    manifest
        .definition()
        .forEach(
            (name, value) ->
                parameters.put(
                    MlflowNames.shortened("definition/" + MlflowNames.part(name)), text(value)));
    parameters.put("definition_digest", manifest.definitionDigest());
    parameters.put("images/evaluated", Long.toString(manifest.images().evaluated()));
    parameters.put("images/rejected", Long.toString(manifest.images().rejected()));
    parameters.put("versions/maskwise", manifest.versions().maskwise());
    return parameters;
  }

  private static String text(Object value) {
    return value instanceof String string ? string : JSON.valueToTree(value).toString();
  }

  /** The defined numbers of the model: MLflow has none for what is undefined. */
  private Map<String, Double> metrics(JsonNode known) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (ModelNumber number : run.numbers()) {
      double value = number.number().value();
      if (number.model().equals(model) && !Double.isNaN(value)) {
        metrics.put(MlflowNames.of(number.key()), value);
        Interval interval = number.number().interval();
        if (interval != null) {
          metrics.put(MlflowNames.of(number.key(), "/low"), interval.low());
          metrics.put(MlflowNames.of(number.key(), "/high"), interval.high());
        }
      }
    }
    known.forEach(metric -> metrics.remove(metric.path("key").asText()));
    return metrics;
  }

  private static void put(ObjectNode batch, String field, Map<String, String> values, int longest) {
    values.forEach(
        (key, value) ->
            batch
                .withArrayProperty(field)
                .addObject()
                .put("key", key)
                .put("value", cut(value, longest)));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}

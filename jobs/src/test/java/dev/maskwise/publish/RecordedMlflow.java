package dev.maskwise.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.publish.RecordingServer.Answer;
import dev.maskwise.publish.RecordingServer.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What MLflow's REST interface 2.0 does with the requests of a client, by its documentation, with
 * its limits: names, sizes, parameters that never change.
 */
final class RecordedMlflow implements Function<Received, Answer> {
  private static final String BASE = "/tracking/api/2.0/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A run of MLflow. */
  static final class Run {
    String name = "";
    String status = "RUNNING";
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, Double> metrics = new LinkedHashMap<>();
  }

  final List<String> experiments = new ArrayList<>();
  final List<Run> runs = new ArrayList<>();
  final Map<String, String> files = new LinkedHashMap<>();
  final List<String> faults = new ArrayList<>();
  String artifacts = "mlflow-artifacts:/1/";
  int losesCreations;
  boolean otherClientIsFaster;

  @Override
  public Answer apply(Received request) {
    try {
      Answer answer = answer(request);
      if (answer.status() >= 400 && !answer.body().contains("RESOURCE_")) {
        faults.add(answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(Received request) throws IOException {
    if (!request.path().startsWith(BASE)) {
      return new Answer(404, "no " + request.path());
    }
    String call = request.method() + " " + request.path().substring(BASE.length());
    if (call.startsWith("PUT mlflow-artifacts/artifacts/")) {
      files.put(call.substring("PUT mlflow-artifacts/artifacts/".length()), request.body());
      return Answer.OK;
    }
    if (call.startsWith("GET mlflow/experiments/get-by-name?experiment_name=")) {
      return experiment(call.substring(call.indexOf('=') + 1));
    }
    JsonNode body = JSON.readTree(request.body());
    return switch (call) {
      case "POST mlflow/experiments/create" -> {
        experiments.add(body.get("name").asText());
        yield otherClientIsFaster
            ? new Answer(400, "{\"error_code\": \"RESOURCE_ALREADY_EXISTS\"}")
            : new Answer(200, "{\"experiment_id\": \"1\"}");
      }
      case "POST mlflow/runs/search" -> search(body);
      case "POST mlflow/runs/create" -> create(body);
      case "POST mlflow/runs/log-batch" -> log(body);
      case "POST mlflow/runs/update" -> {
        run(body).status = body.get("status").asText();
        yield Answer.OK;
      }
      default -> new Answer(404, "no " + call);
    };
  }

  private Answer experiment(String name) {
    int id = 1 + experiments.indexOf(URLDecoder.decode(name, StandardCharsets.UTF_8));
    return id == 0
        ? new Answer(404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}")
        : new Answer(
            200,
            "{\"experiment\": {\"experiment_id\": \"%d\", \"lifecycle_stage\": \"active\"}}"
                .formatted(id));
  }

  private Answer search(JsonNode body) {
    if (!body.get("filter").asText().equals("tags.`maskwise.run` = '" + PublishedRuns.ID + "'")
        || !body.get("experiment_ids").get(0).asText().equals("1")) {
      return new Answer(400, "filter " + body);
    }
    ObjectNode answer = JSON.createObjectNode();
    if (!runs.isEmpty()) {
      ArrayNode found = answer.putArray("runs");
      for (int r = 0; r < runs.size(); r++) {
        ObjectNode run = found.addObject();
        run.set("info", info(r));
        ObjectNode data = run.putObject("data");
        ArrayNode metrics = data.putArray("metrics");
        runs.get(r)
            .metrics
            .forEach((key, value) -> metrics.addObject().put("key", key).put("value", value));
        ArrayNode tags = data.putArray("tags");
        runs.get(r)
            .tags
            .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
      }
    }
    return new Answer(200, answer.toString());
  }

  private ObjectNode info(int run) {
    return JSON.createObjectNode()
        .put("run_id", "r" + (run + 1))
        .put("artifact_uri", artifacts + "r" + (run + 1) + "/artifacts");
  }

  private Answer create(JsonNode body) {
    if (!body.get("start_time").isIntegralNumber()) {
      return new Answer(400, "start_time");
    }
    Run run = new Run();
    run.name = body.get("run_name").asText();
    body.get("tags")
        .forEach(tag -> run.tags.put(tag.get("key").asText(), tag.get("value").asText()));
    runs.add(run);
    if (losesCreations-- > 0) {
      return new Answer(502, "RESOURCE_lost");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("run").set("info", info(runs.size() - 1));
    return new Answer(200, answer.toString());
  }

  private Run run(JsonNode body) {
    return runs.get(Integer.parseInt(body.get("run_id").asText().substring(1)) - 1);
  }

  private Answer log(JsonNode body) {
    int metrics = body.path("metrics").size();
    int params = body.path("params").size();
    int tags = body.path("tags").size();
    if (metrics > 1000
        || params > 100
        || tags > 100
        || metrics + params + tags > 1000
        || body.toString().length() > 1_000_000) {
      return new Answer(400, "too much in a request");
    }
    Run run = run(body);
    for (JsonNode metric : body.path("metrics")) {
      String key = metric.get("key").asText();
      if (!isName(key)
          || !metric.get("value").isNumber()
          || !metric.get("timestamp").isIntegralNumber()
          || !metric.get("step").isIntegralNumber()) {
        return new Answer(400, "metric " + metric);
      }
      if (run.metrics.put(key, metric.get("value").asDouble()) != null) {
        return new Answer(400, "a second value of " + key);
      }
    }
    for (JsonNode param : body.path("params")) {
      String value = param.get("value").asText();
      String before = run.params.put(param.get("key").asText(), value);
      if (!isName(param.get("key").asText())
          || value.length() > 500
          || (before != null && !before.equals(value))) {
        return new Answer(400, "param " + param);
      }
    }
    for (JsonNode tag : body.path("tags")) {
      if (tag.get("value").asText().length() > 5000) {
        return new Answer(400, "tag " + tag);
      }
      run.tags.put(tag.get("key").asText(), tag.get("value").asText());
    }
    return Answer.OK;
  }

  private static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_. /-]{1,250}")
        && !name.startsWith("/")
        && !name.endsWith("/")
        && !name.contains("//")
        && !("/" + name + "/").contains("/./")
        && !("/" + name + "/").contains("/../");
  }
}

package dev.maskwise.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import dev.maskwise.publish.http.Reply;
import dev.maskwise.publish.http.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tracking server of MLflow, by its REST interface 2.0. A run has a run of MLflow for each model,
 * which is found again by its tags.
 */
final class MlflowServer implements Target {
  static final String URL = "MLFLOW_TRACKING_URI";

  private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
  private static final String USER = "MLFLOW_TRACKING_USERNAME";
  private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final int MOST_RUNS = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Http http;
  private final Address address;
  private final String experiment;
  private final @Nullable String authorization;
  private final Map<String, String> labels;

  MlflowServer(
      Http http,
      Address address,
      String experiment,
      Credentials credentials,
      Map<String, String> labels) {
    this.http = http;
    this.address = address;
    this.experiment = experiment;
    this.labels = labels;
    String basic = credentials.basic(USER, PASSWORD);
    String token = credentials.secret(TOKEN);
    this.authorization = basic != null || token == null ? basic : "Bearer " + token;
  }

  @Override
  public String name() {
    return "The MLflow server " + address;
  }

  @Override
  public String send(PublishedRun run) throws DeliveryException {
    String experimentId = http.retrying(this::experiment);
    byte[] report = run.report();
    int count = 0;
    List<String> elsewhere = new ArrayList<>();
    for (String model : run.manifest().models()) {
      MlflowRun content = new MlflowRun(run, model, labels);
      JsonNode known = http.retrying(() -> findOrCreate(experimentId, content));
      JsonNode info = known.path("info");
      String id = text(info, "run_id");
      for (ObjectNode batch : content.batches(id, known.path("data").path("metrics"))) {
        fault(http.send(post("runs/log-batch", batch)));
      }
      String artifacts = info.path("artifact_uri").asText();
      if (report != null && !upload(artifacts, report)) {
        elsewhere.add(artifacts);
      }
      fault(http.send(post("runs/update", content.finished(id))));
      count++;
    }
    return "has %d runs in the experiment '%s'%s"
        .formatted(
            count,
            experiment,
            elsewhere.isEmpty()
                ? ""
                : ", without %s: it keeps files at %s, where clients write themselves"
                    .formatted(PublishedRun.REPORT, scheme(elsewhere.get(0))));
  }

  private static String scheme(String uri) {
    return uri.replaceAll(":.*", ":");
  }

  /** The id of the experiment, which is made when it is not there. */
  private String experiment() throws DeliveryException {
    Reply reply = found();
    if (says(reply, "RESOURCE_DOES_NOT_EXIST")) {
      Reply made = http.once(post("experiments/create", object().put("name", experiment)));
      if (!says(made, "RESOURCE_ALREADY_EXISTS")) {
        return text(json(fault(made)), "experiment_id");
      }
      reply = found(); // Another client was faster.
    }
    JsonNode found = json(fault(reply)).path("experiment");
    if (found.path("lifecycle_stage").asText().equals("deleted")) {
      throw DeliveryException.lasting(
          "has deleted the experiment '%s': restore it, or name another one".formatted(experiment));
    }
    return text(found, "experiment_id");
  }

  private Reply found() throws DeliveryException {
    String name = URLEncoder.encode(experiment, StandardCharsets.UTF_8);
    return http.once(
        authorized(Request.get(at("experiments/get-by-name?experiment_name=" + name))));
  }

  private static boolean says(Reply reply, String code) {
    return !reply.isSuccess() && reply.body().contains(code);
  }

  /** What the server knows of the run of a model, which is made when it is not there. */
  private JsonNode findOrCreate(String experimentId, MlflowRun content) throws DeliveryException {
    ObjectNode search = object().put("filter", content.filter()).put("max_results", MOST_RUNS);
    search.putArray("experiment_ids").add(experimentId);
    for (JsonNode found : json(fault(http.once(post("runs/search", search)))).path("runs")) {
      if (content.isIn(found.path("data").path("tags"))) {
        return found;
      }
    }
    return json(fault(http.once(post("runs/create", content.created(experimentId))))).path("run");
  }

  /**
   * Puts the report beside the run.
   *
   * @return whether the server keeps files itself
   */
  private boolean upload(String artifacts, byte[] report) throws DeliveryException {
    URI place;
    try {
      place = URI.create(artifacts);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String path = place.getRawPath();
    if (!"mlflow-artifacts".equals(place.getScheme()) || path == null) {
      return false;
    }
    String file = path.replaceAll("^/+|/+$", "") + "/" + PublishedRun.REPORT;
    fault(
        http.send(authorized(Request.put(address.resolve(ARTIFACTS + file), "text/html", report))));
    return true;
  }

  private Request post(String call, JsonNode body) {
    return authorized(Request.post(at(call), body.toString()));
  }

  private static Reply fault(Reply reply) throws DeliveryException {
    return reply.orFault("%s, or %s and %s".formatted(TOKEN, USER, PASSWORD));
  }

  private Request authorized(Request request) {
    return authorization == null ? request : request.with("Authorization", authorization);
  }

  private Address at(String call) {
    return address.resolve(API + call);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String text(JsonNode node, String field) throws DeliveryException {
    String text = node.path(field).asText();
    if (text.isEmpty()) {
      throw DeliveryException.lasting(
          "answers without a %s: check that the URL is that of an MLflow server".formatted(field));
    }
    return text;
  }

  private static JsonNode json(Reply reply) throws DeliveryException {
    try {
      return JSON.readTree(reply.body());
    } catch (JsonProcessingException e) {
      throw DeliveryException.lasting(
          "answers what is not JSON: check that the URL is that of an MLflow server");
    }
  }
}

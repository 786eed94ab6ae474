package dev.maskwise.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.publish.Gauge.Sample;
import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import dev.maskwise.publish.http.Reply;
import dev.maskwise.publish.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whatever takes metrics by OTLP over HTTP, in the JSON form of an {@code
 * ExportMetricsServiceRequest}: gauges, with the time of the run. What is undefined is left out.
 */
final class OtlpCollector implements Target {
  static final String URL = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  private static final String METRICS_HEADERS = "OTEL_EXPORTER_OTLP_METRICS_HEADERS";
  private static final String PATH = "/v1/metrics";
  private static final String SERVICE = "maskwise";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Http http;
  private final Address address;
  private final Map<String, String> headers;
  private final Map<String, String> labels;

  OtlpCollector(Http http, Address address, Credentials credentials, Map<String, String> labels) {
    this.http = http;
    this.address = address.endsWith(PATH) ? address : address.resolve(PATH);
    this.headers = credentials.headers(HEADERS);
    this.headers.putAll(credentials.headers(METRICS_HEADERS));
    this.labels = labels;
  }

  @Override
  public String name() {
    return "The OTLP collector " + address;
  }

  @Override
  public String send(PublishedRun run) throws DeliveryException {
    List<Gauge> gauges = Gauge.of(run, labels).stream().map(OtlpCollector::defined).toList();
    Request request = Request.post(address, write(run, gauges).toString()).with(headers);
    Reply reply = http.send(request).orFault(HEADERS);
    JsonNode refused = partial(reply).path("partialSuccess");
    if (refused.path("rejectedDataPoints").asLong() > 0) {
      throw DeliveryException.lasting(
          "refused %d of the numbers: see the log of the collector"
              .formatted(refused.path("rejectedDataPoints").asLong()));
    }
    return "has %s".formatted(Pushgateway.counted(gauges));
  }

  private static Gauge defined(Gauge gauge) {
    return new Gauge(
        gauge.name(),
        gauge.help(),
        gauge.unit(),
        gauge.samples().stream().filter(sample -> !Double.isNaN(sample.value())).toList());
  }

  private static JsonNode partial(Reply reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (JsonProcessingException e) {
      return JSON.missingNode(); // Some collectors answer with no body, or in protobuf.
    }
  }

  private static ObjectNode write(PublishedRun run, List<Gauge> gauges) {
    String version = run.manifest().versions().maskwise();
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    ObjectNode ofResource = request.putArray("resourceMetrics").addObject();
    ArrayNode attributes = ofResource.putObject("resource").putArray("attributes");
    attribute(attributes, "service.name", SERVICE);
    attribute(attributes, "service.version", version);
    ObjectNode ofScope = ofResource.putArray("scopeMetrics").addObject();
    ofScope.putObject("scope").put("name", "dev.maskwise").put("version", version);
    ArrayNode metrics = ofScope.putArray("metrics");
    for (Gauge gauge : gauges) {
      ObjectNode metric =
          metrics
              .addObject()
              .put("name", gauge.name())
              .put("description", gauge.help())
              .put("unit", gauge.unit());
      ArrayNode points = metric.putObject("gauge").putArray("dataPoints");
      for (Sample sample : gauge.samples()) {
        point(points.addObject(), sample, nanoseconds(run.ended()));
      }
    }
    return request;
  }

  private static void point(ObjectNode point, Sample sample, String time) {
    ArrayNode attributes = point.putArray("attributes");
    sample
        .labels()
        .forEach(
            (label, value) -> {
              if (!value.isEmpty()) {
                attribute(attributes, label, value);
              }
            });
    point.put("timeUnixNano", time);
    if (Double.isInfinite(sample.value())) {
      point.put("asDouble", sample.value() > 0 ? "Infinity" : "-Infinity");
    } else {
      point.put("asDouble", sample.value());
    }
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
  }

  /** A 64-bit number is a text in the JSON of protobuf. */
  private static String nanoseconds(Instant time) {
    return Long.toString(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
  }
}

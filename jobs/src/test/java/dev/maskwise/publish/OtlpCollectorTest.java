package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.maskwise.publish.RecordingServer.Answer;
import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorded protocol: what is sent is read by the messages of OTLP itself, which know every field
 * and refuse others. No collector runs.
 */
class OtlpCollectorTest {
  @TempDir Path directory;

  private PublishedRun run;

  @BeforeEach
  void write() throws IOException {
    PublishedRuns.write(directory);
    PublishedRuns.judge(directory, "failed");
    run = PublishedRuns.read(directory, List.of(), true);
  }

  private static OtlpCollector collector(String url, Map<String, String> environment) {
    Credentials credentials = new Credentials(environment);
    Http http = new Http(Duration.ofSeconds(5), Duration.ofMillis(1), credentials);
    return new OtlpCollector(
        http, Address.of("--otlp", url), credentials, Map.of("dataset", "streets"));
  }

  private static ExportMetricsServiceRequest read(String body)
      throws InvalidProtocolBufferException {
    ExportMetricsServiceRequest.Builder builder = ExportMetricsServiceRequest.newBuilder();
    JsonFormat.parser().merge(body, builder);
    return builder.build();
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }

  @Test
  void theGaugesOfARun() throws IOException, DeliveryException {
    try (RecordingServer server = RecordingServer.answering(Answer.OK)) {
      OtlpCollector collector =
          collector(
              server.url() + "/in/",
              Map.of(
                  "OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b, x=1",
                  "OTEL_EXPORTER_OTLP_METRICS_HEADERS", "x=2"));
      assertThat(collector.send(run)).isEqualTo("has 19 numbers");
      RecordingServer.Received received = server.received().get(0);
      assertThat(received.method()).isEqualTo("POST");
      assertThat(received.path()).isEqualTo("/in/v1/metrics");
      assertThat(received.header("Content-Type")).isEqualTo("application/json");
      assertThat(received.header("api-key")).isEqualTo("a b");
      assertThat(received.header("x")).isEqualTo("2");

      var resource = read(received.body()).getResourceMetrics(0);
      assertThat(attributes(resource.getResource().getAttributesList()))
          .isEqualTo(Map.of("service.name", "maskwise", "service.version", "0.1.0"));
      List<Metric> metrics = resource.getScopeMetrics(0).getMetricsList();
      assertThat(metrics.stream().map(Metric::getName))
          .containsExactly(
              "maskwise_metric",
              "maskwise_metric_low",
              "maskwise_metric_high",
              "maskwise_images",
              "maskwise_verdict_state",
              "maskwise_check_state",
              "maskwise_run_timestamp_seconds");
      assertThat(metrics).allMatch(Metric::hasGauge).noneMatch(m -> m.getDescription().isEmpty());
      assertThat(metrics.get(6).getUnit()).isEqualTo("s");
      List<NumberDataPoint> points = metrics.get(0).getGauge().getDataPointsList();
      assertThat(points).as("without the two that are undefined").hasSize(6);
      assertThat(points).allMatch(point -> point.getTimeUnixNano() == 1_796_005_900_250_000_000L);
      assertThat(points.get(0).getAsDouble()).isEqualTo(0.75);
      assertThat(attributes(points.get(0).getAttributesList()))
          .isEqualTo(
              Map.of(
                  "model", "base",
                  "metric", "mean_iou",
                  "averaging", "dataset",
                  "dataset", "streets"));
      assertThat(attributes(points.get(5).getAttributesList()))
          .containsEntry("model", PublishedRuns.ODD)
          .containsEntry("slice", "site=north");
    }
  }

  @Test
  void aWholeAddressIsTakenAsItIs() throws IOException, DeliveryException {
    try (RecordingServer server = RecordingServer.answering(new Answer(200, "\b"))) {
      collector(server.url() + "/v1/metrics", Map.of()).send(run);
      assertThat(server.received().get(0).path()).isEqualTo("/v1/metrics");
    }
  }

  @Test
  void numbersThatTheCollectorRefuses() throws IOException {
    String partial = "{\"partialSuccess\": {\"rejectedDataPoints\": \"3\"}}";
    try (RecordingServer server = RecordingServer.answering(new Answer(200, partial))) {
      assertThatThrownBy(() -> collector(server.url(), Map.of()).send(run))
          .isInstanceOf(DeliveryException.class)
          .hasMessage("refused 3 of the numbers: see the log of the collector");
    }
  }
}

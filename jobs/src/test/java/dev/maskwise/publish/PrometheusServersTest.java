package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs of Prometheus, where they are installed: promtool and the Pushgateway. */
@Tag("slow")
class PrometheusServersTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path directory;

  private Path run;

  @BeforeEach
  void write() throws IOException {
    run = PublishedRuns.write(directory.resolve("run"));
    PublishedRuns.judge(run, "failed");
  }

  private static String program(String name) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return program.toString();
      }
    }
    assumeTrue(false, name + " is not installed");
    return name;
  }

  /** Runs promtool to its end and gives what it says. */
  private String promtool(String input, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program("promtool")));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void promtoolAcceptsTheMetrics() throws IOException, InterruptedException {
    String text = PrometheusText.of(PublishedRuns.open(run), null, List.of(), true);
    assertThat(promtool(text, "check", "metrics")).isEmpty();
  }

  @Test
  void promtoolAcceptsTheAlertsAndTheyAreRaised() throws IOException, InterruptedException {
    Files.copy(
        Path.of("../conf/alerts/maskwise.rules.yml"), directory.resolve("maskwise.rules.yml"));
    try (InputStream test = getClass().getResourceAsStream("alerts.test.yml")) {
      Files.copy(Objects.requireNonNull(test), directory.resolve("alerts.test.yml"));
    }
    assertThat(promtool("", "check", "rules", "maskwise.rules.yml"))
        .contains("SUCCESS: 5 rules found");
    assertThat(promtool("", "test", "rules", "alerts.test.yml")).contains("SUCCESS");
  }

  @Test
  void aPushgatewayHasTheLastRun() throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    Process gateway =
        new ProcessBuilder(
                program("prometheus-pushgateway"),
                "--web.listen-address=127.0.0.1:" + port,
                "--persistence.file=" + directory.resolve("groups"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      await(url);
      List<Outcome> outcomes = push(url);
      assertThat(outcomes).allMatch(Outcome::delivered);
      assertThat(outcomes.get(0).sentence())
          .isEqualTo("The Pushgateway " + url + " has 19 numbers.");
      assertThat(get(url + "/metrics"))
          .contains("maskwise_verdict_state{dataset=\"a/b\",instance=\"\",job=\"maskwise\",models=")
          .containsPattern(
              "maskwise_metric\\{averaging=\"dataset\",class=\"traffic sign\",dataset=\"a/b\","
                  + "instance=\"\",job=\"maskwise\",metric=\"iou\",model=\"base\",.*} NaN\n")
          .contains("model=\"b\\\"ig\\\\<net>\"")
          .doesNotContain("maskwise_last_success");
      // The next run is good, and is the only one then.
      PublishedRuns.judge(run, "passed");
      assertThat(push(url)).allMatch(Outcome::delivered);
      assertThat(get(url + "/metrics")).contains("maskwise_last_success_timestamp_seconds{");
      JsonNode groups = new ObjectMapper().readTree(get(url + "/api/v1/metrics")).get("data");
      assertThat(groups).hasSize(1);
      assertThat(groups.get(0).get("last_push_successful").asBoolean()).isTrue();
      assertThat(groups.get(0).get("labels").get("models").asText())
          .isEqualTo(PublishedRuns.ODD + ",base");
    } finally {
      gateway.destroy();
      assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private List<Outcome> push(String url) {
    PublishSettings settings =
        new PublishSettings(
            List.of(),
            false,
            Map.of("dataset", "a/b"),
            null,
            url,
            null,
            null,
            null,
            Duration.ofSeconds(5));
    return new Publisher(settings, Map.of(), SHORT).publish(PublishedRuns.open(run), null);
  }

  private static void await(String url) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      try {
        get(url + "/-/ready");
        return;
      } catch (IOException e) {
        Thread.sleep(SHORT.toMillis());
      }
    }
    throw new AssertionError("the Pushgateway does not answer");
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}

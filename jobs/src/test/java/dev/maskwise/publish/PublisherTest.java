package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.publish.PublishSettings.MlflowSettings;
import dev.maskwise.publish.PublishSettings.WebhookFormat;
import dev.maskwise.publish.PublishSettings.WebhookSettings;
import dev.maskwise.publish.RecordingServer.Answer;
import dev.maskwise.reader.InputRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every target has in common: when it is tried again, what is said, what is never said. */
class PublisherTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    PublishedRuns.write(directory);
  }

  private List<Outcome> publish(PublishSettings settings, Map<String, String> environment) {
    return new Publisher(settings, environment, SHORT).publish(PublishedRuns.open(directory), null);
  }

  private Outcome push(String url, Duration timeout) {
    return publish(pushgateway(url, timeout), Map.of()).get(0);
  }

  private static PublishSettings pushgateway(String url, Duration timeout) {
    return new PublishSettings(List.of(), false, Map.of(), null, url, null, null, null, timeout);
  }

  private static PublishSettings webhook(String url) {
    return new PublishSettings(
        List.of(),
        false,
        Map.of(),
        null,
        null,
        null,
        null,
        new WebhookSettings(url, WebhookFormat.JSON),
        Duration.ofSeconds(5));
  }

  private static String closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void whatPassesIsTriedAgain() throws IOException {
    try (RecordingServer server =
        RecordingServer.answering(new Answer(500, ""), new Answer(429, "slow"), Answer.OK)) {
      Outcome outcome = push(server.url(), Duration.ofSeconds(5));
      assertThat(outcome.delivered()).isTrue();
      assertThat(outcome.sentence())
          .isEqualTo("The Pushgateway %s has 17 numbers.".formatted(server.url()));
      assertThat(server.received()).hasSize(3);
    }
  }

  @Test
  void whatDoesNotPassIsTriedFourTimes() throws IOException {
    try (RecordingServer server = RecordingServer.answering(new Answer(503, "no\n disk"))) {
      assertThat(push(server.url(), Duration.ofSeconds(5)).sentence())
          .isEqualTo(
              "The Pushgateway %s answered 503, no disk: try again when it is well (4 attempts)."
                  .formatted(server.url()));
      assertThat(server.received()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, did not accept the credentials (401): set MASKWISE_PUSHGATEWAY_USERNAME and MASKWISE_PUSHGATEWAY_PASSWORD.",
    "404, 'has nothing there (404, <b>): check the URL.'",
    "400, 'answered 400, <b>: see the log of the server.'",
    "302, sends on to another address (302): give that one.",
  })
  void whatIsRefusedIsNotTriedAgain(int status, String sentence) throws IOException {
    try (RecordingServer server = RecordingServer.answering(new Answer(status, "<b>"))) {
      Outcome outcome = push(server.url(), Duration.ofSeconds(5));
      assertThat(outcome.delivered()).isFalse();
      assertThat(outcome.sentence()).isEqualTo("The Pushgateway " + server.url() + " " + sentence);
      assertThat(server.received()).hasSize(1);
    }
  }

  @Test
  void aRefusedConnection() throws IOException {
    String url = closedPort();
    assertThat(push(url, Duration.ofSeconds(5)).sentence())
        .isEqualTo(
            ("The Pushgateway %s refuses the connection: check that the server runs, and the port"
                    + " (4 attempts).")
                .formatted(url));
  }

  @Test
  void aHostThatNobodyKnows() {
    assertThat(push("http://gateway.invalid:9091", Duration.ofSeconds(5)).sentence())
        .contains("is on a host that nobody knows: check the name (4 attempts).");
  }

  /** It takes the connection, and answers nothing, or the head of an answer and no more. */
  @ParameterizedTest
  @CsvSource({"''", "'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'"})
  void aServerThatHangs(String beginning) throws IOException, InterruptedException {
    try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try {
                  while (true) {
                    socket
                        .accept()
                        .getOutputStream()
                        .write(beginning.getBytes(StandardCharsets.UTF_8));
                  }
                } catch (IOException e) {
                  // The test has ended.
                }
              });
      server.setDaemon(true);
      server.start();
      long start = System.nanoTime();
      assertThat(
              push("http://127.0.0.1:" + socket.getLocalPort(), Duration.ofMillis(200)).sentence())
          .endsWith("gave no answer within 200 ms: look whether it is overloaded (4 attempts).");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gateway:9091, --pushgateway 'gateway:9091' does not begin with http:// or https://: write the whole URL.",
    "gateway, --pushgateway 'gateway' does not begin with http:// or https://: write the whole URL.",
    "ftp://gateway, --pushgateway 'ftp://gateway' does not begin with http:// or https://: write the whole URL.",
    "http:///x, --pushgateway 'http:///x' names no host that Java accepts: write one such as https://host:8080.",
    "http://a b, --pushgateway 'http://a b' is no URL: write one such as https://host:8080.",
    "'http://me:geheim@h', '--pushgateway ''http://***@h'' holds a user or a password, which everybody on the machine can see: put them into the environment, as docs/publish.md says.'",
    "'http://me:ge/h@h?key=geheim', '--pushgateway ''http://***@h?***'' names no host that Java accepts: write one such as https://host:8080.'",
    "'me:geheim@h', '--pushgateway ''***@h'' does not begin with http:// or https://: write the whole URL.'",
  })
  void anAddressThatIsNone(String url, String sentence) {
    assertThatThrownBy(() -> push(url, SHORT))
        .isInstanceOf(InputRefusedException.class)
        .hasMessage(sentence);
  }

  @Test
  void settingsThatNameNoTarget() {
    assertThatThrownBy(() -> publish(PublishedRuns.settings(), Map.of()))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageContaining("nowhere to publish to");
    assertThatThrownBy(() -> publish(webhook(""), Map.of()))
        .hasMessage("--webhook has no URL, and MASKWISE_WEBHOOK_URL is not set: set one of them.");
  }

  @Test
  void aLabelThatIsTaken() {
    PublishSettings settings =
        new PublishSettings(
            List.of(), false, Map.of("class", "x"), null, "http://h", null, null, null, SHORT);
    assertThatThrownBy(() -> publish(settings, Map.of()))
        .hasMessageContaining("'class' cannot be a label");
  }

  @Test
  void aTargetThatFailsDoesNotStopTheOthers() throws IOException {
    try (RecordingServer server = RecordingServer.answering(Answer.OK)) {
      PublishSettings settings =
          new PublishSettings(
              List.of(),
              false,
              Map.of("dataset", "streets"),
              directory.resolve("none/x.prom").toString(),
              closedPort(),
              new MlflowSettings(closedPort(), "nightly"),
              closedPort(),
              new WebhookSettings(server.url() + "/services/T1/geheim", WebhookFormat.SLACK),
              Duration.ofSeconds(5));
      assertThat(publish(settings, Map.of()).stream().map(Outcome::delivered))
          .containsExactly(false, false, false, false, true);
      assertThat(server.received()).hasSize(1);
    }
  }

  /** The server says all that it was sent, as a page for developers may. */
  @Test
  void noSecretIsShown() throws IOException {
    Map<String, String> environment =
        Map.of(
            "MASKWISE_PUSHGATEWAY_USERNAME", "me",
            "MASKWISE_PUSHGATEWAY_PASSWORD", "geheim-push",
            "MLFLOW_TRACKING_TOKEN", " geheim-token\n",
            "OTEL_EXPORTER_OTLP_HEADERS", "api-key=geheim%2Dotlp",
            "MASKWISE_WEBHOOK_SECRET", "geheim-hmac");
    try (RecordingServer server =
        new RecordingServer(
            request ->
                new Answer(
                    400, request.exchange().getRequestHeaders().values() + request.path()))) {
      String withKey = server.url() + "/in?key=geheim-key";
      PublishSettings settings =
          new PublishSettings(
              List.of(),
              false,
              Map.of(),
              null,
              withKey,
              new MlflowSettings(withKey, "nightly"),
              withKey,
              new WebhookSettings(server.url() + "/hooks/geheim-hook", WebhookFormat.JSON),
              Duration.ofSeconds(5));
      List<Outcome> outcomes = publish(settings, environment);
      assertThat(outcomes).hasSize(4).noneMatch(Outcome::delivered);
      assertThat(outcomes.toString())
          .doesNotContain("geheim")
          .doesNotContain(base64("me:geheim-push"))
          .contains("***");
      assertThat(server.received().get(0).header("Authorization"))
          .isEqualTo("Basic " + base64("me:geheim-push"));
      assertThat(server.received().get(1).header("Authorization")).isEqualTo("Bearer geheim-token");
      assertThat(server.received().get(2).header("api-key")).isEqualTo("geheim-otlp");
    }
  }

  @Test
  void theAddressOfTheEnvironmentMayHaveAUser() throws IOException {
    try (RecordingServer server = RecordingServer.answering(new Answer(403, "me:geheim"))) {
      String url = server.url().replace("//", "//me:geheim@") + "/hooks/secret";
      Outcome outcome = publish(webhook(""), Map.of("MASKWISE_WEBHOOK_URL", url)).get(0);
      assertThat(outcome.sentence())
          .isEqualTo(
              ("The webhook %s/… did not accept the credentials (403): set MASKWISE_WEBHOOK_URL or"
                      + " MASKWISE_WEBHOOK_SECRET.")
                  .formatted(server.url()));
      assertThat(server.received().get(0).header("Authorization"))
          .isEqualTo("Basic " + base64("me:geheim"));
    }
  }

  @Test
  void aSecretThatNoHeaderTakesIsNotShown() throws IOException {
    PublishSettings settings =
        new PublishSettings(
            List.of(), false, Map.of(), null, null, null, closedPort(), null, SHORT);
    assertThat(
            publish(settings, Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=ge%0Aheim"))
                .get(0)
                .sentence())
        .contains("can be no HTTP header")
        .doesNotContain("heim");
    assertThatThrownBy(() -> publish(settings, Map.of("OTEL_EXPORTER_OTLP_HEADERS", "geheim")))
        .isInstanceOf(InputRefusedException.class)
        .hasMessageStartingWith("OTEL_EXPORTER_OTLP_HEADERS is no list of headers")
        .hasMessageNotContaining("geheim");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.publish.PublishSettings.WebhookFormat;
import dev.maskwise.publish.RecordingServer.Answer;
import dev.maskwise.publish.RecordingServer.Received;
import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded protocol: the receiver is a server of the test. */
class WebhookTest {
  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    PublishedRuns.write(directory);
  }

  private Received send(WebhookFormat format, Map<String, String> environment)
      throws IOException, DeliveryException {
    Credentials credentials = new Credentials(environment);
    Http http = new Http(Duration.ofSeconds(5), Duration.ofMillis(1), credentials);
    try (RecordingServer server = RecordingServer.answering(new Answer(200, "ok"))) {
      new Webhook(http, Address.of("--webhook", server.url() + "/x"), format, credentials)
          .send(PublishedRuns.read(directory, List.of(), false));
      return server.received().get(0);
    }
  }

  private static JsonNode json(Received received) throws IOException {
    return new ObjectMapper().readTree(received.body());
  }

  @Test
  void aRunThatNobodyJudged() throws IOException, DeliveryException {
    Received received = send(WebhookFormat.JSON, Map.of());
    assertThat(received.method() + " " + received.path()).isEqualTo("POST /x");
    assertThat(received.header("Content-Type")).isEqualTo("application/json");
    assertThat(received.header(Webhook.SIGNATURE)).isNull();
    assertThat(json(received))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"state": "recorded", "run": "20261130T023000Z-1a2b3c4d5e6f",
                     "headline": "Maskwise: recorded; mean_iou (dataset): base 0.7500, b\\"ig\\\\<net> 0.7500; 100 images",
                     "summary": null, "models": ["base", "b\\"ig\\\\<net>"], "ended": "2026-11-30T02:31:40.250Z"}
                    """));
  }

  @Test
  void aRunThatFailed() throws IOException, DeliveryException {
    PublishedRuns.judge(directory, "failed");
    JsonNode json = json(send(WebhookFormat.JSON, Map.of()));
    assertThat(json.get("state").asText()).isEqualTo("failed");
    assertThat(json.get("headline").asText())
        .startsWith("Maskwise: failed (1 of 3 checks failed); mean_iou");
    assertThat(json.get("summary").asText()).startsWith("# Worst\n<!channel> & `b\"ig");
  }

  /** A name that comes from data calls no channel. */
  @Test
  void slackGetsText() throws IOException, DeliveryException {
    PublishedRuns.judge(directory, "undecided");
    JsonNode json = json(send(WebhookFormat.SLACK, Map.of()));
    assertThat(json.size()).isEqualTo(1);
    assertThat(json.get("text").asText())
        .startsWith("Maskwise: undecided (0 of 3 checks failed, 1 undecided); ")
        .contains("\nRun 20261130T023000Z-1a2b3c4d5e6f\n# Worst\n&lt;!channel&gt; &amp; `")
        .doesNotContain("<");
  }

  @Test
  void theBodyIsSigned() throws IOException, DeliveryException, GeneralSecurityException {
    Received received = send(WebhookFormat.JSON, Map.of("MASKWISE_WEBHOOK_SECRET", "geheim"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("geheim".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(received.body().getBytes(StandardCharsets.UTF_8));
    assertThat(received.header(Webhook.SIGNATURE))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(signature));
  }
}

package dev.maskwise.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.publish.RecordingServer.Answer;
import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorded protocol: {@link RecordedMlflow} answers as MLflow's REST interface 2.0 is documented,
 * and refuses what that refuses. No MLflow runs.
 */
@Tag("slow")
class MlflowServerTest {
  @TempDir Path directory;

  private final RecordedMlflow mlflow = new RecordedMlflow();
  private PublishedRun run;

  @BeforeEach
  void write() throws IOException {
    PublishedRuns.write(directory);
    run = PublishedRuns.read(directory, List.of(), true);
  }

  private static String send(RecordingServer server, PublishedRun run, Map<String, String> secrets)
      throws DeliveryException {
    Credentials credentials = new Credentials(secrets);
    Http http = new Http(Duration.ofSeconds(5), Duration.ofMillis(1), credentials);
    return new MlflowServer(
            http,
            Address.of("--mlflow", server.url() + "/tracking/"),
            "Night & day",
            credentials,
            Map.of("dataset", "streets"))
        .send(run);
  }

  @Test
  void aRunHasARunForEachModel() throws IOException, DeliveryException {
    try (RecordingServer server = new RecordingServer(mlflow)) {
      assertThat(send(server, run, Map.of()))
          .isEqualTo("has 2 runs in the experiment 'Night & day'");
      assertThat(mlflow.faults).isEmpty();
      assertThat(mlflow.experiments).containsExactly("Night & day");
      assertThat(mlflow.runs).hasSize(2);
      RecordedMlflow.Run first = mlflow.runs.get(0);
      assertThat(first.status).isEqualTo("FINISHED");
      assertThat(first.name).isEqualTo("base 20261130T023000Z-1a2b3c4d5e6f");
      assertThat(first.tags)
          .containsEntry("maskwise.run", PublishedRuns.ID)
          .containsEntry("maskwise.model", "base")
          .containsEntry("maskwise.state", "recorded")
          .containsEntry("maskwise.label.dataset", "streets")
          .containsEntry("mlflow.source.type", "JOB");
      assertThat(first.params)
          .containsEntry("definition/task", "labels")
          .containsEntry("definition/classes", "[\"road\",\"traffic sign\"]")
          .containsEntry("definition/ignore", "null")
          .containsEntry("images/rejected", "3");
      assertThat(first.metrics)
          .isEqualTo(
              Map.of(
                  "mean_iou/dataset", 0.75,
                  "mean_iou/dataset/low", 0.73,
                  "mean_iou/dataset/high", 0.77,
                  "iou/dataset/class/road", 1.0,
                  "mean_iou/dataset/slice/site/north", 0.5));
      assertThat(mlflow.runs.get(1).tags).containsEntry("maskwise.model", PublishedRuns.ODD);
      assertThat(mlflow.files)
          .containsEntry("1/r1/artifacts/report.html", PublishedRuns.REPORT)
          .hasSize(2);
    }
  }

  /** As after a check, or when the first time broke off. */
  @Test
  void theSecondTimeFindsTheRunsAgain() throws IOException, DeliveryException {
    try (RecordingServer server = new RecordingServer(mlflow)) {
      send(server, run, Map.of());
      PublishedRuns.judge(directory, "failed");
      send(server, PublishedRuns.read(directory, List.of(), true), Map.of());
      assertThat(mlflow.faults).isEmpty();
      assertThat(mlflow.runs).hasSize(2);
      assertThat(mlflow.runs.get(0).tags)
          .containsEntry("maskwise.state", "failed")
          .containsKey("mlflow.note.content");
    }
  }

  /** The answer to the creation is lost; the run that it made is found, not made again. */
  @Test
  void aCreationWhoseAnswerIsLost() throws IOException, DeliveryException {
    mlflow.losesCreations = 1;
    try (RecordingServer server = new RecordingServer(mlflow)) {
      send(server, run, Map.of());
      assertThat(mlflow.runs).hasSize(2);
    }
  }

  @Test
  void anotherClientMakesTheExperimentFirst() throws IOException, DeliveryException {
    mlflow.otherClientIsFaster = true;
    try (RecordingServer server = new RecordingServer(mlflow)) {
      send(server, run, Map.of());
      assertThat(mlflow.experiments).containsExactly("Night & day");
      assertThat(mlflow.runs).hasSize(2);
    }
  }

  @Test
  void moreNumbersThanARequestMayHave() throws IOException, DeliveryException {
    StringBuilder metrics = new StringBuilder();
    for (int i = 0; i < 2345; i++) {
      metrics.append(
          """
          %s{"model": "base", "name": "iou", "averaging": "dataset", "class": "c/%d", "slice": null, "value": 0.5}
          """
              .formatted(i == 0 ? "" : ",", i));
    }
    Files.writeString(directory.resolve("summary.json"), "{\"metrics\": [" + metrics + "]}");
    try (RecordingServer server = new RecordingServer(mlflow)) {
      send(server, PublishedRuns.read(directory, List.of(), false), Map.of());
      assertThat(mlflow.faults).isEmpty();
      assertThat(mlflow.runs.get(0).metrics).hasSize(2345);
      assertThat(mlflow.runs.get(1).metrics).isEmpty();
    }
  }

  @Test
  void filesThatClientsWriteThemselves() throws IOException, DeliveryException {
    mlflow.artifacts = "s3://bucket/";
    try (RecordingServer server = new RecordingServer(mlflow)) {
      assertThat(send(server, run, Map.of()))
          .endsWith(", without report.html: it keeps files at s3:, where clients write themselves");
      assertThat(mlflow.files).isEmpty();
    }
  }

  @Test
  void theUserBeforeTheToken() throws IOException, DeliveryException {
    Map<String, String> both =
        Map.of(
            "MLFLOW_TRACKING_USERNAME", "u",
            "MLFLOW_TRACKING_PASSWORD", "p",
            "MLFLOW_TRACKING_TOKEN", "t");
    try (RecordingServer server = new RecordingServer(mlflow)) {
      send(server, run, both);
      assertThat(server.received())
          .allMatch(received -> "Basic dTpw".equals(received.header("Authorization")));
    }
  }

  @Test
  void whatIsNoMlflow() throws IOException {
    for (Answer answer : List.of(new Answer(200, "<html>"), new Answer(200, "{}"))) {
      try (RecordingServer server = RecordingServer.answering(answer)) {
        assertThatThrownBy(() -> send(server, run, Map.of()))
            .isInstanceOf(DeliveryException.class)
            .hasMessageEndingWith("check that the URL is that of an MLflow server");
      }
    }
    String deleted =
        "{\"experiment\": {\"experiment_id\": \"1\", \"lifecycle_stage\": \"deleted\"}}";
    try (RecordingServer server = RecordingServer.answering(new Answer(200, deleted))) {
      assertThatThrownBy(() -> send(server, run, Map.of()))
          .hasMessage("has deleted the experiment 'Night & day': restore it, or name another one");
    }
    try (RecordingServer server = RecordingServer.answering(new Answer(401, "no"))) {
      assertThatThrownBy(() -> send(server, run, Map.of()))
          .hasMessage(
              "did not accept the credentials (401): set MLFLOW_TRACKING_TOKEN, or"
                  + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD");
    }
  }
}

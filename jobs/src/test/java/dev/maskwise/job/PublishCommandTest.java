package dev.maskwise.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.publish.PublishedRuns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {
  @TempDir Path directory;

  private String run = "";

  @BeforeEach
  void write() throws IOException {
    run = PublishedRuns.write(directory.resolve("run")).toString();
  }

  @Test
  void aTextfile() {
    Path file = directory.resolve("maskwise.prom");
    MaskwiseRun published =
        MaskwiseRun.plain("publish", "--run", run, "--prometheus-textfile", file.toString())
            .succeeds();
    assertThat(published.out())
        .isEqualTo("The Prometheus textfile %s has 17 numbers.%n".formatted(file));
    assertThat(file).content().contains("maskwise_metric{model=\"base\",metric=\"mean_iou\"");
  }

  /** The order in which they are named is no matter; the run is as it was. */
  @Tag("slow")
  @Test
  void aTargetThatIsNotReached() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path file = directory.resolve("maskwise.prom");
    MaskwiseRun published =
        MaskwiseRun.plain(
            "publish",
            "--run",
            run,
            "--webhook",
            "http://127.0.0.1:" + port + "/geheim",
            "--webhook-format",
            "slack",
            "--prometheus-textfile",
            file.toString(),
            "--label",
            "dataset=streets",
            "--metrics",
            "iou,dice",
            "--slices");
    assertThat(published.exitCode()).isEqualTo(4);
    assertThat(published.err())
        .isEqualTo(
            ("maskwise: The webhook http://127.0.0.1:%d/… refuses the connection: check that the"
                    + " server runs, and the port (4 attempts).%n")
                .formatted(port));
    assertThat(published.out()).startsWith("The Prometheus textfile ");
    assertThat(file).content().contains("metric=\"dice\"", "dataset=\"streets\"");
    try (var files = Files.list(Path.of(run))) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void whatIsRefused() {
    refused("There is nowhere to publish to", "--run", run);
    refused("--mlflow needs --mlflow-experiment", "--run", run, "--mlflow", "http://h");
    refused("does not begin with http", "--run", run, "--otlp", "collector:4318");
    refused(
        "manifest.json is not there, so that the directory holds no finished run",
        "--run",
        directory.toString(),
        "--pushgateway",
        "http://h");
    refused(
        "verdict.json is not there: name the directory that check wrote into.",
        "--run",
        run,
        "--verdict",
        directory.toString(),
        "--pushgateway",
        "http://h");
    refused("--timeout 0 is no time", "--run", run, "--timeout", "0");
  }

  private static void refused(String sentence, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "publish";
    System.arraycopy(words, 0, all, 1, words.length);
    MaskwiseRun published = MaskwiseRun.plain(all);
    assertThat(published.exitCode()).as(published.err()).isEqualTo(1);
    assertThat(published.err()).startsWith("maskwise: ").contains(sentence);
    assertThat(published.err().strip().lines()).hasSize(1);
  }
}

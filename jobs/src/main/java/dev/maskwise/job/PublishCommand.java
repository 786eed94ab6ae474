package dev.maskwise.job;

import dev.maskwise.job.history.FileSystemOptions;
import dev.maskwise.publish.Outcome;
import dev.maskwise.publish.PublishSettings;
import dev.maskwise.publish.PublishSettings.MlflowSettings;
import dev.maskwise.publish.PublishSettings.WebhookFormat;
import dev.maskwise.publish.PublishSettings.WebhookSettings;
import dev.maskwise.publish.Publisher;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.store.RunReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise publish}: a finished run, sent to other systems. Starts no Spark. */
@Command(
    name = "publish",
    description = {
      "Sends a finished run to other systems. Passwords, tokens and secret URLs stand in the"
          + " environment, as docs/publish.md says."
    },
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class PublishCommand implements Callable<Integer>, OfFinishedRun {
  private static final int INFRASTRUCTURE = 4;
  private static final String COMMA_OUTSIDE_OF_PARENTHESES = ",(?![^(]*\\))";

  @Option(
      names = "--run",
      paramLabel = "RUN",
      required = true,
      description = "The run: its directory, or STORE@WHICH.")
  String run = "";

  @Option(
      names = "--verdict",
      paramLabel = "DIR",
      description = "Where check wrote its verdict. Default: the directory of the run.")
  @Nullable String verdict;

  @Option(
      names = "--metrics",
      paramLabel = "NAME,…",
      description =
          "The metrics that are sent, over classes and of each class. Default: every number over"
              + " classes, and iou (dataset) of each class.")
  String metrics = "";

  @Option(names = "--slices", description = "Send the numbers of slices as well.")
  boolean slices;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A label of every number, which tells pipelines apart; can be repeated.")
  Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--prometheus-textfile",
      paramLabel = "FILE.prom",
      description = "A file on this machine for the textfile collector of the node exporter.")
  @Nullable String textfile;

  @Option(names = "--pushgateway", paramLabel = "URL", description = "A Prometheus Pushgateway.")
  @Nullable String pushgateway;

  @Option(
      names = "--mlflow",
      paramLabel = "URL",
      description =
          "A tracking server of MLflow. Default: MLFLOW_TRACKING_URI, when an experiment is named.")
  @Nullable String mlflow;

  @Option(
      names = "--mlflow-experiment",
      paramLabel = "NAME",
      description = "The experiment, which is made when there is none.")
  @Nullable String experiment;

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "",
      description =
          "What takes metrics by OTLP over HTTP. Without a URL: that of"
              + " OTEL_EXPORTER_OTLP_ENDPOINT.")
  @Nullable String otlp;

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "",
      description = "What is told of the run. Without a URL: that of MASKWISE_WEBHOOK_URL.")
  @Nullable String webhook;

  @Option(
      names = "--webhook-format",
      paramLabel = "json|slack",
      description = "What the webhook understands. Default: json.")
  WebhookFormat format = WebhookFormat.JSON;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long a server has for an answer. Default: 30.")
  long timeout = PublishSettings.TIMEOUT.toSeconds();

  @Mixin private final FileSystemOptions fileSystems = new FileSystemOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void requireSound() {
    publisher();
  }

  private Publisher publisher() {
    return new Publisher(settings(), System.getenv());
  }

  @Override
  public Integer call() {
    Publisher publisher = publisher();
    boolean delivered = true;
    for (Outcome outcome :
        publisher.publish(RunReference.resolve(fileSystems.storages(), run), verdict)) {
      if (outcome.delivered()) {
        spec.commandLine().getOut().println(outcome.sentence());
      } else {
        spec.commandLine().getErr().println("maskwise: " + outcome.sentence());
      }
      delivered &= outcome.delivered();
    }
    return delivered ? 0 : INFRASTRUCTURE;
  }

  private PublishSettings settings() {
    InputRefusedException.require(
        mlflow == null || experiment != null,
        "--mlflow needs --mlflow-experiment: name the experiment for the run.");
    InputRefusedException.require(
        timeout > 0, "--timeout %d is no time: write 30 for half a minute.".formatted(timeout));
    return new PublishSettings(
        metrics.isBlank()
            ? List.of()
            : Arrays.stream(metrics.split(COMMA_OUTSIDE_OF_PARENTHESES, -1))
                .map(String::strip)
                .toList(),
        slices,
        labels,
        textfile,
        pushgateway,
        experiment == null ? null : new MlflowSettings(mlflow, experiment),
        otlp,
        webhook == null ? null : new WebhookSettings(webhook, format),
        Duration.ofSeconds(timeout));
  }
}

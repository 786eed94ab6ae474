package dev.maskwise.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is sent, and where to. A target that is null is none.
 *
 * @param metrics the metrics whose numbers are sent; empty for those over classes, and the IoU of
 *     each class
 * @param slices whether the numbers of slices are sent as well as those of all images
 * @param labels what is added to every number, to tell pipelines apart: a name and its value
 * @param prometheusTextfile a file on this machine
 * @param pushgateway the URL of a Pushgateway
 * @param mlflow a tracking server
 * @param otlp a collector; its URL may be empty, and is then that of the environment
 * @param webhook what is told of the run
 * @param timeout how long a server has for an answer
 */
public record PublishSettings(
    List<String> metrics,
    boolean slices,
    Map<String, String> labels,
    @Nullable String prometheusTextfile,
    @Nullable String pushgateway,
    @Nullable MlflowSettings mlflow,
    @Nullable String otlp,
    @Nullable WebhookSettings webhook,
    Duration timeout) {

  /** How long a server has where nothing else is said. */
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * A tracking server of MLflow.
   *
   * @param url of the server; null for that of {@code MLFLOW_TRACKING_URI}
   * @param experiment the name of the experiment, which is made when there is none
   */
  public record MlflowSettings(@Nullable String url, String experiment) {}

  /**
   * A webhook.
   *
   * @param url where it is; null for that of {@code MASKWISE_WEBHOOK_URL}
   * @param format what it understands
   */
  public record WebhookSettings(@Nullable String url, WebhookFormat format) {}

  /** What a webhook understands. */
  public enum WebhookFormat {
    /** An object with the state, the run, a headline and the summary. */
    JSON,
    /** The message of Slack's incoming webhooks, which Mattermost and Rocket.Chat take too. */
    SLACK
  }
}

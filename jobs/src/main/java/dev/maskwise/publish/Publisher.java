package dev.maskwise.publish;

import dev.maskwise.publish.PublishSettings.MlflowSettings;
import dev.maskwise.publish.PublishSettings.WebhookSettings;
import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends runs to the targets of some settings. */
public final class Publisher {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

  /** The labels that numbers have of their own, or that Prometheus gives. */
  private static final Set<String> TAKEN =
      Set.of(
          "model",
          "models",
          "metric",
          "averaging",
          "class",
          "slice",
          "state",
          "id",
          "severity",
          "job",
          "instance");

  private final PublishSettings settings;
  private final List<Target> targets = new ArrayList<>();

  /**
   * @param environment where secrets stand
   * @throws InputRefusedException when the settings name no target, or one that cannot be sent to
   */
  public Publisher(PublishSettings settings, Map<String, String> environment) {
    this(settings, environment, FIRST_PAUSE);
  }

  /**
   * @param firstPause how long is waited before something is sent again
   */
  Publisher(PublishSettings settings, Map<String, String> environment, Duration firstPause) {
    this.settings = settings;
    settings.labels().keySet().forEach(Publisher::requireFree);
    Credentials credentials = new Credentials(environment);
    Http http = new Http(settings.timeout(), firstPause, credentials);
    if (settings.prometheusTextfile() != null) {
      targets.add(new Textfile(settings.prometheusTextfile(), settings.labels()));
    }
    if (settings.pushgateway() != null) {
      Address address = Address.of("--pushgateway", settings.pushgateway());
      targets.add(new Pushgateway(http, address, credentials, settings.labels()));
    }
    MlflowSettings mlflow = settings.mlflow();
    if (mlflow != null) {
      Address address = address("--mlflow", mlflow.url(), MlflowServer.URL, credentials);
      targets.add(
          new MlflowServer(http, address, mlflow.experiment(), credentials, settings.labels()));
    }
    if (settings.otlp() != null) {
      Address address = address("--otlp", settings.otlp(), OtlpCollector.URL, credentials);
      targets.add(new OtlpCollector(http, address, credentials, settings.labels()));
    }
    WebhookSettings webhook = settings.webhook();
    if (webhook != null) {
      Address address = address("--webhook", webhook.url(), Webhook.URL, credentials);
      targets.add(new Webhook(http, address.asSecret(), webhook.format(), credentials));
    }
    InputRefusedException.require(
        !targets.isEmpty(),
        "There is nowhere to publish to: name a target, such as --pushgateway http://host:9091.");
  }

  private static void requireFree(String label) {
    InputRefusedException.require(
        LABEL.matcher(label).matches() && !TAKEN.contains(label),
        "'%s' cannot be a label: take another name of letters, digits and underscores."
            .formatted(label));
  }

  /** The address of an option, or where that has none, of the environment. */
  private static Address address(
      String option, @Nullable String url, String variable, Credentials credentials) {
    if (url != null && !url.isEmpty()) {
      return Address.of(option, url);
    }
    String found = credentials.setting(variable);
    if (found == null) {
      throw new InputRefusedException(
          "%s has no URL, and %s is not set: set one of them.".formatted(option, variable));
    }
    return Address.ofEnvironment(variable, found);
  }

  /**
   * Sends a run to every target.
   *
   * @param verdict the directory of a check's files; null for that of the run
   * @return what became of each target, in the order of the settings
   * @throws InputRefusedException when the run cannot be read, or has no number of a metric
   */
  public List<Outcome> publish(StoredRun run, @Nullable String verdict) {
    PublishedRun published = PublishedRun.read(run, verdict, settings.metrics(), settings.slices());
    return targets.stream().map(target -> send(target, published)).toList();
  }

  private static Outcome send(Target target, PublishedRun run) {
    try {
      return new Outcome(target.name(), true, target.name() + " " + target.send(run) + ".");
    } catch (DeliveryException e) {
      return new Outcome(target.name(), false, target.name() + " " + e.clause() + ".");
    }
  }
}

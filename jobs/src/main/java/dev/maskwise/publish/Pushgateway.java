package dev.maskwise.publish;

import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import dev.maskwise.publish.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus Pushgateway. The group of a run is its job and its models, so that a run replaces
 * the one before it; a Pushgateway forgets no group by itself.
 */
final class Pushgateway implements Target {
  private static final String USER = "MASKWISE_PUSHGATEWAY_USERNAME";
  private static final String PASSWORD = "MASKWISE_PUSHGATEWAY_PASSWORD";

  /** What stands in a path as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.,-]*");

  private final Http http;
  private final Address address;
  private final @Nullable String authorization;
  private final Map<String, String> labels;

  Pushgateway(Http http, Address address, Credentials credentials, Map<String, String> labels) {
    this.http = http;
    this.address = address;
    this.authorization = credentials.basic(USER, PASSWORD);
    this.labels = labels;
  }

  @Override
  public String name() {
    return "The Pushgateway " + address;
  }

  @Override
  public String send(PublishedRun run) throws DeliveryException {
    List<Gauge> gauges = Gauge.of(run, labels);
    StringBuilder path = new StringBuilder("/metrics/job/maskwise");
    path.append(segment("models", run.models()));
    labels.forEach((label, value) -> path.append(segment(label, value)));
    byte[] text = PrometheusText.write(gauges).getBytes(StandardCharsets.UTF_8);
    Request request =
        Request.put(address.resolve(path.toString()), PrometheusText.CONTENT_TYPE, text);
    if (authorization != null) {
      request.with("Authorization", authorization);
    }
    http.send(request).orFault(USER + " and " + PASSWORD);
    return "has %s".formatted(counted(gauges));
  }

  private static String segment(String label, String value) {
    if (PLAIN.matcher(value).matches()) {
      return "/%s/%s".formatted(label, value);
    }
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return "/%s@base64/%s".formatted(label, encoded.isEmpty() ? "=" : encoded);
  }

  /** How many numbers there are, in words. */
  static String counted(List<Gauge> gauges) {
    return "%d numbers".formatted(gauges.stream().mapToInt(gauge -> gauge.samples().size()).sum());
  }
}

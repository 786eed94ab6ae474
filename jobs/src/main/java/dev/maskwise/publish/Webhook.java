package dev.maskwise.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.publish.PublishSettings.WebhookFormat;
import dev.maskwise.publish.http.Address;
import dev.maskwise.publish.http.Credentials;
import dev.maskwise.publish.http.DeliveryException;
import dev.maskwise.publish.http.Http;
import dev.maskwise.publish.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to be told of runs. The body is signed where there is a secret, so that the
 * receiver knows whom it is from.
 */
final class Webhook implements Target {
  static final String URL = "MASKWISE_WEBHOOK_URL";
  static final String SIGNATURE = "X-Maskwise-Signature";

  private static final String SECRET = "MASKWISE_WEBHOOK_SECRET";
  private static final String ALGORITHM = "HmacSHA256";

  /** Slack cuts a message at 40,000 characters. */
  private static final int LONGEST_MESSAGE = 39_000;

  private final Http http;
  private final Address address;
  private final WebhookFormat format;
  private final @Nullable String secret;

  Webhook(Http http, Address address, WebhookFormat format, Credentials credentials) {
    this.http = http;
    this.address = address;
    this.format = format;
    this.secret = credentials.secret(SECRET);
  }

  @Override
  public String name() {
    return "The webhook " + address;
  }

  @Override
  public String send(PublishedRun run) throws DeliveryException {
    String body = (format == WebhookFormat.SLACK ? slack(run) : json(run)).toString();
    Request request = Request.post(address, body);
    if (secret != null) {
      request.with(SIGNATURE, "sha256=" + signature(secret, body));
    }
    http.send(request).orFault(URL + " or " + SECRET);
    return "was told that the run is " + run.state();
  }

  private static ObjectNode json(PublishedRun run) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", run.state())
            .put("run", run.manifest().run())
            .put("headline", run.headline())
            .put("summary", run.markdown());
    json.set("models", new ObjectMapper().valueToTree(run.manifest().models()));
    json.put("ended", run.manifest().ended());
    return json;
  }

  /** Names come from data, and may call nobody: {@code <!channel>} is text. */
  private static ObjectNode slack(PublishedRun run) {
    String markdown = run.markdown();
    String text =
        "%s\nRun %s\n%s"
            .formatted(run.headline(), run.manifest().run(), markdown == null ? "" : markdown)
            .strip()
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;");
    return JsonNodeFactory.instance
        .objectNode()
        .put(
            "text",
            text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…");
  }

  private static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}

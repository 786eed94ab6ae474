package dev.maskwise.publish.http;

import dev.maskwise.reader.InputRefusedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The secrets of the environment, which are hidden in every text that is shown. */
public final class Credentials {
  /** What is shorter would hide words that are no secrets. */
  private static final int SHORTEST = 4;

  private final Map<String, String> environment;

  /** The longest first: a secret may be a part of another. */
  private final Set<String> secrets =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(String::length).reversed().thenComparing(s -> s));

  public Credentials(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** A setting that is no secret; null where it is not set or empty. */
  public @Nullable String setting(String variable) {
    String value = environment.getOrDefault(variable, "").strip();
    return value.isEmpty() ? null : value;
  }

  /** A secret; null where it is not set or empty. */
  public @Nullable String secret(String variable) {
    String value = setting(variable);
    if (value != null) {
      hide(value);
    }
    return value;
  }

  /** The header for the user and the password of two variables; null where one is not set. */
  public @Nullable String basic(String userVariable, String passwordVariable) {
    String user = setting(userVariable);
    String password = secret(passwordVariable);
    if (user == null || password == null) {
      return null;
    }
    String basic = Address.basic(user + ":" + password);
    hide(basic);
    return basic;
  }

  /**
   * The headers of a variable, "name=value,name=value" with percent-encoded values.
   *
   * @throws InputRefusedException when it holds something else
   */
  public Map<String, String> headers(String variable) {
    Map<String, String> headers = new LinkedHashMap<>();
    String list = setting(variable);
    for (String pair : list == null ? new String[0] : list.split(",", -1)) {
      if (!pair.isBlank()) {
        int equals = pair.indexOf('=');
        InputRefusedException.require(equals > 0, notHeaders(variable));
        try {
          String value =
              URLDecoder.decode(
                  pair.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
          hide(value);
          headers.put(pair.substring(0, equals).strip(), value);
        } catch (IllegalArgumentException e) {
          throw new InputRefusedException(notHeaders(variable), e);
        }
      }
    }
    return headers;
  }

  private static String notHeaders(String variable) {
    return "%s is no list of headers: write NAME=VALUE,NAME=VALUE, with %%-codes in the values."
        .formatted(variable);
  }

  void hide(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
    }
  }

  /** The text with three stars for each secret. */
  String hidden(String text) {
    String shown = text;
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    return shown;
  }
}

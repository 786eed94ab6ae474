package dev.maskwise.publish.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, and again when the fault may pass: no connection, no answer in time, a status of
 * 429 or from 500. Three times at most, after a pause that doubles. No redirection is followed.
 */
public final class Http {
  private static final int RETRIES = 3;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int LARGEST_BODY = 1 << 20;
  private static final int EXCERPT = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Pattern WHITE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private final Duration timeout;
  private final Duration firstPause;
  private final Credentials credentials;
  private final HttpClient client;

  /** Something that is tried again when its fault may pass. */
  @FunctionalInterface
  public interface Attempt<T> {
    T make() throws DeliveryException;
  }

  /**
   * @param timeout how long a server has for a whole answer
   * @param firstPause how long is waited before the first repetition
   * @param credentials what is hidden in messages
   */
  public Http(Duration timeout, Duration firstPause, Credentials credentials) {
    this.timeout = timeout;
    this.firstPause = firstPause;
    this.credentials = credentials;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT)
            .build();
  }

  /**
   * Sends a request that has the same effect twice as once.
   *
   * @throws DeliveryException when no attempt got an answer; one that says no is an answer
   */
  public Reply send(Request request) throws DeliveryException {
    return retrying(() -> once(request));
  }

  /**
   * Makes attempts until one has no fault or the fault stays.
   *
   * @throws DeliveryException the last fault
   */
  public <T> T retrying(Attempt<T> attempt) throws DeliveryException {
    Duration pause = firstPause;
    for (int left = RETRIES; ; left--) {
      try {
        return attempt.make();
      } catch (DeliveryException e) {
        if (!e.isPassing()) {
          throw e;
        }
        if (left == 0) {
          throw DeliveryException.lasting("%s (%d attempts)".formatted(e.clause(), RETRIES + 1));
        }
        Duration asked = e.pause();
        sleep(asked == null || asked.compareTo(pause) < 0 ? pause : asked);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static void sleep(Duration pause) throws DeliveryException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static DeliveryException interrupted() {
    Thread.currentThread().interrupt();
    return DeliveryException.lasting(
        "was not waited for: the program was interrupted, run it again");
  }

  /**
   * Sends a request once.
   *
   * @throws DeliveryException when there is no answer, or one that may be another next time
   */
  public Reply once(Request request) throws DeliveryException {
    request.address().hidden().forEach(credentials::hide);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            request(request),
            BodyHandlers.ofByteArrayConsumer(
                part ->
                    part.ifPresent(
                        bytes ->
                            body.write(
                                bytes, 0, Math.min(bytes.length, LARGEST_BODY - body.size())))));
    try {
      // The timeout of the request itself ends with the headers of the answer.
      HttpResponse<Void> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return reply(response, body.toString(StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw DeliveryException.passing(noAnswer(), null);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted();
    } catch (ExecutionException e) {
      throw DeliveryException.passing(clause(e.getCause()), null);
    }
  }

  private HttpRequest request(Request request) throws DeliveryException {
    Address address = request.address();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address.uri())
            .timeout(timeout)
            .header("User-Agent", "maskwise")
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    try {
      String authorization = address.authorization();
      if (authorization != null) {
        builder.setHeader("Authorization", authorization);
      }
      request.headers().forEach(builder::setHeader);
      return builder.build();
    } catch (IllegalArgumentException e) { // Its message holds the value.
      throw DeliveryException.lasting(
          "was not asked, because a name or value from the environment can be no HTTP header:"
              + " look for line breaks and odd characters in it");
    }
  }

  private Reply reply(HttpResponse<Void> response, String body) throws DeliveryException {
    String line = credentials.hidden(WHITE.matcher(body).replaceAll(" ").strip());
    String excerpt = line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    int status = response.statusCode();
    if (status >= 500 || status == TOO_MANY_REQUESTS) {
      throw DeliveryException.passing(
          "answered %d%s: try again when it is well"
              .formatted(status, excerpt.isEmpty() ? "" : ", " + excerpt),
          pause(response));
    }
    return new Reply(status, body, excerpt);
  }

  private static Duration pause(HttpResponse<Void> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    if (!seconds.matches("\\d{1,6}")) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(Long.parseLong(seconds));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private String noAnswer() {
    return "gave no answer within %s: look whether it is overloaded"
        .formatted(
            timeout.toMillis() < 1000 ? timeout.toMillis() + " ms" : timeout.toSeconds() + " s");
  }

  private String clause(@Nullable Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "is on a host that nobody knows: check the name";
      }
      if (cause instanceof SSLException) {
        return "cannot be reached safely (%s): check the certificate of the server, and https"
            .formatted(credentials.hidden(String.valueOf(cause.getMessage())));
      }
      if (cause instanceof HttpTimeoutException
          && !(cause instanceof HttpConnectTimeoutException)) {
        return noAnswer();
      }
    }
    if (fault instanceof HttpConnectTimeoutException) {
      return "cannot be reached within the time allowed: check the host, and the firewall";
    }
    if (fault instanceof ConnectException) {
      return "refuses the connection: check that the server runs, and the port";
    }
    if (fault instanceof IOException) {
      return "broke off the connection: look into the log of the server";
    }
    throw new IllegalStateException(fault);
  }
}

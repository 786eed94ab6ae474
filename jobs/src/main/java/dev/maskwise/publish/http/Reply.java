package dev.maskwise.publish.http;

/**
 * What a server answered.
 *
 * @param status the HTTP status, below 500 and not 429
 * @param body the text, up to a megabyte of it
 * @param excerpt the beginning of the body on one line, without secrets
 */
public record Reply(int status, String body, String excerpt) {

  /** Whether the server did what it was asked for. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /**
   * This reply when it is a success.
   *
   * @param credentials what gives the server its credentials, for the message
   * @throws DeliveryException when it is none
   */
  public Reply orFault(String credentials) throws DeliveryException {
    if (isSuccess()) {
      return this;
    }
    throw DeliveryException.lasting(
        switch (status) {
          case 401, 403 ->
              "did not accept the credentials (%d): set %s".formatted(status, credentials);
          case 301, 302, 303, 307, 308 ->
              "sends on to another address (%d): give that one".formatted(status);
          case 404, 405 -> "has nothing there (%d%s): check the URL".formatted(status, said());
          default -> "answered %d%s: see the log of the server".formatted(status, said());
        });
  }

  private String said() {
    return excerpt.isEmpty() ? "" : ", " + excerpt;
  }
}

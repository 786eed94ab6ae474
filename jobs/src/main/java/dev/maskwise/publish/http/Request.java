package dev.maskwise.publish.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request, which is sent as often as need be. */
public final class Request {
  private final String method;
  private final Address address;
  private final byte[] body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Request(String method, Address address, byte[] body) {
    this.method = method;
    this.address = address;
    this.body = body;
  }

  /** Asks for what is at an address. */
  public static Request get(Address address) {
    return new Request("GET", address, new byte[0]);
  }

  /** Puts a file where the address says. */
  public static Request put(Address address, String contentType, byte[] body) {
    return new Request("PUT", address, body).with("Content-Type", contentType);
  }

  /** Sends a JSON text. */
  public static Request post(Address address, String json) {
    return new Request("POST", address, json.getBytes(StandardCharsets.UTF_8))
        .with("Content-Type", "application/json");
  }

  /** Adds a header. */
  public Request with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Adds headers. */
  public Request with(Map<String, String> more) {
    headers.putAll(more);
    return this;
  }

  String method() {
    return method;
  }

  Address address() {
    return address;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}

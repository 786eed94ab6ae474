package dev.maskwise.publish.http;

import dev.maskwise.reader.InputRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a server is, and how that may be shown. */
public final class Address {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern USER = Pattern.compile("^([A-Za-z]+://)?.*@");
  private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");

  private final URI uri;
  private final @Nullable String authorization;
  private final @Nullable String password;
  private final boolean secret;

  private Address(
      URI uri, @Nullable String authorization, @Nullable String password, boolean secret) {
    this.uri = uri;
    this.authorization = authorization;
    this.password = password;
    this.secret = secret;
  }

  /**
   * An address that an option gives. What an option says is seen by everybody on the machine, so
   * that it may hold no password.
   *
   * @param option what gives it, for messages
   * @throws InputRefusedException when it is none, or holds a user or a password
   */
  public static Address of(String option, String url) {
    Address address = parse(option, url, "'%s'".formatted(masked(url)));
    InputRefusedException.require(
        address.authorization == null,
        "%s '%s' holds a user or a password, which everybody on the machine can see: put them into"
                .formatted(option, masked(url))
            + " the environment, as docs/publish.md says.");
    return address;
  }

  /**
   * An address that the environment gives.
   *
   * @param variable what gives it, for messages
   * @throws InputRefusedException when it is none
   */
  public static Address ofEnvironment(String variable, String url) {
    return parse(variable, url, "in the environment");
  }

  /** This address, of which only the host may be shown: who knows the path may write there. */
  public Address asSecret() {
    return new Address(uri, authorization, password, true);
  }

  private static Address parse(String name, String url, String shown) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      throw new InputRefusedException(
          "%s %s is no URL: write one such as https://host:8080.".formatted(name, shown));
    }
    String scheme = uri.getScheme();
    InputRefusedException.require(
        scheme != null && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)),
        "%s %s does not begin with http:// or https://: write the whole URL."
            .formatted(name, shown));
    InputRefusedException.require(
        uri.getHost() != null,
        "%s %s names no host that Java accepts: write one such as https://host:8080."
            .formatted(name, shown));
    String user = uri.getUserInfo();
    return new Address(
        URI.create(
            "%s://%s%s%s"
                .formatted(scheme, authority(uri), text("", uri.getRawPath()), query(uri))),
        user == null ? null : basic(user),
        user == null ? null : user.replaceFirst("^[^:]*:", ""),
        false);
  }

  private static String authority(URI uri) {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static String query(URI uri) {
    return text("?", uri.getRawQuery());
  }

  private static String text(String before, @Nullable String part) {
    return part == null ? "" : before + part;
  }

  private static String masked(String url) {
    return USER.matcher(url).replaceFirst("$1***@").replaceAll("\\?.*", "?***");
  }

  /** The header for a user and password, "user:password". */
  public static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * An address below this one.
   *
   * @param path begins with a slash; percent-encoded
   */
  public Address resolve(String path) {
    String base = SLASHES_AT_END.matcher(text("", uri.getRawPath())).replaceFirst("");
    boolean asks = path.contains("?");
    return new Address(
        URI.create(
            "%s://%s%s%s%s"
                .formatted(uri.getScheme(), authority(uri), base, path, asks ? "" : query(uri))),
        authorization,
        password,
        secret);
  }

  URI uri() {
    return uri;
  }

  @Nullable String authorization() {
    return authorization;
  }

  /** What nobody may see of it. */
  List<String> hidden() {
    List<String> hidden = new ArrayList<>();
    if (secret) {
      hidden.add(text("", uri.getRawPath()));
    }
    hidden.add(text("", uri.getRawQuery()));
    hidden.add(text("", authorization));
    hidden.add(text("", password));
    return hidden;
  }

  /** Whether the path ends so. */
  public boolean endsWith(String path) {
    return text("", uri.getRawPath()).endsWith(path);
  }

  /** The address without what is secret in it. */
  @Override
  public String toString() {
    return "%s://%s%s"
        .formatted(
            uri.getScheme(),
            authority(uri),
            secret ? "/…" : SLASHES_AT_END.matcher(text("", uri.getRawPath())).replaceFirst(""));
  }
}

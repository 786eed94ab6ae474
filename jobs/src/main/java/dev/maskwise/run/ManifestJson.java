package dev.maskwise.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maskwise.report.JsonText;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a manifest is written, and the digests in it. */
public final class ManifestJson {
  static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** So much of the key is in the id of a run. */
  private static final int DIGITS_IN_ID = 12;

  private ManifestJson() {}

  /** The manifest as a JSON text that ends in a line feed. */
  public static String write(Manifest manifest) {
    return JsonText.write(JSON, manifest);
  }

  /** A definition as whoever reads a manifest again finds it. */
  static Map<String, @Nullable Object> readAgain(Map<String, @Nullable Object> definition) {
    try {
      return JSON.readValue(JSON.writeValueAsString(definition), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of the JSON text of a value, which is the same for equal values. */
  public static String digest(Object value) {
    try {
      byte[] text = JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  /** The key of a run of a definition over inputs with these listings. */
  public static String key(Map<String, @Nullable Object> definition, List<String> listings) {
    return digest(List.of(definition, listings));
  }

  /** Whether an id is of a run that started in the same second. */
  public static Predicate<String> startedAt(Instant time) {
    String second = TIME.format(time) + "-";
    return id -> id.startsWith(second);
  }

  /** The id of a run, by which the runs of a store are sorted in time. */
  public static String id(Instant started, String key) {
    return TIME.format(started) + "-" + key.substring(0, DIGITS_IN_ID);
  }
}

package dev.maskwise.codec.rle;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** Numbers that reference tools published, or gave when they were run, by the key of each. */
public final class ObjectVectors {
  private static final Path FOLDER = Path.of("../../shared/data/objects");

  private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();

  private ObjectVectors() {}

  /** A file of the folder; the test is skipped where the folder is missing. */
  public static JsonNode file(String name) {
    assumeThat(FOLDER).isDirectory();
    return FILES.computeIfAbsent(name, ObjectVectors::read);
  }

  private static JsonNode read(String name) {
    try {
      return JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build()
          .readTree(FOLDER.resolve(name).toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The vector of a key. */
  public static JsonNode of(String key) {
    return StreamSupport.stream(file("vectors.json").get("vectors").spliterator(), false)
        .filter(vector -> vector.get("id").asText().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no vector " + key));
  }

  static double[] doubles(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}

package dev.maskwise.run.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.Manifest.Input;
import dev.maskwise.run.Manifest.Versions;
import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.StoredRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A run of numbers that somebody made up: its manifest and its summary, and no images. */
public final class SyntheticRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;
  private final ArrayNode metrics = JSON.createArrayNode();
  private final Map<String, @Nullable Object> definition = new LinkedHashMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private ImageCounts images = new ImageCounts(100, 0, 0, 0, 0);

  public SyntheticRun(String id, String... models) {
    this.id = id;
    definition.put("task", "labels");
    definition.put("classes", List.of("road", "car", "person"));
    inputs.add(new Input(null, "truth", "listing", "truth-1"));
    for (String model : models) {
      inputs.add(new Input(model, model, "listing", model + "-1"));
    }
  }

  public SyntheticRun images(long evaluated, long rejected) {
    images = new ImageCounts(evaluated, rejected, rejected, 0, 0);
    return this;
  }

  public SyntheticRun define(String name, Object value) {
    definition.put(name, value);
    return this;
  }

  /** The content of an input; the truth's has no model. */
  public SyntheticRun content(@Nullable String model, @Nullable String digest) {
    inputs.replaceAll(
        input ->
            java.util.Objects.equals(input.model(), model)
                ? new Input(model, input.location(), input.listing(), digest)
                : input);
    return this;
  }

  /** A number (dataset) of all images; NaN is undefined. */
  public SyntheticRun number(
      String model, String metric, @Nullable String className, double value) {
    return number(model, metric, className, null, value, Double.NaN, 100);
  }

  /**
   * A number of the averaging dataset.
   *
   * @param error NaN for no interval
   * @param n of how many images
   */
  public SyntheticRun number(
      String model,
      String metric,
      @Nullable String className,
      @Nullable String slice,
      double value,
      double error,
      long n) {
    ObjectNode number = metrics.addObject();
    number.put("model", model).put("name", metric).put("averaging", "dataset");
    number.put("class", className).put("slice", slice);
    number.put("value", Double.isNaN(value) ? null : value);
    number.put("n", n).put("undefined", 0).put("over", "images");
    if (!Double.isNaN(error)) {
      number.put("standard_error", error).put("low", value - 2 * error);
      number.put("high", value + 2 * error).put("groups", n);
    }
    return this;
  }

  /** Writes the run below a directory, and opens it. */
  public StoredRun in(Path parent) {
    Path directory = parent.resolve(id);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            id,
            "key",
            "2026-11-30T02:30:00Z",
            "2026-11-30T02:40:00Z",
            new Versions("0.1.0", "4.0.1", "17"),
            definition,
            ManifestJson.digest(definition),
            inputs,
            images,
            List.of(),
            List.of("summary.json", "manifest.json"),
            null);
    try {
      Files.createDirectories(directory);
      ObjectNode summary = JSON.createObjectNode();
      summary.set("metrics", metrics);
      Files.writeString(directory.resolve("summary.json"), summary.toString());
      Files.writeString(directory.resolve("manifest.json"), ManifestJson.write(manifest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return StoredRun.open(StorageAccess.of(new Configuration()), directory.toString());
  }
}

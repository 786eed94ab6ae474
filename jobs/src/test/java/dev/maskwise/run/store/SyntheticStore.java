package dev.maskwise.run.store;

import dev.maskwise.metric.Averaging;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/** A store whose runs no evaluation made: a manifest, a summary, a table. */
public final class SyntheticStore {
  public static final String PART = "part-00000-6d1b2a0c-54c8-4b1f-9f29-3a7d7b3c5f10-c000.parquet";

  private static final List<String> MODELS = List.of("base", "small");

  private final Path directory;
  private final int classes;

  /**
   * @param classes how many numbers the runs have of each metric, besides that over classes
   */
  public SyntheticStore(Path directory, int classes) throws IOException {
    this.directory = directory;
    this.classes = classes;
    Files.createDirectories(directory.resolve("runs"));
    Files.writeString(directory.resolve("store.json"), "{\"format\":1}\n");
  }

  public RunStore open() {
    return RunStore.open(StorageAccess.of(new Configuration()), directory.toString());
  }

  /** Adds a run of a key of its own. */
  public StoredRun add(String id) throws IOException {
    return add(id, id.substring(id.indexOf('-') + 1) + "0".repeat(52), 0.5);
  }

  /** Adds a run with a mean IoU, which the second model has half of. */
  public StoredRun add(String id, String key, double meanIou) throws IOException {
    Path run = directory.resolve("runs").resolve(id);
    write(run, id, key, meanIou);
    return StoredRun.open(StorageAccess.of(new Configuration()), run.toString());
  }

  /** Writes the files of a run into any directory. */
  public void write(Path run, String id, String key, double meanIou) throws IOException {
    Files.createDirectories(run.resolve("per_image.parquet"));
    Files.writeString(run.resolve("per_image.parquet").resolve(PART), "rows");
    Files.writeString(run.resolve("per_image.parquet/_SUCCESS"), "");
    Files.writeString(run.resolve("summary.json"), summary(id, meanIou));
    Files.writeString(run.resolve("manifest.json"), manifest(id, key));
  }

  private static String manifest(String id, String key) {
    String time =
        "%s-%s-%sT%s:%s:%sZ"
            .formatted(
                id.substring(0, 4),
                id.substring(4, 6),
                id.substring(6, 8),
                id.substring(9, 11),
                id.substring(11, 13),
                id.substring(13, 15));
    Map<String, Object> definition = Map.of("task", "labels", "truth", "/val/" + id);
    return ManifestJson.write(
        new Manifest(
            Manifest.FORMAT,
            id,
            key,
            time,
            time,
            new Manifest.Versions("0.1.0", "4.0.1", "17"),
            new java.util.TreeMap<>(definition),
            ManifestJson.digest(new java.util.TreeMap<>(definition)),
            List.of(
                new Manifest.Input(null, "/val/" + id, "l", "truth"),
                new Manifest.Input(MODELS.get(0), "/base", "l", "b"),
                new Manifest.Input(MODELS.get(1), "/small", "l", "s")),
            new ImageCounts(72, 1, 1, 0, 0),
            List.of(),
            List.of("summary.json", "per_image.parquet", "manifest.json"),
            null));
  }

  private String summary(String id, double meanIou) {
    SplittableRandom random = new SplittableRandom(id.hashCode());
    List<String> metrics = new ArrayList<>();
    for (int m = 0; m < MODELS.size(); m++) {
      String model = MODELS.get(m);
      metrics.add(metric(model, "mean_iou", "null", "null", meanIou / (m + 1)));
      for (String name : List.of("iou", "dice", "recall")) {
        for (int c = 0; c < classes; c++) {
          for (String slice : List.of("null", "\"site=north\"", "\"site=south\"")) {
            metrics.add(metric(model, name, "\"class " + c + "\"", slice, random.nextDouble()));
          }
        }
      }
    }
    return "{ \"maskwise\": \"0.1.0\", \"definition\": {}, \"files\": [], \"metrics\": [\n"
        + String.join(",\n", metrics)
        + "\n] }\n";
  }

  private static String metric(
      String model, String name, String className, String slice, double value) {
    return String.format(
        Locale.ROOT,
        "{\"model\":\"%s\",\"name\":\"%s\",\"averaging\":\"%s\",\"class\":%s,\"slice\":%s,\"value\":%s,"
            + "\"n\":72,\"undefined\":0,\"over\":\"images\",\"standard_error\":0.01,\"low\":%s,"
            + "\"high\":%s,\"groups\":72}",
        model,
        name,
        Averaging.DATASET.label(),
        className,
        slice,
        value,
        value - 0.02,
        value + 0.02);
  }
}

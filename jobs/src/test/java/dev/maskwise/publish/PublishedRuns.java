package dev.maskwise.publish;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Finished runs of two models, one of which has a name that no format takes as it is. */
public final class PublishedRuns {
  static final String ID = "20261130T023000Z-1a2b3c4d5e6f";
  static final String ODD = "b\"ig\\<net>";
  static final String REPORT = "<!DOCTYPE html><title>Report</title>";

  private PublishedRuns() {}

  /** Writes a run without a verdict. */
  public static Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Map<String, @Nullable Object> definition = new LinkedHashMap<>();
    definition.put("task", "labels");
    definition.put("classes", List.of("road", "traffic sign"));
    definition.put("ignore", null);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            ID,
            "1a2b3c4d5e6f".repeat(5),
            "2026-11-30T02:30:00Z",
            "2026-11-30T02:31:40.250Z",
            new Manifest.Versions("0.1.0", "4.0.1", "17"),
            definition,
            "d1".repeat(32),
            List.of(
                new Manifest.Input(null, "truth", "aa", null),
                new Manifest.Input("base", "base", "bb", null),
                new Manifest.Input(ODD, "odd", "cc", null)),
            new ImageCounts(100, 3, 1, 2, 0),
            List.of(),
            List.of("summary.json", "report.html", "manifest.json"),
            null);
    Files.writeString(directory.resolve("manifest.json"), ManifestJson.write(manifest));
    Files.writeString(directory.resolve("report.html"), REPORT);
    Files.writeString(
        directory.resolve("summary.json"),
        "{\"metrics\": [%s, %s]}".formatted(metrics("base"), metrics(ODD)));
    return directory;
  }

  private static String metrics(String model) {
    String name = TextNode.valueOf(model).toString();
    return """
        {"model": M, "name": "mean_iou", "averaging": "dataset", "class": null, "slice": null, "value": 0.75, "n": 2, "undefined": 0, "over": "classes", "standard_error": 0.01, "low": 0.73, "high": 0.77, "groups": 100},
        {"model": M, "name": "iou", "averaging": "dataset", "class": "road", "slice": null, "value": 1.0, "n": 1, "undefined": 0, "over": "images"},
        {"model": M, "name": "iou", "averaging": "dataset", "class": "traffic sign", "slice": null, "value": null, "n": 0, "undefined": 1, "over": "images"},
        {"model": M, "name": "iou", "averaging": "class_over_images", "class": "road", "slice": null, "value": 0.9, "n": 1, "undefined": 0, "over": "images"},
        {"model": M, "name": "dice", "averaging": "dataset", "class": "road", "slice": null, "value": 0.95, "n": 1, "undefined": 0, "over": "images"},
        {"model": M, "name": "mean_iou", "averaging": "dataset", "class": null, "slice": "site=north", "value": 0.5, "n": 2, "undefined": 0, "over": "classes"}
        """
        .replace("\"model\": M", "\"model\": " + name)
        .strip();
  }

  /** Adds a verdict in which two cases have the same labels. */
  static void judge(Path directory, String state) throws IOException {
    Files.writeString(
        directory.resolve("verdict.json"),
        """
        {"state": "%s", "cases": [
          {"id": "floor", "metric": "mean_iou", "averaging": "dataset", "class": null, "slice": null, "value": 0.75, "state": "passed", "severity": "fail"},
          {"id": "inputs", "metric": null, "averaging": null, "class": null, "slice": null, "state": "%s", "severity": "fail"},
          {"id": "inputs", "metric": null, "averaging": null, "class": null, "slice": null, "state": "passed", "severity": "fail"}]}
        """
            .formatted(state, state));
    Files.writeString(
        directory.resolve("summary.md"), "# Worst\n<!channel> & `%s`\n".formatted(ODD));
  }

  static StoredRun open(Path directory) {
    return StoredRun.open(StorageAccess.of(new Configuration()), directory.toString());
  }

  static PublishedRun read(Path directory, List<String> metrics, boolean slices) {
    return PublishedRun.read(open(directory), null, metrics, slices);
  }

  /** Settings without a target. */
  static PublishSettings settings() {
    return new PublishSettings(
        List.of(), false, Map.of(), null, null, null, null, null, Duration.ofSeconds(5));
  }
}

package dev.maskwise.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.OpenFault;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A finished run in its directory, on any Hadoop file system. */
public final class StoredRun {
  /** The name of the file that makes a directory a run. */
  public static final String MANIFEST = "manifest.json";

  private static final String SUMMARY = "summary.json";
  private static final String MISSING =
      "is not there, so that the directory holds no finished run: name one that evaluate wrote";

  private final FileSystem fileSystem;
  private final Path directory;
  private final Manifest manifest;

  private StoredRun(FileSystem fileSystem, Path directory, Manifest manifest) {
    this.fileSystem = fileSystem;
    this.directory = directory;
    this.manifest = manifest;
  }

  /**
   * Reads the manifest of a run.
   *
   * @throws InputRefusedException when the directory is no run, or one of a later version
   */
  public static StoredRun open(Configuration hadoop, String location) {
    Path directory;
    FileSystem fileSystem;
    try {
      directory = new Path(location);
      fileSystem = directory.getFileSystem(hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputRefusedException(
          "The run %s cannot be read: %s.".formatted(location, e.getMessage()), e);
    }
    JsonNode json = read(fileSystem, new Path(directory, MANIFEST));
    int format = json.path("format").asInt();
    InputRefusedException.require(
        format == Manifest.FORMAT,
        "%s/%s has the layout %s, and this version reads %d: use the version that wrote it."
            .formatted(location, MANIFEST, json.path("format"), Manifest.FORMAT));
    try {
      return new StoredRun(
          fileSystem, directory, ManifestJson.JSON.treeToValue(json, Manifest.class));
    } catch (JsonProcessingException e) {
      throw new InputRefusedException(
          "%s/%s is no manifest of a run: %s."
              .formatted(location, MANIFEST, e.getOriginalMessage()),
          e);
    }
  }

  private static JsonNode read(FileSystem fileSystem, Path file) {
    try (InputStream in = fileSystem.open(file)) {
      return ManifestJson.JSON.readTree(in);
    } catch (JsonProcessingException e) {
      throw new InputRefusedException(
          "%s is not JSON (%s): the run is damaged, name another one."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s %s.".formatted(file, OpenFault.clause(fileSystem, file, e, MISSING)), e);
    }
  }

  /** What the run is and was made of. */
  public Manifest manifest() {
    return manifest;
  }

  /** The numbers of the run. */
  public StoredSummary summary() {
    Path file = new Path(directory, SUMMARY);
    return new StoredSummary(file.toString(), read(fileSystem, file));
  }

  /** Where the run lies. */
  public Path directory() {
    return directory;
  }

  /** The file system of the {@link #directory}. */
  public FileSystem fileSystem() {
    return fileSystem;
  }
}

package dev.maskwise.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** A finished run in its directory, on the local disk or any Hadoop file system. */
public final class StoredRun {
  /** The name of the file that makes a directory a run. */
  public static final String MANIFEST = "manifest.json";

  /** The name of the file that says what was judged of a run. */
  public static final String VERDICT = "verdict.json";

  /** The numbers of the run. */
  public static final String SUMMARY = "summary.json";

  private static final String MISSING =
      "is not there, so that the directory holds no finished run: name one that evaluate wrote";

  private final StorageAccess access;
  private final Storage storage;
  private final Path directory;
  private final Manifest manifest;

  private StoredRun(StorageAccess access, Storage storage, Path directory, Manifest manifest) {
    this.access = access;
    this.storage = storage;
    this.directory = directory;
    this.manifest = manifest;
  }

  /**
   * Reads the manifest of a run.
   *
   * @throws InputRefusedException when the directory is no run, or one of a later version
   */
  public static StoredRun open(StorageAccess access, String location) {
    Path directory;
    Storage storage;
    try {
      directory = Location.path(location);
      storage = access.at(directory);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputRefusedException(
          "The run %s cannot be read: %s.".formatted(location, e.getMessage()), e);
    }
    JsonNode json = read(storage, new Path(directory, MANIFEST));
    InputRefusedException.require(
        json.path("format").isInt(),
        "%s/%s is no manifest of a run: it is damaged, name another run."
            .formatted(location, MANIFEST));
    int format = json.path("format").asInt();
    InputRefusedException.require(
        format == Manifest.FORMAT,
        "%s/%s has the layout %s, and this version reads %d: use the version that wrote it."
            .formatted(location, MANIFEST, json.path("format"), Manifest.FORMAT));
    try {
      return new StoredRun(
          access, storage, directory, ManifestJson.JSON.treeToValue(json, Manifest.class));
    } catch (JsonProcessingException e) {
      throw new InputRefusedException(
          "%s/%s is no manifest of a run: %s."
              .formatted(location, MANIFEST, e.getOriginalMessage()),
          e);
    }
  }

  private static JsonNode read(Storage storage, Path file) {
    try (InputStream in = storage.open(file)) {
      return ManifestJson.JSON.readTree(in);
    } catch (JsonProcessingException e) {
      throw new InputRefusedException(
          "%s is not JSON (%s): the run is damaged, name another one."
              .formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s %s.".formatted(file, OpenFault.clause(storage, file, e, MISSING)), e);
    }
  }

  /** What the run is and was made of. */
  public Manifest manifest() {
    return manifest;
  }

  /** The numbers of the run. */
  public StoredSummary summary() {
    Path file = new Path(directory, SUMMARY);
    return new StoredSummary(file.toString(), read(storage, file), slices());
  }

  /** The numbers of all slices; the table is there if the manifest names it. */
  public StoredSlices slices() {
    return new StoredSlices(storage, new Path(directory, Summary.TABLE_OF_SLICES));
  }

  /**
   * Adds a file to the run. The same text may be added again; what two writers add at once is there
   * once, and whole.
   *
   * @param name such as {@code comparison-20261129T023000Z-1a2b3c4d5e6f.json}
   * @throws InputRefusedException when the run has another file of the name
   * @throws StoreFailedException when it cannot be written
   * @throws IllegalArgumentException when the name is one of the run's own files
   */
  public void add(String name, String text) {
    write(name, () -> added().add(name, text));
  }

  /**
   * Adds a file to the run, or a later version of it: a run may be judged again. The file is
   * replaced in one step, and its earlier versions are kept in {@code versions}.
   *
   * @param name such as {@code verdict.json}
   * @throws StoreFailedException when it cannot be written
   * @throws IllegalArgumentException when the name is one of the run's own files
   */
  public void put(String name, String text) {
    write(name, () -> added().put(name, text));
  }

  private AddedFiles added() {
    List<String> own =
        Stream.concat(manifest.files().stream(), Stream.of(MANIFEST)).distinct().toList();
    return new AddedFiles(storage, directory, own);
  }

  /** What is written to a file system. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void write(String name, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw StoreFailedException.of("%s/%s cannot be written".formatted(directory, name), e);
    }
  }

  /** The text of a file that was added; empty when there is none. */
  public Optional<String> added(String name) {
    Path file = new Path(directory, name);
    try {
      return storage.text(file);
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be read".formatted(file), e);
    }
  }

  /** What was judged of the run: the state in its {@code verdict.json}. */
  public RunState state() {
    return state(storage, directory);
  }

  /** What was judged of a run. Opens one file. */
  public static RunState state(Storage storage, Path directory) {
    Path file = new Path(directory, VERDICT);
    try {
      return storage.text(file).map(RunState::of).orElse(RunState.RECORDED);
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be read".formatted(file), e);
    }
  }

  /** Where the run lies. */
  public Path directory() {
    return directory;
  }

  /** Where the files of the {@link #directory} are. */
  public Storage storage() {
    return storage;
  }

  /** How other places are reached. */
  public StorageAccess access() {
    return access;
  }
}

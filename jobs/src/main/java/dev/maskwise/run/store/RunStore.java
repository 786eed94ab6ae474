package dev.maskwise.run.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.HiddenName;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.RunState;
import dev.maskwise.run.StoreFailedException;
import dev.maskwise.run.StoredRun;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * A directory of finished runs: {@code store.json} says that it is one, {@code runs/ID} are the
 * runs, {@code refs} their names ({@link RunNames}), {@code index} what is known of all of them at
 * once ({@link StoreIndex}).
 */
public final class RunStore {
  /** The file that makes a directory a store. */
  public static final String MARK = "store.json";

  /** The directory of the runs. */
  public static final String RUNS = "runs";

  private static final int FORMAT = 1;
  private static final String MARK_TEXT = "{\"format\":%d}\n".formatted(FORMAT);
  private static final Pattern ID = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}");
  private static final int NAMED_ENTRIES = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StorageAccess access;
  private final Storage storage;
  private final Path directory;

  private RunStore(StorageAccess access, String location) {
    this.access = access;
    try {
      Path path = Location.path(location);
      this.storage = access.at(path);
      this.directory = storage.qualified(path);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "The store %s is no path: %s.".formatted(location, e.getMessage()), e);
    } catch (IOException e) {
      throw StoreFailedException.of("The store %s cannot be reached".formatted(location), e);
    }
  }

  /**
   * Opens a store.
   *
   * @throws InputRefusedException when the directory is none, or one of a later version
   * @throws StoreFailedException when it cannot be reached
   */
  public static RunStore open(StorageAccess access, String location) {
    RunStore store = new RunStore(access, location);
    InputRefusedException.require(
        store.isMarked(),
        "%s is no store of runs (%s is not in it): name one, or make one with evaluate --store."
            .formatted(location, MARK));
    return store;
  }

  /**
   * Opens a store, which is made where there is nothing yet.
   *
   * @throws InputRefusedException when something else is there, or a store of a later version
   * @throws StoreFailedException when it cannot be reached or written
   */
  public static RunStore openOrCreate(StorageAccess access, String location) {
    RunStore store = new RunStore(access, location);
    if (!store.isMarked()) {
      store.mark(location);
    }
    return store;
  }

  /** The store that a run lies in; empty where it lies in none. */
  public static Optional<RunStore> holding(StorageAccess access, StoredRun run) {
    Path runs = run.directory().getParent();
    Path place = runs == null ? null : runs.getParent();
    if (place == null || !runs.getName().equals(RUNS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(open(access, place.toString()));
    } catch (InputRefusedException e) {
      return Optional.empty();
    }
  }

  private boolean isMarked() {
    Path mark = new Path(directory, MARK);
    Optional<String> text;
    try {
      text = storage.text(mark);
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be read".formatted(mark), e);
    }
    text.ifPresent(json -> requireReadable(mark, json));
    return text.isPresent();
  }

  private static void requireReadable(Path mark, String json) {
    String format;
    try {
      format = JSON.readTree(json).path("format").toString();
    } catch (JsonProcessingException e) {
      throw new InputRefusedException(
          "%s is damaged: write %s into it.".formatted(mark, MARK_TEXT.strip()), e);
    }
    InputRefusedException.require(
        format.equals(String.valueOf(FORMAT)),
        "%s says that the store has the layout %s, and this version reads %d: use the version that"
                .formatted(mark, format.isEmpty() ? "of nobody" : format, FORMAT)
            + " made it.");
  }

  private void mark(String location) {
    try {
      // A mark that is being written, or that a writer left, is none.
      List<String> there =
          storage.names(directory).stream().filter(name -> !name.startsWith("." + MARK)).toList();
      // The mark is in a store before anything else.
      if (there.isEmpty()) {
        storage.create(new Path(directory, MARK), MARK_TEXT);
      } else {
        InputRefusedException.require(
            there.contains(MARK),
            "%s holds something else than a store of runs, %s%s: choose a new or an empty directory."
                .formatted(
                    location,
                    String.join(", ", there.subList(0, Math.min(there.size(), NAMED_ENTRIES))),
                    there.size() > NAMED_ENTRIES ? " and more" : ""));
      }
    } catch (NotDirectoryException e) {
      throw new InputRefusedException(
          "%s is a file, but a store of runs is a directory: choose another name."
              .formatted(location),
          e);
    } catch (IOException e) {
      throw StoreFailedException.of("The store %s cannot be made".formatted(location), e);
    }
  }

  /** The ids of the runs, ascending, which is their order in time. Costs one listing. */
  public List<String> ids() {
    Path runs = new Path(directory, RUNS);
    try {
      List<String> ids = new ArrayList<>();
      for (String name : storage.names(runs)) {
        if (ID.matcher(name).matches()) {
          ids.add(name);
        }
      }
      ids.sort(null);
      return ids;
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be listed".formatted(runs), e);
    }
  }

  /** What evaluations and drops that were killed left, or are still at. */
  public List<String> unfinished() {
    Path runs = new Path(directory, RUNS);
    try {
      List<String> names = new ArrayList<>();
      for (String name : storage.names(runs)) {
        if (HiddenName.is(name)) {
          names.add(RUNS + "/" + name);
        }
      }
      names.sort(null);
      return names;
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be listed".formatted(runs), e);
    }
  }

  /** The run of an id; empty when there is none, or its manifest is not whole. */
  public Optional<StoredRun> find(String id) {
    try {
      StoredRun run = StoredRun.open(access, place(id).toString());
      return run.manifest().run().equals(id) ? Optional.of(run) : Optional.empty();
    } catch (InputRefusedException e) {
      return Optional.empty();
    }
  }

  /** The latest finished run of a key; empty when there is none. */
  public Optional<StoredRun> finished(String key) {
    List<String> ids = new ArrayList<>(ids());
    java.util.Collections.reverse(ids);
    return ids.stream()
        .filter(id -> key.startsWith(id.substring(id.indexOf('-') + 1)))
        .flatMap(id -> find(id).stream())
        .filter(run -> run.manifest().key().equals(key))
        .findFirst();
  }

  /** What was judged of a run. Opens one file. */
  public RunState state(String id) {
    return StoredRun.state(storage, place(id));
  }

  /**
   * Whether later runs may be compared with a run as with a good one.
   *
   * @throws InputRefusedException when its verdict is damaged: it must not be passed over unseen
   */
  public boolean isGreen(String id) {
    RunState state = state(id);
    InputRefusedException.require(
        state != RunState.DAMAGED,
        "%s is damaged: judge the run again with check, or copy the last file of versions/%s over it."
            .formatted(new Path(place(id), StoredRun.VERDICT), StoredRun.VERDICT));
    return state.isGreen();
  }

  /**
   * The run of an id; empty where a killed evaluation left no manifest.
   *
   * @throws InputRefusedException when the manifest is damaged: an earlier run must not take its
   *     place unseen
   */
  public Optional<StoredRun> findOrRefuse(String id) {
    Optional<StoredRun> run = find(id);
    if (run.isPresent()) {
      return run;
    }
    Path manifest = new Path(place(id), StoredRun.MANIFEST);
    try {
      InputRefusedException.require(
          !storage.exists(manifest),
          "%s is damaged: name another run, or drop this one with history drop %s."
              .formatted(manifest, id));
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be read".formatted(manifest), e);
    }
    return Optional.empty();
  }

  /** Where the run of an id lies or would lie. */
  public Path place(String id) {
    return new Path(new Path(directory, RUNS), id);
  }

  /** Where the store is. */
  public Path directory() {
    return directory;
  }

  Storage storage() {
    return storage;
  }
}

package dev.maskwise.run.store;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.run.StoreFailedException;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.WrittenFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which runs may go, and how one goes. A run that has a name stays, and so does the last green one;
 * of a run only what Maskwise wrote is deleted, entry by entry.
 */
public final class Retention {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final RunStore store;
  private final Storage storage;

  /**
   * What becomes of a run.
   *
   * @param kept why it is kept; null where it may go
   */
  public record Decision(String run, @Nullable String kept) {}

  public Retention(RunStore store) {
    this.store = store;
    this.storage = store.storage();
  }

  /**
   * Decides of the runs that started before a time; of the others nothing is said.
   *
   * @param green so many of the last green runs are kept, at least one
   */
  public List<Decision> before(Instant time, int green) {
    String limit = TIME.format(time);
    List<String> kept = lastGreen(Math.max(1, green));
    List<Decision> decisions = new ArrayList<>();
    for (String id : store.ids()) {
      if (id.compareTo(limit) < 0 && store.find(id).isPresent()) {
        decisions.add(decide(id, kept));
      }
    }
    return decisions;
  }

  /** Decides of one run, as if it were old. */
  public Decision of(String id) {
    return decide(id, lastGreen(1));
  }

  private Decision decide(String id, List<String> green) {
    String names = names(id);
    String kept =
        !names.isEmpty()
            ? "it is called " + names
            : green.contains(id)
                ? green.indexOf(id) == 0
                    ? "it is the last green run"
                    : "it is one of the last green runs"
                : foreign(id);
    return new Decision(id, kept);
  }

  private @Nullable String foreign(String id) {
    try {
      List<String> foreign = written(store.place(id), files(whole(id))).foreign();
      return foreign.isEmpty() ? null : foreignClause(foreign);
    } catch (IOException e) {
      throw StoreFailedException.of("The run %s cannot be read".formatted(store.place(id)), e);
    }
  }

  private static String foreignClause(List<String> foreign) {
    return "it holds something that Maskwise did not write, " + String.join(", ", foreign);
  }

  private StoredRun whole(String id) {
    return store
        .find(id)
        .orElseThrow(
            () ->
                new InputRefusedException(
                    "%s is no finished run: name one that is.".formatted(store.place(id))));
  }

  private String names(String id) {
    return new RunNames(store)
        .all().stream()
            .filter(named -> id.equals(named.run()))
            .map(NamedRun::name)
            .collect(Collectors.joining(", "));
  }

  /** The last green runs, the last first. */
  private List<String> lastGreen(int most) {
    List<String> latest = new ArrayList<>(store.ids());
    Collections.reverse(latest);
    return latest.stream()
        .filter(id -> store.state(id).isGreen() && store.find(id).isPresent())
        .limit(most)
        .toList();
  }

  /**
   * Deletes a run.
   *
   * @throws InputRefusedException when it is to be kept, or holds what Maskwise did not write; it
   *     is then as it was
   * @throws StoreFailedException when it cannot be deleted; then it is a run or it is none
   */
  public void drop(String id) {
    String kept = of(id).kept();
    InputRefusedException.require(
        kept == null, "The run %s is kept, because %s.".formatted(id, kept));
    Path place = store.place(id);
    Path hidden = new Path(place.getParent(), ".%s.dropped-%s".formatted(id, UUID.randomUUID()));
    try {
      List<String> files = files(whole(id));
      storage.rename(place, hidden); // From here on nobody takes it for a run.
      WrittenFiles all;
      try {
        String names = names(id);
        InputRefusedException.require(
            names.isEmpty(), "The run %s is kept, because it is called %s.".formatted(id, names));
        all = written(hidden, files);
        InputRefusedException.require(
            all.foreign().isEmpty(),
            "The run %s is kept, because %s.".formatted(id, foreignClause(all.foreign())));
      } catch (InputRefusedException | StoreFailedException | IOException e) {
        storage.rename(hidden, place);
        throw e;
      }
      all.delete();
    } catch (IOException e) {
      throw StoreFailedException.of("The run %s cannot be dropped".formatted(place), e);
    }
    new StoreIndex(store).forget(id);
  }

  private static List<String> files(StoredRun run) {
    List<String> files = new ArrayList<>(run.manifest().files());
    files.add(StoredRun.MANIFEST);
    return files;
  }

  private WrittenFiles written(Path directory, List<String> files) throws IOException {
    return new WrittenFiles(storage, directory, there -> files);
  }
}

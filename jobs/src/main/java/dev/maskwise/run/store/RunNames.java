package dev.maskwise.run.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Storage;
import dev.maskwise.run.Generations;
import dev.maskwise.run.Generations.Generation;
import dev.maskwise.run.StoreFailedException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The names of runs: {@code refs/NAME/00000001.json} and so on. To move a name is to create its
 * next generation, so that all that was ever promoted can be read; the largest number holds.
 */
public final class RunNames {
  /** What the last run is called without being given the name. */
  public static final String LAST = "last";

  /** What the last run is called that passed. */
  public static final String LAST_GREEN = "last-green";

  private static final String REFS = "refs";
  private static final String EXTENSION = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

  /** What references mean by themselves. */
  private static final Set<String> RESERVED = Set.of(RunNames.LAST, RunNames.LAST_GREEN);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunStore store;
  private final Storage storage;
  private final Path directory;

  public RunNames(RunStore store) {
    this.store = store;
    this.storage = store.storage();
    this.directory = new Path(store.directory(), REFS);
  }

  /** The names that belong to a run, and what holds of them, in alphabetical order. */
  public List<NamedRun> all() {
    try {
      TreeMap<String, NamedRun> names = new TreeMap<>();
      for (String name : storage.names(directory)) {
        if (NAME.matcher(name).matches()) {
          current(name).filter(named -> named.run() != null).ifPresent(n -> names.put(name, n));
        }
      }
      return List.copyOf(names.values());
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be listed".formatted(directory), e);
    }
  }

  /** What holds of a name; empty when it was never given or was lifted. */
  public Optional<NamedRun> find(String name) {
    return NAME.matcher(name).matches()
        ? current(name).filter(named -> named.run() != null)
        : Optional.empty();
  }

  /** Everything that a name ever was, the first first. */
  public List<NamedRun> history(String name) {
    try {
      List<NamedRun> history = new ArrayList<>();
      for (Generation generation : generations(name).all()) {
        parse(name, generation).ifPresent(history::add);
      }
      return history;
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be read".formatted(new Path(directory, name)), e);
    }
  }

  /** The last generation that is whole: one of a writer that was killed says nothing. */
  private Optional<NamedRun> current(String name) {
    List<NamedRun> history = history(name);
    return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
  }

  private Generations generations(String name) {
    return new Generations(storage, new Path(directory, name), EXTENSION);
  }

  private static Optional<NamedRun> parse(String name, Generation generation) {
    try {
      JsonNode json = JSON.readTree(generation.text());
      return json.has("at")
          ? Optional.of(
              new NamedRun(
                  name,
                  generation.number(),
                  text(json.path("run")),
                  json.path("pinned").asBoolean(),
                  json.path("by").asText(),
                  json.path("at").asText(),
                  text(json.path("reason"))))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  /**
   * Gives a name to a run, and takes it from the run that had it.
   *
   * @throws InputRefusedException when it is no name, is pinned to another run, or the run is not
   *     there
   */
  public NamedRun promote(String name, String run, @Nullable String reason) {
    return give(name, run, false, reason);
  }

  /**
   * Gives a name to a run for good: only {@link #lift} frees it.
   *
   * @throws InputRefusedException when it is no name, is pinned to another run, or the run is not
   *     there
   */
  public NamedRun pin(String name, String run, @Nullable String reason) {
    return give(name, run, true, reason);
  }

  private NamedRun give(String name, String run, boolean pinned, @Nullable String reason) {
    InputRefusedException.require(
        NAME.matcher(name).matches() && !RESERVED.contains(name),
        "'%s' is no name for a run: take letters, digits, '.', '_' and '-', a letter first, and none of %s."
            .formatted(name, String.join(", ", RESERVED.stream().sorted().toList())));
    requireThere(run);
    while (true) {
      int next = next(name);
      Optional<NamedRun> before = current(name); // and nothing after it when the next is free
      before.ifPresent(named -> refuseToMove(named, run));
      Optional<NamedRun> given = create(next, name, run, pinned, reason);
      if (given.isPresent()) {
        keep(given.get(), before.map(NamedRun::run).orElse(null));
        return given.get();
      }
    }
  }

  /** A drop that is at work looks for names after it hid the run; so one of both sees the other. */
  private void keep(NamedRun given, @Nullable String before) {
    if (store.find(String.valueOf(given.run())).isEmpty()) {
      String reason = "the run was dropped at the same moment";
      create(given.generation() + 1, given.name(), before, false, reason);
      requireThere(String.valueOf(given.run()));
    }
  }

  private void requireThere(String run) {
    InputRefusedException.require(
        store.find(run).isPresent(),
        "The run %s is not in %s: name one that is.".formatted(run, store.directory()));
  }

  private static void refuseToMove(NamedRun named, String run) {
    InputRefusedException.require(
        !named.pinned() || run.equals(named.run()),
        "'%s' is pinned to %s: take another name, or lift it with pin --lift --as %s."
            .formatted(named.name(), named.run(), named.name()));
  }

  /**
   * Takes a name from its run, which may then be dropped.
   *
   * @throws InputRefusedException when no run has the name
   */
  public NamedRun lift(String name, @Nullable String reason) {
    while (true) {
      int next = next(name);
      InputRefusedException.require(
          find(name).isPresent(),
          "No run in %s is called '%s': there are the names %s."
              .formatted(store.directory(), name, all().stream().map(NamedRun::name).toList()));
      Optional<NamedRun> lifted = create(next, name, null, false, reason);
      if (lifted.isPresent()) {
        return lifted.get();
      }
    }
  }

  private int next(String name) {
    try {
      List<Integer> numbers = generations(name).numbers();
      return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    } catch (IOException e) {
      throw StoreFailedException.of("%s cannot be listed".formatted(new Path(directory, name)), e);
    }
  }

  /** Creates a generation; empty when another writer did. */
  private Optional<NamedRun> create(
      int number, String name, @Nullable String run, boolean pinned, @Nullable String reason) {
    NamedRun named = new NamedRun(name, number, run, pinned, Person.name(), now(), reason);
    try {
      return generations(name).create(number, write(named)) ? Optional.of(named) : Optional.empty();
    } catch (IOException e) {
      throw StoreFailedException.of(
          "The name %s cannot be written to %s".formatted(name, directory), e);
    }
  }

  private static String write(NamedRun named) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("run", named.run())
            .put("pinned", named.pinned())
            .put("by", named.by())
            .put("at", named.at())
            .put("reason", named.reason());
    return json + "\n";
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

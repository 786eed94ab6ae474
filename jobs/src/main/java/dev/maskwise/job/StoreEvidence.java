package dev.maskwise.job;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.check.History;
import dev.maskwise.run.check.rule.Asked.Runs;
import dev.maskwise.run.check.rule.Asked.Usual;
import dev.maskwise.run.store.IndexedNumber;
import dev.maskwise.run.store.IndexedRun;
import dev.maskwise.run.store.RunNames;
import dev.maskwise.run.store.RunReference;
import dev.maskwise.run.store.RunStore;
import dev.maskwise.run.store.Trend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the store of a run holds that the run can be judged by: earlier runs. A run that is in no
 * store has none.
 */
final class StoreEvidence {
  private final StoredRun run;
  private final @Nullable RunStore store;

  StoreEvidence(StorageAccess storages, StoredRun run) {
    this.run = run;
    this.store = RunStore.holding(storages, run).orElse(null);
  }

  /** Whether the run is in a store. */
  boolean isInStore() {
    return store != null;
  }

  /** The run that has a name in the store, but for the judged one and later ones. */
  Optional<StoredRun> named(String name) {
    if (store == null) {
      return Optional.empty();
    }
    RunStore there = store;
    return switch (name) {
      case RunNames.LAST -> last(id -> true);
      case RunNames.LAST_GREEN -> last(there::isGreen);
      default -> {
        try {
          yield Optional.of(RunReference.in(there, name));
        } catch (InputRefusedException e) {
          yield Optional.empty();
        }
      }
    };
  }

  /** The last earlier run of the same key. */
  Optional<StoredRun> sameKey() {
    String key = run.manifest().key();
    return last(id -> key.startsWith(id.substring(id.indexOf('-') + 1)))
        .filter(other -> other.manifest().key().equals(key));
  }

  private Optional<StoredRun> last(Predicate<String> wanted) {
    if (store == null) {
      return Optional.empty();
    }
    List<String> ids = new ArrayList<>(store.ids());
    Collections.reverse(ids);
    RunStore there = store;
    return ids.stream()
        .filter(id -> id.compareTo(run.manifest().run()) < 0)
        .filter(wanted)
        .flatMap(id -> there.findOrRefuse(id).stream())
        .findFirst();
  }

  /** The earlier runs of the same meaning. */
  History history() {
    RunStore there = store;
    return there == null ? History.NONE : (model, key, asked) -> values(there, model, key, asked);
  }

  private List<Double> values(RunStore there, String model, NumberKey key, Usual asked) {
    Trend trend;
    try {
      trend =
          Trend.of(
              there,
              new Trend.Query(key.metric(), key.averaging(), key.className(), key.slice(), model),
              Integer.MAX_VALUE);
    } catch (InputRefusedException e) {
      return List.of();
    }
    String id = run.manifest().run();
    Optional<IndexedRun> judged =
        trend.rows().stream().map(Trend.Row::run).filter(r -> r.run().equals(id)).findFirst();
    List<Double> values = new ArrayList<>();
    for (Trend.Row row : trend.rows()) {
      IndexedNumber number = row.numbers().get(model);
      boolean alike = judged.isPresent() && row.run().meaning().equals(judged.get().meaning());
      boolean counts = asked.runs() == Runs.ALL || row.state().isGreen();
      if (row.run().run().compareTo(id) < 0
          && number != null
          && alike
          && counts
          && !Double.isNaN(number.value())) {
        values.add(number.value());
      }
    }
    return values.subList(Math.max(0, values.size() - asked.window()), values.size());
  }
}

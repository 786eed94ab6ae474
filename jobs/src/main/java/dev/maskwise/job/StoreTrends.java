package dev.maskwise.job;

import dev.maskwise.metric.Interval;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSummary;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.page.survey.Headline;
import dev.maskwise.run.page.trend.RunHistory;
import dev.maskwise.run.page.trend.RunHistory.Baseline;
import dev.maskwise.run.page.trend.RunHistory.Followed;
import dev.maskwise.run.store.IndexedNumber;
import dev.maskwise.run.store.IndexedRun;
import dev.maskwise.run.store.NamedRun;
import dev.maskwise.run.store.RunNames;
import dev.maskwise.run.store.RunStore;
import dev.maskwise.run.store.StoreIndex;
import dev.maskwise.run.store.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page of a run shows of the runs of a store. */
final class StoreTrends {
  private static final int LAST_RUNS = 100;
  private static final String PRODUCTION = "prod";

  private final RunStore store;
  private final RunImages run;

  StoreTrends(RunStore store, RunImages run) {
    this.store = store;
    this.run = run;
  }

  /**
   * Reads them. Costs a look at the index, and a verdict for each of the last runs.
   *
   * @param against the run that is compared with; null for the one that is called prod
   */
  RunHistory read(@Nullable StoredRun against) {
    StoredSummary summary = run.run().summary();
    Map<Trend.Query, NumberKey> followed = new LinkedHashMap<>();
    for (NumberKey key : new Headline(run.terms()).followed()) {
      if (run.run().manifest().models().stream()
          .anyMatch(model -> summary.numbers(model).containsKey(key))) {
        followed.put(
            new Trend.Query(key.metric(), key.averaging(), key.className(), key.slice(), null),
            key);
      }
    }
    Set<String> ids = Set.copyOf(store.ids());
    boolean isInStore = ids.contains(run.run().manifest().run());
    List<Followed> numbers = new ArrayList<>();
    Map<Trend.Query, Trend> trends = Trend.all(store, List.copyOf(followed.keySet()), LAST_RUNS);
    followed.forEach(
        (query, key) -> {
          Trend trend = trends.get(query);
          if (trend != null) {
            numbers.add(new Followed(key, isInStore ? trend : withRun(trend, key, summary)));
          }
        });
    Map<String, List<String>> names =
        new RunNames(store)
            .all().stream()
                .filter(named -> named.run() != null)
                .collect(
                    Collectors.groupingBy(
                        named -> String.valueOf(named.run()),
                        Collectors.mapping(NamedRun::name, Collectors.toList())));
    return new RunHistory(
        store.directory().toString(), ids.size(), numbers, names, baseline(against, names));
  }

  /** A run that is elsewhere stands among the others where it belongs in time. */
  private Trend withRun(Trend trend, NumberKey key, StoredSummary summary) {
    IndexedRun own = StoreIndex.describe(run.run());
    Map<String, IndexedNumber> numbers = new HashMap<>();
    for (String model : own.models()) {
      StoredNumber number = summary.numbers(model).get(key);
      if (number != null) {
        Interval interval = number.interval();
        numbers.put(
            model,
            new IndexedNumber(
                own.run(),
                model,
                key.className(),
                key.slice(),
                number.value(),
                interval == null ? Double.NaN : interval.low(),
                interval == null ? Double.NaN : interval.high(),
                number.n()));
      }
    }
    List<Trend.Row> rows = new ArrayList<>(trend.rows());
    rows.add(new Trend.Row(own, run.run().state(), numbers));
    rows.sort(Comparator.comparing(row -> row.run().run()));
    return new Trend(
        Stream.concat(trend.models().stream(), own.models().stream()).distinct().toList(), rows);
  }

  private @Nullable Baseline baseline(
      @Nullable StoredRun against, Map<String, List<String>> names) {
    if (against != null) {
      String id = against.manifest().run();
      List<String> called = names.getOrDefault(id, List.of());
      return baseline(called.isEmpty() ? id : String.join(", ", called), against);
    }
    return new RunNames(store)
        .find(PRODUCTION)
        .flatMap(named -> store.find(String.valueOf(named.run())))
        .filter(named -> !named.manifest().run().equals(run.run().manifest().run()))
        .map(named -> baseline(PRODUCTION, named))
        .orElse(null);
  }

  private static Baseline baseline(String name, StoredRun run) {
    return new Baseline(name, StoreIndex.describe(run), run.summary());
  }
}

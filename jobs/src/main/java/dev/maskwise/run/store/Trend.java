package dev.maskwise.run.store;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Interval;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.RunState;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.StoredSlices;
import dev.maskwise.run.store.StoreIndex.Found;
import dev.maskwise.run.store.StoreIndex.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One number over the runs of a store.
 *
 * @param models the models that have it in any run, those of earlier runs first
 * @param rows a row for each run, the earliest first
 */
public record Trend(List<String> models, List<Row> rows) {

  /**
   * Which number.
   *
   * @param className null for the value over classes
   * @param slice null for all images
   * @param model null for all models
   */
  public record Query(
      String metric,
      Averaging averaging,
      @Nullable String className,
      @Nullable String slice,
      @Nullable String model) {
    Section section() {
      return new Section(metric, averaging);
    }

    boolean asksFor(String ofModel, NumberKey key) {
      return key.metric().equals(metric)
          && key.averaging() == averaging
          && Objects.equals(className, key.className())
          && Objects.equals(slice, key.slice())
          && (model == null || model.equals(ofModel));
    }

    boolean asksFor(IndexedNumber number) {
      return Objects.equals(className, number.className())
          && Objects.equals(slice, number.slice())
          && (model == null || model.equals(number.model()));
    }
  }

  /**
   * What a run says.
   *
   * @param numbers model → the number; a model is left out where the run does not have it
   */
  public record Row(IndexedRun run, RunState state, Map<String, IndexedNumber> numbers) {}

  /**
   * Reads a trend.
   *
   * @param last of so many runs, the last
   * @throws InputRefusedException when no run has the number; the message lists what there is
   */
  public static Trend of(RunStore store, Query query, int last) {
    Found found = found(store, List.of(query), last).apply(query);
    InputRefusedException.require(
        !found.runs().isEmpty(),
        "%s has no runs yet: make one with evaluate --store.".formatted(store.directory()));
    return of(query, found, store, store::state).orElseThrow(() -> missing(query, found));
  }

  /**
   * Reads several trends for one look at the index, and each verdict once.
   *
   * @param last of so many runs, the last
   * @return those of the queries that any run answers
   */
  public static Map<Query, Trend> all(RunStore store, List<Query> queries, int last) {
    Map<String, RunState> states = new HashMap<>();
    Map<Query, Trend> trends = new LinkedHashMap<>();
    Function<Query, Found> found = found(store, queries, last);
    for (Query query : queries) {
      of(
              query,
              found.apply(query),
              store,
              run -> states.computeIfAbsent(run, id -> store.state(id)))
          .ifPresent(trend -> trends.put(query, trend));
    }
    return trends;
  }

  private static Function<Query, Found> found(RunStore store, List<Query> queries, int last) {
    Set<Section> sections = new LinkedHashSet<>();
    queries.forEach(query -> sections.add(query.section()));
    Map<Section, Found> found = new StoreIndex(store).find(sections, last);
    return query -> Objects.requireNonNull(found.get(query.section()));
  }

  /** Empty where no run has the number. */
  private static Optional<Trend> of(
      Query query, Found found, RunStore store, Function<String, RunState> states) {
    Map<String, Map<String, IndexedNumber>> byRun = new HashMap<>();
    Stream.concat(found.numbers().stream().filter(query::asksFor), ofTables(query, found, store))
        .forEach(
            number ->
                byRun
                    .computeIfAbsent(number.run(), run -> new HashMap<>())
                    .put(number.model(), number));
    if (byRun.isEmpty()) {
      return Optional.empty();
    }
    Set<String> models = new LinkedHashSet<>();
    List<Row> rows = new ArrayList<>();
    for (IndexedRun run : found.runs()) {
      Map<String, IndexedNumber> there = byRun.getOrDefault(run.run(), Map.of());
      run.models().stream().filter(there::containsKey).forEach(models::add);
      rows.add(new Row(run, states.apply(run.run()), there));
    }
    return Optional.of(new Trend(List.copyOf(models), rows));
  }

  /** The number in the runs whose slices are in tables of their own. */
  private static Stream<IndexedNumber> ofTables(Query query, Found found, RunStore store) {
    String slice = query.slice();
    return slice == null
        ? Stream.of()
        : found.runs().stream()
            .filter(run -> run.slices() != null)
            .flatMap(run -> store.find(run.run()).stream())
            .flatMap(
                run ->
                    run.slices().read(slice, query::asksFor).stream()
                        .map(row -> indexed(run, row)));
  }

  private static IndexedNumber indexed(StoredRun run, StoredSlices.Row row) {
    Interval interval = row.number().interval();
    return new IndexedNumber(
        run.manifest().run(),
        row.model(),
        row.key().className(),
        row.key().slice(),
        row.number().value(),
        interval == null ? Double.NaN : interval.low(),
        interval == null ? Double.NaN : interval.high(),
        row.number().n());
  }

  private static InputRefusedException missing(Query query, Found found) {
    if (found.numbers().isEmpty()) {
      return new InputRefusedException(
          "No run has the metric %s under the averaging %s; the last run has %s."
              .formatted(
                  query.metric(), query.averaging().label(), String.join(", ", found.names())));
    }
    Set<String> classes = new TreeSet<>();
    Set<String> slices = new TreeSet<>();
    Set<String> models = new TreeSet<>();
    for (IndexedNumber number : found.numbers()) {
      classes.add(number.className() == null ? "none" : number.className());
      slices.add(number.slice() == null ? "none" : number.slice());
      models.add(number.model());
    }
    return new InputRefusedException(
        "No run has %s (%s) of the class %s, the slice %s and the model %s: there are the classes %s, the slices %s and the models %s."
            .formatted(
                query.metric(),
                query.averaging().label(),
                query.className() == null ? "none" : query.className(),
                query.slice() == null ? "none" : query.slice(),
                query.model() == null ? "any" : query.model(),
                String.join(", ", classes),
                String.join(", ", slices),
                String.join(", ", models)));
  }
}

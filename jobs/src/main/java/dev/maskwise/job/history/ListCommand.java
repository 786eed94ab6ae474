package dev.maskwise.job.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.run.RunState;
import dev.maskwise.run.store.IndexedRun;
import dev.maskwise.run.store.IndexedRun.Headline;
import dev.maskwise.run.store.NamedRun;
import dev.maskwise.run.store.RunNames;
import dev.maskwise.run.store.RunStore;
import dev.maskwise.run.store.StoreIndex;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise history list}: the runs of a store. */
@Command(
    name = "list",
    description = "Lists the runs of a store, the last at the end.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class ListCommand implements Callable<Integer> {
  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(names = "--last", paramLabel = "N", description = "Only the last N runs.")
  private int last = Integer.MAX_VALUE;

  @Option(names = "--json", description = "As JSON, with every digit.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What is said of a run. */
  private record Row(IndexedRun run, RunState state, List<String> names) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RunStore store = storeOptions.open();
    List<IndexedRun> all = new StoreIndex(store).runs();
    List<NamedRun> names = new RunNames(store).all();
    List<Row> rows =
        all.subList(Math.max(0, all.size() - Math.max(0, last)), all.size()).stream()
            .map(
                run ->
                    new Row(
                        run,
                        store.state(run.run()),
                        names.stream()
                            .filter(named -> run.run().equals(named.run()))
                            .map(NamedRun::name)
                            .toList()))
            .toList();
    if (json) {
      out.println(HistoryJson.text(json(rows)));
    } else if (all.isEmpty()) {
      out.printf("%s has no runs yet.%n", store.directory());
    } else {
      out.println(table(rows));
      out.printf(
          "%s of %s%n",
          TextTable.count(rows.size()),
          all.size() == 1 ? "1 run" : TextTable.count(all.size()) + " runs");
    }
    out.flush();
    return 0;
  }

  private static String table(List<Row> rows) {
    Set<String> headlines =
        rows.stream().map(row -> name(row.run().headline())).collect(Collectors.toSet());
    boolean same = headlines.size() == 1;
    return new TextTable<Row>()
        .words("run", row -> row.run().run())
        .words("state", row -> row.state().label())
        .words("names", row -> String.join(", ", row.names()))
        .numbers("images", row -> TextTable.count(row.run().evaluated()))
        .numbers("rejected", row -> TextTable.count(row.run().rejected()))
        .words(
            same ? headlines.iterator().next() : "numbers",
            row -> (same ? "" : name(row.run().headline()) + ": ") + values(row.run().headline()))
        .write(rows);
  }

  static String name(@Nullable Headline headline) {
    return headline == null
        ? "no number"
        : "%s (%s)".formatted(headline.metric(), headline.averaging());
  }

  static String values(@Nullable Headline headline) {
    return headline == null
        ? "–"
        : headline.values().entrySet().stream()
            .map(e -> e.getKey() + " " + value(e.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String value(@Nullable Double value) {
    return TextTable.value(value == null ? Double.NaN : value);
  }

  private static ArrayNode json(List<Row> rows) {
    ArrayNode list = HistoryJson.array();
    for (Row row : rows) {
      ObjectNode node = HistoryJson.of(row.run());
      node.put("state", row.state().label());
      ArrayNode names = node.putArray("names");
      row.names().forEach(names::add);
      list.add(node);
    }
    return list;
  }
}

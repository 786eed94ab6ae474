package dev.maskwise.job.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.Averaging;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.report.OneLine;
import dev.maskwise.run.store.IndexedNumber;
import dev.maskwise.run.store.Trend;
import dev.maskwise.run.store.Trend.Query;
import dev.maskwise.run.store.Trend.Row;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code maskwise history trend}: one number over the runs of a store. */
@Command(
    name = "trend",
    description = "Shows one number over the runs of a store.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class TrendCommand implements Callable<Integer> {
  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "NAME",
      description = "The metric or the loss, such as mean_iou.")
  private String metric = "";

  @Option(
      names = "--averaging",
      required = true,
      paramLabel = "NAME",
      description =
          "Its averaging, such as dataset: under another averaging the same name is another number.")
  private String averaging = "";

  @Option(names = "--class", paramLabel = "NAME", description = "The class. Default: over classes.")
  private @Nullable String className;

  @Option(
      names = "--slice",
      paramLabel = "NAME=VALUE",
      description = "The slice. Default: all images.")
  private @Nullable String slice;

  @Option(names = "--model", paramLabel = "NAME", description = "The model. Default: all.")
  private @Nullable String model;

  @Option(names = "--last", paramLabel = "N", description = "Only the last N runs.")
  private int last = Integer.MAX_VALUE;

  @Option(names = "--json", description = "As JSON, with every digit.")
  private boolean json;

  @Option(names = "--csv", description = "As CSV, with every digit, a line for a run and a model.")
  private boolean csv;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    InputRefusedException.require(!(json && csv), "--json and --csv are both given: choose one.");
    PrintWriter out = spec.commandLine().getOut();
    Query query = new Query(metric, averaging(), className, slice, model);
    Trend trend = Trend.of(storeOptions.open(), query, Math.max(1, last));
    if (json) {
      out.println(HistoryJson.text(json(trend)));
    } else if (csv) {
      csv(trend, out);
    } else {
      print(trend, out);
    }
    out.flush();
    return 0;
  }

  private Averaging averaging() {
    return Arrays.stream(Averaging.values())
        .filter(candidate -> candidate.label().equals(averaging))
        .findFirst()
        .orElseThrow(
            () ->
                new InputRefusedException(
                    "--averaging %s is none: name one of %s."
                        .formatted(
                            averaging,
                            Arrays.stream(Averaging.values())
                                .map(Averaging::label)
                                .collect(Collectors.joining(", ")))));
  }

  private void print(Trend trend, PrintWriter out) {
    Map<String, String> meanings = marks(trend, (row, marks) -> row.run().meaning());
    Map<String, String> truths = marks(trend, (row, marks) -> String.valueOf(row.run().truth()));
    TextTable<Row> table =
        new TextTable<Row>()
            .words("run", row -> row.run().run())
            .words("state", row -> row.state().label());
    // Numbers of other definitions or other truth are no trend of the model.
    if (meanings.size() > 1) {
      table.words("definition", row -> TextTable.mark(meanings, row.run().meaning()));
    }
    if (truths.size() > 1) {
      table.words("truth", row -> TextTable.mark(truths, String.valueOf(row.run().truth())));
    }
    for (String name : trend.models()) {
      table.numbers(name, row -> cell(row.numbers().get(name)));
    }
    out.printf(
        "%s (%s)%s%s%n",
        metric,
        averaging,
        className == null ? "" : " of " + OneLine.of(className),
        slice == null ? "" : " where " + OneLine.of(slice));
    out.println(table.write(trend.rows()));
    for (String name : trend.models()) {
      double[] values = trend.rows().stream().mapToDouble(row -> value(row, name)).toArray();
      out.printf("%s %s%n", Sparkline.of(values), OneLine.of(name));
    }
  }

  private static Map<String, String> marks(
      Trend trend, BiFunction<Row, Map<String, String>, String> text) {
    Map<String, String> marks = new LinkedHashMap<>();
    trend.rows().forEach(row -> TextTable.mark(marks, text.apply(row, marks)));
    return marks;
  }

  private static double value(Row row, String model) {
    IndexedNumber number = row.numbers().get(model);
    return number == null ? Double.NaN : number.value();
  }

  private static String cell(@Nullable IndexedNumber number) {
    if (number == null) {
      return "";
    }
    return TextTable.value(number.value())
        + (Double.isNaN(number.low())
            ? ""
            : " [%s, %s]".formatted(TextTable.value(number.low()), TextTable.value(number.high())));
  }

  private ObjectNode json(Trend trend) {
    ObjectNode node = HistoryJson.object();
    node.put("metric", metric).put("averaging", averaging);
    node.put("class", className).put("slice", slice);
    ArrayNode runs = node.putArray("runs");
    for (Row row : trend.rows()) {
      ObjectNode run = runs.addObject();
      run.put("run", row.run().run()).put("started", row.run().started());
      run.put("state", row.state().label());
      run.put("meaning", row.run().meaning()).put("truth", row.run().truth());
      ObjectNode models = run.putObject("models");
      for (String name : trend.models()) {
        IndexedNumber number = row.numbers().get(name);
        if (number != null) {
          models
              .putObject(name)
              .put("value", defined(number.value()))
              .put("low", defined(number.low()))
              .put("high", defined(number.high()))
              .put("n", number.n());
        }
      }
    }
    return node;
  }

  private static @Nullable Double defined(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static void csv(Trend trend, PrintWriter out) {
    out.println("run,started,state,meaning,truth,model,value,low,high,n");
    for (Row row : trend.rows()) {
      for (String name : trend.models()) {
        IndexedNumber number = row.numbers().get(name);
        if (number != null) {
          out.println(
              List.of(
                      row.run().run(),
                      row.run().started(),
                      row.state().label(),
                      row.run().meaning(),
                      row.run().truth() == null ? "" : row.run().truth(),
                      name,
                      digits(number.value()),
                      digits(number.low()),
                      digits(number.high()),
                      String.valueOf(number.n()))
                  .stream()
                  .map(TrendCommand::quoted)
                  .collect(Collectors.joining(",")));
        }
      }
    }
  }

  private static String digits(double value) {
    return Double.isNaN(value) ? "" : String.valueOf(value);
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}

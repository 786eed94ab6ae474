package dev.maskwise.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code report.html}: one file without scripts or references to the outside, its curves
 * drawn as SVG. Mustache escapes every value.
 */
public final class HtmlReport {
  private static final Mustache TEMPLATE =
      new DefaultMustacheFactory("dev/maskwise/report").compile("report.mustache");

  private HtmlReport() {}

  /** The summary as an HTML page. */
  public static String write(Summary summary) {
    List<CurveFigures.Figure> figures = new CurveFigures(summary).all();
    StringWriter page = new StringWriter();
    TEMPLATE.execute(
        page,
        Map.of(
            "version", summary.version(),
            "models", String.join(" · ", summary.models()),
            "images", images(summary),
            "definition", definition("", summary.definition()),
            "tables", new ReportTables(summary).all().stream().map(HtmlReport::table).toList(),
            "hasFigures", !figures.isEmpty(),
            "figures", figures,
            "hasRejected", !summary.rejected().isEmpty(),
            "rejectedNote", rejectedNote(summary),
            "rejected", summary.rejected()));
    return page.toString();
  }

  private record Item(String name, String value) {}

  private record Cell(String text, String style) {}

  private record Table(String title, String note, List<Cell> header, List<List<Cell>> rows) {}

  private static Table table(ReportTable table) {
    return new Table(
        table.title(),
        table.note(),
        cells(table, table.header()),
        table.rows().stream().map(row -> cells(table, row)).toList());
  }

  private static List<Cell> cells(ReportTable table, List<String> texts) {
    List<Cell> cells = new ArrayList<>();
    for (int column = 0; column < texts.size(); column++) {
      String text = texts.get(column);
      boolean undefined = text.equals(Numbers.UNDEFINED);
      cells.add(new Cell(text, undefined ? "undefined" : table.isText(column) ? "word" : "number"));
    }
    return cells;
  }

  private static List<Item> images(Summary summary) {
    return List.of(
        new Item("evaluated", Numbers.count(summary.images().evaluated())),
        new Item("rejected", Numbers.count(summary.images().rejected())),
        new Item("missing prediction", Numbers.count(summary.images().missingPrediction())),
        new Item("missing truth", Numbers.count(summary.images().missingTruth())),
        new Item("duplicate", Numbers.count(summary.images().duplicate())));
  }

  private static List<Item> definition(String prefix, Map<String, ?> definition) {
    List<Item> items = new ArrayList<>();
    definition.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> nested) {
            nested.forEach(
                (key, inner) -> items.add(new Item(prefix + name + "." + key, text(inner))));
          } else {
            items.add(new Item(prefix + name, text(value)));
          }
        });
    return items;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof List<?> list && !list.isEmpty()) {
      return String.join(", ", list.stream().map(String::valueOf).toList());
    }
    return value == null || value instanceof List<?> ? "none" : value.toString();
  }

  private static String rejectedNote(Summary summary) {
    return "All of them are in rejected.parquet; the first %s are listed here."
        .formatted(Numbers.count(summary.rejected().size()));
  }
}

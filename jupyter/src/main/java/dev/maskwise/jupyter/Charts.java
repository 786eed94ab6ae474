package dev.maskwise.jupyter;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Charts of the rows of a Spark table, each series a value of one of its columns. They are XChart's
 * own charts, so everything else about them is said with XChart's methods. Axes are named by their
 * columns. Rows are drawn in their order, those with a null or NaN are left out.
 *
 * <p>All rows come to the driver, at most {@link #MOST_ROWS}.
 */
public final class Charts {
  /** A chart of more rows would be a picture of its own ink. */
  public static final int MOST_ROWS = 20_000;

  private static final int WIDTH = 820;
  private static final int HEIGHT = 380;

  private Charts() {}

  /**
   * A line for each value of a column.
   *
   * @param x a column of numbers
   * @param y a column of numbers
   * @param series the column whose values name the lines
   * @throws IllegalArgumentException if a column is missing, is no number, or the rows are too many
   */
  public static XYChart lines(Dataset<Row> rows, String x, String y, String series) {
    return xy(rows, x, y, series, XYSeries.XYSeriesRenderStyle.Line);
  }

  /** A point for each row, in the colour of its series; see {@link #lines}. */
  public static XYChart points(Dataset<Row> rows, String x, String y, String series) {
    return xy(rows, x, y, series, XYSeries.XYSeriesRenderStyle.Scatter);
  }

  /**
   * A group of bars for each value of a column, in the order in which the values come first.
   *
   * @param category the column whose values stand below the bars
   * @param y a column of numbers
   * @param series the column whose values name the colours
   * @throws IllegalArgumentException as for {@link #lines}
   */
  public static CategoryChart bars(Dataset<Row> rows, String category, String y, String series) {
    Set<String> categories = new LinkedHashSet<>();
    Map<String, Map<String, Double>> heights = new LinkedHashMap<>();
    for (Row row : collect(rows, category, y, series)) {
      String name = CellText.of(row.get(0));
      categories.add(name);
      heights
          .computeIfAbsent(CellText.of(row.get(2)), unseen -> new LinkedHashMap<>())
          .put(name, number(row, 1));
    }
    CategoryChart chart = new CategoryChart(WIDTH, HEIGHT, new ChartTheme());
    chart.setXAxisTitle(category);
    chart.setYAxisTitle(y);
    chart.setCustomYAxisTickLabelsFormatter(Charts::tick);
    chart.getStyler().setAvailableSpaceFill(0.7);
    heights.forEach(
        (name, values) -> {
          List<Double> bars = new ArrayList<>();
          categories.forEach(at -> bars.add(values.getOrDefault(at, Double.NaN)));
          CategorySeries bar = chart.addSeries(name, List.copyOf(categories), bars);
          bar.setMarker(SeriesMarkers.NONE);
        });
    return chart;
  }

  private static XYChart xy(
      Dataset<Row> rows, String x, String y, String series, XYSeries.XYSeriesRenderStyle style) {
    Map<String, List<double[]>> points = new LinkedHashMap<>();
    for (Row row : collect(rows, x, y, series)) {
      points
          .computeIfAbsent(CellText.of(row.get(2)), unseen -> new ArrayList<>())
          .add(new double[] {number(row, 0), number(row, 1)});
    }
    XYChart chart = new XYChart(WIDTH, HEIGHT, new ChartTheme());
    chart.setCustomXAxisTickLabelsFormatter(Charts::tick);
    chart.setCustomYAxisTickLabelsFormatter(Charts::tick);
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    points.forEach(
        (name, values) -> {
          double[] xs = values.stream().mapToDouble(point -> point[0]).toArray();
          double[] ys = values.stream().mapToDouble(point -> point[1]).toArray();
          XYSeries drawn = chart.addSeries(name, xs, ys);
          drawn.setXYSeriesRenderStyle(style);
          if (style == XYSeries.XYSeriesRenderStyle.Line) {
            drawn.setMarker(SeriesMarkers.NONE).setLineWidth(2.2f);
          }
        });
    return chart;
  }

  /** The three columns of the rows that can be drawn. */
  private static List<Row> collect(Dataset<Row> rows, String first, String y, String series) {
    for (String column : List.of(first, y, series)) {
      if (!List.of(rows.columns()).contains(column)) {
        throw new IllegalArgumentException(
            "There is no column %s to draw; there are %s."
                .formatted(column, String.join(", ", rows.columns())));
      }
    }
    List<Row> drawn =
        rows.select(rows.col(first), rows.col(y), rows.col(series)).takeAsList(MOST_ROWS + 1);
    if (drawn.size() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "More than %,d rows are too many for a chart: sum them up, or take a sample."
              .formatted(MOST_ROWS));
    }
    return drawn.stream()
        .filter(row -> !row.anyNull() && !isNaN(row.get(0)) && !isNaN(row.get(1)))
        .toList();
  }

  /** What stands at a tick of an axis of numbers. */
  private static String tick(double value) {
    return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }

  private static boolean isNaN(Object value) {
    return value instanceof Number number && Double.isNaN(number.doubleValue());
  }

  private static double number(Row row, int column) {
    if (row.get(column) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "The column %s holds %s, which is no number."
            .formatted(row.schema().fieldNames()[column], CellText.of(row.get(column))));
  }
}

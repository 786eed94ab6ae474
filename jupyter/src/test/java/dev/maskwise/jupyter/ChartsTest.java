package dev.maskwise.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/** A chart shows the rows, all of them, and nothing else. */
class ChartsTest {

  @Test
  void aSeriesForEachValueInTheOrderOfTheRows() {
    XYChart chart =
        Charts.lines(
            Spark.sql(
                "SELECT * FROM VALUES (3, 0.5D, 'sharp'), (1, 0.25D, 'coarse'), (2, 0.75D, 'sharp') AS t(x, y, model)"),
            "x",
            "y",
            "model");
    assertThat(chart.getSeriesMap().keySet()).containsExactly("sharp", "coarse");
    assertThat(series(chart, "sharp").getXData()).containsExactly(3, 2);
    assertThat(series(chart, "sharp").getYData()).containsExactly(0.5, 0.75);
    assertThat(series(chart, "coarse").getYData()).containsExactly(0.25);
    assertThat(chart.getXAxisTitle()).isEqualTo("x");
    assertThat(chart.getYAxisTitle()).isEqualTo("y");
  }

  @Test
  void undefinedValuesAreLeftOut() {
    XYChart chart =
        Charts.points(
            Spark.sql(
                "SELECT * FROM VALUES (1, NULL, 'a'), (2, CAST('NaN' AS DOUBLE), 'a'), (3, 1D, 'a') AS t(x, y, s)"),
            "x",
            "y",
            "s");
    assertThat(series(chart, "a").getXData()).containsExactly(3);
  }

  @Test
  void aBarThatIsMissingLeavesItsPlaceEmpty() {
    CategoryChart chart =
        Charts.bars(
            Spark.sql(
                "SELECT * FROM VALUES ('road', 0.9D, 'a'), ('car', 0.5D, 'a'), ('car', 0.4D, 'b') AS t(class, iou, model)"),
            "class",
            "iou",
            "model");
    assertThat(series(chart, "a").getXData().stream().map(Object::toString))
        .containsExactly("road", "car");
    assertThat(series(chart, "b").getYData().stream().map(Number::doubleValue))
        .containsExactly(Double.NaN, 0.4);
    assertThat(ChartPicture.svg(chart)).contains("<svg");
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    Dataset<Row> rows = Spark.sql("SELECT 1 AS x, 'high' AS y, 's' AS s");
    assertThatThrownBy(() -> Charts.lines(rows, "x", "iou", "s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no column iou to draw; there are x, y, s.");
    assertThatThrownBy(() -> Charts.lines(rows, "x", "y", "s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The column y holds high, which is no number.");
    assertThatThrownBy(
            () ->
                Charts.lines(Spark.session().range(Charts.MOST_ROWS + 1L).toDF("x"), "x", "x", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "More than 20,000 rows are too many for a chart: sum them up, or take a sample.");
  }

  private static <S extends Series> S series(Chart<?, S> chart, String name) {
    return Objects.requireNonNull(chart.getSeriesMap().get(name), name);
  }
}

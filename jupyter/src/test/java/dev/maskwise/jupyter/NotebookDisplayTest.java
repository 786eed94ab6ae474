package dev.maskwise.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/** What the kernel shows of values, asked as the kernel asks. */
class NotebookDisplayTest {
  private static final Pattern SVG =
      Pattern.compile("src=\"data:image/svg[+]xml;base64,([^\"]+)\"");

  /** The colour of the first series. */
  private static final String BLUE = "rgb(0,114,178)";

  @Test
  void aDatasetIsATable() {
    DisplayData table =
        show(
            Spark.sql(
                "SELECT * FROM VALUES ('car', 1234L, 0.5D), ('train', 0L, NULL) AS t(class, pixels, iou)"));
    assertThat(withoutStyles(html(table)))
        .isEqualTo(
            "<table class=\"dataframe\"><thead><tr><th>class</th><th>pixels</th><th>iou</th></tr></thead>"
                + "<tbody><tr><td>car</td><td>1,234</td><td>0.5000</td></tr>"
                + "<tr><td>train</td><td>0</td><td>–</td></tr></tbody></table>");
    assertThat(table.data().get("text/plain"))
        .isEqualTo("class\tpixels\tiou\ncar\t1,234\t0.5000\ntrain\t0\t–");
  }

  @Test
  void numbersStandToTheRightAndTextToTheLeft() {
    assertThat(html(show(Spark.sql("SELECT 'a' AS text, 1 AS number"))))
        .contains("<td style=\"text-align: left\">a</td>")
        .containsPattern("<td style=\"text-align: right[^\"]*\">1</td>")
        .containsPattern("<th style=\"text-align: right[^\"]*\">number</th>");
  }

  @Test
  void aTypedDatasetIsATableToo() {
    assertThat(withoutStyles(html(show(Spark.session().range(2)))))
        .contains("<th>id</th>", "<td>0</td>", "<td>1</td>");
  }

  @Test
  void dataCannotBecomeMarkup() {
    String html = html(show(Spark.sql("SELECT '<script>\"&' AS `<b>`")));
    assertThat(html)
        .doesNotContain("<script>", "<b>")
        .contains("&lt;script&gt;&quot;&amp;", "&lt;b&gt;");
  }

  @Test
  void thirtyRowsAreShownAndItIsSaidThatThereAreMore() {
    String all = html(show(Spark.session().range(30)));
    assertThat(all).doesNotContain("more");
    assertThat(count("<tr>", all)).isEqualTo(31);

    String more = html(show(Spark.session().range(31)));
    assertThat(more).contains("The first 30 rows; there are more.");
    assertThat(count("<tr>", more)).isEqualTo(31);
  }

  @Test
  void anEmptyTableSaysSo() {
    assertThat(html(show(Spark.session().range(0)))).contains("<th", "No rows.");
  }

  @Test
  void aQueryThatFailsIsNotShownAsATable() {
    assertThatThrownBy(() -> show(Spark.sql("SELECT raise_error('no such mask')")))
        .isInstanceOfAny(SparkException.class, RuntimeException.class)
        .hasMessageContaining("no such mask");
  }

  @Test
  void aChartIsAPicture() {
    var chart =
        Charts.lines(
            Spark.sql("SELECT * FROM VALUES (0, 1D, 'a'), (1, 2D, 'a') AS t(x, y, s)"),
            "x",
            "y",
            "s");
    chart.setTitle("IoU & \"more\"");
    DisplayData display = show(chart);
    assertThat(html(display)).contains("alt=\"IoU &amp; &quot;more&quot;\"", "width=\"820\"");
    assertThat(display.data().get("text/plain")).isEqualTo("Chart: IoU & \"more\"");

    Matcher data = SVG.matcher(html(display));
    assertThat(data.find()).isTrue();
    String svg = new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.UTF_8);
    assertThat(svg).startsWith("<?xml").contains("<svg", BLUE);
  }

  @Test
  void picturesStandInRows() {
    BufferedImage picture = LabelPicture.of(new byte[6], 3, ClassColours.of(List.of("road")));
    PictureTable table =
        new PictureTable("truth", "<wrong>")
            .row("scene & 1", picture, picture)
            .row("scene 2", picture, picture)
            .legend(ClassColours.of(List.of("a < b")))
            .errorLegend();
    String html = html(show(table));
    assertThat(count("src=\"data:image/png;base64,", html)).isEqualTo(4);
    assertThat(html)
        .contains("truth", "&lt;wrong&gt;", "scene &amp; 1", "a &lt; b", "does not count")
        .doesNotContain("<wrong>");
    assertThatThrownBy(() -> table.row("one", picture))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A row has 2 pictures here, not 1.");
  }

  @Test
  void othersAreShownAsTheKernelShowsThem() {
    assertThat(html(show("text"))).isEqualTo("text");
  }

  private static DisplayData show(Object value) {
    return DisplaySystem.inst().render(value);
  }

  private static String html(DisplayData display) {
    return String.valueOf(display.data().get("text/html"));
  }

  private static String withoutStyles(String html) {
    return html.replaceAll(" style=\"[^\"]*\"", "");
  }

  private static long count(String part, String whole) {
    return Arrays.stream(whole.split(Pattern.quote(part), -1)).count() - 1;
  }
}

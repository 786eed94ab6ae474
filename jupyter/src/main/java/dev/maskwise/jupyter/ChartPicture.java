package dev.maskwise.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.rapaio.jupyter.kernel.display.DisplayData;

/**
 * A chart as an SVG picture, its letters drawn as shapes, so that it looks the same everywhere. It
 * is embedded as an image: written into the page itself, the pictures of a page would share the
 * names of their parts.
 */
final class ChartPicture {
  private static final String IMAGE =
      """
      <img style="max-width: 100%%" width="%d" height="%d" alt="%s" src="data:image/svg+xml;base64,%s"/>
      """;

  private ChartPicture() {}

  static DisplayData display(Chart<?, ?> chart) {
    String data = Base64.getEncoder().encodeToString(svg(chart).getBytes(StandardCharsets.UTF_8));
    String title = Html.escape(chart.getTitle());
    DisplayData display =
        DisplayData.fromHtml(IMAGE.formatted(chart.getWidth(), chart.getHeight(), title, data));
    display.putText("Chart: " + chart.getTitle());
    return display;
  }

  static String svg(Chart<?, ?> chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

package dev.maskwise.training.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A figure as SVG, with its data in the description. */
final class Drawing {
  private static final String FONT = "DejaVu Sans";

  private static final String START = "<desc>";
  private static final String END = "</desc>";
  private static final Pattern LONG_NUMBER = Pattern.compile("(\\d\\.\\d{2})\\d+");
  private static final Pattern CLIP_NAME = Pattern.compile("clip-?\\d+");

  /** The colours of Okabe and Ito, told apart by the colour-blind too. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0x56B4E9));

  private Drawing() {}

  static String svg(Figure figure) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(chart(figure), bytes, VectorGraphicsFormat.SVG);
    String svg = bytes.toString(StandardCharsets.UTF_8);
    String head = "<title>" + figure.title() + "</title>" + START + figure.data() + END;
    return stableNames(LONG_NUMBER.matcher(svg).replaceAll("$1"))
        .replaceFirst("<defs>", Matcher.quoteReplacement(head) + "<defs>");
  }

  /** The data in the description of a drawn figure. */
  static String data(String svg) {
    return svg.substring(svg.indexOf(START) + START.length(), svg.indexOf(END));
  }

  /** Names of clip paths are made of hash codes: numbers in their place. */
  private static String stableNames(String svg) {
    List<String> names =
        CLIP_NAME.matcher(svg).results().map(MatchResult::group).distinct().toList();
    String result = svg;
    for (int i = 0; i < names.size(); i++) {
      result = result.replace(names.get(i), "area" + i);
    }
    return result;
  }

  private static XYChart chart(Figure figure) {
    XYChart chart =
        new XYChartBuilder()
            .width(820)
            .height(440)
            .title(figure.title())
            .xAxisTitle(figure.xAxis())
            .yAxisTitle(figure.yAxis())
            .build();
    style(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(figure.yMax());
    chart.getStyler().setXAxisMin(figure.xMin()).setXAxisMax(figure.xMax());
    chart.getStyler().setXAxisLogarithmic(figure.xMin() > 0);
    int colour = 0;
    for (Curve curve : figure.curves()) {
      XYSeries series = chart.addSeries(curve.name(), curve.x(), curve.y());
      boolean dashed = curve.look() == Curve.Look.DASHED;
      series.setLineColor(dashed ? Color.DARK_GRAY : COLOURS.get(colour++ % COLOURS.size()));
      series.setLineWidth(dashed ? 1.5f : 2.5f);
      series.setLineStyle(dashed ? SeriesLines.DASH_DASH : SeriesLines.SOLID);
      series.setMarker(SeriesMarkers.NONE);
      if (curve.look() == Curve.Look.POINTS) {
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(series.getLineColor());
      }
    }
    return chart;
  }

  private static void style(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartTitleFont(new Font(FONT, Font.BOLD, 16));
    styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 13));
    styler.setLegendFont(new Font(FONT, Font.PLAIN, 14));
    styler.setLegendPosition(Styler.LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xE4E4E4));
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setMarkerSize(8);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setXAxisTickMarkSpacingHint(70);
    styler.setYAxisTickMarkSpacingHint(50);
    styler.setChartPadding(14);
  }
}

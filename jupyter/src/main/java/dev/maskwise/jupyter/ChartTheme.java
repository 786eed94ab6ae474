package dev.maskwise.jupyter;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.knowm.xchart.style.theme.AbstractBaseTheme;

/** The look of the charts: white, few lines, colours that the colour-blind tell apart too. */
final class ChartTheme extends AbstractBaseTheme {
  private static final String FONT = "DejaVu Sans";

  @Override
  public Font getBaseFont() {
    return font(Font.PLAIN, 13);
  }

  @Override
  public Font getChartTitleFont() {
    return font(Font.BOLD, 15);
  }

  @Override
  public Font getAxisTitleFont() {
    return font(Font.PLAIN, 13);
  }

  @Override
  public Font getAxisTickLabelsFont() {
    return font(Font.PLAIN, 12);
  }

  @Override
  public Font getLegendFont() {
    return font(Font.PLAIN, 13);
  }

  @Override
  public Color getChartBackgroundColor() {
    return Color.WHITE;
  }

  @Override
  public int getChartPadding() {
    return 12;
  }

  @Override
  public boolean isChartTitleBoxVisible() {
    return false;
  }

  @Override
  public LegendPosition getLegendPosition() {
    return LegendPosition.OutsideE;
  }

  @Override
  public Color getLegendBorderColor() {
    return Color.WHITE;
  }

  @Override
  public boolean isPlotBorderVisible() {
    return false;
  }

  @Override
  public boolean isPlotTicksMarksVisible() {
    return false;
  }

  @Override
  public boolean isPlotGridVerticalLinesVisible() {
    return false;
  }

  @Override
  public Color getPlotGridLinesColor() {
    return new Color(0xE4E4E4);
  }

  @Override
  public BasicStroke getPlotGridLinesStroke() {
    return new BasicStroke(1);
  }

  @Override
  public int getXAxisTickMarkSpacingHint() {
    return 70;
  }

  @Override
  public int getYAxisTickMarkSpacingHint() {
    return 50;
  }

  @Override
  public int getMarkerSize() {
    return 7;
  }

  /** The colours of Okabe and Ito. */
  @Override
  public Color[] getSeriesColors() {
    return new Color[] {
      new Color(0x0072B2),
      new Color(0xD55E00),
      new Color(0x009E73),
      new Color(0xCC79A7),
      new Color(0x56B4E9),
      new Color(0xE69F00)
    };
  }

  @Override
  public Marker[] getSeriesMarkers() {
    return new Marker[] {SeriesMarkers.CIRCLE};
  }

  @Override
  public BasicStroke[] getSeriesLines() {
    return new BasicStroke[] {SeriesLines.SOLID};
  }

  private static Font font(int style, int size) {
    return new Font(FONT, style, size);
  }
}

package dev.maskwise.report;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Axes and lines in the coordinates of an SVG picture, {@value #WIDTH} wide and {@value #HEIGHT}
 * high without what is written beside the axes. The vertical axis goes from 0 to 1.
 *
 * @param title what it shows
 */
public record CurvePanel(
    String title,
    String across,
    List<Tick> acrossTicks,
    String up,
    List<Tick> upTicks,
    List<Line> lines) {
  private static final int WIDTH = 280;
  private static final int HEIGHT = 200;

  /** How the lines of a model look; dashed where there are more models than colours. */
  public record Model(String name, String colour, String dashes) {
    /** The colours of Okabe and Ito, told apart by the colour-blind too. */
    private static final List<String> COLOURS =
        List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

    /** How a model looks in every chart, by its position. */
    public static Model at(String name, int index) {
      return new Model(
          name, COLOURS.get(index % COLOURS.size()), index < COLOURS.size() ? "none" : "5 3");
    }
  }

  /** A number beside an axis. */
  public record Tick(String at, String label) {}

  /**
   * A line with a dot on it.
   *
   * @param points "x,y x,y …"
   */
  public record Line(String colour, String dashes, String points, String dotX, String dotY) {}

  /** Axes with some lines. */
  public static CurvePanel of(
      String title, String across, CurveAxis acrossAxis, String up, List<Line> lines) {
    List<Tick> ticks =
        IntStream.rangeClosed(0, acrossAxis.steps())
            .mapToObj(i -> new Tick(x((double) i / acrossAxis.steps()), acrossAxis.label(i)))
            .toList();
    CurveAxis upAxis = CurveAxis.UNIT;
    List<Tick> upTicks =
        IntStream.rangeClosed(0, upAxis.steps())
            .mapToObj(i -> new Tick(y((double) i / upAxis.steps()), upAxis.label(i)))
            .toList();
    return new CurvePanel(title, across, ticks, up, upTicks, lines);
  }

  /**
   * The line through those of some points that are defined.
   *
   * @param up from 0 to 1
   * @param dot the point that the dot marks
   */
  public static Line line(
      Model model,
      CurveAxis axis,
      int points,
      IntToDoubleFunction across,
      IntToDoubleFunction up,
      int dot) {
    List<String> shown =
        IntStream.range(0, points)
            .filter(
                i -> Double.isFinite(across.applyAsDouble(i)) && !Double.isNaN(up.applyAsDouble(i)))
            .mapToObj(i -> x(axis.position(across.applyAsDouble(i))) + "," + y(up.applyAsDouble(i)))
            .toList();
    return new Line(
        model.colour(),
        model.dashes(),
        String.join(" ", shown),
        x(axis.position(across.applyAsDouble(dot))),
        y(up.applyAsDouble(dot)));
  }

  private static String x(double position) {
    return String.format(Locale.ROOT, "%.1f", position * WIDTH);
  }

  private static String y(double position) {
    return String.format(Locale.ROOT, "%.1f", (1 - position) * HEIGHT);
  }
}

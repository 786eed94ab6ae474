package dev.maskwise.run.page.trend;

import dev.maskwise.report.CurveAxis;
import dev.maskwise.report.CurvePanel;
import dev.maskwise.report.CurvePanel.Tick;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.page.trend.RunHistory.Baseline;
import dev.maskwise.run.page.trend.RunHistory.Followed;
import dev.maskwise.run.store.IndexedNumber;
import dev.maskwise.run.store.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A number over the runs of a store: a line for each model, a mark for each run that says how it
 * was judged, and the same as a table. Only runs of one definition are joined by a line.
 *
 * @param words what the picture shows, for those who do not see it
 * @param segments the lines
 * @param levels the numbers of the baseline
 * @param breaks where the definition changes
 * @param here where the run of the page stands; empty where it is not among these
 */
public record TrendChart(
    String number,
    String words,
    List<Tick> upTicks,
    List<Tick> acrossTicks,
    List<Segment> segments,
    List<Level> levels,
    List<String> breaks,
    String here,
    List<Mark> marks,
    List<Strip> strips,
    TrendTable table) {
  private static final int MOST_MODELS = 4;
  private static final double WIDTH = 560;
  private static final double HEIGHT = 200;
  private static final int MOST_LABELS = 5;

  /** A line through the numbers of a model under one definition. */
  record Segment(String colour, String points) {}

  /** A line at the number of the baseline, as far as its definition reaches. */
  record Level(String colour, String from, String to, String at) {}

  /**
   * A number of a run.
   *
   * @param state what was judged of the run, which decides the shape
   */
  record Mark(String state, String x, String y) {}

  /** The part of the picture that belongs to a run, and says what it is when it is pointed at. */
  record Strip(String x, String width, String text) {}

  boolean hasPlace() {
    return !here.isEmpty();
  }

  /** The charts of a run, the most important first; none where no run has a number. */
  public static List<TrendChart> of(RunHistory history, Manifest run) {
    return history.numbers().stream().map(followed -> of(history, followed, run)).toList();
  }

  /** The models that are drawn. */
  static List<String> models(Manifest run) {
    return run.models().subList(0, Math.min(MOST_MODELS, run.models().size()));
  }

  private static TrendChart of(RunHistory history, Followed followed, Manifest run) {
    List<Trend.Row> rows = followed.trend().rows();
    List<String> models = models(run);
    CurveAxis axis = axis(history, followed, models);
    List<Segment> segments = new ArrayList<>();
    List<Level> levels = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      String model = models.get(m);
      String colour = CurvePanel.Model.at(model, m).colour();
      segments.addAll(segments(rows, model, colour, axis));
      levels.addAll(levels(rows, baseline(history, followed, model), history, colour, axis));
    }
    List<String> breaks = new ArrayList<>();
    List<Strip> strips = new ArrayList<>();
    String here = "";
    for (int i = 0; i < rows.size(); i++) {
      Trend.Row row = rows.get(i);
      if (row.run().run().equals(run.run())) {
        here = x(i, rows.size());
      }
      if (i > 0 && !row.run().meaning().equals(rows.get(i - 1).run().meaning())) {
        breaks.add(x(i - 0.5, rows.size()));
      }
      for (String model : models) {
        double value = value(row, model);
        if (!Double.isNaN(value)) {
          marks.add(new Mark(row.state().label(), x(i, rows.size()), y(axis, value)));
        }
      }
      double half = WIDTH / Math.max(1, rows.size() - 1) / 2;
      strips.add(
          new Strip(
              number(at(i, rows.size()) - half),
              number(2 * half),
              row.run().run() + " " + row.state().label() + said(row, models)));
    }
    return new TrendChart(
        followed.key().toString(),
        words(followed, models),
        IntStream.rangeClosed(0, axis.steps())
            .mapToObj(i -> new Tick(number(HEIGHT - HEIGHT * i / axis.steps()), axis.label(i)))
            .toList(),
        days(rows),
        segments,
        levels,
        breaks,
        here,
        marks,
        strips,
        TrendTable.of(history, followed.trend(), models, run));
  }

  private static CurveAxis axis(RunHistory history, Followed followed, List<String> models) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (String model : models) {
      List<Double> values = new ArrayList<>(List.of(baseline(history, followed, model)));
      followed.trend().rows().forEach(row -> values.add(value(row, model)));
      for (double value : values) {
        if (!Double.isNaN(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    // Equal numbers stand in the middle of a hundredth, and not on the edge of the picture.
    return least > most ? CurveAxis.UNIT : CurveAxis.around(least, Math.max(most, least + 0.01));
  }

  private static double baseline(RunHistory history, Followed followed, String model) {
    Baseline baseline = history.baseline();
    StoredNumber number =
        baseline == null ? null : baseline.summary().numbers(model).get(followed.key());
    return number == null ? Double.NaN : number.value();
  }

  private static List<Segment> segments(
      List<Trend.Row> rows, String model, String colour, CurveAxis axis) {
    List<Segment> segments = new ArrayList<>();
    List<String> points = new ArrayList<>();
    String meaning = "";
    for (int i = 0; i < rows.size(); i++) {
      Trend.Row row = rows.get(i);
      double value = value(row, model);
      if (!row.run().meaning().equals(meaning)) {
        add(segments, colour, points);
        points.clear();
        meaning = row.run().meaning();
      }
      if (!Double.isNaN(value)) {
        points.add(x(i, rows.size()) + "," + y(axis, value));
      }
    }
    add(segments, colour, points);
    return segments;
  }

  private static void add(List<Segment> segments, String colour, List<String> points) {
    if (points.size() > 1) {
      segments.add(new Segment(colour, String.join(" ", points)));
    }
  }

  /** The line of the baseline over each row of runs whose numbers mean what its own means. */
  private static List<Level> levels(
      List<Trend.Row> rows, double value, RunHistory history, String colour, CurveAxis axis) {
    List<Level> levels = new ArrayList<>();
    Baseline baseline = history.baseline();
    int first = -1;
    for (int i = 0; i <= rows.size() && baseline != null && !Double.isNaN(value); i++) {
      boolean alike =
          i < rows.size() && rows.get(i).run().meaning().equals(baseline.run().meaning());
      if (alike && first < 0) {
        first = i;
      } else if (!alike && first >= 0) {
        levels.add(
            new Level(
                colour,
                number(Math.max(0, at(first - 0.5, rows.size()))),
                number(Math.min(WIDTH, at(i - 0.5, rows.size()))),
                y(axis, value)));
        first = -1;
      }
    }
    return levels;
  }

  private static String words(Followed followed, List<String> models) {
    List<Trend.Row> rows = followed.trend().rows();
    StringBuilder words =
        new StringBuilder(followed.key() + " over " + Numbers.count(rows.size()) + " runs");
    for (String model : models) {
      double[] values =
          rows.stream()
              .mapToDouble(row -> value(row, model))
              .filter(value -> !Double.isNaN(value))
              .toArray();
      if (values.length > 0) {
        words.append(
            "; %s: first %s, last %s"
                .formatted(
                    model, Numbers.value(values[0]), Numbers.value(values[values.length - 1])));
      }
    }
    return words + ". The table below has every run.";
  }

  /** The dates of a few runs, or the times of day where all are of one day. */
  private static List<Tick> days(List<Trend.Row> rows) {
    boolean oneDay =
        rows.stream().map(row -> part(row.run().started(), 0, 10)).distinct().count() == 1;
    int labels = Math.min(MOST_LABELS, rows.size());
    return IntStream.range(0, labels)
        .map(i -> labels == 1 ? 0 : i * (rows.size() - 1) / (labels - 1))
        .distinct()
        .mapToObj(
            i -> {
              String started = rows.get(i).run().started();
              return new Tick(
                  x(i, rows.size()), oneDay ? part(started, 11, 19) : part(started, 0, 10));
            })
        .toList();
  }

  private static String part(String text, int from, int to) {
    return text.length() < to ? text : text.substring(from, to);
  }

  private static String said(Trend.Row row, List<String> models) {
    return models.stream()
        .filter(row.numbers()::containsKey)
        .map(model -> ", " + model + " " + Numbers.value(value(row, model)))
        .collect(Collectors.joining());
  }

  static double value(Trend.Row row, String model) {
    IndexedNumber number = row.numbers().get(model);
    return number == null ? Double.NaN : number.value();
  }

  private static double at(double index, int runs) {
    return runs == 1 ? WIDTH / 2 : index * WIDTH / (runs - 1);
  }

  private static String x(double index, int runs) {
    return number(at(index, runs));
  }

  private static String y(CurveAxis axis, double value) {
    return number((1 - axis.position(value)) * HEIGHT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

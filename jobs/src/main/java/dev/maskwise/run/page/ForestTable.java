package dev.maskwise.run.page;

import dev.maskwise.metric.Interval;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.report.CurveAxis;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.compare.Change;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.page.survey.Judgement;
import dev.maskwise.run.page.survey.ModelView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A forest plot: a row for each class or slice with its number, or the number's change, and the
 * interval drawn beside it. As a table it reads aloud and prints as it looks.
 *
 * @param number what the numbers are
 * @param before what the first number of a change is of
 * @param now what the second is of
 * @param changes whether the rows are changes
 * @param zero where the line of no change stands; empty where none is drawn
 */
record ForestTable(
    String title,
    String note,
    String number,
    String before,
    String now,
    boolean changes,
    List<Tick> ticks,
    String zero,
    List<Row> rows) {
  private static final int MOST_ROWS = 40;
  private static final double WIDTH = 260;

  /** A number on the axis. */
  record Tick(String at, String label) {}

  /**
   * A row.
   *
   * @param link to its images
   * @param drawn whether there is an interval
   */
  record Row(
      String name,
      String link,
      String before,
      String after,
      String text,
      String verdict,
      String style,
      String p,
      String images,
      boolean drawn,
      String low,
      String length,
      String at) {}

  /** What a row is of. */
  record Subject(String name, String link, NumberKey key) {}

  private record Line(
      Subject subject,
      double before,
      double after,
      double middle,
      double low,
      double high,
      Judgement judgement,
      double p,
      String images) {
    boolean hasInterval() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }

  /**
   * The table of some numbers under a model: of their changes where it is compared.
   *
   * @param of what the numbers are
   */
  static ForestTable of(
      String title, String of, ModelView view, List<Subject> subjects, double confidence) {
    Comparison comparison = view.changes();
    List<Line> lines =
        new ArrayList<>(
            comparison == null
                ? numbers(view, subjects)
                : changes(comparison, subjects, confidence));
    lines.removeIf(line -> Double.isNaN(line.after()) && Double.isNaN(line.before()));
    int all = lines.size();
    lines.sort(Comparator.comparingDouble(line -> order(line, comparison != null)));
    lines = lines.subList(0, Math.min(MOST_ROWS, all));
    double least = comparison == null ? 1 : 0;
    double most = 0;
    for (Line line : lines) {
      if (line.hasInterval()) {
        least = Math.min(least, line.low());
        most = Math.max(most, line.high());
      } else if (Double.isFinite(line.middle())) {
        least = Math.min(least, line.middle());
        most = Math.max(most, line.middle());
      }
    }
    CurveAxis axis = CurveAxis.around(least, Math.max(most, least + 1e-4));
    List<Tick> ticks =
        IntStream.rangeClosed(0, axis.steps())
            .mapToObj(i -> new Tick(x((double) i / axis.steps()), axis.label(i)))
            .toList();
    String shown =
        all > lines.size() ? " The first %d of %d are shown.".formatted(lines.size(), all) : "";
    String note =
        comparison == null
            ? "The lowest first, with the interval of each."
            : "The largest loss first. Proven is what p, adjusted for the number of comparisons,"
                + " proves at %s.".formatted(percent(confidence));
    return new ForestTable(
        title,
        note + shown,
        of,
        view.sideBefore(),
        view.model(),
        comparison != null,
        ticks,
        comparison == null ? "" : x(axis.position(0)),
        lines.stream().map(line -> row(line, axis, comparison != null)).toList());
  }

  /** With one more sentence in its note. */
  ForestTable and(String sentence) {
    return new ForestTable(title, note + sentence, number, before, now, changes, ticks, zero, rows);
  }

  private static double order(Line line, boolean changes) {
    double value = changes ? line.middle() : line.after();
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private static List<Line> changes(
      Comparison comparison, List<Subject> subjects, double confidence) {
    List<Line> lines = new ArrayList<>();
    for (Subject subject : subjects) {
      Change change = comparison.change(subject.key());
      if (change != null) {
        double p = comparison.adjusted().applyAsDouble(subject.key());
        Estimate delta = change.delta();
        Interval interval = delta == null ? null : delta.interval(confidence);
        lines.add(
            new Line(
                subject,
                change.before(),
                change.after(),
                change.after() - change.before(),
                interval == null ? Double.NaN : interval.low(),
                interval == null ? Double.NaN : interval.high(),
                Judgement.of(change, p, confidence),
                p,
                "%d / %d / %d".formatted(change.wins(), change.ties(), change.losses())));
      }
    }
    return lines;
  }

  private static List<Line> numbers(ModelView view, List<Subject> subjects) {
    List<Line> lines = new ArrayList<>();
    for (Subject subject : subjects) {
      StoredNumber number = view.numbers().get(subject.key());
      if (number != null) {
        Interval interval = number.interval();
        lines.add(
            new Line(
                subject,
                Double.NaN,
                number.value(),
                number.value(),
                interval == null ? Double.NaN : interval.low(),
                interval == null ? Double.NaN : interval.high(),
                Judgement.UNKNOWN,
                Double.NaN,
                ""));
      }
    }
    return lines;
  }

  private static Row row(Line line, CurveAxis axis, boolean changes) {
    boolean drawn = Double.isFinite(line.middle());
    double low = line.hasInterval() ? axis.position(line.low()) : axis.position(line.middle());
    double high = line.hasInterval() ? axis.position(line.high()) : axis.position(line.middle());
    String text =
        changes
            ? line.hasInterval()
                ? Numbers.change(line.middle(), line.low(), line.high())
                : Numbers.change(line.middle())
            : line.hasInterval()
                ? "%s [%s, %s]"
                    .formatted(
                        Numbers.value(line.after()),
                        Numbers.value(line.low()),
                        Numbers.value(line.high()))
                : Numbers.value(line.after());
    Judgement judgement = line.judgement();
    return new Row(
        line.subject().name(),
        line.subject().link(),
        Numbers.value(line.before()),
        Numbers.value(line.after()),
        text,
        (judgement.mark() + " " + judgement.words()).strip(),
        judgement.style(),
        Numbers.probability(line.p()),
        line.images(),
        drawn,
        drawn ? x(low) : "",
        drawn ? String.format(Locale.ROOT, "%.1f", Math.max(0, (high - low) * WIDTH)) : "",
        drawn ? x(axis.position(line.middle())) : "");
  }

  private static String x(double position) {
    return String.format(Locale.ROOT, "%.1f", position * WIDTH);
  }

  static String percent(double confidence) {
    return String.format(Locale.ROOT, "%s %%", Math.round(confidence * 1000) / 10.0)
        .replace(".0 %", " %");
  }
}

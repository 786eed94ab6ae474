package dev.maskwise.run.page;

import dev.maskwise.report.Numbers;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.StoredNumber;
import dev.maskwise.run.compare.Change;
import dev.maskwise.run.compare.Comparison;
import dev.maskwise.run.page.survey.Headline;
import dev.maskwise.run.page.survey.Judgement;
import dev.maskwise.run.page.survey.ModelView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table whose cells are shaded by their numbers.
 *
 * @param corner what rows and columns are
 */
record HeatTable(String title, String note, String corner, List<Head> columns, List<Row> rows) {
  private static final int MOST_CLASSES = 40;
  private static final int STEPS = 10;
  private static final int CHANGE_STEPS = 5;

  /** The head of a column or row; the link leads to its images, or is empty. */
  record Head(String name, String link) {
    boolean hasLink() {
      return !link.isEmpty();
    }
  }

  /** A row of cells. */
  record Row(Head head, List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param shade the class of the style sheet
   * @param hint the whole of it in words
   * @param link to its images, or empty
   */
  record Cell(String text, String shade, String hint, String link) {
    boolean hasLink() {
      return !link.isEmpty();
    }
  }

  /** The IoU of each class in each slice, and how it changed where the model is compared. */
  static List<HeatTable> ofSlices(
      ModelView view, Headline headline, List<String> slices, double confidence) {
    List<Integer> classes = lowest(view, headline);
    List<String> names = headline.terms().classes();
    List<Integer> columns = IntStream.range(0, slices.size()).boxed().toList();
    String left = "";
    if (classes.size() < names.size()) {
      left +=
          " The %d of %d classes that have the lowest IoU.".formatted(classes.size(), names.size());
    }
    if (columns.size() > ModelView.SLICES_BY_CLASS) {
      columns = columns.subList(0, ModelView.SLICES_BY_CLASS);
      left += " The first %d of %d slices.".formatted(ModelView.SLICES_BY_CLASS, slices.size());
    }
    List<Head> heads = new ArrayList<>(List.of(new Head("all images", "")));
    columns.forEach(s -> heads.add(new Head(slices.get(s), Focus.ofSlice(s))));
    List<Row> values = new ArrayList<>();
    List<Row> changes = new ArrayList<>();
    Comparison comparison = view.changes();
    List<String> shown = columns.stream().map(slices::get).toList();
    double scale = comparison == null ? 1 : largestChange(comparison, headline, classes, shown);
    for (int c : classes) {
      List<Cell> cells = new ArrayList<>();
      List<Cell> changed = new ArrayList<>();
      for (int s = -1; s < columns.size(); s++) {
        String slice = s < 0 ? null : slices.get(columns.get(s));
        String link = s < 0 ? Focus.ofClass(c) : Focus.of(c, columns.get(s));
        NumberKey key = headline.ofClass(c, slice);
        String where = names.get(c) + (slice == null ? ", all images" : ", " + slice);
        cells.add(value(view.numbers().get(key), where, link));
        if (comparison != null) {
          Change change = comparison.change(key);
          double p = comparison.adjusted().applyAsDouble(key);
          changed.add(change(change, Judgement.of(change, p, confidence), scale, where, link));
        }
      }
      Head head = new Head(names.get(c), Focus.ofClass(c));
      values.add(new Row(head, cells));
      changes.add(new Row(head, changed));
    }
    List<HeatTable> tables = new ArrayList<>();
    tables.add(
        new HeatTable(
            "IoU of %s by class and slice".formatted(view.model()),
            "Averaging: dataset. A cell leads to its images." + left,
            "class",
            heads,
            values));
    if (comparison != null) {
      tables.add(
          new HeatTable(
              "Change of IoU, " + view.title(),
              "▼ proven worse, ▲ proven better, after adjustment for the number of comparisons."
                  + left,
              "class",
              heads,
              changes));
    }
    return tables;
  }

  /** With one more sentence in its note. */
  HeatTable and(String sentence) {
    return new HeatTable(title, note + sentence, corner, columns, rows);
  }

  /** At most so many classes in the order of their ids: those of the lowest IoU. */
  private static List<Integer> lowest(ModelView view, Headline headline) {
    IntToDoubleFunction iou =
        c -> {
          StoredNumber number = view.numbers().get(headline.ofClass(c, null));
          return number == null ? Double.NaN : number.value();
        };
    return IntStream.range(0, headline.terms().classes().size())
        .boxed()
        .sorted(Comparator.comparingDouble(iou::applyAsDouble)) // NaN comes last
        .limit(MOST_CLASSES)
        .sorted()
        .toList();
  }

  private static double largestChange(
      Comparison comparison, Headline headline, List<Integer> classes, List<String> shown) {
    double largest = 0;
    for (int c : classes) {
      String name = headline.terms().classes().get(c);
      for (Map.Entry<NumberKey, Change> entry : comparison.changes().entrySet()) {
        NumberKey key = entry.getKey();
        if (name.equals(key.className()) && key.equals(headline.ofClass(c, key.slice()))) {
          largest = Math.max(largest, size(entry.getValue()));
        }
      }
      for (String slice : shown) {
        largest = Math.max(largest, size(comparison.change(headline.ofClass(c, slice))));
      }
    }
    return largest;
  }

  private static double size(@Nullable Change change) {
    double size = change == null ? 0 : Math.abs(change.after() - change.before());
    return Double.isNaN(size) ? 0 : size;
  }

  private static Cell value(@Nullable StoredNumber number, String where, String link) {
    double value = number == null ? Double.NaN : number.value();
    return new Cell(
        Double.isNaN(value) ? Numbers.UNDEFINED : Shade.digits(value),
        Shade.of(value),
        "%s: %s".formatted(where, Numbers.value(value)),
        link);
  }

  private static Cell change(
      @Nullable Change change, Judgement judgement, double scale, String where, String link) {
    double value = change == null ? Double.NaN : change.after() - change.before();
    return new Cell(
        (judgement.mark() + " " + Shade.signed(value)).strip(),
        Shade.ofChange(value, scale),
        "%s: %s, %s".formatted(where, Numbers.change(value), judgement.words()),
        link);
  }

  /** How numbers are shaded and written in narrow cells. */
  static final class Shade {
    private Shade() {}

    /** Of a number from 0 to 1: "q0" to "q10". */
    static String of(double value) {
      return Double.isNaN(value)
          ? "none"
          : "q" + Math.max(0, Math.min(STEPS, Math.round(value * STEPS)));
    }

    /** Of a change: "n5" to "n1" for less, "zero", "p1" to "p5" for more. */
    static String ofChange(double change, double scale) {
      if (Double.isNaN(change)) {
        return "none";
      }
      long step = scale == 0 ? 0 : Math.round(change / scale * CHANGE_STEPS);
      long depth = Math.min(CHANGE_STEPS, Math.abs(step));
      return step == 0 ? "zero" : (step < 0 ? "n" : "p") + depth;
    }

    static String digits(double value) {
      return String.format(Locale.ROOT, "%.2f", value);
    }

    static String signed(double value) {
      return Double.isNaN(value) ? Numbers.UNDEFINED : String.format(Locale.ROOT, "%+.3f", value);
    }
  }
}

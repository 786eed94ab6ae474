package dev.maskwise.job.history;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.maskwise.report.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A table in a terminal: columns are added, then it is written. */
final class TextTable<R> {
  private static final Character[] BORDER =
      AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER;

  private static final int WIDEST = 200;

  private final List<ColumnData<R>> columns = new ArrayList<>();

  /** A column of words. */
  TextTable<R> words(String header, Function<R, String> cell) {
    return column(header, HorizontalAlign.LEFT, cell);
  }

  /** A column of numbers. */
  TextTable<R> numbers(String header, Function<R, String> cell) {
    return column(header, HorizontalAlign.RIGHT, cell);
  }

  private TextTable<R> column(String header, HorizontalAlign align, Function<R, String> cell) {
    columns.add(
        new Column()
            .header(OneLine.of(header))
            .headerAlign(align)
            .dataAlign(align)
            .maxWidth(WIDEST)
            .with(row -> OneLine.of(cell.apply(row))));
    return this;
  }

  String write(List<R> rows) {
    return AsciiTable.getTable(BORDER, rows, columns);
  }

  /** Four decimals, or a dash for an undefined value. */
  static String value(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A count with digits in groups of three. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A mark for each group of equal texts: a, b, c in the order in which they come. */
  static String mark(Map<String, String> marks, String text) {
    return marks.computeIfAbsent(text, t -> letters(marks.size()));
  }

  private static String letters(int index) {
    String last = String.valueOf((char) ('a' + index % 26));
    return index < 26 ? last : letters(index / 26 - 1) + last;
  }
}

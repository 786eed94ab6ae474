package dev.maskwise.run.check.verdict;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import dev.maskwise.report.OneLine;
import java.util.List;
import java.util.function.Function;

/** What a person reads in a terminal after a check: the worst cases in a table, then why. */
public final class VerdictText {
  private static final int SHOWN = 40;
  private static final int WIDEST = 90;

  /** Rules between header and rows only. */
  private static final Character[] BORDER =
      AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER;

  private VerdictText() {}

  /** The verdict as text that ends in a line feed. */
  public static String write(Verdict verdict) {
    List<VerdictCase> cases = verdict.worstFirst();
    List<VerdictCase> shown = cases.subList(0, Math.min(SHOWN, cases.size()));
    StringBuilder text = new StringBuilder();
    if (!shown.isEmpty()) {
      text.append(table(shown)).append('\n');
    }
    if (shown.size() < cases.size()) {
      text.append("  … and %,d more.\n".formatted(cases.size() - shown.size()));
    }
    text.append('\n');
    for (VerdictCase each : shown) {
      if (each.state() != CaseState.PASSED) {
        text.append(
            OneLine.of(
                "%s: %s: %s: %s"
                    .formatted(each.state().label(), each.rule(), each.subject(), each.reason())));
        text.append('\n');
      }
    }
    return text.append("Verdict: ").append(verdict.headline()).append(".\n").toString();
  }

  private static String table(List<VerdictCase> cases) {
    return AsciiTable.getTable(
        BORDER,
        cases,
        List.of(
            left("state", each -> each.state().label()),
            left("rule", each -> OneLine.of(each.rule())),
            left("number", each -> OneLine.of(each.subject().toString())),
            right("value", each -> Shown.value(each.figures().value())),
            right("baseline", each -> Shown.value(each.figures().baseline())),
            right("change", each -> Shown.change(each.figures().delta())),
            right("p", each -> Shown.p(each.figures().adjusted())),
            left("finding", each -> each.finding().label())));
  }

  private static ColumnData<VerdictCase> left(String title, Function<VerdictCase, String> cell) {
    return column(title, HorizontalAlign.LEFT, cell);
  }

  private static ColumnData<VerdictCase> right(String title, Function<VerdictCase, String> cell) {
    return column(title, HorizontalAlign.RIGHT, cell);
  }

  private static ColumnData<VerdictCase> column(
      String title, HorizontalAlign align, Function<VerdictCase, String> cell) {
    return new Column()
        .header(title)
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(WIDEST, OverflowBehaviour.ELLIPSIS_RIGHT)
        .with(cell);
  }
}

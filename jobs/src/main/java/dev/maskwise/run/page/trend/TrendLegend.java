package dev.maskwise.run.page.trend;

import dev.maskwise.report.CurvePanel;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.RunState;
import dev.maskwise.run.page.trend.RunHistory.Baseline;
import dev.maskwise.run.store.Trend;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said beside the charts of a history.
 *
 * @param note which runs are shown, and what of them is not
 * @param signs what the lines and marks mean
 */
public record TrendLegend(String note, List<Sign> signs) {

  /**
   * What a line or a mark means.
   *
   * @param state of the runs with the mark; empty for a line
   */
  record Sign(String colour, String dashes, String state, String words) {
    boolean isLine() {
      return state.isEmpty();
    }
  }

  /** Of the page of a run; the history has a number. */
  public static TrendLegend of(RunHistory history, Manifest run) {
    return new TrendLegend(note(history, run), signs(history, run));
  }

  /** All numbers are over the same runs. */
  private static List<Trend.Row> rows(RunHistory history) {
    return history.numbers().get(0).trend().rows();
  }

  private static String note(RunHistory history, Manifest run) {
    List<Trend.Row> rows = rows(history);
    String note =
        "%s of the %s runs in %s, the earliest on the left; runs of another definition are not joined."
            .formatted(
                Numbers.count(rows.size()),
                Numbers.count(Math.max(history.runs(), rows.size())),
                history.store());
    if (rows.stream().noneMatch(row -> row.run().run().equals(run.run()))) {
      note += " The run of this page is earlier than these.";
    }
    Set<String> truths =
        rows.stream().map(row -> String.valueOf(row.run().truth())).collect(Collectors.toSet());
    if (truths.size() > 1) {
      note += " Not all were evaluated on the same truth: equal letters in the table are equal.";
    }
    Baseline baseline = history.baseline();
    if (baseline != null
        && rows.stream().noneMatch(row -> row.run().meaning().equals(baseline.run().meaning()))) {
      note +=
          " The numbers of %s have another definition than all of these and are not drawn."
              .formatted(baseline.name());
    }
    return note + " The command history trend shows any other number.";
  }

  private static List<Sign> signs(RunHistory history, Manifest run) {
    List<Sign> signs = new ArrayList<>();
    List<String> models = TrendChart.models(run);
    for (int m = 0; m < models.size(); m++) {
      CurvePanel.Model look = CurvePanel.Model.at(models.get(m), m);
      signs.add(new Sign(look.colour(), "none", "", models.get(m)));
    }
    Baseline baseline = history.baseline();
    if (baseline != null) {
      signs.add(new Sign("currentColor", "6 4", "", baseline.name() + ", the baseline"));
    }
    if (rows(history).stream().map(row -> row.run().meaning()).distinct().count() > 1) {
      signs.add(new Sign("currentColor", "1 3", "", "the definition changes"));
    }
    Set<RunState> states = new LinkedHashSet<>();
    rows(history).stream().map(Trend.Row::state).sorted().forEach(states::add);
    for (RunState state : states) {
      String words = state == RunState.RECORDED ? "not judged" : state.label();
      signs.add(new Sign("", "", state.label(), words));
    }
    return signs;
  }
}

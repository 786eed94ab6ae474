package dev.maskwise.run.page.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.metric.Averaging;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.RunState;
import dev.maskwise.run.page.trend.RunHistory.Followed;
import dev.maskwise.run.store.IndexedNumber;
import dev.maskwise.run.store.IndexedRun;
import dev.maskwise.run.store.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is drawn of the runs of a store. */
class TrendChartTest {
  private static final NumberKey KEY = new NumberKey("mean_iou", Averaging.DATASET, null, null);

  private static Trend.Row row(String run, String meaning, RunState state, double value) {
    return new Trend.Row(
        new IndexedRun(
            run,
            "key",
            "2026-11-" + run + "T01:00:00Z",
            "",
            "1",
            meaning,
            "truth",
            List.of("net"),
            10,
            0,
            null,
            null),
        state,
        Double.isNaN(value) && state == RunState.DAMAGED
            ? Map.of()
            : Map.of(
                "net",
                new IndexedNumber(run, "net", null, null, value, value - 0.1, value + 0.1, 10)));
  }

  private static RunHistory history(Trend.Row... rows) {
    return new RunHistory(
        "store",
        rows.length,
        List.of(new Followed(KEY, new Trend(List.of("net"), List.of(rows)))),
        Map.of("02", List.of("prod", "first")),
        null);
  }

  private static Manifest run(String id) {
    return new Manifest(
        1,
        id,
        "key",
        "",
        "",
        new Manifest.Versions("1", "4", "17"),
        Map.of(),
        "",
        List.of(
            new Manifest.Input(null, "truth", "", null),
            new Manifest.Input("net", "net", "", null)),
        new ImageCounts(10, 0, 0, 0, 0),
        List.of(),
        List.of(),
        /* reused= */ null);
  }

  private static TrendChart chart(String id, Trend.Row... rows) {
    return TrendChart.of(history(rows), run(id)).get(0);
  }

  @Test
  void runsOfOneDefinitionAreJoinedAndOthersAreNot() {
    TrendChart chart =
        chart(
            "05",
            row("01", "a", RunState.PASSED, 0.5),
            row("02", "a", RunState.FAILED, 0.4),
            row("03", "b", RunState.UNDECIDED, 0.7),
            row("04", "b", RunState.UNDECIDED, 0.7),
            row("05", "a", RunState.RECORDED, 0.6));
    assertThat(chart.segments()).as("the last stands alone").hasSize(2);
    assertThat(chart.segments().get(0).points()).startsWith("0.0,").contains(" 140.0,");
    assertThat(chart.breaks()).containsExactly("210.0", "490.0");
    assertThat(chart.marks().stream().map(TrendChart.Mark::state))
        .containsExactly("passed", "failed", "undecided", "undecided", "recorded");
    assertThat(chart.here()).isEqualTo("560.0");
    assertThat(chart.table().hasDefinitions()).isTrue();
    assertThat(chart.table().rows().stream().map(TrendTable.Row::definition))
        .containsExactly("a", "a", "b", "b", "a");
    assertThat(chart.table().rows().get(1).names()).isEqualTo("prod, first");
    assertThat(chart.words()).contains("over 5 runs; net: first 0.5000, last 0.6000");
  }

  @Test
  void whatIsMissingOrUndefinedIsNotDrawn() {
    TrendChart chart =
        chart(
            "09",
            row("01", "a", RunState.PASSED, 0.5),
            row("02", "a", RunState.PASSED, Double.NaN),
            row("03", "a", RunState.DAMAGED, Double.NaN),
            row("04", "a", RunState.PASSED, 0.6));
    assertThat(chart.marks()).hasSize(2);
    assertThat(chart.segments()).hasSize(1);
    assertThat(chart.hasPlace()).isFalse();
    assertThat(chart.table().rows().stream().map(row -> row.values().get(0)))
        .containsExactly("0.5000 [0.4000, 0.6000]", "–", "", "0.6000 [0.5000, 0.7000]");
    assertThat(TrendLegend.of(history(row("01", "a", RunState.PASSED, 0.5)), run("09")).note())
        .contains("The run of this page is earlier than these.");
  }

  @Test
  void oneRunAndEqualRunsHaveAPlace() {
    TrendChart one = chart("01", row("01", "a", RunState.PASSED, 1));
    assertThat(one.marks()).hasSize(1);
    assertThat(one.marks().get(0).x()).isEqualTo("280.0");
    assertThat(one.segments()).isEmpty();
    TrendChart undefined = chart("01", row("01", "a", RunState.PASSED, Double.NaN));
    assertThat(undefined.marks()).isEmpty();
    assertThat(undefined.upTicks()).hasSizeGreaterThan(1);
  }

  @Test
  void aHundredRunsHaveFewLabels() {
    List<Trend.Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row(String.valueOf(100 + i), "a", RunState.PASSED, 0.5 + 0.001 * (i % 7)));
    }
    TrendChart chart = chart("199", rows.toArray(Trend.Row[]::new));
    assertThat(chart.acrossTicks()).hasSize(5);
    assertThat(chart.marks()).hasSize(100);
    assertThat(chart.strips()).hasSize(100);
  }
}

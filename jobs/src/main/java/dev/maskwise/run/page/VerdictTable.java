package dev.maskwise.run.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a check said of the run: {@code verdict.json}, the failed cases first.
 *
 * @param state passed, warned, failed or undecided
 */
record VerdictTable(String state, String note, List<Row> rows) {
  private static final int MOST_ROWS = 30;
  private static final List<String> ORDER = List.of("failed", "undecided", "warned", "passed");

  /** A case. */
  record Row(
      String state,
      String id,
      String subject,
      String value,
      String baseline,
      String change,
      String reason) {}

  /** The verdict of a run; of no rows and without a state where nobody judged it. */
  static VerdictTable of(StoredRun run) {
    JsonNode verdict = RunJson.read(run, "verdict.json");
    List<JsonNode> cases = new ArrayList<>();
    verdict.path("cases").forEach(cases::add);
    cases.sort(Comparator.comparingInt(one -> rank(one.path("state").asText())));
    List<Row> rows = cases.stream().limit(MOST_ROWS).map(VerdictTable::row).toList();
    long failed = cases.stream().filter(one -> one.path("state").asText().equals("failed")).count();
    String note =
        "%s of %s cases failed.".formatted(Numbers.count(failed), Numbers.count(cases.size()))
            + (rows.size() < cases.size()
                ? " The first %d are shown; all are in verdict.json.".formatted(rows.size())
                : "");
    return new VerdictTable(verdict.path("state").asText(""), note, rows);
  }

  boolean isThere() {
    return !state.isEmpty();
  }

  /** The class of the style sheet. */
  String style() {
    return style(state);
  }

  static String style(String state) {
    return ORDER.contains(state) ? state : "undecided";
  }

  private static int rank(String state) {
    int rank = ORDER.indexOf(state);
    return rank < 0 ? 1 : rank;
  }

  private static Row row(JsonNode one) {
    String of = text(one, "metric");
    for (String name : List.of("averaging", "model", "class", "slice")) {
      String text = text(one, name);
      of += text.isEmpty() ? "" : ", " + text;
    }
    double delta = number(one, "delta");
    double lower = number(one, "lower");
    double upper = number(one, "upper");
    // Of the change, or of the value where nothing is compared.
    boolean hasInterval = !Double.isNaN(lower) && !Double.isNaN(upper);
    return new Row(
        text(one, "state"),
        text(one, "id"),
        of,
        Double.isNaN(delta) && hasInterval
            ? "%s [%s, %s]"
                .formatted(
                    Numbers.value(number(one, "value")), Numbers.value(lower), Numbers.value(upper))
            : Numbers.value(number(one, "value")),
        Numbers.value(number(one, "baseline")),
        Double.isNaN(delta) || !hasInterval
            ? Numbers.change(delta)
            : Numbers.change(delta, lower, upper),
        text(one, "reason"));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNull() ? "" : value.asText("");
  }

  private static double number(JsonNode node, String name) {
    return node.path(name).asDouble(Double.NaN);
  }
}

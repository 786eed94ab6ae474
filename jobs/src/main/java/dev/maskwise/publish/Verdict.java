package dev.maskwise.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check found.
 *
 * @param state passed, warned, failed or undecided
 * @param cases what each rule came to
 */
record Verdict(String state, List<Case> cases) {
  /** The states, as numbers: the worse, the larger. */
  private static final List<String> STATES = List.of("passed", "warned", "undecided", "failed");

  /**
   * What a rule came to for one number; a text is empty where the number has no such part.
   *
   * @param severity fail or warn
   */
  record Case(
      String id,
      String model,
      String metric,
      String averaging,
      String className,
      String slice,
      String severity,
      String state) {}

  /** The verdict of a {@code verdict.json}. */
  static Verdict of(JsonNode json) {
    List<Case> cases = new ArrayList<>();
    for (JsonNode entry : json.path("cases")) {
      cases.add(
          new Case(
              text(entry, "id"),
              text(entry, "model"),
              text(entry, "metric"),
              text(entry, "averaging"),
              text(entry, "class"),
              text(entry, "slice"),
              text(entry, "severity"),
              text(entry, "state")));
    }
    return new Verdict(text(json, "state"), cases);
  }

  private static String text(JsonNode entry, String field) {
    JsonNode value = entry.path(field);
    return value.isNull() ? "" : value.asText();
  }

  /** 0 passed, 1 warned, 2 undecided, 3 failed; {@code NaN} for anything else. */
  static double number(String state) {
    int number = STATES.indexOf(state);
    return number < 0 ? Double.NaN : number;
  }

  /** Whether nothing has to be done. */
  boolean isGood() {
    return state.equals("passed") || state.equals("warned");
  }

  /** How many cases have a state. */
  long count(String state) {
    return cases.stream().filter(found -> found.state().equals(state)).count();
  }
}

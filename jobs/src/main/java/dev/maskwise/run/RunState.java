package dev.maskwise.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Locale;

/** What was judged of a run. */
public enum RunState {
  /** Nobody judged it. */
  RECORDED,
  PASSED,
  /** Passed, with warnings. */
  WARNED,
  FAILED,
  /** It could not be decided. */
  UNDECIDED,
  /** Its verdict cannot be read. */
  DAMAGED;

  /** How it is written in a verdict. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether later runs may be compared with this one as with a good one. */
  public boolean isGreen() {
    return this == PASSED || this == WARNED;
  }

  /** The field {@code state} of a {@code verdict.json}. */
  static RunState of(String verdict) {
    try {
      String state = ManifestJson.JSON.readTree(verdict).path("state").asText();
      return List.of(PASSED, WARNED, FAILED, UNDECIDED).stream()
          .filter(candidate -> candidate.label().equals(state))
          .findFirst()
          .orElse(DAMAGED);
    } catch (JsonProcessingException e) {
      return DAMAGED;
    }
  }
}

package dev.maskwise.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;

/** What was judged of a run. */
public enum RunState {
  /** Nobody judged it. */
  RECORDED,
  PASSED,
  /** Passed, with warnings. */
  WARNED,
  FAILED,
  /** It could not be decided, or its verdict is damaged. */
  UNDECIDED;

  /** How it is written in a verdict. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether later runs may be compared with this one as with a good one. */
  public boolean isGreen() {
    return this == PASSED || this == WARNED;
  }

  /** The field {@code state} of a {@code verdict.json}. */
  public static RunState of(String verdict) {
    try {
      String state = ManifestJson.JSON.readTree(verdict).path("state").asText();
      for (RunState candidate : values()) {
        if (candidate != RECORDED && candidate.label().equals(state)) {
          return candidate;
        }
      }
      return UNDECIDED;
    } catch (JsonProcessingException e) {
      return UNDECIDED;
    }
  }
}

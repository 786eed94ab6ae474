package dev.maskwise.run.check.verdict;

import java.util.Locale;

/** How much the cases of a rule matter. */
public enum Severity {
  FAIL,
  /** A case of the rule can do no more than warn. */
  WARN;

  /** What a state becomes under this severity. */
  public CaseState apply(CaseState state) {
    return this == WARN && state.compareTo(CaseState.WARNED) > 0 ? CaseState.WARNED : state;
  }

  /** The name in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

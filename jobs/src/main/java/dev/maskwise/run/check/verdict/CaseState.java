package dev.maskwise.run.check.verdict;

import java.util.Collection;
import java.util.Locale;

/** What became of a case or of a whole check; a later constant is worse. */
public enum CaseState {
  PASSED(0),
  /** It failed or could not be decided, and the rule only warns. */
  WARNED(0),
  /** Nobody can say: there is nothing to compare with, or too little. */
  UNDECIDED(3),
  FAILED(2);

  private final int exitCode;

  CaseState(int exitCode) {
    this.exitCode = exitCode;
  }

  /** What a process ends with. */
  public int exitCode() {
    return exitCode;
  }

  /** The name in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worst of some states; passed if there is none. */
  public static CaseState worst(Collection<CaseState> states) {
    return states.stream().max(CaseState::compareTo).orElse(PASSED);
  }
}

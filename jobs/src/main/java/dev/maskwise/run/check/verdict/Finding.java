package dev.maskwise.run.check.verdict;

import java.util.Locale;

/** What was found out about a case, before rules say what that is worth. */
public enum Finding {
  /** What the rule asks for holds. */
  HOLDS,
  /** It does not. */
  BREACHED,
  /** It is worse than before by more than the margin, and that is no chance. */
  PROVEN_REGRESSION,
  /** It is not worse than before by more than the margin, and that is no chance. */
  PROVEN_NON_INFERIOR,
  /** Neither is proven. */
  UNPROVEN,
  /** The rule names something that the run does not have. */
  ABSENT,
  /** There is nothing to compare with. */
  NO_BASELINE,
  /** There is something, but its numbers mean something else. */
  DIFFERENT_DEFINITIONS,
  /** Too few images, groups of images or earlier runs. */
  TOO_FEW,
  /** The number or its standard error is undefined. */
  UNDEFINED;

  /** The name in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

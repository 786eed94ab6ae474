package dev.maskwise.run.check.rule;

import dev.maskwise.run.check.verdict.CaseState;

/** What a case is of which a rule says in advance what it shall be. */
public enum Consequence {
  PASS(CaseState.PASSED),
  WARN(CaseState.WARNED),
  UNDECIDED(CaseState.UNDECIDED),
  FAIL(CaseState.FAILED);

  private final CaseState state;

  Consequence(CaseState state) {
    this.state = state;
  }

  /** The state, before the severity of the rule. */
  public CaseState state() {
    return state;
  }
}

package dev.maskwise.run.check;

import dev.maskwise.run.check.rule.Consequence;
import dev.maskwise.run.check.verdict.CaseState;
import dev.maskwise.run.check.verdict.Finding;

/**
 * What is found of a case.
 *
 * @param state before the severity of the rule
 * @param reason a sentence or more
 */
record Answer(Finding finding, CaseState state, String reason) {
  /** What is asked holds. */
  static Answer holds(String reason) {
    return new Answer(Finding.HOLDS, CaseState.PASSED, reason);
  }

  /** It does not. */
  static Answer breached(String reason) {
    return new Answer(Finding.BREACHED, CaseState.FAILED, reason);
  }

  /** Holds or does not. */
  static Answer of(boolean holds, String reason) {
    return holds ? holds(reason) : breached(reason);
  }

  /** Of what the file says in advance what it is. */
  static Answer said(Finding finding, Consequence consequence, String reason) {
    return new Answer(finding, consequence.state(), reason);
  }

  /** Numbers that mean different things. */
  static Answer different(String reason) {
    return new Answer(Finding.DIFFERENT_DEFINITIONS, CaseState.UNDECIDED, reason);
  }
}

package dev.maskwise.run.check.verdict;

/**
 * One thing that a rule asked of a run, and the answer.
 *
 * @param rule the id of the rule
 * @param state with the severity of the rule taken into account
 * @param reason a sentence or more for people
 */
public record VerdictCase(
    String rule,
    Subject subject,
    Figures figures,
    Finding finding,
    CaseState state,
    Severity severity,
    String reason) {}

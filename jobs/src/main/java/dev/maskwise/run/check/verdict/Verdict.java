package dev.maskwise.run.check.verdict;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a check found of a run.
 *
 * @param run the id of the run that was judged
 * @param baseline the id of the run that it was compared with; null where there was none
 * @param confidence that of every proof
 * @param cases in the order of the rules, those of a rule in the order of reports
 */
public record Verdict(
    String run, @Nullable String baseline, double confidence, List<VerdictCase> cases) {

  /** The state of the worst case. */
  public CaseState state() {
    return CaseState.worst(cases.stream().map(VerdictCase::state).toList());
  }

  /** How many cases have each state. */
  public Map<CaseState, Integer> counts() {
    Map<CaseState, Integer> counts = new EnumMap<>(CaseState.class);
    cases.forEach(each -> counts.merge(each.state(), 1, Integer::sum));
    return counts;
  }

  /** The cases with the worst first, otherwise in their order. */
  public List<VerdictCase> worstFirst() {
    return cases.stream()
        .sorted(Comparator.comparing(VerdictCase::state).reversed())
        .collect(Collectors.toList());
  }

  /** What came out in one line: "failed: of 14 cases 2 failed, 1 warned, 11 passed". */
  public String headline() {
    Map<CaseState, Integer> counts = counts();
    StringBuilder text = new StringBuilder();
    for (CaseState state :
        new CaseState[] {
          CaseState.FAILED, CaseState.UNDECIDED, CaseState.WARNED, CaseState.PASSED
        }) {
      Integer count = counts.get(state);
      if (count != null) {
        text.append(text.isEmpty() ? "" : ", ").append("%,d %s".formatted(count, state.label()));
      }
    }
    return "%s: of %,d %s %s"
        .formatted(state().label(), cases.size(), cases.size() == 1 ? "case" : "cases", text);
  }
}

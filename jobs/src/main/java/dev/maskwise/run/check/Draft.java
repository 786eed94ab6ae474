package dev.maskwise.run.check;

import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.run.check.rule.Checks.Statistics;
import dev.maskwise.run.check.rule.Rule;
import dev.maskwise.run.check.verdict.Figures;
import dev.maskwise.run.check.verdict.Subject;
import dev.maskwise.run.check.verdict.VerdictCase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case of a rule that may have to wait for the others: what proves something among many tests is
 * known when all are there.
 *
 * @param test null where the answer is known without
 * @param answer null where there is a test
 */
record Draft(Subject subject, Figures figures, @Nullable Test test, @Nullable Answer answer) {

  /**
   * A test.
   *
   * @param distance how far the number is from what is not allowed
   * @param inFavour whether what is asked has to be proven; else that it does not hold
   * @param answer what a proof means
   */
  record Test(Estimate distance, boolean inFavour, Function<Proof, Answer> answer) {}

  static Draft of(Subject subject, Figures figures, Answer answer) {
    return new Draft(subject, figures, null, answer);
  }

  static Draft of(Subject subject, Figures figures, Test test) {
    return new Draft(subject, figures, test, null);
  }

  /** The cases of a rule. */
  static List<VerdictCase> settle(Rule rule, Statistics statistics, List<Draft> drafts) {
    List<Estimate> distances =
        drafts.stream()
            .flatMap(draft -> Stream.ofNullable(draft.test()))
            .map(Test::distance)
            .toList();
    Iterator<Proof> proofs = Proof.of(distances, statistics).iterator();
    List<VerdictCase> cases = new ArrayList<>();
    for (Draft draft : drafts) {
      Test test = draft.test();
      Answer answer = draft.answer();
      Figures figures = draft.figures();
      if (test != null) {
        Proof proof = proofs.next();
        answer = test.answer().apply(proof);
        Proof.P p = test.inFavour() ? proof.inFavour() : proof.against();
        figures = figures.withP(p.raw(), p.adjusted());
      }
      if (answer != null) {
        cases.add(settled(rule, draft.subject(), figures, answer));
      }
    }
    return cases;
  }

  private static VerdictCase settled(Rule rule, Subject subject, Figures figures, Answer answer) {
    return new VerdictCase(
        rule.id(),
        subject,
        figures,
        answer.finding(),
        rule.severe(answer.state()),
        rule.severity(),
        answer.reason());
  }
}

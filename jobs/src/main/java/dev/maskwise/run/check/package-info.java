/**
 * Layer 8: judges a run by rules.
 *
 * <p>Imports: {@code run}, {@code run.compare}, {@code metric}, its own {@code rule} and {@code
 * verdict}. Imported by: {@code job}.
 *
 * <p>Invariant: what cannot be judged is never passed in silence, and numbers under different
 * definitions are never held against each other. A verdict follows from the files of the runs
 * alone.
 *
 * <pre>{@code
 * Checks checks = ChecksFile.read("checks.yaml", text);
 * Evidence evidence = new Evidence(BaselineRun.of(yesterday), comparisons, history, sameKey);
 * Verdict verdict = new Checker(checks).judge(today, evidence);
 * verdict.state();                                       // FAILED
 * verdict.cases().get(0).reason();                       // "Proven regression: …"
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.check;

import org.jspecify.annotations.NullMarked;

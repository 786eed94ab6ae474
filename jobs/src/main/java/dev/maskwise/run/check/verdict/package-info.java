/**
 * Layer 8: what a check found, and the forms in which it is handed on.
 *
 * <p>Imports: {@code run}, {@code metric}, Jackson, ascii-table. Imported by: {@code run.check},
 * {@code job}.
 *
 * <p>Invariant: the state of a verdict is that of its worst case, and no name out of data can be
 * anything but text in any of the forms. Equal verdicts have equal bytes.
 *
 * <pre>{@code
 * Verdict verdict = new Checker(checks).judge(run, evidence);
 * verdict.state().exitCode();               // 0 passed or warned, 2 failed, 3 undecided
 * VerdictJson.write(verdict);               // verdict.json, the contract
 * JunitXml.write(verdict);                  // junit.xml, a test case for each case
 * VerdictMarkdown.write(verdict);           // summary.md, worst first, at most 60,000 bytes
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.check.verdict;

import org.jspecify.annotations.NullMarked;

/**
 * Layer 8: what a run has to fulfil, as a file of checks says it.
 *
 * <p>Imports: {@code metric}, {@code run}, {@code run.check.verdict}, SnakeYAML, the edit distance
 * of Commons Text. Imported by: {@code run.check}, {@code job}.
 *
 * <p>Invariant: every key and every value is known and valid, or the file is refused with the place
 * and the nearest key. Each key stands in {@link dev.maskwise.run.check.rule.CheckKey} alone, from
 * which docs/checks.md has its tables.
 *
 * <pre>{@code
 * Checks checks = ChecksFile.read("checks.yaml", text);
 * checks.rules().get(0).id();                            // "miou-floor"
 * checks.rules().get(0).test();                          // Threshold[…]: what is asked
 * checks.rules().get(0).selection();                     // of which numbers
 * checks.statistics().confidence();                      // 0.95
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.check.rule;

import org.jspecify.annotations.NullMarked;

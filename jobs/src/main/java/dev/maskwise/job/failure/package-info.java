/**
 * Layer 9, beside the rooms: how a command ends that cannot be done.
 *
 * <p>Imports: {@code reader.file}, Spark. Imported by: {@code job}.
 *
 * <p>Invariant: whatever fails, in whichever thread, the process ends, with a sentence that says
 * what to change, and with the exit code 4.
 *
 * <pre>{@code
 * ProcessEnd.guard(err, withTrace);                        // first of all
 * FailureWords.print(new OutOfMemoryError("Java heap space"), err, withTrace);
 * // maskwise: The memory of the driver, 1,024 MiB, is exhausted (Java heap space): give it more
 * // with --conf spark.driver.memory=2g …
 * ProcessEnd.decide(4);                                    // ends within a minute, whatever hangs
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.failure;

import org.jspecify.annotations.NullMarked;

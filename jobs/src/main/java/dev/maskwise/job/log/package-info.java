/**
 * Layer 9: logging for commands that log next to nothing.
 *
 * <p>Imports: SLF4J and its implementation. Imported by: nothing; the launcher names it.
 *
 * <p>Invariant: what a library warns of is logged as ever, but nothing of the implementation is
 * loaded before.
 *
 * <pre>{@code
 * java -Dslf4j.provider=dev.maskwise.job.log.LateLogging -Dslf4j.internal.verbosity=WARN … Main check …
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.log;

import org.jspecify.annotations.NullMarked;

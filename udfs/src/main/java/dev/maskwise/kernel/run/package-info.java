/**
 * Layer 1: masks as runs of foreground, and what is asked of them without making them dense: area,
 * box, overlap, erosion, and the runs of a polygon.
 *
 * <p>Imports: the JDK and {@link dev.maskwise.kernel.match.Box}. Imported by: {@code codec.rle},
 * {@code image.object}, {@code spark}.
 *
 * <p>Invariant: equal masks have equal {@link dev.maskwise.kernel.run.Runs}, a value that nobody
 * changes; time depends on the runs, not on the pixels.
 *
 * <pre>{@code
 * Runs runs = new Runs(4, 3, new int[] {1, 3, 5, 9}); // rows 1 and 2 of column 0, and so on
 * long area = runs.area(); // 6
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.run;

import org.jspecify.annotations.NullMarked;

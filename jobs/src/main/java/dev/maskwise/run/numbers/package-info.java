/**
 * Layer 8: from the statistics of images to the numbers of a summary, the same for a run that was
 * just counted and for one that is read again.
 *
 * <p>Imports: {@code run}, {@code metric}, {@code statistic}, the summary of {@code report}.
 * Imported by: {@code run.images}, {@code run.compare}, {@code job}.
 *
 * <p>Invariant: the numbers are the same for any order and division of the images. No arithmetic
 * here: statistics merge themselves, metrics compute themselves.
 *
 * <pre>{@code
 * ImageTotals totals = ImageTotals.of(terms);
 * totals.add(counts, null);                     // of an image of label maps
 * totals.numbersWithout(some);                  // as if some images were not there
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.numbers;

import org.jspecify.annotations.NullMarked;

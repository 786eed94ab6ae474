/**
 * Layer 8: the statistics of each image of a run, read again.
 *
 * <p>Imports: {@code run}, {@code metric}, {@code statistic}, Parquet. Imported by: {@code
 * run.compare}, {@code job}.
 *
 * <p>Invariant: what is read equals, to the bit, what the pass over the pixels left.
 *
 * <pre>{@code
 * Terms terms = Terms.of(run);
 * List<StoredImage> images = PerImageFile.read(run, terms);
 * images.get(0).predictions().get(0).pixelCounts();        // of the first model
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.images;

import org.jspecify.annotations.NullMarked;

/**
 * Layer 9: pictures of the masks of a run, for its page.
 *
 * <p>Imports: {@code codec}, {@code reader}, {@code run}, {@code run.page}, Parquet. Imported by:
 * the commands.
 *
 * <p>Invariant: a mask is shown only when its bytes are those that were evaluated; a size is judged
 * before memory is taken; an image id never leads out of its directory. What cannot be shown is
 * said, and is no fault.
 *
 * <pre>{@code
 * Pictures pictures = new RunPictures(hadoop, run, "val/photographs");
 * String html = new RunPage(run, null, views, 0.95, null).write(pictures);
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.picture;

import org.jspecify.annotations.NullMarked;

/**
 * Layer 8: the page of a run that people look at, one HTML file that opens from disk.
 *
 * <p>Imports: {@code run.page.survey}, {@code run}, {@code run.images}, {@code run.compare}, {@code
 * run.store}, {@code report}, {@code metric}, {@code statistic}. Imported by: {@code job}. No pixel
 * is read here: whoever can, makes {@link dev.maskwise.run.page.Pictures}.
 *
 * <p>Invariant: whatever comes from a file or a table is text, never markup; the page loads nothing
 * and runs no script but its own, which the policy in its head names by digest. Rows and pictures
 * have limits, and the page says what it left out.
 *
 * <pre>{@code
 * RunImages run = RunImages.of(StoredRun.open(storages, "tonight"));
 * RunImages before = RunImages.of(StoredRun.open(storages, "yesterday"));
 * List<ModelView> views = ModelView.of(run, before);
 * String html = new RunPage(run, before, views, 0.95, null).write(Pictures.none("No pictures."));
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.page;

import org.jspecify.annotations.NullMarked;

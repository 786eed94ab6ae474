/**
 * Layer 5: the SQL functions, a file for each statistic with its functions of an image, metrics,
 * aggregate and merge; {@link dev.maskwise.spark.catalog.SqlFunctions} is the list of all.
 *
 * <p>Imports: {@code spark.sql}, {@code image}, {@code metric}, {@code statistic}, {@code kernel},
 * {@code codec} and Spark. Imported by: nothing; Spark finds {@link
 * dev.maskwise.spark.catalog.MaskwiseExtensions} by its service file.
 *
 * <p>Invariant: name, formula, unit, range and source of a number come from the lists of {@code
 * metric}; what is registered, what {@code DESCRIBE FUNCTION EXTENDED} says, docs/sql.md and the
 * tests derive from the list, and every example in it is run.
 *
 * <pre>{@code
 * SELECT mean_iou_agg(truth, prediction, 11, 11) FROM masks;
 *
 * SELECT image_id, dice(overlap(truth, prediction)) AS dice FROM masks ORDER BY dice;
 *
 * SELECT avg(lovasz_softmax(scores, truth, 11, 11)) FROM images;
 * }</pre>
 */
@NullMarked
package dev.maskwise.spark.catalog;

import org.jspecify.annotations.NullMarked;

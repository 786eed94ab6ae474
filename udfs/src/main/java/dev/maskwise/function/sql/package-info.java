/**
 * Layer 4, on top of {@code function}: the SQL functions. With the jar on the class path every
 * Spark session has them, without configuration.
 *
 * <p>Imports: {@code kernel}, {@code codec}, {@code statistic}, {@code metric}, {@code function}
 * and Spark. Imported by: nothing; Spark finds {@link dev.maskwise.function.sql.MaskwiseExtensions}
 * by its service file.
 *
 * <p>Invariant: {@link dev.maskwise.function.sql.SqlFunctions#ALL} is the one list. What is
 * registered, what {@code DESCRIBE FUNCTION EXTENDED} says, docs/sql.md and the tests derive from
 * it, and every example in it is run. {@link dev.maskwise.function.sql.SqlFunctions#TRYING} follows
 * from it too: functions that are null where another refuses a value. Null in, null out; undefined
 * is null; a wrong argument ends the query with one sentence that starts with the name of the
 * function. A mask or label map is its raw bytes, row by row from the top: the functions see
 * pixels, not shapes.
 *
 * <pre>{@code
 * SELECT mean_iou_agg(truth, prediction, 11, 11) FROM masks;
 *
 * SELECT city, mean_iou(confusion_merge(state)) FROM (
 *   SELECT city, mask_confusion(truth, prediction, 11, 11) AS state FROM masks) GROUP BY city;
 *
 * SELECT image_id, dice(mask_overlap(truth, prediction)) AS dice FROM masks ORDER BY dice;
 *
 * SELECT image_id FROM files WHERE png IS NOT NULL AND try_mask_from_png(png) IS NULL;
 *
 * SELECT avg(lovasz_softmax(scores, truth, 11, 11)) FROM images;
 *
 * SELECT soft_dice_loss(soft_overlap_sums(soft_overlap_agg(p, truth, 255, 'probability')), 'eps=1')
 *   FROM images;
 * }</pre>
 */
@NullMarked
package dev.maskwise.function.sql;

import org.jspecify.annotations.NullMarked;

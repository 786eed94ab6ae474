/**
 * GPU versions of the per-image SQL functions, for sessions with the RAPIDS Accelerator for Apache
 * Spark. With this jar beside the plugin's, queries that call the SQL functions run on the GPU as
 * they are written; without the plugin nothing changes.
 *
 * <p>Imports: {@code kernel}, {@code spark.catalog}, {@code metric}, Spark, and cuDF and {@code
 * RapidsUDF} from the plugin's jar. Imported by: nothing; Spark finds {@link
 * dev.maskwise.rapids.RapidsExtensions} by its service file.
 *
 * <p>Invariant: {@link dev.maskwise.rapids.GpuFunctions#ALL} is the one list. A GPU version gives
 * what the SQL function gives: equal counts and states, sums of float64 from the same scores, and
 * the same sentence for what it refuses, or null where it is tried. Every column that it makes is
 * closed on every path, it keeps no state, and it lets exceptions of cuDF pass: the plugin frees
 * memory and calls again.
 *
 * <pre>{@code
 * spark-submit --jars maskwise-udfs.jar,maskwise-rapids.jar,rapids-4-spark_2.13-26.08.1-cuda13.jar \
 *   --conf spark.plugins=com.nvidia.spark.SQLPlugin …
 *
 * SELECT model, avg(lovasz_hinge(logits, truth, 255)) FROM images GROUP BY model;   // on the GPU
 * }</pre>
 */
@NullMarked
package dev.maskwise.rapids;

import org.jspecify.annotations.NullMarked;

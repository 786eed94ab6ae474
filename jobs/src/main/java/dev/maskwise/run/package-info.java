/**
 * Layer 8: a finished evaluation on disk. Reads what an evaluation wrote; knows no pixels and no
 * Spark.
 *
 * <p>Imports: {@code metric}, {@code report}, the refusal and the words for files of {@code
 * reader}, Hadoop's file systems, Parquet. Imported by: {@code job}.
 *
 * <p>Invariant: a directory without a whole {@code manifest.json} is no run. A run is never changed
 * and can say every number of its summary again.
 *
 * <pre>{@code
 * StoredRun run = StoredRun.open(storages, "store/runs/20261130T023000Z-1a2b3c4d5e6f");
 * run.manifest().key();                                       // equal for equal inputs and definition
 * run.summary().numbers("base").get(
 *     new NumberKey("mean_iou", Averaging.DATASET, null, null)).value();
 * }</pre>
 */
@NullMarked
package dev.maskwise.run;

import org.jspecify.annotations.NullMarked;

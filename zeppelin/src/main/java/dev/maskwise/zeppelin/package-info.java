/**
 * Beside the layers: the interpreters with which Apache Zeppelin 0.10 runs notes on Spark 4.
 *
 * <p>Imports: the JDK with {@code jdk.jshell}, Spark, and Zeppelin's interface for interpreters;
 * nothing of Maskwise, whose functions are there once its jar is on the class path. Imported by:
 * nothing; Zeppelin finds the classes by {@code conf/zeppelin/interpreter-setting.json}.
 *
 * <p>Invariant: an interpreter process has one JShell and one Spark session, made in this order and
 * seen by the paragraphs of both interpreters. A paragraph that fails says why in one sentence,
 * with the line.
 *
 * <pre>{@code
 * %spark.java
 * spark.read().parquet("masks.parquet").createOrReplaceTempView("masks");
 *
 * %spark.sql
 * SELECT model, mean_iou_agg(truth, prediction, 11, 255) FROM masks GROUP BY model
 * }</pre>
 */
@NullMarked
package dev.maskwise.zeppelin;

import org.jspecify.annotations.NullMarked;

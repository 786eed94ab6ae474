/**
 * Layer 4, on top of {@code spark.catalog}: the functions as columns of Java, and statistics as
 * typed aggregators.
 *
 * <p>Imports: {@code spark.catalog}, {@code statistic}, {@code kernel} and Spark. Imported by:
 * {@code spark.ml}.
 *
 * <p>Invariant: {@link dev.maskwise.spark.column.Maskwise} has a method for each SQL function,
 * which a test holds to the list, and calls it by name: a column means what the statement means, in
 * this process or on the server of a Spark Connect session. An aggregator is a {@link
 * dev.maskwise.statistic.StatisticType} and says nothing of how memories merge or travel.
 *
 * <pre>{@code
 * import static dev.maskwise.spark.column.Maskwise.*;
 *
 * masks.select(col("image_id"), dice(col("truth"), col("prediction")).as("dice"));
 *
 * masks.groupBy("city").agg(meanIou(confusionAgg(col("truth"), col("prediction"), 11, 255)));
 *
 * ConfusionMatrix dataset =
 *     masks.map(ofMasks, javaSerialization(ConfusionMatrix.class))
 *         .select(StatisticAggregator.of(ConfusionMatrix.TYPE).toColumn())
 *         .head();
 * }</pre>
 */
@NullMarked
package dev.maskwise.spark.column;

import org.jspecify.annotations.NullMarked;

/**
 * Layer 4, on top of {@code spark.column}: evaluation in MLlib. The one package that needs
 * spark-mllib; without it on the class path everything else works.
 *
 * <p>Imports: {@code spark.column}, {@code statistic}, {@code metric}, Spark and its MLlib.
 * Imported by: nothing.
 *
 * <p>Invariant: an evaluator computes no metric of its own. It makes one confusion matrix an image,
 * of masks or of pixels that are rows, and hands them to {@link
 * dev.maskwise.metric.count.CountEvaluation}, so that a number here is the number of the same name
 * everywhere. Nothing is left out in silence: a null or a label that is no class ends the
 * evaluation with one sentence.
 *
 * <pre>{@code
 * SegmentationEvaluator evaluator = new SegmentationEvaluator()
 *     .setTruthCol("label").setClasses(11).setIgnore(255)
 *     .setMetricName("mean_iou").setAveraging("image_then_dataset").setImageIdCol("image_id");
 *
 * new CrossValidator().setEstimator(tree).setEstimatorParamMaps(grid).setEvaluator(evaluator);
 *
 * masks.select(StatisticVectors.overlap(overlap(col("truth"), col("prediction"))).as("v"))
 *     .select(Summarizer.mean(col("v")));
 * }</pre>
 */
@NullMarked
package dev.maskwise.spark.ml;

import org.jspecify.annotations.NullMarked;

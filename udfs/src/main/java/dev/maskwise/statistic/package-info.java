/**
 * Layer 2: what must be remembered to compute a metric, and how two memories merge.
 *
 * <p>May import: the JDK and {@code dev.maskwise.kernel}.
 *
 * <p>Invariant: every {@link dev.maskwise.statistic.StatisticType} is a commutative monoid with a
 * canonical byte form. Merging in any order and any grouping gives equal values and equal bytes, so
 * a result cannot depend on how the images were partitioned. Sums over images are exact; what is
 * remembered of scores are such sums ({@link dev.maskwise.statistic.SoftOverlap}, {@link
 * dev.maskwise.statistic.PixelLosses}) and counts in bins ({@link
 * dev.maskwise.statistic.ScoreHistogram}, {@link dev.maskwise.statistic.CalibrationBins}).
 *
 * <pre>{@code
 * StatisticType<ConfusionMatrix> type = ConfusionMatrix.TYPE;
 * ConfusionMatrix dataset = type.empty();
 * for (byte[] image : storedImages) {
 *   dataset = type.merge(dataset, type.decode(image));
 * }
 * OverlapCounts car = dataset.overlap(2);
 * Mean mean = new Mean();
 * mean.add((double) car.intersection() / car.union()); // NaN is counted as undefined
 * mean.add(otherMean);
 * double value = mean.value(); // over mean.n() values, mean.undefined() left out
 *
 * ScoreHistogram scores = new ScoreHistogram(ScoreHistogram.DEFAULT_BITS);
 * scores.add(logits, truth, pixels); // … every image, in any order
 * }</pre>
 */
@NullMarked
package dev.maskwise.statistic;

import org.jspecify.annotations.NullMarked;

/**
 * Layer 3: pure functions from a statistic to a number, and the choices that change the number.
 *
 * <p>Imports: {@code statistic} and the JDK; {@code metric.inference} Student's distribution of
 * Apache Commons Math besides. Imported by: {@code image}, {@code spark}, {@code report}, {@code
 * job}.
 *
 * <p>Invariant: a metric never touches a pixel. Undefined is {@code NaN}, never 0, 1 or −1, unless
 * the {@link dev.maskwise.metric.Policy} says so; every mean is a {@link
 * dev.maskwise.statistic.Mean}, which knows how many values entered it and how many were undefined.
 * What a histogram of scores approximates is {@link dev.maskwise.metric.curve.Bounded}: the true
 * number is proven to lie within the bound.
 *
 * <pre>{@code
 * ConfusionMatrix image = ConfusionMatrix.of(2, new long[] {90, 2, 3, 5});
 * Policy policy = Policy.undefined();
 *
 * OverlapMetrics.IOU.value(image.overlap(1));                    // 0.5
 * ConfusionMetrics.MEAN_IOU.value(new ClassCounts(image, policy)); // (90/95 + 5/10) / 2
 *
 * CountEvaluation evaluation = new CountEvaluation(2, policy);
 * evaluation.add(image);                                         // … every image, in any order
 * List<MetricValue> numbers = evaluation.values();               // every averaging, with its n
 *
 * List<ScoreLoss> losses =
 *     ScoreLosses.parseAll("focal_loss(gamma=5),lovasz_softmax", Task.MULTICLASS, ScoreKind.LOGIT, 2);
 * ScoreEvaluation scores = new ScoreEvaluation(losses, 2, policy);
 * scores.add(imageStatistics);                                   // soft sums, pixel losses, Lovász
 * numbers = scores.values(DatasetLovasz.of(distribution));       // every averaging, with its bound
 *
 * DatasetScores dataset = new DatasetScores(scores.dataset(), distribution, Calibration.Norm.L1);
 * numbers = CurveMetrics.values(dataset, scores.images(), policy); // AUROC, best threshold, ECE …
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric;

import org.jspecify.annotations.NullMarked;

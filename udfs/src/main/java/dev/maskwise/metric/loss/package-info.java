/**
 * Layer 3: losses as values, each a family with named parameters.
 *
 * <p>Imports: {@code metric}, {@code statistic}. Imported by: {@code metric.curve}, {@code image},
 * {@code spark}, {@code job}.
 *
 * <p>Invariant: {@link dev.maskwise.metric.loss.ScoreLosses} is the one list. Every convention that
 * libraries disagree about is a parameter that stands in the name of the loss.
 *
 * <pre>{@code
 * List<ScoreLoss> losses =
 *     ScoreLosses.parseAll("focal_loss(gamma=5),lovasz_softmax", Task.MULTICLASS, ScoreKind.LOGIT, 2);
 * }</pre>
 */
@NullMarked
package dev.maskwise.metric.loss;

import org.jspecify.annotations.NullMarked;

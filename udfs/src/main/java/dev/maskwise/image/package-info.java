/**
 * Layer 4: the functions of one image. They know no Spark; the library's code of Spark is in the
 * packages under this one, and in {@link dev.maskwise.function.ExactLovasz}, which is of many.
 *
 * <p>Imports: {@code kernel}, {@code codec}, {@code statistic}, {@code metric}. Imported by: the
 * packages under this one, {@code reader}, {@code job}.
 *
 * <p>Invariant: a per-image function sees each pixel once and returns a statistic. What cannot be
 * judged is a {@link dev.maskwise.image.RejectedMaskException} that says which mask and why, never
 * a number. Scores are judged for all models before any of them enters a distribution, so a
 * rejected image leaves no trace.
 *
 * <pre>{@code
 * LabelMapCounter counter = new LabelMapCounter(11, 255);      // one a task
 *
 * try (LabelMapRows truth = PngRows.open(truthPng, maxPixels);
 *     LabelMapRows base = PngRows.open(basePng, maxPixels);
 *     LabelMapRows small = PngRows.open(smallPng, maxPixels)) {
 *   List<ConfusionMatrix> perModel = counter.count(truth, List.of(base, small));
 * }
 *
 * ScoreJudge judge = new ScoreJudge(rules);                    // one a task
 * for (ScoredImage scored : judge.judge(truth, List.of(baseScores, smallScores))) {
 *   evaluations.get(model).add(scored.statistics());
 *   scored.addTo(distributions.get(model++)); // the first one is scored.noScores()
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.image;

import org.jspecify.annotations.NullMarked;

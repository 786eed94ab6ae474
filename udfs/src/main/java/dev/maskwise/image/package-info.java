/**
 * Layer 4: everything that is asked of one image, whoever asks: which pixels are valid, whether its
 * scores are what they are said to be, what it counts and sums, what its scores predict. The one
 * place where truth and prediction meet.
 *
 * <p>Imports: {@code kernel}, {@code codec}, {@code statistic}, {@code metric}. Imported by: {@code
 * spark}, {@code reader}, {@code job}. No Spark, and no words of a command line or of SQL.
 *
 * <p>Invariant: a number is computed in one way, for SQL, for columns and for the jobs. Each pixel
 * is seen once and gives a statistic. What cannot be judged is a {@link dev.maskwise.image.Fault},
 * a value that says which mask, where and what was found, never a number. Scores are read and
 * checked for all models before any of them enters a distribution, so a rejected image leaves no
 * trace.
 *
 * <pre>{@code
 * ConfusionMatrix matrix = RawLabels.confusion(truthBytes, predictionBytes, 11, 255);
 *
 * BinaryScores image = new BinaryScores();                     // one a thread
 * image.truth().read(maskBytes, new LabelRange(0, 255));
 * image.read(FloatBuffer.wrap(logits), ScoreKind.LOGIT);
 * double hinge = image.lovaszHinge();
 *
 * ScoreJudge judge = new ScoreJudge(rules);                    // one a task; many models at once
 * for (ScoredImage scored : judge.judge(truthRows, List.of(baseScores, smallScores))) {
 *   evaluations.get(model).add(scored.statistics());
 *   scored.addTo(distributions.get(model++)); // the first one is scored.noScores()
 * }
 * }</pre>
 */
@NullMarked
package dev.maskwise.image;

import org.jspecify.annotations.NullMarked;

/**
 * Layer 8: what a page has to say of the images of a run, without markup: models and what they are
 * compared with, each image's number, the worst images of every class and slice.
 *
 * <p>Imports: {@code run}, {@code run.images}, {@code run.compare}, {@code metric}, {@code
 * statistic}. Imported by: {@code run.page}, {@code job}.
 *
 * <p>Invariant: one walk over the images; the same images are chosen whatever the order in which
 * they were evaluated.
 *
 * <pre>{@code
 * List<ModelView> views = ModelView.of(run, before);
 * ImageSurvey survey = new ImageSurvey(run, views, slices);
 * List<Integer> shown = ImageChoice.of(survey, 60);
 * }</pre>
 */
@NullMarked
package dev.maskwise.run.page.survey;

import org.jspecify.annotations.NullMarked;

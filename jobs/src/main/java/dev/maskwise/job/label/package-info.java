/**
 * Layer 9, beside the plan: what a label means. Lists of classes, those of known data sets among
 * them; maps from what masks store to labels; what counts nowhere.
 *
 * <p>Imports: {@code codec.label}, {@code reader} and the nearest word of {@code run}. Imported by:
 * {@code job.plan}, {@code job.picture}.
 *
 * <p>Invariant: a class is named in one place and meant by its name or its number everywhere; a
 * text that can be read in two ways is refused by its line.
 *
 * <pre>{@code
 * ClassList classes = ClassListFile.read(hadoop, "cityscapes");          // 19 names, ignore 255
 * classes.label("--background", "road");                                 // 0
 * LabelMapping map = MapText.read(hadoop, "--map", "ids", classes, List.of(255));
 * LabelMeaning meaning = LabelMeaning.of(Task.LABELS, classes.names(), List.of(255), map, map, null);
 * meaning.ofTruth().rows(values);                                        // 0 … 18 and 255
 * }</pre>
 */
@NullMarked
package dev.maskwise.job.label;

import org.jspecify.annotations.NullMarked;

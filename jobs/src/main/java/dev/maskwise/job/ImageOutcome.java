package dev.maskwise.job;

import dev.maskwise.reader.Rejection;
import dev.maskwise.statistic.ConfusionMatrix;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pass over the pixels leaves of an image: its statistics, or why it has none.
 *
 * @param imageId the image; null for a row of a table that names none
 * @param slices slice name → value; a value may be null
 * @param confusions the counts of each model, in order; empty for a rejected image
 * @param rejections why the image was rejected; empty for an evaluated one
 */
record ImageOutcome(
    @Nullable String imageId,
    Map<String, @Nullable String> slices,
    List<ConfusionMatrix> confusions,
    List<Rejection> rejections)
    implements Serializable {}

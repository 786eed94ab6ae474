package dev.maskwise.job;

import dev.maskwise.reader.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pass over the pixels leaves of an image: its statistics, or why it has none.
 *
 * @param imageId the image; null for a row of a table that names none
 * @param slices slice name → value; a value may be null
 * @param models the statistics of each model, in order; empty for a rejected image
 * @param rejections why the image was rejected; empty for an evaluated one
 */
record ImageOutcome(
    @Nullable String imageId,
    Map<String, @Nullable String> slices,
    List<ModelOutcome> models,
    List<Rejection> rejections)
    implements PassResult {

  /** The label of the slice that is all images; sorts before every other. */
  static final String ALL_IMAGES = "";

  /** The labels of the slices that the image belongs to, {@link #ALL_IMAGES} first. */
  static List<String> sliceLabels(Map<String, @Nullable String> slices) {
    List<String> labels = new ArrayList<>(List.of(ALL_IMAGES));
    slices.forEach((name, value) -> labels.add(name + "=" + (value == null ? "(none)" : value)));
    return labels;
  }
}

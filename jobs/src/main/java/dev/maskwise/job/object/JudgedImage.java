package dev.maskwise.job.object;

import dev.maskwise.reader.Rejection;
import dev.maskwise.run.numbers.SliceLabels;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pass leaves of an image: the records of each model, or why it has none.
 *
 * @param imageId null for an object that names no image
 * @param slices slice name → value; a value may be null
 * @param models what became of each model's detections; empty for a rejected image
 * @param rejections why the image was rejected; empty for an evaluated one
 */
record JudgedImage(
    @Nullable String imageId,
    Map<String, @Nullable String> slices,
    List<JudgedModel> models,
    List<Rejection> rejections)
    implements Serializable {

  static JudgedImage rejected(@Nullable String imageId, List<Rejection> rejections) {
    return new JudgedImage(imageId, Map.of(), List.of(), List.copyOf(rejections));
  }

  boolean isRejected() {
    return !rejections.isEmpty();
  }

  /** The labels of the slices that the image belongs to, all images first. */
  List<String> sliceLabels() {
    return SliceLabels.of(slices);
  }
}

package dev.maskwise.run.images;

import dev.maskwise.run.numbers.SliceLabels;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image of a run.
 *
 * @param slices slice name → value; a value may be null
 * @param cluster what it has in common with the images that depend on it; null where it is
 *     independent
 * @param truthDigest of the encoded truth; null where it is not known
 * @param predictions of each model, in the order of the run
 */
public record StoredImage(
    String imageId,
    Map<String, @Nullable String> slices,
    @Nullable String cluster,
    @Nullable String truthDigest,
    List<Prediction> predictions) {

  /** The labels of the slices that the image belongs to, all images first. */
  public List<String> sliceLabels() {
    return SliceLabels.of(slices);
  }

  /**
   * What a model is for the image. Encoded, since a run may have millions of them.
   *
   * @param digest of the encoded prediction; null where it is not known
   * @param counts the bytes of the {@link ConfusionMatrix}
   * @param scores what {@link ScoreCells} has of the scores; null for label maps
   */
  public record Prediction(@Nullable String digest, byte[] counts, double @Nullable [] scores) {

    /** The counts of the predicted classes. */
    public ConfusionMatrix confusion() {
      return ConfusionMatrix.TYPE.decode(counts);
    }
  }
}

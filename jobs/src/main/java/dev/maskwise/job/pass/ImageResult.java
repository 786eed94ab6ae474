package dev.maskwise.job.pass;

import dev.maskwise.metric.loss.ScoreStatistics;
import dev.maskwise.reader.Rejection;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.run.numbers.SliceLabels;
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
 * @param confusions the counts of the predicted classes under each model; empty for a rejected
 *     image
 * @param scores what the losses are functions of, of each model; empty for label maps too
 * @param digests of the encoded bytes of the truth and of each model's prediction; null, or an
 *     empty list, where they are not known
 * @param rejections why the image was rejected; empty for an evaluated one
 * @param distributions where the scores of all images of a partition lie, with its last image; else
 *     null
 */
public record ImageResult(
    @Nullable String imageId,
    Map<String, @Nullable String> slices,
    List<ConfusionMatrix> confusions,
    List<ScoreStatistics> scores,
    List<@Nullable Long> digests,
    List<Rejection> rejections,
    @Nullable Distributions distributions)
    implements Serializable {

  /** The statistics of an image of label maps. */
  public static ImageResult ofLabels(
      @Nullable String imageId,
      Map<String, @Nullable String> slices,
      List<ConfusionMatrix> confusions,
      List<@Nullable Long> digests,
      List<Rejection> rejections) {
    return new ImageResult(
        imageId,
        slices,
        confusions,
        List.of(),
        digests,
        List.copyOf(rejections),
        /* distributions= */ null);
  }

  /** The digest of the truth, or of a model's prediction; null where it is not known. */
  public @Nullable Long digest(int source) {
    return digests.isEmpty() ? null : digests.get(source);
  }

  /** The labels of the slices that the image belongs to, all images first. */
  public List<String> sliceLabels() {
    return SliceLabels.of(slices);
  }

  /** Adds what a model is for the image to some totals. */
  public void addTo(ImageTotals totals, int model) {
    totals.add(confusions.get(model), scores.isEmpty() ? null : scores.get(model));
  }
}

package dev.maskwise.report;

import dev.maskwise.metric.Evaluation;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run of {@code evaluate} found out, small enough for one machine.
 *
 * @param version the version of Maskwise
 * @param definition every choice that changes a number, in the order of the report
 * @param images what became of the images
 * @param classes the names of the classes, in the order of their ids
 * @param models the names of the models, in the order given
 * @param evaluations per model first all images, then each slice
 * @param rejected the first rejected images, at most as many as a person would read
 */
public record Summary(
    String version,
    Map<String, ?> definition,
    ImageCounts images,
    List<String> classes,
    List<String> models,
    List<ModelEvaluation> evaluations,
    List<RejectedImage> rejected) {

  /**
   * What became of the images. An image is evaluated for every model or for none, so that models
   * are always compared on the same images.
   *
   * @param evaluated how many entered the numbers
   * @param rejected how many did not, for any reason
   * @param missingPrediction how many of the rejected lack a model's prediction
   * @param missingTruth how many of the rejected lack the truth
   * @param duplicate how many of the rejected occur twice in an input
   */
  public record ImageCounts(
      long evaluated, long rejected, long missingPrediction, long missingTruth, long duplicate) {}

  /**
   * The evaluation of a model on a set of images.
   *
   * @param slice "name=value", or null for all images
   */
  public record ModelEvaluation(String model, @Nullable String slice, Evaluation evaluation) {}

  /** An image that was not evaluated, and why. */
  public record RejectedImage(@Nullable String imageId, String path, String kind, String reason)
      implements Serializable {

    /** The whole fault in one sentence. */
    public String sentence() {
      return "%s: %s %s.".formatted(imageId == null ? "(no image id)" : imageId, path, reason);
    }
  }
}

package dev.maskwise.report;

import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Task;
import dev.maskwise.metric.curve.ScoreCurve;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run of {@code evaluate} found out, small enough for one machine.
 *
 * @param version the version of Maskwise
 * @param definition every choice that changes a number, in the order of the report
 * @param images what became of the images
 * @param classes the names of the classes, in the order of their ids
 * @param models the names of the models, in the order given
 * @param losses the names of the losses, in the order of reports; empty for label maps
 * @param evaluations per model first all images, then each slice that is listed
 * @param rejected the first rejected images, at most as many as a person would read
 * @param slices which slices there are, listed or not
 */
public record Summary(
    String version,
    Map<String, ?> definition,
    ImageCounts images,
    List<String> classes,
    List<String> models,
    List<String> losses,
    List<ModelEvaluation> evaluations,
    List<RejectedImage> rejected,
    Slices slices) {

  /** The table that has every number of every slice. */
  public static final String TABLE_OF_SLICES = "slices.parquet";

  /**
   * The slices of a run.
   *
   * @param count how many there are
   * @param whole whether every number of each is listed; else only some slices are, and of these
   *     some numbers
   */
  public record Slices(long count, boolean whole) {}

  /** A summary that lists every number of every slice. */
  public Summary(
      String version,
      Map<String, ?> definition,
      ImageCounts images,
      List<String> classes,
      List<String> models,
      List<String> losses,
      List<ModelEvaluation> evaluations,
      List<RejectedImage> rejected) {
    this(
        version,
        definition,
        images,
        classes,
        models,
        losses,
        evaluations,
        rejected,
        new Slices(listed(evaluations), /* whole= */ true));
  }

  private static long listed(List<ModelEvaluation> evaluations) {
    return evaluations.stream()
        .map(ModelEvaluation::slice)
        .filter(Objects::nonNull)
        .distinct()
        .count();
  }

  /** How many slices the summary lists. */
  long listedSlices() {
    return listed(evaluations);
  }

  /** Whether predictions are objects. */
  boolean isOfObjects() {
    Object task = definition.get("task");
    return Arrays.stream(Task.values())
        .anyMatch(known -> known.ofObjects() && known.label().equals(task));
  }

  /** The ids of the classes that have scores, ascending: one in the binary task. */
  List<Integer> scoredClasses() {
    return evaluations.stream()
        .flatMap(evaluation -> evaluation.curves().stream())
        .map(ClassCurve::classId)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * What thresholds are: scores of classes that exclude each other are made probabilities first.
   */
  String unitOfThresholds() {
    boolean alone = Task.MULTILABEL.label().equals(definition.get("task"));
    return alone || scoredClasses().size() == 1 ? "score" : "probability";
  }

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
   * @param images how many
   * @param pixels how many valid pixels they have
   * @param values every number of the evaluation, in the order of reports
   * @param confusion the summed counts, for all images only; else empty: rows truth, columns
   *     prediction
   * @param curves of each class that has scores, for all images only; else empty
   */
  public record ModelEvaluation(
      String model,
      @Nullable String slice,
      long images,
      long pixels,
      List<MetricValue> values,
      List<long[]> confusion,
      List<ClassCurve> curves)
      implements Serializable {}

  /**
   * What each threshold gives for the scores of a class.
   *
   * @param classId the id of the class
   */
  public record ClassCurve(int classId, ScoreCurve curve) {}

  /** An image that was not evaluated, and why. */
  public record RejectedImage(@Nullable String imageId, String path, String kind, String reason)
      implements Serializable {

    /** The whole fault in one sentence. */
    public String sentence() {
      return "%s: %s %s.".formatted(imageId == null ? "(no image id)" : imageId, path, reason);
    }
  }
}

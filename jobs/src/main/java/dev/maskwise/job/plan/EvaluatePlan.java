package dev.maskwise.job.plan;

import dev.maskwise.job.label.LabelMeaning;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.Task;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation reads and what its numbers mean: the options, checked and resolved.
 *
 * @param task what a prediction is
 * @param inputs what is read
 * @param models the names of the models, in the order of the inputs after the truth
 * @param classes the names of the classes that have numbers, in the order of their ids
 * @param labels what the values of label maps mean
 * @param policy the choices of the means
 * @param scores what is asked of scores; null for label maps and masks
 * @param confidence how sure the numbers are; null where nobody asks
 * @param reuse whose statistics of unchanged images are taken; null when all images are read
 * @param engine what counts the pixels
 * @param partitions into how many pieces the images are divided; null when that is not given
 * @param skipsRejected whether the run goes on without the images that are rejected
 * @param definition every choice that changes a number, and what the numbers mean
 */
public record EvaluatePlan(
    Task task,
    Inputs inputs,
    List<String> models,
    List<String> classes,
    LabelMeaning labels,
    Policy policy,
    @Nullable ScorePlan scores,
    @Nullable Confidence confidence,
    @Nullable Reuse reuse,
    Engine engine,
    @Nullable Integer partitions,
    boolean skipsRejected,
    Map<String, @Nullable Object> definition) {

  /** What counts the pixels of label maps. */
  public enum Engine {
    /** The query where it runs on GPUs and takes the input, else the pass. */
    AUTO,
    /** The job's own pass, which reads everything. */
    PASS,
    /** A query of SQL functions, which the RAPIDS Accelerator runs on GPUs. */
    QUERY
  }

  /**
   * Whose statistics of unchanged images are taken.
   *
   * @param run an earlier run of the same models, whose statistics mean the same; null when there
   *     is none
   * @param missing why there is none, as a clause; empty when there is one
   */
  public record Reuse(@Nullable StoredRun run, String missing) {}

  /** What the numbers mean, as whoever reads the run again finds it in the definition. */
  public Terms terms() {
    return scores == null
        ? Terms.ofMasks(task, classes, policy)
        : new Terms(
            task,
            classes,
            policy,
            scores.rules().kind(),
            scores.losses(),
            scores.rules().channels(),
            scores.norm());
  }

  /** The key of the run: equal for equal definitions of inputs whose listings are equal. */
  public String key() {
    return ManifestJson.key(
        definition, inputs.sources().stream().map(MaskSource::listing).toList());
  }
}

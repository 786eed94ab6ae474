package dev.maskwise.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.maskwise.metric.loss.LovaszKind;
import dev.maskwise.report.Summary.ImageCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run is and what it was made of: {@code manifest.json}, the last file that is written.
 * Whatever changes from run to run stands here and not in the summary.
 *
 * @param format the version of this file's layout
 * @param run the id of the run: when it started, and the beginning of its key
 * @param key a digest of the definition and of the listings of the inputs: equal for runs that
 *     would give equal numbers
 * @param started when, in UTC, as ISO 8601
 * @param ended when the numbers were there
 * @param versions of Maskwise, Spark, Java
 * @param definition every choice that changes a number
 * @param definitionDigest SHA-256 of the definition
 * @param inputs what was read
 * @param images what became of the images
 * @param exactLosses the Lovász losses of the data set that a second pass found
 * @param files the names of the files of the run
 * @param reused what was taken from an earlier run; null when all images were read
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(
    int format,
    String run,
    String key,
    String started,
    String ended,
    Versions versions,
    Map<String, @Nullable Object> definition,
    String definitionDigest,
    List<Input> inputs,
    ImageCounts images,
    List<ExactLoss> exactLosses,
    List<String> files,
    @Nullable Reused reused) {

  /** The layout that this version writes. */
  public static final int FORMAT = 2;

  /**
   * A Lovász loss of all pixels, which follows from no statistic.
   *
   * @param model the index of the model
   * @param channel the class of its scores
   */
  public record ExactLoss(int model, LovaszKind errors, int channel, double value) {}

  /**
   * A run from which the statistics of unchanged images were taken.
   *
   * @param run its id
   * @param images how many
   */
  public record Reused(String run, long images) {}

  /** What made the run. */
  public record Versions(String maskwise, String spark, String java) {}

  /**
   * An input.
   *
   * @param model whose predictions it is; null for the truth
   * @param location where it lies
   * @param listing a digest of the names, sizes and times of its files
   * @param content a digest of what it holds of the evaluated images; null where that is not known
   */
  public record Input(
      @Nullable String model, String location, String listing, @Nullable String content) {}

  /** The names of the models, in the order given. */
  public List<String> models() {
    return inputs.stream().flatMap(input -> Stream.ofNullable(input.model())).toList();
  }
}

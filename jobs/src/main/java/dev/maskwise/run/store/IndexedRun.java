package dev.maskwise.run.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a run besides its numbers.
 *
 * @param run the id
 * @param key a digest of definition and inputs
 * @param started when, in UTC, as ISO 8601
 * @param ended when the numbers were there
 * @param maskwise the version that made it
 * @param meaning a digest of the definition without the places of the inputs: runs in which it is
 *     equal have numbers that mean the same
 * @param truth a digest of the truth of the evaluated images; null where the run does not say
 * @param models the names of the models
 * @param evaluated how many images entered the numbers
 * @param rejected how many did not
 * @param headline the number that stands for the run; null where it has none
 * @param slices how many slices it has whose numbers are not in the index but in its own table;
 *     null where all are in the index
 */
public record IndexedRun(
    String run,
    String key,
    String started,
    String ended,
    String maskwise,
    String meaning,
    @Nullable String truth,
    List<String> models,
    long evaluated,
    long rejected,
    @Nullable Headline headline,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long slices) {

  /**
   * The number of each model that stands for a run.
   *
   * @param values model → value; null is undefined
   */
  public record Headline(String metric, String averaging, Map<String, @Nullable Double> values) {}
}

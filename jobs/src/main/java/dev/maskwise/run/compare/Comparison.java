package dev.maskwise.run.compare;

import dev.maskwise.run.NumberKey;
import dev.maskwise.run.Terms;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one model to another on the same images.
 *
 * @param before the model that is compared with
 * @param after the model that is judged
 * @param differences where the two are defined differently; then nothing is compared
 * @param images how the images of both were brought together
 * @param clusterBy how images were grouped, as the option says it; null for the groups that the
 *     runs have
 * @param changes every number that both have, in the order of reports; none where the definitions
 *     differ
 */
public record Comparison(
    Side before,
    Side after,
    List<Terms.Difference> differences,
    Pairing images,
    @Nullable String clusterBy,
    Map<NumberKey, Change> changes) {

  /** A model of a run. */
  public record Side(String run, String model) {}

  /**
   * How the images of two runs were brought together.
   *
   * @param paired how many are in both with the same truth: changes are of these
   * @param changedTruth how many are in both with another truth
   * @param added how many only the second has
   * @param vanished how many only the first has
   * @param changedPrediction how many of the paired have another prediction
   * @param groups how many independent groups the paired are
   */
  public record Pairing(
      long paired,
      long changedTruth,
      long added,
      long vanished,
      long changedPrediction,
      long groups) {}
}

package dev.maskwise.run.compare;

import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Holm;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /**
   * The two-sided p values of "nothing changed", adjusted by Holm over the numbers of one metric
   * and averaging: with 19 classes and 12 slices one in twenty unadjusted ones would be small by
   * chance. {@code NaN} where nothing is known of the change.
   */
  public Map<NumberKey, Double> adjusted() {
    Map<List<Object>, List<NumberKey>> families = new LinkedHashMap<>();
    for (NumberKey key : changes.keySet()) {
      families
          .computeIfAbsent(List.of(key.metric(), key.averaging()), f -> new ArrayList<>())
          .add(key);
    }
    Map<NumberKey, Double> adjusted = new LinkedHashMap<>();
    for (List<NumberKey> family : families.values()) {
      double[] p = Holm.adjust(family.stream().mapToDouble(this::pValue).toArray());
      for (int i = 0; i < p.length; i++) {
        adjusted.put(family.get(i), p[i]);
      }
    }
    return adjusted;
  }

  private double pValue(NumberKey key) {
    Change change = changes.get(key);
    Estimate delta = change == null ? null : change.delta();
    return delta == null ? Double.NaN : delta.pValue();
  }

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

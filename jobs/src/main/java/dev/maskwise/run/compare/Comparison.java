package dev.maskwise.run.compare;

import dev.maskwise.metric.inference.Holm;
import dev.maskwise.report.Numbers;
import dev.maskwise.run.NumberKey;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
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
 *     differ. Of very many slices those are listed, over classes, that changed most unlike all
 *     images
 * @param many the changes of all slices where not all are listed; else null
 * @param adjusted the two-sided p values of "nothing changed", adjusted by Holm over the numbers of
 *     one metric and averaging: with 19 classes and 12 slices one in twenty unadjusted ones would
 *     be small by chance. {@code NaN} where nothing is known of the change
 */
public record Comparison(
    Side before,
    Side after,
    List<Terms.Difference> differences,
    Pairing images,
    @Nullable String clusterBy,
    Map<NumberKey, Change> changes,
    @Nullable EverySlice many,
    ToDoubleFunction<NumberKey> adjusted) {

  /** Of which every slice is listed. */
  public Comparison(
      Side before,
      Side after,
      List<Terms.Difference> differences,
      Pairing images,
      @Nullable String clusterBy,
      Map<NumberKey, Change> changes) {
    this(before, after, differences, images, clusterBy, changes, null, adjust(changes));
  }

  private static ToDoubleFunction<NumberKey> adjust(Map<NumberKey, Change> changes) {
    Map<List<Object>, List<NumberKey>> families = new LinkedHashMap<>();
    for (NumberKey key : changes.keySet()) {
      families
          .computeIfAbsent(List.of(key.metric(), key.averaging()), f -> new ArrayList<>())
          .add(key);
    }
    Map<NumberKey, Double> adjusted = new HashMap<>();
    for (List<NumberKey> family : families.values()) {
      double[] p =
          Holm.adjust(
              family.stream()
                  .mapToDouble(key -> Objects.requireNonNull(changes.get(key)).pValue())
                  .toArray());
      for (int i = 0; i < p.length; i++) {
        adjusted.put(family.get(i), p[i]);
      }
    }
    return key -> adjusted.getOrDefault(key, Double.NaN);
  }

  /** How a number changed, whether it is listed or not; null where not both have it. */
  public @Nullable Change change(NumberKey key) {
    Change listed = changes.get(key);
    return listed != null || many == null ? listed : many.change(key);
  }

  /** Says that not all slices are listed; empty where they are. */
  public String ofAllSlices() {
    return many == null
        ? ""
        : " Of %s slices the %s are listed whose change deviates most from that of all images."
            .formatted(Numbers.count(many.count()), Numbers.count(listedSlices()));
  }

  /** How many slices are listed. */
  long listedSlices() {
    return changes.keySet().stream()
        .flatMap(key -> Stream.ofNullable(key.slice()))
        .distinct()
        .count();
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

package dev.maskwise.run.compare;

import static java.util.stream.Collectors.groupingBy;

import dev.maskwise.run.compare.PairedImages.Pair;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.numbers.ImageTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the numbers change in each slice of paired images, which are gone through twice: for the
 * totals of the slices, then for what changes without each group. An image is judged once each
 * time, however many slices it is in.
 */
final class PairedChanges {
  private final RunImages before;
  private final RunImages after;
  private final Map<String, PairTotals> totals = new HashMap<>();
  private final Map<String, SliceChanges> slices = new TreeMap<>();
  private PairTotals image;

  private PairedChanges(RunImages before, RunImages after) {
    this.before = before;
    this.after = after;
    this.image = blank();
  }

  /**
   * The changes in each slice, in the order of their labels.
   *
   * @param pairs images that are independent of each other but for those of one cluster
   */
  static Map<String, SliceChanges> bySlice(RunImages before, RunImages after, List<Pair> pairs) {
    PairedChanges all = new PairedChanges(before, after);
    pairs.stream().collect(groupingBy(Pair::slices)).forEach(all::addTotals);
    List<List<Pair>> groups =
        new ArrayList<>(pairs.stream().collect(groupingBy(Pair::cluster)).values());
    return groups.parallelStream()
        .collect(all::part, PairedChanges::add, PairedChanges::add)
        .slices;
  }

  private PairTotals blank() {
    return new PairTotals(ImageTotals.of(before.terms()), ImageTotals.of(after.terms()));
  }

  private void addTo(PairTotals some, Pair pair) {
    before.addTo(some.before(), pair.before());
    after.addTo(some.after(), pair.after());
  }

  private void addTotals(List<String> labels, List<Pair> pairs) {
    PairTotals some = pairs.parallelStream().collect(this::blank, this::addTo, PairTotals::add);
    labels.forEach(label -> totals.computeIfAbsent(label, slice -> blank()).add(some));
  }

  /** Of no groups, with the totals of all. */
  private PairedChanges part() {
    PairedChanges part = new PairedChanges(before, after);
    part.totals.putAll(totals);
    return part;
  }

  private void add(List<Pair> group) {
    Map<List<String>, PairTotals> parts = new HashMap<>(); // of images that are in the same slices
    for (Pair pair : group) {
      image.clear();
      addTo(image, pair);
      double[] differences = image.differences();
      pair.slices().forEach(label -> slice(label).count(differences));
      parts.merge(pair.slices(), image, PairTotals::add);
      image = group.size() == 1 ? image : blank();
    }
    Map<String, PairTotals> ofSlices = new HashMap<>();
    parts.forEach(
        (labels, part) ->
            labels.forEach(
                label -> ofSlices.merge(label, part, (one, other) -> blank().add(one).add(other))));
    ofSlices.forEach((label, part) -> slice(label).add(part));
  }

  private SliceChanges slice(String label) {
    return slices.computeIfAbsent(
        label, slice -> new SliceChanges(Objects.requireNonNull(totals.get(slice))));
  }

  private void add(PairedChanges other) {
    other.slices.forEach((label, changes) -> slices.merge(label, changes, SliceChanges::add));
  }
}

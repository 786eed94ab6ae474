package dev.maskwise.run.compare;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Jackknife;
import dev.maskwise.run.compare.PairedImages.Pair;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.numbers.ImageTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How each number changes on some groups of images, and on how many images it rises or falls. */
final class SliceChanges {
  /** So many groups are gone through by one core before another looks for work. */
  private static final int GROUPS_PER_PIECE = 1000;

  private final RunImages before;
  private final RunImages after;
  private final Both all;
  private final Jackknife jackknife;
  private final long[] rises;
  private final long[] ties;
  private final long[] falls;
  private long images;
  private long groups;

  /** The totals of some images under both models. */
  private record Both(ImageTotals before, ImageTotals after) {
    static Both of(RunImages before, RunImages after) {
      return new Both(ImageTotals.of(before.terms()), ImageTotals.of(after.terms()));
    }

    void clear() {
      before.clear();
      after.clear();
    }

    void add(Both other) {
      before.add(other.before);
      after.add(other.after);
    }

    double[] differencesWithout(Both some) {
      return differences(before.numbersWithout(some.before), after.numbersWithout(some.after));
    }
  }

  private static double[] differences(double[] before, double[] after) {
    double[] differences = new double[after.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = after[i] - before[i];
    }
    return differences;
  }

  private SliceChanges(RunImages before, RunImages after, Both all) {
    this.before = before;
    this.after = after;
    this.all = all;
    double[] differences = differences(all.before().numbers(), all.after().numbers());
    this.jackknife = new Jackknife(differences);
    this.rises = new long[differences.length];
    this.ties = new long[differences.length];
    this.falls = new long[differences.length];
  }

  /**
   * The changes on some groups of images that are independent of each other.
   *
   * @param groups of at least one image each
   */
  static SliceChanges of(RunImages before, RunImages after, List<List<Pair>> groups) {
    List<List<List<Pair>>> pieces = new ArrayList<>();
    for (int from = 0; from < groups.size(); from += GROUPS_PER_PIECE) {
      pieces.add(groups.subList(from, Math.min(from + GROUPS_PER_PIECE, groups.size())));
    }
    Both all = Both.of(before, after);
    pieces.parallelStream().map(piece -> total(before, after, piece)).toList().forEach(all::add);
    SliceChanges changes = new SliceChanges(before, after, all);
    pieces.parallelStream()
        .map(
            piece -> {
              SliceChanges part = new SliceChanges(before, after, all);
              part.enter(piece);
              return part;
            })
        .toList()
        .forEach(changes::add);
    return changes;
  }

  private static Both total(RunImages before, RunImages after, List<List<Pair>> groups) {
    Both total = Both.of(before, after);
    for (List<Pair> group : groups) {
      for (Pair pair : group) {
        before.addTo(total.before(), pair.before());
        after.addTo(total.after(), pair.after());
      }
    }
    return total;
  }

  private void enter(List<List<Pair>> some) {
    Both image = Both.of(before, after);
    Both group = Both.of(before, after);
    for (List<Pair> pairs : some) {
      group.clear();
      for (Pair pair : pairs) {
        image.clear();
        before.addTo(image.before(), pair.before());
        after.addTo(image.after(), pair.after());
        count(differences(image.before().numbers(), image.after().numbers()));
        group.add(image);
        images++;
      }
      jackknife.add(all.differencesWithout(group));
      groups++;
    }
  }

  private void count(double[] differences) {
    for (int i = 0; i < differences.length; i++) {
      rises[i] += differences[i] > 0 ? 1 : 0;
      ties[i] += differences[i] == 0 ? 1 : 0;
      falls[i] += differences[i] < 0 ? 1 : 0;
    }
  }

  private void add(SliceChanges other) {
    jackknife.add(other.jackknife);
    for (int i = 0; i < rises.length; i++) {
      rises[i] += other.rises[i];
      ties[i] += other.ties[i];
      falls[i] += other.falls[i];
    }
    images += other.images;
    groups += other.groups;
  }

  /**
   * The change of each number.
   *
   * @param better for each number which direction means a better model
   */
  List<Change> changes(List<Better> better) {
    double[] numbersBefore = all.before().numbers();
    double[] numbersAfter = all.after().numbers();
    List<@Nullable Estimate> deltas = jackknife.estimates();
    return IntStream.range(0, better.size())
        .mapToObj(
            i -> {
              boolean lowerIsBetter = better.get(i) == Better.LOWER;
              return new Change(
                  numbersBefore[i],
                  numbersAfter[i],
                  better.get(i),
                  deltas.get(i),
                  images,
                  groups,
                  lowerIsBetter ? falls[i] : rises[i],
                  ties[i],
                  lowerIsBetter ? rises[i] : falls[i]);
            })
        .toList();
  }
}

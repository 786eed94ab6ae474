package dev.maskwise.run.compare;

import dev.maskwise.metric.Better;
import dev.maskwise.metric.inference.Estimate;
import dev.maskwise.metric.inference.Jackknife;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How each number changes in a slice, and on how many of its images it rises or falls. */
final class SliceChanges {
  private final PairTotals all;
  private final Jackknife jackknife;
  private final long[] rises;
  private final long[] ties;
  private final long[] falls;
  private long images;
  private long groups;

  /**
   * Of no groups yet.
   *
   * @param all the totals of the slice
   */
  SliceChanges(PairTotals all) {
    this.all = all;
    double[] differences = all.differences();
    this.jackknife = new Jackknife(differences);
    this.rises = new long[differences.length];
    this.ties = new long[differences.length];
    this.falls = new long[differences.length];
  }

  /** Counts an image, with what each number of it alone differs by. */
  void count(double[] differences) {
    for (int i = 0; i < differences.length; i++) {
      rises[i] += differences[i] > 0 ? 1 : 0;
      ties[i] += differences[i] == 0 ? 1 : 0;
      falls[i] += differences[i] < 0 ? 1 : 0;
    }
    images++;
  }

  /** Adds a group of the images that were counted. */
  void add(PairTotals group) {
    jackknife.add(all.differencesWithout(group));
    groups++;
  }

  /** Adds the images and groups of another part of the slice. */
  SliceChanges add(SliceChanges other) {
    jackknife.add(other.jackknife);
    for (int i = 0; i < rises.length; i++) {
      rises[i] += other.rises[i];
      ties[i] += other.ties[i];
      falls[i] += other.falls[i];
    }
    images += other.images;
    groups += other.groups;
    return this;
  }

  /**
   * The change of each number.
   *
   * @param better for each number which direction means a better model
   */
  List<Change> changes(List<Better> better) {
    double[] before = all.before().numbers();
    double[] after = all.after().numbers();
    List<@Nullable Estimate> deltas = jackknife.estimates();
    return IntStream.range(0, better.size())
        .mapToObj(
            i -> {
              boolean lowerIsBetter = better.get(i) == Better.LOWER;
              return new Change(
                  before[i],
                  after[i],
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

package dev.maskwise.job.exact;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Ranges of errors of about equal size, each small enough for one partition, with what lies above
 * them.
 */
final class ErrorRanges implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * A range of the errors of a group.
   *
   * @param truthCardinality the true pixels of the group
   * @param truthAbove how many of them have errors in greater ranges
   * @param othersAbove how many other pixels have
   */
  record Range(int group, long truthCardinality, long truthAbove, long othersAbove)
      implements Serializable {}

  private final List<Range> ranges = new ArrayList<>();

  /** Group → for each bucket the index of its range. */
  private final TreeMap<Integer, int[]> rangeOf = new TreeMap<>();

  /**
   * Divides the errors, bucket by bucket from the greatest down.
   *
   * @param keysPerRange about how many errors a range has; a bucket is never divided
   */
  ErrorRanges(ErrorCounts counts, long keysPerRange) {
    counts
        .groups()
        .forEach((number, group) -> rangeOf.put(number, divide(number, group, keysPerRange)));
  }

  private int[] divide(int number, ErrorCounts.Group group, long keysPerRange) {
    int[] indices = new int[ErrorCounts.BUCKETS];
    long truthAbove = 0;
    long othersAbove = 0;
    long inRange = keysPerRange;
    for (int bucket = ErrorCounts.BUCKETS - 1; bucket >= 0; bucket--) {
      long size = group.truth[bucket] + group.others[bucket];
      if (size > 0 && inRange + size > keysPerRange) {
        ranges.add(new Range(number, group.truthCardinality, truthAbove, othersAbove));
        inRange = 0;
      }
      indices[bucket] = ranges.size() - 1;
      inRange += size;
      truthAbove += group.truth[bucket];
      othersAbove += group.others[bucket];
    }
    return indices;
  }

  List<Range> ranges() {
    return ranges;
  }

  /** The ranges of an image's errors, by index in {@link #ranges}. */
  int[] rangesOf(int group) {
    int[] indices = rangeOf.get(group);
    if (indices == null) {
      throw new IllegalArgumentException("The errors of group " + group + " were not counted.");
    }
    return indices;
  }
}

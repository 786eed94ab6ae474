package dev.maskwise.job.exact;

import dev.maskwise.image.ErrorKeys;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many errors of each group lie in each of 2¹⁴ buckets: the leading bits of their keys. From
 * the exact counts above a bucket, the share of its errors in the loss follows without seeing the
 * others.
 */
final class ErrorCounts implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int BUCKET_BITS = 14;

  static final int BUCKETS = 1 << BUCKET_BITS;

  /** The counts of a group. */
  static final class Group implements Serializable {
    private static final long serialVersionUID = 1;

    final long[] truth = new long[BUCKETS];
    final long[] others = new long[BUCKETS];
    long truthCardinality;
  }

  private final TreeMap<Integer, Group> groups = new TreeMap<>();

  static int bucket(int key) {
    return key >>> (Integer.SIZE - BUCKET_BITS);
  }

  /** Adds an image. */
  ErrorCounts add(ErrorKeys image) {
    Group group = groups.computeIfAbsent(image.group(), g -> new Group());
    group.truthCardinality += image.truthCardinality();
    for (int key : image.keys()) {
      group.truth[bucket(key)] += key & 1;
      group.others[bucket(key)] += ~key & 1;
    }
    return this;
  }

  /** Adds the images of others. */
  ErrorCounts merge(ErrorCounts other) {
    other.groups.forEach(
        (number, added) -> {
          Group group = groups.computeIfAbsent(number, g -> new Group());
          group.truthCardinality += added.truthCardinality;
          for (int bucket = 0; bucket < BUCKETS; bucket++) {
            group.truth[bucket] += added.truth[bucket];
            group.others[bucket] += added.others[bucket];
          }
        });
    return this;
  }

  Map<Integer, Group> groups() {
    return groups;
  }
}

package dev.maskwise.job.exact;

import dev.maskwise.image.ErrorKeys;
import dev.maskwise.kernel.lovasz.LovaszRange;
import dev.maskwise.run.numbers.ErrorGroup;
import dev.maskwise.run.numbers.ExactLosses;
import dev.maskwise.statistic.ExactSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The Lovász losses of a data set by sorting the errors of all pixels, spread over a cluster: the
 * reference for the losses that come from histograms. Every error is one float32; nothing else is
 * rounded but each term of the sum.
 *
 * <p>Two passes over the errors. The first counts them in coarse buckets, of which ranges are made
 * that a partition can sort; the counts also say what lies above each range. The second sends each
 * error to its range, which sorts it and gives the terms e·ΔJ. The terms are those of the whole
 * sorted sequence and their sum is exact, so the loss has the same bits for any partitioning.
 *
 * <p>Each error is shuffled once, four bytes. A bucket spans 1/64 of its errors' size and is sorted
 * by one partition.
 */
public final class ExactLovasz {
  /** 16 MiB of errors, and as much again to sort them. */
  static final int KEYS_PER_RANGE = 1 << 22;

  private ExactLovasz() {}

  /**
   * The losses of some groups, which number them.
   *
   * @param errors the errors of every image; it is computed twice
   */
  public static ExactLosses losses(List<ErrorGroup> groups, JavaRDD<ErrorKeys> errors) {
    Map<ErrorGroup, Double> values = new HashMap<>();
    losses(errors).forEach((group, loss) -> values.put(groups.get(group), loss));
    return new ExactLosses(values);
  }

  /**
   * The loss of each group that has pixels.
   *
   * @param errors the errors of every image; it is computed twice
   */
  static Map<Integer, Double> losses(JavaRDD<ErrorKeys> errors) {
    return losses(errors, KEYS_PER_RANGE);
  }

  static Map<Integer, Double> losses(JavaRDD<ErrorKeys> errors, int keysPerRange) {
    ErrorCounts counts =
        errors.treeAggregate(new ErrorCounts(), ErrorCounts::add, ErrorCounts::merge);
    ErrorRanges ranges = new ErrorRanges(counts, keysPerRange);
    TreeMap<Integer, Double> losses = new TreeMap<>();
    counts.groups().keySet().forEach(group -> losses.put(group, 0.0));
    int partitions = Math.max(1, Math.min(ranges.ranges().size(), errors.getNumPartitions()));
    JavaPairRDD<Integer, ExactSum> sums =
        errors
            .flatMapToPair(image -> divide(image, ranges))
            .groupByKey(new HashPartitioner(partitions))
            .mapToPair(range -> sum(range, ranges))
            .reduceByKey(ExactLovasz::plus);
    sums.collectAsMap().forEach((group, sum) -> losses.put(group, sum.value()));
    return losses;
  }

  /** The errors of an image, by range. */
  private static Iterator<Tuple2<Integer, int[]>> divide(ErrorKeys image, ErrorRanges ranges) {
    int[] rangeOf = ranges.rangesOf(image.group());
    int first = rangeOf[ErrorCounts.BUCKETS - 1];
    int[][] parts = new int[rangeOf[0] - first + 1][];
    int[] sizes = new int[parts.length];
    for (int key : image.keys()) {
      sizes[rangeOf[ErrorCounts.bucket(key)] - first]++;
    }
    List<Tuple2<Integer, int[]>> divided = new ArrayList<>();
    for (int part = 0; part < parts.length; part++) {
      parts[part] = new int[sizes[part]];
      if (sizes[part] > 0) {
        divided.add(new Tuple2<>(first + part, parts[part]));
      }
    }
    for (int key : image.keys()) {
      int part = rangeOf[ErrorCounts.bucket(key)] - first;
      parts[part][--sizes[part]] = key;
    }
    return divided.iterator();
  }

  private static Tuple2<Integer, ExactSum> sum(
      Tuple2<Integer, Iterable<int[]>> errors, ErrorRanges ranges) {
    ErrorRanges.Range range = ranges.ranges().get(errors._1());
    int count = 0;
    for (int[] part : errors._2()) {
      count = Math.addExact(count, part.length);
    }
    int[] keys = new int[count];
    int at = 0;
    for (int[] part : errors._2()) {
      System.arraycopy(part, 0, keys, at, part.length);
      at += part.length;
    }
    ExactSum sum = new ExactSum();
    new LovaszRange()
        .terms(
            keys,
            count,
            range.truthCardinality(),
            range.truthAbove(),
            range.othersAbove(),
            sum::add);
    return new Tuple2<>(range.group(), sum);
  }

  private static ExactSum plus(ExactSum a, ExactSum b) {
    return ExactSum.TYPE.merge(a, b);
  }
}

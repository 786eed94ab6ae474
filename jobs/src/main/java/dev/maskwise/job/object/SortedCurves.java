package dev.maskwise.job.object;

import dev.maskwise.job.total.Totals;
import dev.maskwise.metric.detection.CategoryTotals;
import dev.maskwise.metric.detection.CellTotals;
import dev.maskwise.metric.detection.CurveSteps;
import dev.maskwise.metric.detection.CurveSweep;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The curves of a model whose true positives are too many to be sent to every task: all detections
 * are sorted in parts, which follow one another, and each part is swept from the totals of those
 * before it. The bits are those of one sorted list.
 */
record SortedCurves(
    JavaRDD<DetectionRecords> records, DetectionGrid grid, List<Integer> maxDetections) {

  /** The place of a detection among all: by category, descending score, image and rank. */
  private record Place(int category, double score, long image, int rank)
      implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::category)
            .thenComparing(Comparator.comparingDouble(Place::score).reversed())
            .thenComparingLong(Place::image)
            .thenComparingInt(Place::rank);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  DetectionEvaluation evaluation() {
    List<Integer> limits = maxDetections;
    TreeMap<Integer, CategoryTotals> totals =
        records.treeAggregate(
            new TreeMap<Integer, CategoryTotals>(),
            (all, image) -> sum(all, CategoryTotals.of(image, limits)),
            SortedCurves::sum,
            Totals.depth(records));
    JavaPairRDD<Place, long[]> sorted =
        records
            .flatMapToPair(image -> rows(image))
            .sortByKey(true, records.getNumPartitions())
            .persist(StorageLevel.DISK_ONLY());
    int cells = grid.cells();
    int thresholds = grid.thresholds().size();
    List<Map<Integer, CellTotals>> parts =
        sorted.mapPartitions(rows -> List.of(counts(rows, cells)).iterator()).collect();
    List<Map<Integer, CellTotals>> before = before(parts, cells);
    JavaRDD<Tuple2<Integer, CurveSteps>> swept =
        sorted.mapPartitionsWithIndex(
            (part, rows) -> sweep(rows, before.get(part), totals, thresholds, cells),
            /* preservesPartitioning= */ false);
    Map<Integer, CurveSteps> steps =
        swept
            .mapToPair(ofCategory -> ofCategory)
            .reduceByKey(
                (one, other) -> {
                  one.add(other);
                  return one;
                })
            .collectAsMap();
    sorted.unpersist(/* blocking= */ false);
    return DetectionEvaluation.of(grid, maxDetections, totals, steps);
  }

  private static TreeMap<Integer, CategoryTotals> sum(
      TreeMap<Integer, CategoryTotals> all, SortedMap<Integer, CategoryTotals> more) {
    CategoryTotals.add(all, more);
    return all;
  }

  private static Iterator<Tuple2<Place, long[]>> rows(DetectionRecords image) {
    List<Tuple2<Place, long[]>> rows = new ArrayList<>(image.records());
    int words = image.isEmpty() ? 0 : image.grid().words();
    for (int group = 0; group < image.groups(); group++) {
      int first = image.first(group);
      for (int record = first; record < image.first(group + 1); record++) {
        long[] bits = new long[2 * words];
        for (int word = 0; word < words; word++) {
          bits[word] = image.truePositive(record, word);
          bits[words + word] = image.ignored(record, word);
        }
        rows.add(
            new Tuple2<>(
                new Place(
                    image.category(group), image.score(record), image.image(group), record - first),
                bits));
      }
    }
    return rows.iterator();
  }

  private static Map<Integer, CellTotals> counts(Iterator<Tuple2<Place, long[]>> rows, int cells) {
    Map<Integer, CellTotals> counts = new HashMap<>();
    rows.forEachRemaining(
        row -> {
          CellTotals totals =
              counts.computeIfAbsent(row._1().category(), category -> new CellTotals(cells));
          long[] bits = row._2();
          for (int word = 0; word < bits.length / 2; word++) {
            totals.add(word, bits[word], bits[bits.length / 2 + word]);
          }
        });
    return counts;
  }

  /** Of each part the totals of all parts before it, of its own categories. */
  private static List<Map<Integer, CellTotals>> before(
      List<Map<Integer, CellTotals>> parts, int cells) {
    Map<Integer, CellTotals> running = new HashMap<>();
    List<Map<Integer, CellTotals>> before = new ArrayList<>();
    for (Map<Integer, CellTotals> part : parts) {
      Map<Integer, CellTotals> ofPart = new HashMap<>();
      part.forEach(
          (category, totals) -> {
            CellTotals known = running.computeIfAbsent(category, first -> new CellTotals(cells));
            CellTotals copy = new CellTotals(cells);
            copy.add(known);
            ofPart.put(category, copy);
            known.add(totals);
          });
      before.add(ofPart);
    }
    return before;
  }

  private static Iterator<Tuple2<Integer, CurveSteps>> sweep(
      Iterator<Tuple2<Place, long[]>> rows,
      Map<Integer, CellTotals> before,
      Map<Integer, CategoryTotals> totals,
      int thresholds,
      int cells) {
    Map<Integer, CurveSweep> sweeps = new HashMap<>();
    rows.forEachRemaining(
        row -> {
          Place place = row._1();
          CurveSweep sweep =
              sweeps.computeIfAbsent(
                  place.category(),
                  category ->
                      new CurveSweep(
                          Objects.requireNonNull(totals.get(category)),
                          Objects.requireNonNull(before.get(category)),
                          thresholds,
                          cells));
          long[] bits = row._2();
          for (int word = 0; word < bits.length / 2; word++) {
            sweep.next(place.score(), word, bits[word], bits[bits.length / 2 + word]);
          }
        });
    return sweeps.entrySet().stream()
        .map(sweep -> new Tuple2<>(sweep.getKey(), sweep.getValue().steps()))
        .iterator();
  }
}

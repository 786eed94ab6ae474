package dev.maskwise.job.object;

import dev.maskwise.job.plan.ObjectPlan;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.detection.DetectionEvaluation;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.numbers.SliceLabels;
import dev.maskwise.statistic.object.DetectionGrid;
import dev.maskwise.statistic.object.DetectionRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The numbers of each model and slice. The records of a slice are brought together in one task,
 * where they take 24 bytes a detection; those of all images too, unless they are too many for that.
 */
final class ObjectEvaluations {
  private final JavaRDD<JudgedImage> images;
  private final ObjectPlan plan;
  private final ObjectNumbers numbers;
  private final Room room;

  /**
   * How much is held at once.
   *
   * @param detections of one model in one memory
   * @param keys true positives of one model at the driver and in every task
   */
  record Room(long detections, long keys) {
    /** Some 100 MB of detections, and 700 MB of keys. */
    static final Room STANDARD = new Room(4_000_000, 20_000_000);
  }

  ObjectEvaluations(
      JavaRDD<JudgedImage> images, ObjectPlan plan, ObjectNumbers numbers, Room room) {
    this.images = images;
    this.plan = plan;
    this.numbers = numbers;
    this.room = room;
  }

  /** For each model first all images, then the slices in the order of their labels. */
  List<ModelEvaluation> all(ObjectTotals totals) {
    boolean many = totals.mostDetections() > room.detections();
    Map<Tuple2<Integer, String>, List<MetricValue>> values = inOneMemory(!many);
    if (many) {
      for (int model = 0; model < plan.models().size(); model++) {
        values.put(
            new Tuple2<>(model, SliceLabels.ALL_IMAGES),
            numbers.of(ofAll(model, totals.mostKeys() > room.keys())));
      }
    }
    List<ModelEvaluation> evaluations = new ArrayList<>();
    for (int model = 0; model < plan.models().size(); model++) {
      for (Map.Entry<String, Long> slice : totals.slices().entrySet()) {
        String label = slice.getKey();
        evaluations.add(
            new ModelEvaluation(
                plan.models().get(model),
                label.equals(SliceLabels.ALL_IMAGES) ? null : label,
                slice.getValue(),
                /* pixels= */ 0,
                Objects.requireNonNull(values.get(new Tuple2<>(model, label))),
                List.of(),
                List.of()));
      }
    }
    return evaluations;
  }

  private DetectionEvaluation ofAll(int model, boolean manyKeys) {
    JavaRDD<DetectionRecords> records =
        images
            .filter(image -> !image.isRejected())
            .map(image -> image.models().get(model).records());
    DetectionGrid grid = plan.rules().grid();
    List<Integer> maxDetections = new ArrayList<>(plan.maxDetections());
    return manyKeys
        ? new SortedCurves(records, grid, maxDetections).evaluation()
        : new DistributedCurves(records, grid, maxDetections).evaluation();
  }

  private Map<Tuple2<Integer, String>, List<MetricValue>> inOneMemory(boolean allImages) {
    ObjectNumbers ofEvaluation = numbers;
    DetectionGrid grid = plan.rules().grid();
    List<Integer> maxDetections = new ArrayList<>(plan.maxDetections());
    int parts = Math.min(images.getNumPartitions(), images.context().defaultParallelism());
    return new HashMap<>(
        images
            .filter(image -> !image.isRejected())
            .flatMapToPair(image -> bySlice(image, allImages).iterator())
            .aggregateByKey(
                new DetectionRecords(grid),
                parts,
                DetectionRecords.TYPE::add,
                DetectionRecords.TYPE::add)
            .mapValues(records -> ofEvaluation.of(DetectionEvaluation.of(records, maxDetections)))
            .collectAsMap());
  }

  private static List<Tuple2<Tuple2<Integer, String>, DetectionRecords>> bySlice(
      JudgedImage image, boolean allImages) {
    List<Tuple2<Tuple2<Integer, String>, DetectionRecords>> pairs = new ArrayList<>();
    for (int model = 0; model < image.models().size(); model++) {
      for (String label : image.sliceLabels()) {
        if (allImages || !label.equals(SliceLabels.ALL_IMAGES)) {
          pairs.add(new Tuple2<>(new Tuple2<>(model, label), image.models().get(model).records()));
        }
      }
    }
    return pairs;
  }
}

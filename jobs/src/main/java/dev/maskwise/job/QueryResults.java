package dev.maskwise.job;

import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The results of a {@link LabelQuery}, and of tasks for the images that it leaves: those have a
 * fault, which the tasks find words for, or are encoded in a way that the query does not take. The
 * pixels are counted when it is made.
 */
final class QueryResults implements ImageResults {
  /** So many ids of images fit the driver and a broadcast; with more, tasks count every image. */
  private static final int MAX_LEFT = 10_000;

  private final JavaRDD<Row> counted;
  private final JavaRDD<PassResult> results;
  private final @Nullable ImageResults byTasks;
  private final List<String> remarks;

  private QueryResults(
      JavaRDD<Row> counted,
      JavaRDD<PassResult> results,
      @Nullable ImageResults byTasks,
      String remark) {
    this.counted = counted;
    this.results = results;
    this.byTasks = byTasks;
    this.remarks = List.of(remark);
  }

  /** A pass of tasks over masks, rows of a {@link MaskTable}. */
  interface TaskPass {
    JavaRDD<PassResult> over(Dataset<Row> masks);
  }

  /**
   * Runs the query.
   *
   * @param masks all masks
   * @param tasks what counts the images that the query leaves
   */
  static ImageResults of(
      LabelQuery query, List<SliceRule> sliceRules, Dataset<Row> masks, TaskPass tasks) {
    List<@Nullable String> left =
        new ArrayList<>(ids(query.unpaired().limit(MAX_LEFT + 1).toJavaRDD()));
    if (left.size() > MAX_LEFT) {
      return allByTasks(masks, tasks);
    }
    int models = query.sources().size() - 1;
    JavaRDD<Row> counted = query.counted().toJavaRDD().persist(StorageLevel.DISK_ONLY());
    JavaRDD<Row> refused = counted.filter(image -> !isCounted(image, models));
    if (left.size() + refused.count() > MAX_LEFT) {
      counted.unpersist();
      return allByTasks(masks, tasks);
    }
    left.addAll(ids(refused));
    JavaRDD<PassResult> outcomes =
        counted
            .filter(image -> isCounted(image, models))
            .map(image -> outcome(image, models, sliceRules));
    if (left.isEmpty()) {
      return new QueryResults(counted, outcomes, null, "A query counted the pixels.");
    }
    ImageResults rest = TaskResults.of(tasks.over(MaskTable.ofImages(masks, left)), List.of());
    return new QueryResults(
        counted,
        outcomes.union(rest.results()),
        rest,
        "A query counted the pixels; it left %,d %s to tasks."
            .formatted(left.size(), left.size() == 1 ? "image" : "images"));
  }

  private static ImageResults allByTasks(Dataset<Row> masks, TaskPass tasks) {
    return TaskResults.of(
        tasks.over(masks),
        List.of(
            "A query would leave more than %,d images to tasks, so tasks counted all."
                .formatted(MAX_LEFT)));
  }

  private static List<@Nullable String> ids(JavaRDD<Row> images) {
    return images.map(image -> image.<@Nullable String>getAs(MaskTable.IMAGE_ID)).collect();
  }

  private static boolean isCounted(Row image, int models) {
    for (int m = 0; m < models; m++) {
      if (image.getAs(LabelQuery.state(m)) == null) {
        return false;
      }
    }
    return true;
  }

  private static PassResult outcome(Row image, int models, List<SliceRule> sliceRules) {
    List<ModelOutcome> outcomes = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      byte[] state = image.getAs(LabelQuery.state(m));
      outcomes.add(new ModelOutcome(ConfusionMatrix.TYPE.decode(state), null));
    }
    String imageId = image.getAs(MaskTable.IMAGE_ID);
    int column = image.fieldIndex(MaskTable.SLICES);
    Map<String, String> ofTable = image.isNullAt(column) ? Map.of() : image.getJavaMap(column);
    return new ImageOutcome(
        imageId, SliceRule.slices(sliceRules, imageId, ofTable), outcomes, List.of());
  }

  @Override
  public JavaRDD<PassResult> results() {
    return results;
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public void close() {
    counted.unpersist();
    if (byTasks != null) {
      byTasks.close();
    }
  }
}

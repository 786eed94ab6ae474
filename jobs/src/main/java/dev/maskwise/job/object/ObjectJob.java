package dev.maskwise.job.object;

import dev.maskwise.image.object.CategoryRule;
import dev.maskwise.job.output.OutputDirectory;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.ObjectPlan;
import dev.maskwise.job.total.Totals;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.object.ObjectPiece;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates models on objects: one pass over the files leaves their objects, packed, on the
 * executors' disks, one over the images their records; everything else is made from those.
 */
public final class ObjectJob implements AutoCloseable {
  private final RunningSpark spark;
  private final ObjectPlan plan;
  private final String version;
  private final List<JavaRDD<?>> kept = new ArrayList<>();

  /**
   * @param version that of Maskwise
   */
  public ObjectJob(RunningSpark spark, ObjectPlan plan, String version) {
    this.spark = spark;
    this.plan = plan;
    this.version = version;
  }

  /**
   * Runs the evaluation and writes its files.
   *
   * @param started when the run started, which its id says too
   * @throws InputRefusedException when a file cannot be read, an image was rejected and rejects are
   *     to fail, or nothing is left to evaluate; then there is no output
   */
  public Summary run(OutputDirectory out, Instant started) {
    ObjectPass pass = new ObjectPass(spark, plan);
    JavaRDD<ObjectPiece> pieces = keep(pass.pieces());
    DataSet dataSet =
        DataSet.of(
            pass.files(),
            plan.sources().size(),
            pieces
                .filter(
                    row ->
                        row.kind() == ObjectPiece.Kind.CATEGORIES
                            || row.kind() == ObjectPiece.Kind.END)
                .collect());
    JavaRDD<JudgedImage> images = keep(pass.judged(pieces, dataSet.ids()));
    ObjectTotals totals =
        images.treeAggregate(
            new ObjectTotals(plan.models().size()),
            ObjectTotals::add,
            ObjectTotals::merge,
            Totals.depth(images));
    totals.rejected().require(totals.evaluated(), plan.skipsRejected(), "");
    ObjectNumbers numbers =
        new ObjectNumbers(
            new ArrayList<>(dataSet.ids()),
            dataSet.frequencies(),
            new ArrayList<>(plan.maxDetections()),
            plan.rules().categories() == CategoryRule.POOLED);
    List<ModelEvaluation> evaluations =
        new ObjectEvaluations(images, plan, numbers, ObjectEvaluations.Room.STANDARD).all(totals);
    Map<String, @Nullable Object> definition = new LinkedHashMap<>();
    plan.definition()
        .forEach(
            (name, value) -> {
              definition.put(name, value);
              if (name.equals("task")) {
                definition.put("classes", dataSet.names());
              }
            });
    Summary summary =
        new Summary(
            version,
            definition,
            totals.rejected().counts(totals.evaluated()),
            dataSet.names(),
            plan.models(),
            List.of(),
            evaluations,
            totals.rejected().first());
    new ObjectFiles(spark, plan, out).write(images, dataSet, totals, summary, started);
    out.commit();
    return summary;
  }

  private <T> JavaRDD<T> keep(JavaRDD<T> rows) {
    JavaRDD<T> onDisk = rows.persist(StorageLevel.DISK_ONLY());
    kept.add(onDisk);
    return onDisk;
  }

  /** Frees the executors' disks. */
  @Override
  public void close() {
    kept.forEach(rows -> rows.unpersist(/* blocking= */ false));
  }
}

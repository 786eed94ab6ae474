package dev.maskwise.job;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.report.ConsoleReport;
import dev.maskwise.report.HtmlReport;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.SummaryJson;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates models on label maps or scores: one pass over the pixels leaves the statistics of each
 * image on the executors' disks; everything else is made from those.
 */
final class EvaluateJob implements AutoCloseable {
  private static final int MAX_CURVE_FILES = 16;

  private final SparkSession spark;
  private final EvaluatePlan plan;
  private final ImageResults pass;
  private final JavaRDD<PassResult> images;

  EvaluateJob(SparkSession spark, EvaluatePlan plan) {
    this.spark = spark;
    this.plan = plan;
    this.pass = plan.images(spark);
    this.images = pass.results();
  }

  /**
   * Runs the evaluation and writes its files.
   *
   * @throws InputRefusedException when an image was rejected and rejects are to fail, or nothing is
   *     left to evaluate; then there is no output
   */
  Summary run(OutputDirectory out) {
    Totals totals = images.treeAggregate(plan.totals(), Totals::add, Totals::merge);
    refuse(totals);
    Summary summary =
        new Summary(
            Version.current(),
            definition(),
            totals.images(),
            plan.classes(),
            plan.models(),
            plan.lossNames(),
            new ModelEvaluations(plan, totals, plan.exactLosses(spark)).all(),
            totals.firstRejected());
    writeTables(out);
    if (plan.scores() != null) {
      writeCurves(out, totals);
    }
    out.write(OutputFile.REPORT, HtmlReport.write(summary));
    out.write(OutputFile.SUMMARY, SummaryJson.write(summary, out.files()));
    out.commit();
    return summary;
  }

  /** Every choice that changes a number, and what the numbers mean. */
  Map<String, @Nullable Object> definition() {
    Definition definition = plan.definition();
    SparkOptions.describe(definition, spark);
    return definition.entries();
  }

  private void refuse(Totals totals) {
    ImageCounts counts = totals.images();
    String rejected = ConsoleReport.rejected(counts.rejected(), totals.firstRejected());
    if (counts.rejected() > 0 && !plan.skipsRejected()) {
      throw new InputRefusedException(
          rejected + "Mend them, or go on without them with --on-reject skip.");
    }
    if (counts.evaluated() == 0) {
      throw new InputRefusedException("No image is left to evaluate: " + rejected.stripTrailing());
    }
  }

  private void writeCurves(OutputDirectory out, Totals totals) {
    List<CurvesTable.Scores> scores = CurvesTable.scores(plan, totals);
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(scores, Math.min(scores.size(), MAX_CURVE_FILES))
            .flatMap(new CurvesTable());
    spark.createDataFrame(rows, CurvesTable.SCHEMA).write().parquet(out.path(OutputFile.CURVES));
  }

  private void writeTables(OutputDirectory out) {
    PerImageTable perImage = plan.perImage();
    spark
        .createDataFrame(images.flatMap(perImage), perImage.schema())
        .write()
        .parquet(out.path(OutputFile.PER_IMAGE));
    spark
        .createDataFrame(images.flatMap(RejectedTable::rows).coalesce(1), RejectedTable.SCHEMA)
        .write()
        .parquet(out.path(OutputFile.REJECTED));
  }

  /** What the user should know of how the images were counted. */
  List<String> remarks() {
    return pass.remarks();
  }

  /** Frees the executors' disks. */
  @Override
  public void close() {
    pass.close();
  }
}

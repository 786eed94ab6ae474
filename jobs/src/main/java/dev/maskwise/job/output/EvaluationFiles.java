package dev.maskwise.job.output;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.Inputs;
import dev.maskwise.job.plan.ScorePlan;
import dev.maskwise.job.total.Totals;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.report.HtmlReport;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.report.SummaryJson;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.ManifestJson;
import dev.maskwise.run.StoredSlices;
import dev.maskwise.run.numbers.ExactLosses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Writes the files of an evaluation; the manifest, which makes them a run, comes last. */
public record EvaluationFiles(RunningSpark spark, EvaluatePlan plan, OutputDirectory out) {
  private static final int MAX_CURVE_FILES = 16;

  /** About how many rows a file has: some megabytes, which are written in a second or two. */
  private static final int ROWS_PER_FILE = 200_000;

  /** Writes the table of slices, which is made as it is written. */
  public void writeSlices(JavaRDD<ModelEvaluation> slices) {
    write(OutputFile.SLICES, slices.flatMap(new SlicesTable(plan.classes())), SlicesTable.SCHEMA);
  }

  /** Reads the table of slices again. */
  public StoredSlices slices() {
    Path table = new Path(out.path(OutputFile.SLICES));
    return new StoredSlices(StorageAccess.of(out.fileSystem()), table);
  }

  /** Writes all other files; they are in place when the directory is committed. */
  public void write(
      JavaRDD<ImageResult> images,
      Totals totals,
      ExactLosses exact,
      Summary summary,
      Manifest.@Nullable Reused reused,
      Instant started) {
    ScorePlan scores = plan.scores();
    PerImageTable perImage =
        new PerImageTable(
            plan.models(),
            plan.classes(),
            plan.policy(),
            scores == null ? List.of() : scores.losses(),
            plan.confidence());
    long rowsOfImages = totals.images().evaluated() * plan.models().size() * plan.classes().size();
    TableFormat.write(
        images.coalesce((int) (1 + rowsOfImages / ROWS_PER_FILE)),
        perImage,
        perImage.schema(),
        spark.hadoop(),
        out.path(OutputFile.PER_IMAGE));
    RejectedTable.write(
        images.flatMap(image -> image.rejections().iterator()),
        totals.images().rejected() == 0,
        spark.hadoop(),
        out.path(OutputFile.REJECTED));
    if (scores != null) {
      List<CurvesTable.Scores> curves = CurvesTable.scores(plan, scores, totals);
      JavaSparkContext context = spark.context();
      JavaRDD<Row> rows =
          context
              .parallelize(curves, Math.min(curves.size(), MAX_CURVE_FILES))
              .flatMap(new CurvesTable());
      write(OutputFile.CURVES, rows, CurvesTable.SCHEMA);
      List<Row> distributions =
          DistributionsTable.rows(plan.models(), totals.distributions().models());
      write(
          OutputFile.DISTRIBUTIONS,
          context.parallelize(distributions, 1),
          DistributionsTable.SCHEMA);
    }
    out.write(OutputFile.REPORT, HtmlReport.write(summary));
    out.announce(OutputFile.MANIFEST);
    out.write(OutputFile.SUMMARY, text -> SummaryJson.write(summary, out.files(), text));
    out.write(
        OutputFile.MANIFEST, ManifestJson.write(manifest(totals, exact, summary, reused, started)));
  }

  private Manifest manifest(
      Totals totals,
      ExactLosses exact,
      Summary summary,
      Manifest.@Nullable Reused reused,
      Instant started) {
    Inputs read = plan.inputs();
    String key = plan.key();
    List<Manifest.Input> inputs = new ArrayList<>();
    for (int i = 0; i <= plan.models().size(); i++) {
      inputs.add(
          new Manifest.Input(
              i == 0 ? null : plan.models().get(i - 1),
              read.names().get(i),
              read.listing(i),
              totals.contents().get(i).hex()));
    }
    return new Manifest(
        Manifest.FORMAT,
        ManifestJson.id(started, key),
        key,
        started.toString(),
        Instant.now().toString(),
        new Manifest.Versions(
            summary.version(), spark.context().version(), Runtime.version().toString()),
        plan.definition(),
        ManifestJson.digest(plan.definition()),
        inputs,
        summary.images(),
        exact.listed(),
        out.files(),
        reused);
  }

  private void write(OutputFile file, JavaRDD<Row> rows, StructType schema) {
    TableFormat.write(rows, schema, spark.hadoop(), out.path(file));
  }
}

package dev.maskwise.job.object;

import dev.maskwise.job.output.OutputDirectory;
import dev.maskwise.job.output.OutputFile;
import dev.maskwise.job.output.RejectedTable;
import dev.maskwise.job.output.TableFormat;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.ObjectPlan;
import dev.maskwise.reader.object.Category;
import dev.maskwise.report.HtmlReport;
import dev.maskwise.report.Summary;
import dev.maskwise.report.SummaryJson;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.ManifestJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of an evaluation of objects; the manifest, which makes them a run, comes last.
 */
record ObjectFiles(RunningSpark spark, ObjectPlan plan, OutputDirectory out) {
  private static final int ROWS_PER_FILE = 200_000;

  void write(
      JavaRDD<JudgedImage> images,
      DataSet dataSet,
      ObjectTotals totals,
      Summary summary,
      Instant started) {
    Map<Integer, Integer> classes = new HashMap<>();
    for (Category category : dataSet.categories()) {
      classes.put(category.id(), classes.size());
    }
    List<String> models = new ArrayList<>(plan.models());
    List<String> names = new ArrayList<>(summary.classes());
    JavaRDD<JudgedImage> few = images.coalesce((int) (1 + totals.detections() / ROWS_PER_FILE));
    TableFormat.write(
        few,
        new ObjectImagesTable(models, names, classes),
        ObjectImagesTable.SCHEMA,
        spark.hadoop(),
        out.path(OutputFile.PER_IMAGE));
    TableFormat.write(
        few,
        new DetectionsTable(models, names, classes),
        DetectionsTable.SCHEMA,
        spark.hadoop(),
        out.path(OutputFile.DETECTIONS));
    RejectedTable.write(
        images.flatMap(image -> image.rejections().iterator()),
        summary.images().rejected() == 0,
        spark.hadoop(),
        out.path(OutputFile.REJECTED));
    out.write(OutputFile.REPORT, HtmlReport.write(summary));
    out.announce(OutputFile.MANIFEST);
    out.write(OutputFile.SUMMARY, text -> SummaryJson.write(summary, out.files(), text));
    out.write(OutputFile.MANIFEST, ManifestJson.write(manifest(dataSet, summary, started)));
  }

  private Manifest manifest(DataSet dataSet, Summary summary, Instant started) {
    String key = plan.key();
    List<Manifest.Input> inputs = new ArrayList<>();
    for (int i = 0; i < plan.sources().size(); i++) {
      inputs.add(
          new Manifest.Input(
              i == 0 ? null : plan.models().get(i - 1),
              plan.sources().get(i).location(),
              plan.sources().get(i).listing(),
              dataSet.contents().get(i)));
    }
    Map<String, @Nullable Object> definition = new LinkedHashMap<>(summary.definition());
    return new Manifest(
        Manifest.FORMAT,
        ManifestJson.id(started, key),
        key,
        started.toString(),
        Instant.now().toString(),
        new Manifest.Versions(
            summary.version(), spark.context().version(), Runtime.version().toString()),
        definition,
        ManifestJson.digest(definition),
        inputs,
        summary.images(),
        List.of(),
        out.files(),
        null);
  }
}

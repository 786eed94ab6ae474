package dev.maskwise.job.reuse;

import dev.maskwise.job.pass.Distributions;
import dev.maskwise.job.pass.ImagePasses;
import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.pass.ImageWork;
import dev.maskwise.job.pass.KeptImages;
import dev.maskwise.job.pass.RunningSpark;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.EvaluatePlan.Reuse;
import dev.maskwise.job.query.PixelEngine;
import dev.maskwise.reader.MaskFingerprints;
import dev.maskwise.reader.MaskTable;
import dev.maskwise.reader.SliceRule;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.Terms;
import dev.maskwise.run.images.DistributionsFile;
import dev.maskwise.run.images.ImagePart;
import dev.maskwise.run.images.PerImageFile;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.run.images.StoredImageBytes;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A pass that reads only what changed since an earlier run. Its images travel to where their masks
 * are, some hundred bytes each.
 *
 * <p>Of scores, the run has only where those of all its images together lie. So either all of its
 * images are taken, or none: a look at the names, sizes and times of files, or at the bytes of
 * tables, finds that out first.
 *
 * @param version of Maskwise, whose statistics those of another may not be
 */
public record ReusePass(
    RunningSpark spark, EvaluatePlan plan, ImagePasses passes, Reuse reuse, String version)
    implements PixelEngine {

  @Override
  public KeptImages count() {
    StoredRun run = reuse.run();
    if (run == null) {
      return all(reuse.missing());
    }
    Manifest manifest = run.manifest();
    if (!manifest.versions().maskwise().equals(version)) {
      return all(
          "the run %s is of Maskwise %s, and this is %s"
              .formatted(manifest.run(), manifest.versions().maskwise(), version));
    }
    Dataset<Row> earlier = images(run);
    boolean scores = plan.scores() != null;
    String change = scores ? firstChange(earlier) : null;
    if (change != null) {
      return all(
          "the image %s, and no image can be taken out of the curves of the run %s"
              .formatted(change, manifest.run()));
    }
    Terms terms = plan.terms();
    List<SliceRule> rules = plan.inputs().sliceRules();
    ImageWork.Factory<ImageResult> counters = passes.counters();
    return KeptImages.of(
        passes.pass(
            passes.masks().union(earlier),
            () -> new ReusedOrRead(counters.create(), rules, terms, scores)),
        new KeptImages.Earlier(
            manifest.run(), scores ? Distributions.of(DistributionsFile.read(run, terms)) : null),
        List.of());
  }

  private KeptImages all(String reason) {
    return KeptImages.of(passes.results(), List.of("All images were read: %s.".formatted(reason)));
  }

  /** The images of a run, as rows that know them. */
  private Dataset<Row> images(StoredRun run) {
    List<ImagePart> parts = PerImageFile.parts(run, plan.terms());
    JavaSparkContext context = spark.context();
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    JavaRDD<Row> rows =
        context
            .parallelize(parts, Math.max(1, parts.size()))
            .flatMap(
                part -> {
                  Configuration configuration = hadoop.value().value();
                  return part.read(configuration).stream().map(ReusePass::row).iterator();
                });
    return spark.session().createDataFrame(rows, MaskTable.SCHEMA);
  }

  private static Row row(StoredImage image) {
    Object[] cells = new Object[MaskTable.SCHEMA.length()];
    cells[MaskTable.SCHEMA.fieldIndex(MaskTable.IMAGE_ID)] = image.imageId();
    cells[MaskTable.SCHEMA.fieldIndex(MaskTable.SOURCE)] = MaskTable.KNOWN;
    cells[MaskTable.SCHEMA.fieldIndex(MaskTable.CONTENT)] = StoredImageBytes.encode(image);
    return RowFactory.create(cells);
  }

  /** What changed of the first image of the run of which anything did; null when nothing did. */
  private @Nullable String firstChange(Dataset<Row> earlier) {
    List<SliceRule> rules = plan.inputs().sliceRules();
    Dataset<Row> masks = MaskFingerprints.of(passes.masks()).union(earlier);
    return passes.pass(masks, () -> new ChangeFinder(rules)).takeOrdered(1).stream()
        .findFirst()
        .orElse(null);
  }
}

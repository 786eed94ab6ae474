package dev.maskwise.job.output;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.reader.ClusterRule;
import dev.maskwise.reader.digest.Marks;
import dev.maskwise.run.table.TableFile;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.PixelCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An image → the rows of {@code per_image.parquet}: one for each model and class, and for scores
 * one more a model, with no class, for what is computed over the classes; none for a rejected
 * image.
 *
 * <p>Together the {@code confusion} columns of an image's rows are its confusion matrix, which the
 * first of them has as a {@code state} of SQL too: one value to merge and to read, where a matrix
 * of 19 classes is 361. Of classes that overlap there is no confusion, and each row has a state, of
 * the overlap of its class. The columns of {@link ScoreCells} are the sums of its losses, so every
 * other number but the curves can be made from this table without reading pixels again. By the
 * digests an image is known again in another run, by the listings of its files before they are
 * read.
 *
 * @param losses what is computed from scores; empty for label maps
 * @param confidence finds the cluster of an image; null where nobody asks for intervals
 */
record PerImageTable(
    List<String> models,
    List<String> classes,
    Policy policy,
    List<ScoreLoss> losses,
    @Nullable Confidence confidence)
    implements TableFormat.Table<ImageResult> {

  /** The cells of a class that a row without a class lacks: counts, confusion, state, metrics. */
  private static final int CELLS_OF_CLASS = 6 + OverlapMetrics.ALL.size();

  StructType schema() {
    StructType schema =
        new StructType()
            .add("image_id", DataTypes.StringType)
            .add("model", DataTypes.StringType)
            .add("class", DataTypes.StringType)
            .add("class_id", DataTypes.IntegerType)
            .add("slices", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
            .add("cluster", DataTypes.StringType)
            .add("truth_digest", DataTypes.StringType)
            .add("prediction_digest", DataTypes.StringType)
            .add("truth_listing", DataTypes.StringType)
            .add("prediction_listing", DataTypes.StringType)
            .add("pixels", DataTypes.LongType)
            .add("intersection", DataTypes.LongType)
            .add("truth_cardinality", DataTypes.LongType)
            .add("prediction_cardinality", DataTypes.LongType)
            .add("confusion", DataTypes.createArrayType(DataTypes.LongType))
            .add("state", DataTypes.BinaryType);
    for (Metric<?> metric : OverlapMetrics.ALL) {
      schema = schema.add(metric.name(), DataTypes.DoubleType);
    }
    return losses.isEmpty() ? schema : ScoreCells.addTo(schema);
  }

  @Override
  public void add(ImageResult image, TableFile file) throws IOException {
    for (int m = 0; m < image.counts().size(); m++) {
      PixelCounts counts = image.counts().get(m);
      List<@Nullable String> texts = texts(image, m);
      ScoreCells ofScores =
          image.scores().isEmpty()
              ? null
              : new ScoreCells(losses, policy, classes.size(), image.scores().get(m));
      for (int c = 0; c < classes.size(); c++) {
        putKey(file, image, m, c, texts);
        putCounts(file, counts, c);
        if (ofScores != null) {
          ofScores.putClass(file, c);
        }
        file.endRow();
      }
      if (ofScores != null) {
        putKey(file, image, m, null, texts);
        file.next().put(counts.total());
        for (int cell = 1; cell < CELLS_OF_CLASS; cell++) {
          file.next().nothing();
        }
        ofScores.putOverClasses(file);
        file.endRow();
      }
    }
  }

  /** What all rows of an image and model say, behind its slices. */
  private List<@Nullable String> texts(ImageResult image, int model) {
    Marks marks = image.marks();
    List<@Nullable String> texts = new ArrayList<>();
    texts.add(cluster(Objects.requireNonNull(image.imageId())));
    texts.add(hex(marks.digest(0)));
    texts.add(hex(marks.digest(model + 1)));
    texts.add(hex(marks.listing(0)));
    texts.add(hex(marks.listing(model + 1)));
    return texts;
  }

  private void putKey(
      TableFile file,
      ImageResult image,
      int model,
      @Nullable Integer classId,
      List<@Nullable String> texts) {
    file.next().put(image.imageId());
    file.next().put(models.get(model));
    if (classId == null) {
      file.next().nothing();
      file.next().nothing();
    } else {
      file.next().put(classes.get(classId));
      file.next().put((long) classId);
    }
    file.next().put(image.slices());
    for (String text : texts) {
      file.next().put(text);
    }
  }

  /** Null where each image is independent of the others. */
  private @Nullable String cluster(String imageId) {
    ClusterRule clusters = confidence == null ? null : confidence.clusters();
    return clusters == null ? null : clusters.clusterOf(imageId);
  }

  private static @Nullable String hex(@Nullable Long digest) {
    return digest == null ? null : HexFormat.of().toHexDigits(digest);
  }

  private void putCounts(TableFile file, PixelCounts all, int c) {
    OverlapCounts counts = all.overlap(c);
    file.next().put(counts.pixels());
    file.next().put(counts.intersection());
    file.next().put(counts.truthCardinality());
    file.next().put(counts.predictionCardinality());
    if (all instanceof ConfusionMatrix matrix) {
      file.next().put(matrix.row(c));
    } else {
      file.next().nothing();
    }
    byte[] state = all.state(c);
    if (state == null) {
      file.next().nothing();
    } else {
      file.next().put(state);
    }
    for (Metric<OverlapCounts> metric : OverlapMetrics.ALL) {
      file.next().putDefined(policy.value(metric, counts));
    }
  }
}

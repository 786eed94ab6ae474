package dev.maskwise.job.output;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.reader.ClusterRule;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
 * of 19 classes is 361. The columns of {@link ScoreCells} are the sums of its losses, so every
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
    implements FlatMapFunction<ImageResult, Row> {

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
  public Iterator<Row> call(ImageResult image) {
    List<Row> rows = new ArrayList<>();
    for (int m = 0; m < image.confusions().size(); m++) {
      addRows(image, m, rows);
    }
    return rows.iterator();
  }

  private void addRows(ImageResult image, int model, List<Row> rows) {
    ConfusionMatrix matrix = image.confusions().get(model);
    ScoreCells ofScores =
        image.scores().isEmpty() ? null : new ScoreCells(losses, policy, image.scores().get(model));
    for (int c = 0; c < classes.size(); c++) {
      List<@Nullable Object> cells = key(image, model, classes.get(c), c);
      addCounts(cells, matrix, c);
      if (ofScores != null) {
        ofScores.addClass(cells, c);
      }
      rows.add(RowFactory.create(cells.toArray()));
    }
    if (ofScores != null) {
      List<@Nullable Object> cells = key(image, model, null, null);
      cells.addAll(Collections.nCopies(CELLS_OF_CLASS, null));
      cells.set(cells.size() - CELLS_OF_CLASS, matrix.total());
      ofScores.addOverClasses(cells);
      rows.add(RowFactory.create(cells.toArray()));
    }
  }

  private List<@Nullable Object> key(
      ImageResult image, int model, @Nullable String className, @Nullable Integer classId) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(image.imageId());
    cells.add(models.get(model));
    cells.add(className);
    cells.add(classId);
    cells.add(image.slices());
    cells.add(cluster(Objects.requireNonNull(image.imageId())));
    cells.add(hex(image.marks().digest(0)));
    cells.add(hex(image.marks().digest(model + 1)));
    cells.add(hex(image.marks().listing(0)));
    cells.add(hex(image.marks().listing(model + 1)));
    return cells;
  }

  /** Null where each image is independent of the others. */
  private @Nullable String cluster(String imageId) {
    ClusterRule clusters = confidence == null ? null : confidence.clusters();
    return clusters == null ? null : clusters.clusterOf(imageId);
  }

  private static @Nullable String hex(@Nullable Long digest) {
    return digest == null ? null : HexFormat.of().toHexDigits(digest);
  }

  private void addCounts(List<@Nullable Object> cells, ConfusionMatrix matrix, int c) {
    OverlapCounts counts = matrix.overlap(c);
    cells.add(counts.pixels());
    cells.add(counts.intersection());
    cells.add(counts.truthCardinality());
    cells.add(counts.predictionCardinality());
    cells.add(matrix.row(c));
    cells.add(c == 0 ? ConfusionMatrix.TYPE.encode(matrix) : null);
    for (Metric<OverlapCounts> metric : OverlapMetrics.ALL) {
      cells.add(TableRows.cell(policy.value(metric, counts)));
    }
  }
}

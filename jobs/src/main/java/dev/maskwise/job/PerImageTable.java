package dev.maskwise.job;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.OverlapMetrics;
import dev.maskwise.metric.Policy;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An image → the rows of {@code per_image.parquet}: one for each model and class, none for a
 * rejected image.
 *
 * <p>* Together the {@code confusion} columns of an image's rows are its confusion matrix, so every
 * other number can be made from this table without reading pixels again.
 */
record PerImageTable(List<String> models, List<String> classes, Policy policy)
    implements FlatMapFunction<ImageOutcome, Row> {

  static StructType schema() {
    StructType schema =
        new StructType()
            .add("image_id", DataTypes.StringType)
            .add("model", DataTypes.StringType)
            .add("class", DataTypes.StringType)
            .add("class_id", DataTypes.IntegerType)
            .add("slices", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
            .add("pixels", DataTypes.LongType)
            .add("intersection", DataTypes.LongType)
            .add("truth_cardinality", DataTypes.LongType)
            .add("prediction_cardinality", DataTypes.LongType)
            .add("confusion", DataTypes.createArrayType(DataTypes.LongType));
    for (Metric<?> metric : OverlapMetrics.ALL) {
      schema = schema.add(metric.name(), DataTypes.DoubleType);
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(ImageOutcome image) {
    List<Row> rows = new ArrayList<>();
    for (int m = 0; m < image.confusions().size(); m++) {
      for (int c = 0; c < classes.size(); c++) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(image.imageId());
        cells.add(models.get(m));
        cells.add(classes.get(c));
        cells.add(c);
        cells.add(CollectionConverters.asScala(image.slices()));
        addCounts(cells, image.confusions().get(m), c);
        rows.add(RowFactory.create(cells.toArray()));
      }
    }
    return rows.iterator();
  }

  private void addCounts(List<@Nullable Object> cells, ConfusionMatrix matrix, int c) {
    OverlapCounts counts = matrix.overlap(c);
    cells.add(counts.pixels());
    cells.add(counts.intersection());
    cells.add(counts.truthCardinality());
    cells.add(counts.predictionCardinality());
    cells.add(matrix.row(c));
    for (Metric<OverlapCounts> metric : OverlapMetrics.ALL) {
      double value = policy.value(metric, counts);
      cells.add(Double.isNaN(value) ? null : value);
    }
  }
}

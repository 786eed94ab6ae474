package dev.maskwise.job.query;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.when;

import dev.maskwise.job.plan.Inputs;
import dev.maskwise.reader.MaskTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Raw label maps of tables, paired and counted in SQL alone, so that a plugin can run all of it on
 * GPUs. It takes the images that are sound: one mask of one size in every table, an allowed label
 * at every pixel, and as many bytes a pixel as the classes need. It says which images it leaves.
 *
 * @param inputs tables of raw label maps; images of more pixels than they allow are left
 * @param ignore the ignore label, negative for none
 */
public record LabelQuery(SparkSession spark, Inputs inputs, int classes, int ignore) {

  private static final int NARROW_CLASSES = 256;
  private static final String BYTES = "bytes";
  private static final String TRUTH = "truth";
  private static final String PREDICTION = "prediction";
  private static final String STATE = "state_";

  /** The column of {@link #counted} with the confusion matrix of a model. */
  static String state(int model) {
    return STATE + model;
  }

  /**
   * A row for each image that is paired: its id, slices, and for each model the state of {@code
   * confusion}, null where the masks do not fit each other or the classes.
   */
  public Dataset<Row> counted() {
    Dataset<Row> images =
        names()
            .where(isPaired())
            .select(col(MaskTable.IMAGE_ID), bytes().as(BYTES))
            .join(masks(0, TRUTH), MaskTable.IMAGE_ID);
    for (int m = 0; m + 1 < inputs.sources().size(); m++) {
      // Counted before the next join, so that no more than two masks of an image travel together.
      images =
          images
              .join(masks(m + 1, PREDICTION).drop(MaskTable.SLICES), MaskTable.IMAGE_ID)
              .withColumn(state(m), confusion())
              .drop(PREDICTION);
    }
    return images.drop(BYTES, TRUTH);
  }

  /** The ids of the images that are not paired; null stands for rows without an id. */
  public Dataset<Row> unpaired() {
    return names().where(not(isPaired())).select(MaskTable.IMAGE_ID);
  }

  /** For each image id how its masks are declared; reads no mask. */
  private Dataset<Row> names() {
    Column height = col(MaskTable.HEIGHT);
    Column width = col(MaskTable.WIDTH);
    return MaskTable.union(spark, inputs.sources(), List.of())
        .groupBy(MaskTable.IMAGE_ID)
        .agg(
            count(lit(1)).as("masks"),
            count_distinct(col(MaskTable.SOURCE)).as("tables"),
            count(height).as("heights"),
            min(height).as("least_height"),
            max(height).as("height"),
            count(width).as("widths"),
            min(width).as("least_width"),
            max(width).as("width"));
  }

  /** Whether the tables declare one mask of one size each, and the row has an id. */
  private Column isPaired() {
    long tables = inputs.sources().size();
    return col("masks")
        .equalTo(tables)
        .and(col("tables").equalTo(tables))
        .and(col("heights").equalTo(tables))
        .and(col("widths").equalTo(tables))
        .and(col("least_height").equalTo(col("height")))
        .and(col("least_width").equalTo(col("width")))
        .and(col("height").gt(0))
        .and(col("width").gt(0))
        .and(pixels().leq(inputs.maxPixels()))
        .and(col(MaskTable.IMAGE_ID).isNotNull());
  }

  private static Column pixels() {
    return col("height").cast("long").multiply(col("width").cast("long"));
  }

  /** How many bytes a raw map of the image has. */
  private Column bytes() {
    return pixels().multiply(classes > NARROW_CLASSES ? Short.BYTES : Byte.BYTES);
  }

  private Dataset<Row> masks(int source, String name) {
    return inputs
        .sources()
        .get(source)
        .masks(spark, source == 0 ? inputs.sliceColumns() : List.of())
        .select(col(MaskTable.IMAGE_ID), col(MaskTable.CONTENT).as(name), col(MaskTable.SLICES));
  }

  private Column confusion() {
    return when(
        hasAllBytes(TRUTH).and(hasAllBytes(PREDICTION)),
        call_function("try_confusion", col(TRUTH), col(PREDICTION), lit(classes), lit(ignore)));
  }

  private static Column hasAllBytes(String mask) {
    return octet_length(col(mask)).cast("long").equalTo(col(BYTES));
  }
}

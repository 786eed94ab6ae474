package dev.maskwise.spark.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.udf;

import dev.maskwise.image.FaultException;
import dev.maskwise.image.RawLabels;
import dev.maskwise.spark.column.StatisticAggregator;
import dev.maskwise.statistic.ConfusionMatrix;
import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The confusion matrix of each image of a table whose rows are masks or pixels.
 *
 * @param truth the name of the column of the truth
 * @param prediction the name of the column of the prediction
 * @param imageId the name of the column that says to which image a row belongs; null where each
 *     mask is an image, and where pixels are of one
 * @param classes how many there are
 * @param ignore the label of the truth whose pixels count nowhere; negative for none
 */
record ImageMatrices(
    String truth, String prediction, @Nullable String imageId, int classes, int ignore)
    implements Serializable {
  private static final long serialVersionUID = 1;

  private static final String IMAGE = "image";
  private static final String STATE = "state";

  /** Whether a row is a pixel; else it is a mask. */
  boolean ofPixels(Dataset<?> table) {
    DataType ofTruth = type(table, truth);
    DataType ofPrediction = type(table, prediction);
    if (ofTruth instanceof NumericType && ofPrediction instanceof NumericType) {
      return true;
    }
    if (ofTruth.equals(DataTypes.BinaryType) && ofPrediction.equals(DataTypes.BinaryType)) {
      return false;
    }
    throw new IllegalArgumentException(
        "The columns %s and %s hold both a number, the label of a pixel, or both binary label maps, but they are %s and %s."
            .formatted(truth, prediction, ofTruth.simpleString(), ofPrediction.simpleString()));
  }

  private static DataType type(Dataset<?> table, String column) {
    return table.select(col(column)).schema().fields()[0].dataType();
  }

  /** The matrices as states, one an image. */
  Dataset<byte[]> of(Dataset<?> table) {
    Column image = imageId == null ? lit(0) : col(imageId);
    Dataset<Row> states =
        ofPixels(table) ? ofPixelRows(table, image.as(IMAGE)) : ofMaskRows(table, image.as(IMAGE));
    return states.select(STATE).as(Encoders.BINARY());
  }

  private Dataset<Row> ofMaskRows(Dataset<?> table, Column image) {
    Column state =
        udf((UDF2<byte[], byte[], byte[]>) this::state, DataTypes.BinaryType)
            .apply(col(truth), col(prediction));
    Dataset<Row> states = table.select(image, state.as(STATE));
    return imageId == null
        ? states
        : states
            .groupBy(IMAGE)
            .agg(
                udaf(StatisticAggregator.ofStates(ConfusionMatrix.TYPE), Encoders.BINARY())
                    .apply(col(STATE))
                    .as(STATE));
  }

  private byte[] state(byte @Nullable [] ofTruth, byte @Nullable [] ofPrediction) {
    if (ofTruth == null || ofPrediction == null) {
      throw isNull(ofTruth == null);
    }
    try {
      return ConfusionMatrix.TYPE.encode(
          RawLabels.confusion(ofTruth, ofPrediction, classes, ignore));
    } catch (FaultException e) {
      throw new IllegalArgumentException("confusion: " + e.getMessage(), e);
    }
  }

  /** Spark counts the pairs of labels of an image; what is left is a cell a row. */
  private Dataset<Row> ofPixelRows(Dataset<?> table, Column image) {
    return table
        .select(image, number(truth).as("truth"), number(prediction).as("prediction"))
        .groupBy(IMAGE, "truth", "prediction")
        .agg(count(lit(1)).as("pixels"))
        .groupBy(IMAGE)
        .agg(
            udf((UDF1<Seq<Row>, byte[]>) this::matrix, DataTypes.BinaryType)
                .apply(collect_list(struct("truth", "prediction", "pixels")))
                .as(STATE));
  }

  private static Column number(String name) {
    return col(name).cast(DataTypes.DoubleType);
  }

  private byte[] matrix(Seq<Row> cells) {
    long[] counts = new long[classes * classes];
    for (Row cell : CollectionConverters.asJava(cells)) {
      if (cell.isNullAt(0) || cell.isNullAt(1)) {
        throw isNull(cell.isNullAt(0));
      }
      double ofTruth = cell.getDouble(0);
      if (ignore < 0 || ofTruth != ignore) {
        counts[label(ofTruth, truth) * classes + label(cell.getDouble(1), prediction)] +=
            cell.getLong(2);
      }
    }
    return ConfusionMatrix.TYPE.encode(ConfusionMatrix.of(classes, counts));
  }

  private int label(double value, String column) {
    int label = (int) value;
    if (label != value || label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "The column %s holds %s, but the classes are 0 to %d%s."
              .formatted(
                  column,
                  value,
                  classes - 1,
                  ignore < 0 ? "" : " and the ignore label of the truth is " + ignore));
    }
    return label;
  }

  private IllegalArgumentException isNull(boolean inTruth) {
    return new IllegalArgumentException(
        "The column %s holds a null: leave such rows out where that is meant."
            .formatted(inTruth ? truth : prediction));
  }
}

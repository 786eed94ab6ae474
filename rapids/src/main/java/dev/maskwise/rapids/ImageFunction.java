package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import com.nvidia.spark.RapidsUDF;
import dev.maskwise.metric.ScoreKind;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.runtime.AbstractFunction2;

/**
 * A function of two columns, an image a row, with its constants in its fields. In both forms it
 * gives null where an argument is null. Neither form changes the object or its arguments.
 */
abstract class ImageFunction extends AbstractFunction2<Object, Object, Object>
    implements RapidsUDF, Serializable {
  private static final long serialVersionUID = 1;

  /** What the SQL functions call scores that are logits, which GPU versions take alone. */
  static final UTF8String LOGIT = UTF8String.fromString(ScoreKind.LOGIT.label());

  /** What the SQL function gives for one image, as a value of Spark's rows. */
  abstract @Nullable Object ofImage(Object first, byte[] second);

  /** A value for each image; the caller closes the column. */
  abstract ColumnVector ofImages(ImageRows images);

  /** So many nulls of the type of the result. */
  abstract ColumnVector nulls(int count);

  /** The form for rows, for stages that the plugin leaves on the CPU. */
  @Override
  public final @Nullable Object apply(@Nullable Object first, @Nullable Object second) {
    return first == null || second == null ? null : ofImage(data(first), (byte[]) second);
  }

  /** Arrays reach a UDF as Scala's and the SQL functions as Spark's. */
  private static Object data(Object value) {
    return value instanceof Seq<?> values ? new GenericArrayData(values) : value;
  }

  /** The form for columns. The plugin closes the arguments and the result. */
  @Override
  public final ColumnVector evaluateColumnar(int rows, ColumnVector... arguments) {
    try (ImageRows images = new ImageRows(arguments[0], arguments[1])) {
      if (images.count() == 0) {
        return nulls(rows);
      }
      try (ColumnVector values = ofImages(images)) {
        return images.spread(values);
      }
    }
  }
}

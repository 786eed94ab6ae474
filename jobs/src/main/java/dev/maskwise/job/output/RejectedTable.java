package dev.maskwise.job.output;

import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.reader.Rejection;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code rejected.parquet}: a row for each fault of each rejected image. */
final class RejectedTable {
  static final StructType SCHEMA =
      new StructType()
          .add("image_id", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("reason", DataTypes.StringType);

  private RejectedTable() {}

  /** The rows of an image; none for an evaluated one. */
  static Iterator<Row> rows(ImageResult image) {
    return image.rejections().stream().map(RejectedTable::row).iterator();
  }

  private static Row row(Rejection fault) {
    return RowFactory.create(fault.imageId(), fault.path(), fault.kind().label(), fault.reason());
  }
}

package dev.maskwise.job.output;

import dev.maskwise.reader.Rejection;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code rejected.parquet}: a row for each fault of each rejected image. */
public final class RejectedTable {
  static final StructType SCHEMA =
      new StructType()
          .add("image_id", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("reason", DataTypes.StringType);

  private RejectedTable() {}

  /**
   * Writes the table.
   *
   * @param faults of all images
   * @param none whether there are none, so that nobody needs to look
   */
  public static void write(
      JavaRDD<Rejection> faults, boolean none, Configuration hadoop, String path) {
    JavaRDD<Row> rows =
        none
            ? JavaSparkContext.fromSparkContext(faults.context()).parallelize(List.of(), 1)
            : faults.map(RejectedTable::row).coalesce(1);
    TableFormat.write(rows, SCHEMA, hadoop, path);
  }

  private static Row row(Rejection fault) {
    return RowFactory.create(fault.imageId(), fault.path(), fault.kind().label(), fault.reason());
  }
}

package dev.maskwise.job.output;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Writes a table in Parquet as Spark does, under the same names and committed in the same way, but
 * without a query: planning one costs more than writing the table of a hundred images.
 */
public final class TableFormat extends ParquetOutputFormat<Row> {
  /** Stands in the names of all parts of a write, see {@code WrittenFiles}. */
  private static final String WRITE = "maskwise.table.write";

  /** Made by name on the executors. */
  public TableFormat() {
    super(new TableRows());
  }

  /**
   * Writes a part of the table for each partition.
   *
   * @param hadoop where the file systems are set
   * @param path a directory that is not there
   */
  static void write(JavaRDD<Row> rows, StructType schema, Configuration hadoop, String path) {
    Configuration configuration = new Configuration(hadoop);
    configuration.set(WRITE, UUID.randomUUID().toString());
    configuration.set(ParquetOutputFormat.COMPRESSION, CompressionCodecName.SNAPPY.name());
    configuration.set(ParquetOutputFormat.JOB_SUMMARY_LEVEL, "NONE");
    TableRows.setSchema(configuration, schema);
    rows.mapToPair(row -> new Tuple2<Void, Row>(null, row))
        .saveAsNewAPIHadoopFile(path, Void.class, Row.class, TableFormat.class, configuration);
  }

  @Override
  public Path getDefaultWorkFile(TaskAttemptContext context, String extension) throws IOException {
    FileOutputCommitter committer = (FileOutputCommitter) getOutputCommitter(context);
    return new Path(
        committer.getWorkPath(),
        "part-%05d-%s-c000%s"
            .formatted(
                context.getTaskAttemptID().getTaskID().getId(),
                context.getConfiguration().get(WRITE),
                extension));
  }
}

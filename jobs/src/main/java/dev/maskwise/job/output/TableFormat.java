package dev.maskwise.job.output;

import dev.maskwise.run.table.TableFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Writes a table in Parquet as Spark does, under the same names and committed in the same way, but
 * without a query: planning one costs more than writing the table of a hundred images.
 */
public final class TableFormat extends ParquetOutputFormat<TableFormat.Rows> {
  /** Stands in the names of all parts of a write, see {@code WrittenFiles}. */
  private static final String WRITE = "maskwise.table.write";

  private static final String SCHEMA = "maskwise.table.schema";

  /** Some rows, which write themselves. */
  interface Rows {
    void addTo(TableFile file) throws IOException;
  }

  /** Makes rows of something. */
  public interface Table<T> extends Serializable {
    void add(T of, TableFile file) throws IOException;
  }

  /** Writes rows that are there. */
  static void write(JavaRDD<Row> rows, StructType schema, Configuration hadoop, String path) {
    write(rows, TableRows::add, schema, hadoop, path);
  }

  /**
   * Writes a part of the table for each partition.
   *
   * @param hadoop where the file systems are set
   * @param path a directory that is not there
   */
  public static <T> void write(
      JavaRDD<T> things, Table<T> table, StructType schema, Configuration hadoop, String path) {
    Configuration configuration = new Configuration(hadoop);
    configuration.set(WRITE, UUID.randomUUID().toString());
    configuration.set(ParquetOutputFormat.JOB_SUMMARY_LEVEL, "NONE");
    configuration.set(SCHEMA, TableRows.message(schema).toString());
    things
        .mapToPair(thing -> new Tuple2<Void, Rows>(null, file -> table.add(thing, file)))
        .saveAsNewAPIHadoopFile(path, Void.class, Rows.class, TableFormat.class, configuration);
  }

  @Override
  public RecordWriter<Void, Rows> getRecordWriter(TaskAttemptContext context) throws IOException {
    Configuration configuration = context.getConfiguration();
    TableFile file =
        new TableFile(
            configuration,
            getDefaultWorkFile(context, TableFile.CODEC.getExtension() + ".parquet"),
            MessageTypeParser.parseMessageType(configuration.get(SCHEMA)));
    return new RecordWriter<>() {
      @Override
      public void write(Void key, Rows rows) throws IOException {
        rows.addTo(file);
      }

      @Override
      public void close(TaskAttemptContext ended) throws IOException {
        file.close();
      }
    };
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

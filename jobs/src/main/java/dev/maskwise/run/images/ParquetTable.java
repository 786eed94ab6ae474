package dev.maskwise.run.images;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.run.StoredRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Some columns of a table of a run, read without Spark, the parts at the same time. */
final class ParquetTable {
  private static final String PART = "part-";

  /** Nothing is put together row by row. */
  private static final GroupConverter UNUSED =
      new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
          return this;
        }

        @Override
        public boolean isPrimitive() {
          return false;
        }

        @Override
        public PrimitiveConverter asPrimitiveConverter() {
          return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
      };

  private final StoredRun run;
  private final Path table;
  private final List<String> columns;

  /**
   * @param columns those that are read
   */
  ParquetTable(StoredRun run, String name, List<String> columns) {
    this.run = run;
    this.table = new Path(run.directory(), name);
    this.columns = columns;
  }

  /** Takes rows. */
  interface Rows<T> {
    /**
     * Adds some rows.
     *
     * @param columns at the first of them; a column of a map has ".key" or ".value" after its name
     */
    void read(Map<String, ColumnCursor> columns, long rows);

    /** What became of all rows of a part. */
    T result();
  }

  /**
   * What becomes of each part, in the order of their names.
   *
   * @param rows makes what takes the rows of a part; whatever it throws for want of a value makes
   *     the table a damaged one
   * @throws InputRefusedException when the table cannot be read
   */
  <T> List<T> parts(Supplier<Rows<T>> rows) {
    try {
      FileStatus[] parts =
          run.fileSystem().listStatus(table, path -> path.getName().startsWith(PART));
      Arrays.sort(parts, Comparator.comparing(FileStatus::getPath));
      return Arrays.stream(parts).parallel().map(part -> part(part, rows.get())).toList();
    } catch (InputRefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Parquet says by many exceptions that a file is damaged, some of which a thread wraps.
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new InputRefusedException(
          "%s cannot be read (%s): the run is damaged, name another one."
              .formatted(table, String.valueOf(root.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private <T> T part(FileStatus part, Rows<T> rows) {
    try (ParquetFileReader file =
        ParquetFileReader.open(HadoopInputFile.fromStatus(part, run.fileSystem().getConf()))) {
      MessageType schema = schema(file.getFileMetaData().getSchema());
      file.setRequestedSchema(schema);
      PageReadStore group = file.readNextRowGroup();
      while (group != null) {
        rows.read(
            cursors(group, schema, file.getFileMetaData().getCreatedBy()), group.getRowCount());
        group = file.readNextRowGroup();
      }
      return rows.result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MessageType schema(MessageType all) {
    List<Type> fields = new ArrayList<>();
    for (String column : columns) {
      if (!all.containsField(column)) {
        throw new ParquetDecodingException("there is no column " + column);
      }
      fields.add(all.getType(column));
    }
    return new MessageType(all.getName(), fields);
  }

  private static Map<String, ColumnCursor> cursors(
      PageReadStore rows, MessageType schema, @Nullable String createdBy) {
    Map<String, ColumnCursor> cursors = new HashMap<>();
    ColumnReadStoreImpl store = new ColumnReadStoreImpl(rows, UNUSED, schema, createdBy);
    for (ColumnDescriptor column : schema.getColumns()) {
      String[] path = column.getPath();
      String last = path[path.length - 1];
      boolean ofMap = last.equals("key") || last.equals("value");
      cursors.put(
          ofMap ? path[0] + "." + last : path[0], new ColumnCursor(store.getColumnReader(column)));
    }
    return cursors;
  }
}

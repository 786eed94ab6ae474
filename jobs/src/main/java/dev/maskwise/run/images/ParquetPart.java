package dev.maskwise.run.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
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

/**
 * Some columns of a file of a table.
 *
 * @param columns those that are read
 */
record ParquetPart(Path file, List<String> columns) {

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

  /** What becomes of the rows. */
  <T> T read(Configuration hadoop, PartRows<T> rows) throws IOException {
    try (ParquetFileReader reader = open(hadoop)) {
      MessageType schema = schema(reader.getFileMetaData().getSchema());
      reader.setRequestedSchema(schema);
      PageReadStore group = reader.readNextRowGroup();
      while (group != null) {
        rows.read(
            cursors(group, schema, reader.getFileMetaData().getCreatedBy()), group.getRowCount());
        group = reader.readNextRowGroup();
      }
      return rows.result();
    }
  }

  /** How many rows there are, as the end of the file says. */
  long rows(Configuration hadoop) throws IOException {
    try (ParquetFileReader reader = open(hadoop)) {
      return reader.getRecordCount();
    }
  }

  private ParquetFileReader open(Configuration hadoop) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop));
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

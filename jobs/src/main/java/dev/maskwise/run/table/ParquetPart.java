package dev.maskwise.run.table;

import dev.maskwise.reader.file.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Binary;
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
public record ParquetPart(Path file, List<String> columns) {

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
  public <T> T read(Storage storage, PartRows<T> rows) throws IOException {
    return read(storage, options().build(), rows);
  }

  /** What becomes of the rows in which a column may have a text. */
  <T> T read(Storage storage, String column, String text, PartRows<T> rows) throws IOException {
    FilterCompat.Filter wanted =
        FilterCompat.get(FilterApi.eq(FilterApi.binaryColumn(column), Binary.fromString(text)));
    return read(storage, options().withRecordFilter(wanted).build(), rows);
  }

  /** The pages say by a checksum of each whether they are whole. */
  private static ParquetReadOptions.Builder options() {
    return ParquetReadOptions.builder(new PlainParquetConfiguration())
        .usePageChecksumVerification()
        .withCodecFactory(new PageCodecs());
  }

  private <T> T read(Storage storage, ParquetReadOptions options, PartRows<T> rows)
      throws IOException {
    try (ParquetFileReader reader = new ParquetFileReader(PartFile.of(storage, file), options)) {
      MessageType schema = schema(reader.getFileMetaData().getSchema());
      reader.setRequestedSchema(schema);
      PageReadStore group = reader.readNextFilteredRowGroup();
      while (group != null) {
        rows.read(
            cursors(group, schema, reader.getFileMetaData().getCreatedBy()), group.getRowCount());
        group = reader.readNextFilteredRowGroup();
      }
      return rows.result();
    }
  }

  /** How many rows there are, as the end of the file says. */
  long rows(Storage storage) throws IOException {
    try (ParquetFileReader reader =
        new ParquetFileReader(PartFile.of(storage, file), options().build())) {
      return reader.getRecordCount();
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
      boolean ofMap = path.length > 1 && (last.equals("key") || last.equals("value"));
      cursors.put(
          ofMap ? path[0] + "." + last : path[0], new ColumnCursor(store.getColumnReader(column)));
    }
    return cursors;
  }
}

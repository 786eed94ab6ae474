package dev.maskwise.run.images;

import dev.maskwise.metric.Task;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The columns of a part of {@code per_image.parquet} that statistics are made of. */
final class PerImageColumns {
  private static final List<String> OF_LABELS =
      List.of(
          "image_id",
          "model",
          "class_id",
          "slices",
          "cluster",
          "truth_digest",
          "prediction_digest",
          "confusion");
  static final List<String> SOFT_SUMS =
      List.of("soft_intersection", "soft_prediction_cardinality", "soft_prediction_squares");
  private static final List<String> OF_SCORES = List.of("all_pixels", "pixel_losses", "lovasz");

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

  private final MessageType schema;
  private final @Nullable String createdBy;

  /**
   * @throws ParquetDecodingException when the part lacks a column
   */
  PerImageColumns(FileMetaData file, Terms terms) {
    List<String> names = new ArrayList<>(OF_LABELS);
    if (terms.task() != Task.LABELS) {
      names.addAll(SOFT_SUMS);
      names.addAll(OF_SCORES);
    }
    List<Type> fields = new ArrayList<>();
    for (String name : names) {
      if (!file.getSchema().containsField(name)) {
        throw new ParquetDecodingException("there is no column " + name);
      }
      fields.add(file.getSchema().getType(name));
    }
    this.schema = new MessageType(file.getSchema().getName(), fields);
    this.createdBy = file.getCreatedBy();
  }

  /** The columns that are read. */
  MessageType schema() {
    return schema;
  }

  /** Goes through some rows; a column of a map has ".key" or ".value" after its name. */
  Map<String, ColumnCursor> cursors(PageReadStore rows) {
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

package dev.maskwise.run.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A file of a table while it is written: cells go into their columns one after another, and no row
 * is made of them. Parquet's own writers take records apart value by value, which took three times
 * as long.
 *
 * <p>All columns have pages of the same rows. Memory is those of a group, compressed, at most 128
 * MiB or a page.
 */
public final class TableFile implements Closeable {
  /** How the pages are compressed. */
  public static final CompressionCodecName CODEC = CompressionCodecName.SNAPPY;

  private static final int ROWS_OF_PAGE = ParquetProperties.DEFAULT_PAGE_ROW_COUNT_LIMIT;
  private static final int BYTES_OF_PAGE = ParquetProperties.DEFAULT_PAGE_SIZE;
  private static final long BYTES_OF_GROUP = ParquetWriter.DEFAULT_BLOCK_SIZE;

  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private final List<ColumnPages> pages = new ArrayList<>();
  private final List<TableColumn> columns = new ArrayList<>();
  private int next;
  private int rowsOfPage;
  private long rowsOfGroup;
  private long bytesOfGroup;

  /** Begins a file, which must not be there. */
  public TableFile(Configuration hadoop, Path path, MessageType schema) throws IOException {
    codecs = new CodecFactory(hadoop, ParquetProperties.DEFAULT_PAGE_SIZE);
    BytesInputCompressor compressor = codecs.getCompressor(CODEC);
    for (ColumnDescriptor column : schema.getColumns()) {
      pages.add(new ColumnPages(column, compressor));
    }
    int first = 0;
    for (int field = 0; field < schema.getFieldCount(); field++) {
      String name = schema.getFieldName(field);
      int end = first;
      while (end < pages.size() && schema.getColumns().get(end).getPath()[0].equals(name)) {
        end++;
      }
      columns.add(new TableColumn(pages.subList(first, end)));
      first = end;
    }
    file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, hadoop),
            schema,
            ParquetFileWriter.Mode.CREATE,
            BYTES_OF_GROUP,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    file.start();
  }

  /** The column that gets the next cell of the row. */
  public TableColumn next() {
    return columns.get(next++);
  }

  /** Ends a row; the cells that it lacks are empty. */
  public void endRow() throws IOException {
    while (next < columns.size()) {
      next().nothing();
    }
    next = 0;
    rowsOfPage++;
    if (rowsOfPage == ROWS_OF_PAGE || isFull()) {
      endPage();
      if (bytesOfGroup >= BYTES_OF_GROUP) {
        endGroup();
      }
    }
  }

  private boolean isFull() {
    boolean full = false;
    for (ColumnPages column : pages) {
      full |= column.bytes() >= BYTES_OF_PAGE;
    }
    return full;
  }

  private void endPage() throws IOException {
    for (ColumnPages column : pages) {
      bytesOfGroup += column.endPage(rowsOfPage);
    }
    rowsOfGroup += rowsOfPage;
    rowsOfPage = 0;
  }

  private void endGroup() throws IOException {
    file.startBlock(rowsOfGroup);
    for (ColumnPages column : pages) {
      column.writeTo(file);
    }
    file.endBlock();
    rowsOfGroup = 0;
    bytesOfGroup = 0;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (rowsOfPage > 0) {
        endPage();
      }
      if (rowsOfGroup > 0) {
        endGroup();
      }
      file.end(Map.of());
    } finally {
      codecs.release();
    }
  }
}

package dev.maskwise.run.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a column in a group of rows. Values are places in a dictionary as long as that takes
 * fewer bytes than the values as they are.
 */
final class ColumnPages {
  /**
   * A larger dictionary is not worth its memory, where the table is written and where it is read.
   */
  private static final int DICTIONARY_BYTES = 1 << 20;

  private record Page(
      int levels,
      int rows,
      int bytes,
      BytesInput compressed,
      Statistics<?> statistics,
      Encoding encoding) {}

  private final ColumnDescriptor column;
  private final BytesInputCompressor compressor;
  private final PageValues values;
  private final List<Page> pages = new ArrayList<>();

  /** Of the page that is filled: a number for each value, and levels for each place of one. */
  private int[] numbers = new int[64];

  private int size;
  private long bytes;
  private int[] repetitions = new int[64];
  private int[] definitions = new int[64];
  private int levels;

  /** How many values are in the dictionary of the pages that have it; negative for no more. */
  private int inDictionary;

  private @Nullable DictionaryPage dictionary;

  ColumnPages(ColumnDescriptor column, BytesInputCompressor compressor) {
    this.column = column;
    this.compressor = compressor;
    this.values = PageValues.of(column.getPrimitiveType());
  }

  /** The level at which something is there. */
  int defined() {
    return column.getMaxDefinitionLevel();
  }

  /** A whole number, or the bits of a double. */
  void add(long number) {
    add(values.of(number));
  }

  void add(String text) {
    add(values.of(text));
  }

  void add(byte[] bytes) {
    add(values.of(bytes));
  }

  private void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
    bytes += values.bytesOf(number);
  }

  /** Says how much of a place is there, and whether it goes on a list. */
  void level(int repetition, int definition) {
    if (levels == definitions.length) {
      definitions = Arrays.copyOf(definitions, 2 * levels);
      repetitions = Arrays.copyOf(repetitions, 2 * levels);
    }
    repetitions[levels] = repetition;
    definitions[levels++] = definition;
  }

  /** How many bytes the values of the page take as they are. */
  long bytes() {
    return bytes;
  }

  /**
   * Ends the page.
   *
   * @return how many bytes it takes
   */
  long endPage(int rows) throws IOException {
    List<ByteBuffer> parts = new ArrayList<>();
    addLevels(parts, repetitions, column.getMaxRepetitionLevel());
    addLevels(parts, definitions, column.getMaxDefinitionLevel());
    ByteBuffer places = places();
    boolean byDictionary = places != null;
    if (places == null) {
      parts.add(values.plain(numbers, size, bytes));
    } else {
      parts.add(ByteBuffer.wrap(new byte[] {(byte) BitRuns.bits(values.size() - 1)}));
      parts.add(places);
      inDictionary = values.size();
    }
    BytesInput page = BytesInput.from(parts);
    BytesInput compressed = compressed(page);
    pages.add(
        new Page(
            levels,
            rows,
            (int) page.size(),
            compressed,
            values.endPage(levels - size),
            byDictionary ? Encoding.RLE_DICTIONARY : Encoding.PLAIN));
    if (inDictionary < 0) {
      values.clear();
    }
    size = 0;
    bytes = 0;
    levels = 0;
    return compressed.size();
  }

  /** The values as places in the dictionary; null where they are better as they are. */
  private @Nullable ByteBuffer places() throws IOException {
    if (size == 0 || inDictionary < 0) {
      return null;
    }
    long ofDictionary = values.bytes(values.size());
    ByteBuffer places =
        ofDictionary > DICTIONARY_BYTES
            ? null
            : BitRuns.of(numbers, size, BitRuns.bits(values.size() - 1));
    if (places != null && (inDictionary > 0 || places.remaining() + ofDictionary < bytes)) {
      return places;
    }
    endDictionary();
    return null;
  }

  private void addLevels(List<ByteBuffer> parts, int[] ofPlaces, int most) {
    if (most > 0) {
      ByteBuffer runs = BitRuns.of(ofPlaces, levels, BitRuns.bits(most));
      parts.add(
          ByteBuffer.allocate(Integer.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(runs.remaining())
              .flip());
      parts.add(runs);
    }
  }

  /** The pages that have a dictionary are written; the next ones have none. */
  private void endDictionary() throws IOException {
    if (inDictionary > 0) {
      ByteBuffer plain = values.first(inDictionary);
      int ofPage = plain.remaining();
      dictionary =
          new DictionaryPage(
              compressed(BytesInput.from(plain)), ofPage, inDictionary, Encoding.PLAIN);
    }
    inDictionary = -1;
  }

  private BytesInput compressed(BytesInput plain) throws IOException {
    return compressor.compress(plain).copy(HeapByteBufferAllocator.getInstance(), bytes -> {});
  }

  /** Writes all pages, and begins anew. */
  void writeTo(ParquetFileWriter file) throws IOException {
    endDictionary();
    long places = pages.stream().mapToLong(Page::levels).sum();
    file.startColumn(column, places, compressor.getCodecName());
    if (dictionary != null) {
      file.writeDictionaryPage(dictionary);
    }
    for (Page page : pages) {
      file.writeDataPage(
          page.levels(),
          page.bytes(),
          page.compressed(),
          page.statistics(),
          page.rows(),
          Encoding.RLE,
          Encoding.RLE,
          page.encoding());
    }
    file.endColumn();
    pages.clear();
    values.clear();
    dictionary = null;
    inDictionary = 0;
  }
}

package dev.maskwise.run.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The different values of a column, numbered as they came: the dictionary of its pages. What a page
 * holds of them are their least and greatest.
 */
abstract class PageValues {
  private final PrimitiveType type;
  private Statistics<?> ofPage;

  /** The page in which each value was last seen. */
  private int[] pages = new int[64];

  private int page = 1;

  private PageValues(PrimitiveType type) {
    this.type = type;
    this.ofPage = Statistics.createStats(type);
  }

  /** Of a column of numbers, or of texts and bytes. */
  static PageValues of(PrimitiveType type) {
    return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        ? new Texts(type)
        : new Numbers(type);
  }

  /** How many different values there are. */
  abstract int size();

  /** How many bytes the first of them take as they are. */
  abstract long bytes(int first);

  /** How many bytes a value takes as it is. */
  abstract int bytesOf(int value);

  /** Puts a value down as it is. */
  abstract void put(int value, ByteBuffer to);

  /** Forgets all values, whose numbers begin anew. */
  abstract void clear();

  abstract void addTo(Statistics<?> statistics, int value);

  /** Notes that the page holds a value. */
  final int seen(int value) {
    if (value >= pages.length) {
      pages = Arrays.copyOf(pages, 2 * pages.length);
    }
    if (pages[value] != page) {
      pages[value] = page;
      addTo(ofPage, value);
    }
    return value;
  }

  /** The least and greatest of the page, which ends. */
  final Statistics<?> endPage(long nulls) {
    Statistics<?> statistics = ofPage;
    statistics.incrementNumNulls(nulls);
    ofPage = Statistics.createStats(type);
    page++;
    return statistics;
  }

  /** The number of a whole number, or of the bits of a double. */
  int of(long number) {
    throw new IllegalArgumentException("The column %s has no numbers.".formatted(type));
  }

  /** The number of a text. */
  int of(String text) {
    throw new IllegalArgumentException("The column %s has no texts.".formatted(type));
  }

  /** The number of some bytes, which are another value each time. */
  int of(byte[] bytes) {
    throw new IllegalArgumentException("The column %s has no bytes.".formatted(type));
  }

  /** Numbers, which are found by their bits in a table of open addresses. */
  private static final class Numbers extends PageValues {
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final PrimitiveTypeName kind;
    private long[] numbers = new long[64];
    private int size;

    /** The number of the value at an address, plus one. */
    private int[] table = new int[128];

    Numbers(PrimitiveType type) {
      super(type);
      this.kind = type.getPrimitiveTypeName();
    }

    @Override
    int of(long number) {
      int mask = table.length - 1;
      int at = (int) ((number * SPREAD) >>> Integer.SIZE) & mask;
      int entry;
      while ((entry = table[at]) != 0) {
        if (numbers[entry - 1] == number) {
          return seen(entry - 1);
        }
        at = (at + 1) & mask;
      }
      if (size == numbers.length) {
        grow();
        return of(number);
      }
      numbers[size] = number;
      table[at] = ++size;
      return seen(size - 1);
    }

    private void grow() {
      numbers = Arrays.copyOf(numbers, 2 * size);
      table = new int[4 * size];
      int mask = table.length - 1;
      for (int value = 0; value < size; value++) {
        int at = (int) ((numbers[value] * SPREAD) >>> Integer.SIZE) & mask;
        while (table[at] != 0) {
          at = (at + 1) & mask;
        }
        table[at] = value + 1;
      }
    }

    @Override
    int size() {
      return size;
    }

    @Override
    long bytes(int first) {
      return (long) first * bytesOf(0);
    }

    @Override
    int bytesOf(int value) {
      return kind == PrimitiveTypeName.INT32 ? Integer.BYTES : Long.BYTES;
    }

    @Override
    void put(int value, ByteBuffer to) {
      if (kind == PrimitiveTypeName.INT32) {
        to.putInt((int) numbers[value]);
      } else {
        to.putLong(numbers[value]);
      }
    }

    @Override
    void clear() {
      size = 0;
      Arrays.fill(table, 0);
    }

    @Override
    void addTo(Statistics<?> statistics, int value) {
      switch (kind) {
        case INT32 -> statistics.updateStats((int) numbers[value]);
        case INT64 -> statistics.updateStats(numbers[value]);
        default -> statistics.updateStats(Double.longBitsToDouble(numbers[value]));
      }
    }
  }

  /** Texts, each of which is encoded once, and bytes. */
  private static final class Texts extends PageValues {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<byte[]> words = new ArrayList<>();
    private @Nullable String last;
    private int lastNumber;

    Texts(PrimitiveType type) {
      super(type);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same object comes for many rows.
    int of(String text) {
      if (text != last) {
        Integer number = numbers.get(text);
        if (number == null) {
          number = add(text.getBytes(StandardCharsets.UTF_8));
          numbers.put(text, number);
        }
        last = text;
        lastNumber = number;
      }
      return seen(lastNumber);
    }

    @Override
    int of(byte[] bytes) {
      return seen(add(bytes));
    }

    private int add(byte[] word) {
      words.add(word);
      return words.size() - 1;
    }

    @Override
    int size() {
      return words.size();
    }

    @Override
    long bytes(int first) {
      long bytes = 0;
      for (int value = 0; value < first; value++) {
        bytes += bytesOf(value);
      }
      return bytes;
    }

    @Override
    int bytesOf(int value) {
      return Integer.BYTES + words.get(value).length;
    }

    @Override
    void put(int value, ByteBuffer to) {
      byte[] word = words.get(value);
      to.putInt(word.length).put(word);
    }

    @Override
    void clear() {
      numbers.clear();
      words.clear();
      last = null;
    }

    @Override
    void addTo(Statistics<?> statistics, int value) {
      statistics.updateStats(Binary.fromConstantByteArray(words.get(value)));
    }
  }

  /** The first values as they are, ready to be read. */
  final ByteBuffer first(int count) {
    ByteBuffer to = ByteBuffer.allocate((int) bytes(count)).order(ByteOrder.LITTLE_ENDIAN);
    for (int value = 0; value < count; value++) {
      put(value, to);
    }
    return to.flip();
  }

  /**
   * Some values as they are, ready to be read.
   *
   * @param bytes how many they take
   */
  final ByteBuffer plain(int[] values, int count, long bytes) {
    ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      put(values[i], to);
    }
    return to.flip();
  }
}

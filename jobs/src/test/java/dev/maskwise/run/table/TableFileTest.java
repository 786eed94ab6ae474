package dev.maskwise.run.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into columns is what Parquet's own reader finds in rows. */
class TableFileTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message maskwise {
            optional binary name (STRING);
            optional binary word (STRING);
            optional int32 small;
            optional int64 count;
            optional double number;
            optional binary bytes;
            optional group list (LIST) { repeated group list { optional int64 element; } }
            optional group map (MAP) {
              repeated group key_value { required binary key (STRING); optional double value; }
            }
          }
          """);

  private static final Configuration HADOOP = new Configuration(false);

  @TempDir private Path directory;

  /** A row; null is an empty cell. */
  @SuppressWarnings("ArrayRecordComponent") // They are compared as text.
  private record Cells(
      @Nullable String name,
      @Nullable String word,
      @Nullable Integer small,
      @Nullable Long count,
      @Nullable Double number,
      byte @Nullable [] bytes,
      long @Nullable [] list,
      @Nullable Map<String, @Nullable Double> map) {

    void addTo(TableFile file) throws IOException {
      file.next().put(name);
      file.next().put(word);
      put(file.next(), small == null ? null : (long) small);
      put(file.next(), count);
      file.next().putDefined(number == null ? Double.NaN : number);
      TableColumn column = file.next();
      if (bytes == null) {
        column.nothing();
      } else {
        column.put(bytes);
      }
      column = file.next();
      if (list == null) {
        column.nothing();
      } else {
        column.put(list);
      }
      if (map != null) {
        file.next().put(map); // Else the row ends before it.
      }
      file.endRow();
    }

    private static void put(TableColumn column, @Nullable Long number) {
      if (number == null) {
        column.nothing();
      } else {
        column.put((long) number);
      }
    }

    static Cells of(Group row) {
      long[] list = null;
      if (row.getFieldRepetitionCount("list") > 0) {
        Group group = row.getGroup("list", 0);
        list = new long[group.getFieldRepetitionCount(0)];
        for (int i = 0; i < list.length; i++) {
          list[i] = group.getGroup(0, i).getLong(0, 0);
        }
      }
      Map<String, @Nullable Double> map = null;
      if (row.getFieldRepetitionCount("map") > 0) {
        map = new TreeMap<>();
        Group group = row.getGroup("map", 0);
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
          Group entry = group.getGroup(0, i);
          map.put(
              entry.getString(0, 0),
              entry.getFieldRepetitionCount(1) == 0 ? null : entry.getDouble(1, 0));
        }
      }
      return new Cells(
          has(row, "name") ? row.getString("name", 0) : null,
          has(row, "word") ? row.getString("word", 0) : null,
          has(row, "small") ? row.getInteger("small", 0) : null,
          has(row, "count") ? row.getLong("count", 0) : null,
          has(row, "number") ? row.getDouble("number", 0) : null,
          has(row, "bytes") ? row.getBinary("bytes", 0).getBytes() : null,
          list,
          map);
    }

    private static boolean has(Group row, String column) {
      return row.getFieldRepetitionCount(column) > 0;
    }

    @Override
    public String toString() {
      return "%s %s %s %s %s %s %s %s"
          .formatted(
              name, word, small, count, number, Arrays.hashCode(bytes), Arrays.toString(list), map);
    }
  }

  /** Rows of which some columns repeat and some do not, and the share of empty cells changes. */
  private static List<Cells> rows(int count, SplittableRandom random) {
    List<Cells> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double empty = row / 5000 % 2 == 0 ? 0.01 : row / 5000 == 3 ? 1 : 0.5;
      long[] list = new long[random.nextInt(row % 100 == 0 ? 200 : 4)];
      Arrays.setAll(list, i -> random.nextInt(3) == 0 ? random.nextLong(1 << 20) : 0);
      Map<String, @Nullable Double> map = new TreeMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        map.put("key=" + random.nextInt(5), random.nextInt(4) == 0 ? null : random.nextDouble());
      }
      byte[] bytes = new byte[row % 1000 == 7 ? 100_000 : random.nextInt(20)];
      random.nextBytes(bytes);
      rows.add(
          new Cells(
              "scene-%06d".formatted(row / 3),
              random.nextDouble() < empty ? null : "straße " + row % 7,
              random.nextDouble() < empty ? null : row % 19 - 1,
              random.nextDouble() < empty ? null : random.nextLong(),
              random.nextDouble() < empty ? null : random.nextDouble() - 0.5,
              random.nextDouble() < empty ? null : bytes,
              random.nextDouble() < empty ? null : list,
              random.nextDouble() < empty ? null : map));
    }
    return rows;
  }

  private org.apache.hadoop.fs.Path write(List<Cells> rows) throws IOException {
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path(directory.resolve("table.parquet").toUri());
    try (TableFile file = new TableFile(HADOOP, path, SCHEMA)) {
      for (Cells row : rows) {
        row.addTo(file);
      }
    }
    return path;
  }

  private static List<String> read(org.apache.hadoop.fs.Path path, FilterCompat.Filter filter)
      throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), path)
            .withConf(HADOOP)
            .withFilter(filter)
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(Cells.of(row).toString());
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 100, 47_123})
  void whatIsWrittenIsRead(int count) throws IOException {
    List<Cells> rows = rows(count, new SplittableRandom(count));
    assertThat(read(write(rows), FilterCompat.NOOP))
        .isEqualTo(rows.stream().map(Cells::toString).toList());
  }

  @Test
  void rowsAreFoundByTheLeastAndGreatestOfTheirPages() throws IOException {
    List<Cells> rows = rows(45_000, new SplittableRandom(1));
    FilterCompat.Filter wanted =
        FilterCompat.get(
            FilterApi.eq(FilterApi.binaryColumn("name"), Binary.fromString("scene-009999")));
    org.apache.hadoop.fs.Path path = write(rows);
    assertThat(read(path, wanted))
        .isEqualTo(rows.subList(29_997, 30_000).stream().map(Cells::toString).toList());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, HADOOP))) {
      ColumnChunkMetaData names = reader.getFooter().getBlocks().get(0).getColumns().get(0);
      assertThat(names.getStatistics().minAsString()).isEqualTo("scene-000000");
      assertThat(names.getStatistics().maxAsString()).isEqualTo("scene-014999");
      assertThat(names.getStatistics().getNumNulls()).isZero();
      assertThat(reader.readColumnIndex(names).getMinValues()).hasSizeGreaterThan(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 17, 20, 31})
  void numbersArePackedAsParquetUnpacksThem(int bits) throws IOException {
    SplittableRandom random = new SplittableRandom(bits);
    int[] numbers = new int[5000];
    for (int at = 0; at < numbers.length; ) {
      int number = (int) random.nextLong(1L << bits);
      int end = Math.min(numbers.length, at + random.nextInt(1, at < 2000 ? 3 : 40));
      Arrays.fill(numbers, at, end, number);
      at = end;
    }
    ByteBuffer packed = BitRuns.of(numbers, numbers.length, bits);
    byte[] bytes = new byte[packed.remaining()];
    packed.get(bytes);
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(bits, new ByteArrayInputStream(bytes));
    for (int number : numbers) {
      assertThat(decoder.readInt()).isEqualTo(number);
    }
  }
}

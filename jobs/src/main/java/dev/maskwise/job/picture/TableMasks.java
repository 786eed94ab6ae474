package dev.maskwise.job.picture;

import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.ListedName;
import dev.maskwise.reader.source.TableSource.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The masks of a few images from a Parquet table, read without Spark: of each file the pages that
 * hold one of them, by the statistics that Parquet keeps of a page.
 */
final class TableMasks {
  private final Configuration hadoop;
  private final Path table;
  private final Columns columns;

  TableMasks(Configuration hadoop, Path table, Columns columns) {
    this.hadoop = hadoop;
    this.table = table;
    this.columns = columns;
  }

  /**
   * Gives the masks of some images, in any order; one that the table does not hold is not given.
   *
   * @return whether the column holds bytes; else nothing is given
   * @throws IOException when the table cannot be read
   */
  boolean read(Collection<String> imageIds, BiConsumer<String, EncodedMask> masks)
      throws IOException {
    Set<String> wanted = new HashSet<>(imageIds);
    boolean bytes = true;
    try {
      for (Path file : files()) {
        bytes &= read(file, wanted, masks);
      }
      return bytes;
    } catch (RuntimeException e) { // by which Parquet says that a file is damaged
      throw new IOException(table + " cannot be read", e);
    }
  }

  /** The files that Spark reads as the table. */
  private List<Path> files() throws IOException {
    FileSystem fileSystem = table.getFileSystem(hadoop);
    if (fileSystem.getFileStatus(table).isFile()) {
      return List.of(table);
    }
    List<Path> files = new ArrayList<>();
    FileTree.walk(
        fileSystem,
        table,
        file -> {
          if (file.fault() == null && ListedName.isOfTable(file.name())) {
            files.add(new Path(table + "/" + file.name()));
          }
        });
    return files;
  }

  private boolean read(Path file, Set<String> wanted, BiConsumer<String, EncodedMask> masks)
      throws IOException {
    MessageType schema;
    try (ParquetFileReader open = ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      schema = open.getFileMetaData().getSchema();
    }
    if (!schema.containsField(columns.mask()) && columns.mask().contains(".")) {
      return false; // It may be a field of a struct.
    }
    if (!schema.containsField(columns.mask()) || !isPrimitive(schema, columns.imageId())) {
      return true;
    }
    if (!isPrimitive(schema, columns.mask())
        || name(schema, columns.mask()) != PrimitiveTypeName.BINARY
        || schema.getType(columns.mask()).getLogicalTypeAnnotation()
            instanceof StringLogicalTypeAnnotation) { // paths
      return false;
    }
    boolean bare = isPrimitive(schema, columns.height()) && isPrimitive(schema, columns.width());
    List<Type> fields =
        Stream.of(columns.imageId(), columns.mask(), columns.height(), columns.width())
            .limit(bare ? 4 : 2)
            .map(schema::getType)
            .toList();
    Configuration asked = new Configuration(hadoop);
    asked.set(
        ReadSupport.PARQUET_READ_SCHEMA, new MessageType(schema.getName(), fields).toString());
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), file)
            .withConf(asked)
            .withFilter(filter(schema, wanted))
            .build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        String id = text(row, columns.imageId());
        if (id != null && wanted.contains(id) && has(row, columns.mask())) {
          masks.accept(
              id,
              new EncodedMask(
                  row.getBinary(columns.mask(), 0).getBytes(),
                  bare ? number(row, columns.height()) : 0,
                  bare ? number(row, columns.width()) : 0));
        }
      }
    }
    return true;
  }

  private static boolean isPrimitive(MessageType schema, String column) {
    return schema.containsField(column)
        && schema.getType(column).isPrimitive()
        && !schema.getType(column).isRepetition(Type.Repetition.REPEATED);
  }

  private static PrimitiveTypeName name(MessageType schema, String column) {
    return schema.getType(column).asPrimitiveType().getPrimitiveTypeName();
  }

  /** Passes over the parts of a file that hold none of the images. */
  private FilterCompat.Filter filter(MessageType schema, Set<String> wanted) {
    String column = columns.imageId();
    boolean isField = !column.contains("."); // which a filter takes for one within another
    if (!isField || wanted.isEmpty() || name(schema, column) != PrimitiveTypeName.BINARY) {
      return FilterCompat.NOOP;
    }
    Set<Binary> ids = new HashSet<>();
    wanted.forEach(id -> ids.add(Binary.fromString(id)));
    return FilterCompat.get(FilterApi.in(FilterApi.binaryColumn(column), ids));
  }

  /** The image id as Spark writes it as text; null where there is none. */
  private static @Nullable String text(Group row, String column) {
    if (!has(row, column)) {
      return null;
    }
    Type type = row.getType().getType(column);
    boolean plain =
        type.getLogicalTypeAnnotation() == null
            || type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation;
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> row.getBinary(column, 0).toStringUsingUTF8();
      case INT32 -> plain ? String.valueOf(row.getInteger(column, 0)) : null;
      case INT64 -> plain ? String.valueOf(row.getLong(column, 0)) : null;
      default -> null;
    };
  }

  private static int number(Group row, String column) {
    if (!has(row, column)) {
      return 0;
    }
    boolean wide =
        row.getType().getType(column).asPrimitiveType().getPrimitiveTypeName()
            == PrimitiveTypeName.INT64;
    long number = wide ? row.getLong(column, 0) : row.getInteger(column, 0);
    return number > Integer.MAX_VALUE ? 0 : (int) Math.max(0, number);
  }

  private static boolean has(Group row, String column) {
    return row.getFieldRepetitionCount(column) > 0;
  }
}

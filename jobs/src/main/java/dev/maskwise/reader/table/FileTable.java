package dev.maskwise.reader.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.ListedName;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table that is a file, or a directory of files.
 *
 * @param path the file or the directory
 * @param files those that Spark reads
 * @param bytes their size
 * @param listing a digest of their names, sizes and times
 */
public record FileTable(
    Path path, TableFormat format, List<String> files, long bytes, String listing, String directory)
    implements StoredTable {

  /** Where the readers of text put a row that is none. */
  private static final String MALFORMED = "_corrupt_record";

  /** So much of such a row is shown. */
  private static final int SHOWN = 80;

  /**
   * Looks at the names of the files of a table.
   *
   * @throws InputRefusedException when one of them would be left out without a word
   * @throws IOException when they cannot be listed
   */
  public static FileTable of(FileSystem fileSystem, Path path, TableFormat format)
      throws IOException {
    String broken = OpenFault.beforeOpening(StorageAccess.of(fileSystem), path);
    InputRefusedException.require(broken == null, "%s %s.".formatted(path, broken));
    FileStatus status = fileSystem.getFileStatus(path);
    Path place = fileSystem.makeQualified(path);
    ListingDigest listing = new ListingDigest();
    if (status.isFile()) {
      InputRefusedException.require(
          !format.isText() || status.getLen() > 0,
          "%s is a file without a byte: write it again.".formatted(place));
      listing.add("", status.getLen(), status.getModificationTime());
      return new FileTable(
          place,
          format,
          List.of(place.toString()),
          status.getLen(),
          listing.hex(),
          place.getParent().toString());
    }
    InputRefusedException.require(
        !format.isText(),
        "%s is a directory, but %s is one file: name the file.".formatted(place, format));
    long[] bytes = {0};
    List<String> files = new ArrayList<>();
    FileTree.walk(
        fileSystem,
        path,
        file -> {
          requireRead(path, format, file);
          bytes[0] += file.bytes();
          listing.add(file);
          if (ListedName.isOfTable(file.name())) {
            files.add(place + "/" + file.name());
          }
        });
    return new FileTable(place, format, files, bytes[0], listing.hex(), place.toString());
  }

  /** What Spark would leave out of a table without a word, or wait for without end. */
  private static void requireRead(Path table, TableFormat format, FileTree.Entry file) {
    String fault = file.fault();
    InputRefusedException.require(
        fault == null, "%s/%s %s.".formatted(table, file.name(), String.valueOf(fault)));
    InputRefusedException.require(
        !file.name().endsWith(format.ending()) || ListedName.isOfTable(file.name()),
        "%s holds %s, which Spark does not read as a part of the table: rename it or move it away."
            .formatted(table, file.name()));
  }

  @Override
  public Opened open(SparkSession spark) {
    TableParts parts =
        TableParts.of(JavaSparkContext.fromSparkContext(spark.sparkContext()), format, files);
    List<String> whole = parts.whole().stream().map(TableParts.Part::path).toList();
    InputRefusedException.require(
        !whole.isEmpty(),
        "%s holds no file that can be read: %s."
            .formatted(
                path,
                parts.broken().isEmpty()
                    ? "there is none"
                    : parts.broken().get(0).path() + " " + parts.broken().get(0).fault()));
    DataFrameReader reader = spark.read().option("__globPaths__", "false"); // A name is a name.
    if (whole.stream().anyMatch(file -> file.lastIndexOf(':') > file.lastIndexOf('/'))) {
      // Hadoop looks for checksums of local files, and cannot make their names of such a one.
      reader
          .option("fs.file.impl", RawLocalFileSystem.class.getName())
          .option("fs.file.impl.disable.cache", "true");
    }
    return SparkTable.read(
        path + " cannot be read as " + format,
        () -> format.isText() ? text(reader) : columns(reader, parts, whole));
  }

  private Opened columns(DataFrameReader reader, TableParts parts, List<String> whole) {
    reader.format(format.label()).option("mergeSchema", String.valueOf(!parts.areAlike()));
    return new Opened(
        parts.broken().isEmpty()
            ? reader.load(path.toString())
            : reader.option("basePath", path.toString()).load(whole.toArray(String[]::new)),
        parts.broken());
  }

  /** Quotes are those of RFC 4180; a row that is none comes as a whole, and is named. */
  private Opened text(DataFrameReader reader) {
    String file = path.toString();
    if (format == TableFormat.JSONL) {
      Dataset<Row> rows = reader.option("primitivesAsString", "true").json(file);
      if (!List.of(rows.columns()).contains(MALFORMED)) {
        return new Opened(rows, List.of());
      }
      JsonLines lines = new JsonLines(reader.textFile(file), MALFORMED);
      Column fault = lines.fault(rows, file);
      return new Opened(lines.completed(rows), withoutMalformed(rows), List.of(), fault);
    }
    // Spark would look for the header by a pattern, and a name is a name.
    Dataset<String> first = reader.textFile(file).limit(1);
    reader.option("header", "true").option("multiLine", "true").option("escape", "\"");
    StructType header = reader.csv(first).schema();
    Dataset<Row> table = reader.schema(header.add(MALFORMED, DataTypes.StringType)).csv(file);
    Column row = col(MALFORMED);
    Column fault =
        when(
            row.isNotNull(),
            concat(
                lit("holds the row '"),
                substring(row, 1, SHOWN),
                lit("', which has not %d values, as the header has".formatted(header.length()))));
    return new Opened(table, withoutMalformed(table), List.of(), fault);
  }

  private static StructType withoutMalformed(Dataset<Row> table) {
    return new StructType(
        Arrays.stream(table.schema().fields())
            .filter(field -> !field.name().equals(MALFORMED))
            .toArray(StructField[]::new));
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public String name() {
    return format == TableFormat.PARQUET ? location() : format.label() + ":" + location();
  }
}

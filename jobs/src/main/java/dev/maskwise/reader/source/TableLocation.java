package dev.maskwise.reader.source;

import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.table.FileTable;
import dev.maskwise.reader.table.LakeTable;
import dev.maskwise.reader.table.SparkTable;
import dev.maskwise.reader.table.StoredTable;
import dev.maskwise.reader.table.TableFormat;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A location that begins with what it is, such as {@code delta:s3a://lake/val@v5#mask}.
 *
 * @param kind what stands before the first colon
 * @param rest what stands behind it
 */
public record TableLocation(String kind, String rest) {
  private static final String DELTA = "delta";
  private static final String ICEBERG = "iceberg";
  private static final String TABLE = "table";
  private static final String SQL = "sql";

  private static final Pattern LOCATION =
      Pattern.compile("(parquet|orc|csv|jsonl|delta|iceberg|table|sql):(.+)", Pattern.DOTALL);

  /** Empty for a location that does not say what it is, such as a directory. */
  public static Optional<TableLocation> of(String location) {
    Matcher matcher = LOCATION.matcher(location);
    return matcher.matches()
        ? Optional.of(new TableLocation(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** What a model is called that is given without a name; empty where nothing suggests itself. */
  public Optional<String> modelName() {
    String trimmed = rest.replaceAll("/+$", "");
    return kind.equals(SQL)
        ? Optional.empty()
        : Optional.of(trimmed.substring(trimmed.lastIndexOf('/') + 1));
  }

  /** Whether it is not in a place, but Spark knows it by its name or makes it. */
  public boolean isNamed() {
    return kind.equals(SQL) || kind.equals(TABLE) || (kind.equals(ICEBERG) && !rest.contains("/"));
  }

  /** The place, which may have a version and a column behind it; empty where it has but a name. */
  public Optional<String> place() {
    if (isNamed()) {
      return Optional.empty();
    }
    return Optional.of(isOfLake() ? beforeVersion(rest) : rest);
  }

  /** Whether it is of a format whose tables have versions. */
  private boolean isOfLake() {
    return kind.equals(DELTA) || kind.equals(ICEBERG);
  }

  /** The column that the location of a table with a name names, as {@code #mask}, or nothing. */
  String partOfNamed() {
    int hash = kind.equals(SQL) ? -1 : rest.lastIndexOf('#');
    return hash > 0 ? rest.substring(hash) : "";
  }

  /**
   * A table that has but a name.
   *
   * @throws InputRefusedException when it cannot be read
   */
  StoredTable named(SparkSession spark) {
    String name = rest.substring(0, rest.length() - partOfNamed().length());
    if (kind.equals(SQL)) {
      return SparkTable.query(spark, name);
    }
    return kind.equals(TABLE)
        ? SparkTable.named(spark, name)
        : LakeTable.iceberg(() -> spark, beforeVersion(name), version(name));
  }

  /**
   * A table in a place.
   *
   * @param place without the column
   * @param sessions of the job; asked where only Spark knows the table
   * @throws InputRefusedException when it cannot be read
   * @throws IOException when the place cannot be looked at
   */
  StoredTable at(FileSystem fileSystem, String place, Supplier<SparkSession> sessions)
      throws IOException {
    if (!isOfLake()) {
      TableFormat format = TableFormat.valueOf(kind.toUpperCase(Locale.ROOT));
      return FileTable.of(fileSystem, Location.path(place), format);
    }
    boolean whole = fileSystem.exists(Location.path(place));
    String path = whole ? place : beforeVersion(place);
    String version = whole ? "" : version(place);
    Path directory = fileSystem.makeQualified(Location.path(path));
    fileSystem.getFileStatus(directory); // says what is missing
    return kind.equals(DELTA)
        ? LakeTable.delta(sessions, directory.toString(), version)
        : LakeTable.iceberg(sessions, directory.toString(), version);
  }

  private static String beforeVersion(String text) {
    int at = text.lastIndexOf('@');
    return at > 0 && at > text.lastIndexOf('/') ? text.substring(0, at) : text;
  }

  private static String version(String text) {
    String before = beforeVersion(text);
    return before.length() == text.length() ? "" : text.substring(before.length() + 1);
  }
}

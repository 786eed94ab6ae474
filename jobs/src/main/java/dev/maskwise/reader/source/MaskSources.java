package dev.maskwise.reader.source;

import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.reader.source.TableSource.Columns;
import dev.maskwise.reader.table.FileTable;
import dev.maskwise.reader.table.StoredTable;
import dev.maskwise.reader.table.TableFormat;
import dev.maskwise.reader.tar.Shard;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Tells directories of masks, tables of masks and tars of masks from each other. */
public final class MaskSources {
  private final Configuration hadoop;
  private final Supplier<SparkSession> sessions;

  /** Those of the tars that were opened so far, for inputs that lie in the same ones. */
  private final Map<List<Shard>, ShardGroup> shardGroups = new HashMap<>();

  /**
   * @param hadoop reaches their places
   * @param sessions give that of the job, which is asked for where only Spark knows a table
   */
  public MaskSources(Configuration hadoop, Supplier<SparkSession> sessions) {
    this.hadoop = hadoop;
    this.sessions = sessions;
  }

  /** Reaches the places of the sources. */
  public Configuration hadoop() {
    return hadoop;
  }

  /**
   * Opens a directory of files, a table or tars.
   *
   * @param location a path on any Hadoop file system, or a {@link TableLocation}; {@code
   *     PATH#COLUMN} names a table's mask column, {@code PATH#SUFFIX} what members of tars end in
   * @param suffix what the file names of a directory end in; null for any ending of the content's
   * @param columns the columns of a table
   * @param content what the input holds
   * @throws InputRefusedException when it is missing, empty, or may not be read
   */
  public MaskSource open(
      String location, @Nullable String suffix, Columns columns, Content content) {
    TableLocation table = TableLocation.of(location).orElse(null);
    if (table != null && table.isNamed()) {
      StoredTable named = table.named(sessions.get());
      return source(named, table.partOfNamed(), columns, content);
    }
    String place = table == null ? location : table.rest();
    int hash = place.lastIndexOf('#');
    Path whole = path(place);
    FileSystem fileSystem = fileSystem(location, whole);
    try {
      if (table == null) {
        Optional<ShardSource> shards =
            shards(hadoop, fileSystem, location, suffix, content, shardGroups);
        if (shards.isPresent()) {
          return shards.get();
        }
      }
      String part = hash > 0 && !fileSystem.exists(whole) ? place.substring(hash) : "";
      String path = place.substring(0, place.length() - part.length());
      if (table != null) {
        return source(table.at(fileSystem, path, sessions), part, columns, content);
      }
      Optional<TableFormat> format = format(fileSystem, path(path));
      return format.isEmpty() && part.isEmpty()
          ? new DirectorySource(fileSystem, whole, new MaskNames(suffix, content))
          : source(
              FileTable.of(fileSystem, path(path), format.orElse(TableFormat.PARQUET)),
              part,
              columns,
              content);
    } catch (IOException e) {
      Path named =
          path(
              table == null
                  ? hash > 0 ? place.substring(0, hash) : place
                  : table.place().orElse(place));
      throw refusal(location, fileSystem, named, e);
    }
  }

  /**
   * Opens a column of a manifest, whatever the column is called.
   *
   * @param manifest a file of a table, or a {@link TableLocation}
   * @param columns the others of its columns
   * @throws InputRefusedException when it is missing, or may not be read
   */
  public MaskSource openColumn(String manifest, String column, Columns columns, Content content) {
    String part = "#" + column;
    TableLocation table = TableLocation.of(manifest).orElse(null);
    if (table != null && table.isNamed()) {
      return source(table.named(sessions.get()), part, columns, content);
    }
    Path place = path(table == null ? manifest : table.place().orElse(manifest));
    FileSystem fileSystem = fileSystem(manifest, place);
    try {
      StoredTable stored =
          table == null
              ? FileTable.of(
                  fileSystem,
                  place,
                  TableFormat.ofName(place.getName()).orElse(TableFormat.PARQUET))
              : table.at(fileSystem, table.rest(), sessions);
      return source(stored, part, columns, content);
    } catch (IOException e) {
      throw refusal(manifest, fileSystem, place, e);
    }
  }

  private FileSystem fileSystem(String location, Path path) {
    try {
      return Location.fileSystem(path, hadoop);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s cannot be read: %s.".formatted(location, OpenFault.reason(e)), e);
    }
  }

  private static InputRefusedException refusal(
      String location, FileSystem fileSystem, Path named, IOException e) {
    String missing = "does not exist: check the path";
    String clause = OpenFault.clause(StorageAccess.of(fileSystem), named, e, missing);
    return new InputRefusedException("%s %s.".formatted(location, clause), e);
  }

  private MaskSource source(StoredTable table, String part, Columns columns, Content content) {
    Columns named =
        part.isEmpty()
            ? columns
            : new Columns(columns.imageId(), part.substring(1), columns.height(), columns.width());
    return new TableSource(table, part, named, content, sessions);
  }

  private static Optional<ShardSource> shards(
      Configuration hadoop,
      FileSystem fileSystem,
      String location,
      @Nullable String suffix,
      Content content,
      Map<List<Shard>, ShardGroup> groups)
      throws IOException {
    Optional<ShardPlace> place = ShardPlace.of(fileSystem, location, content);
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ShardSource(
                hadoop,
                place.get(),
                groups.computeIfAbsent(place.get().shards(), ShardGroup::new),
                new MaskNames(place.get().suffix(suffix), content)));
  }

  /**
   * The shards that a location names; empty where it names something else or nothing.
   *
   * @throws IOException when it cannot be told
   */
  public static Optional<ShardSource> shardsAt(
      Configuration hadoop, String location, @Nullable String suffix, Content content)
      throws IOException {
    return shards(
        hadoop,
        Location.fileSystem(path(location), hadoop),
        location,
        suffix,
        content,
        new HashMap<>());
  }

  /** Where a Parquet table of masks is, and the column that holds them. */
  public record Table(Path path, String column) {}

  /**
   * The Parquet table that a location names, unread; empty where it names anything else.
   *
   * @param column of the masks, where the location does not name another
   * @throws IOException when it cannot be told
   */
  public static Optional<Table> tableAt(Configuration hadoop, String location, String column)
      throws IOException {
    int hash = location.lastIndexOf('#');
    Path whole = path(location);
    FileSystem fileSystem = Location.fileSystem(whole, hadoop);
    boolean exists = fileSystem.exists(whole);
    if (hash > 0 && !exists) {
      return Optional.of(
          new Table(path(location.substring(0, hash)), location.substring(hash + 1)));
    }
    return exists && format(fileSystem, whole).equals(Optional.of(TableFormat.PARQUET))
        ? Optional.of(new Table(whole, column))
        : Optional.empty();
  }

  private static Path path(String location) {
    try {
      return Location.path(location);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "'%s' is not a path: %s.".formatted(location, String.valueOf(e.getMessage())), e);
    }
  }

  /** The format of a file, or that of columns which the first file of a directory has. */
  private static Optional<TableFormat> format(FileSystem fileSystem, Path path) throws IOException {
    return fileSystem.getFileStatus(path).isFile()
        ? TableFormat.ofName(path.getName())
        : Optional.ofNullable(FileTree.first(fileSystem, path)).flatMap(TableFormat::ofPart);
  }
}

package dev.maskwise.reader.source;

import dev.maskwise.reader.Content;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.MaskSource;
import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.ListedName;
import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import dev.maskwise.reader.source.TableSource.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Tells directories of masks, tables of masks and tars of masks from each other. */
public final class MaskSources {
  private static final String PARQUET = ".parquet";

  private MaskSources() {}

  /**
   * Opens a directory of files, a Parquet table or tars.
   *
   * @param location a path on any Hadoop file system; {@code PATH#COLUMN} names a table's mask
   *     column, {@code PATH#SUFFIX} what members of tars end in
   * @param suffix what the file names of a directory end in; null for any ending of the content's
   * @param columns the columns of a table
   * @param content what the input holds
   * @throws InputRefusedException when it is missing, empty, or may not be read
   */
  public static MaskSource open(
      Configuration hadoop,
      String location,
      @Nullable String suffix,
      Columns columns,
      Content content) {
    int hash = location.lastIndexOf('#');
    Path whole = path(location);
    FileSystem fileSystem;
    try {
      fileSystem = Location.fileSystem(whole, hadoop);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s cannot be read: %s.".formatted(location, OpenFault.reason(e)), e);
    }
    try {
      Optional<ShardSource> shards = shards(hadoop, fileSystem, location, suffix, content);
      if (shards.isPresent()) {
        return shards.get();
      }
      if (hash > 0 && !fileSystem.exists(whole)) {
        String part = location.substring(hash);
        Columns named =
            new Columns(columns.imageId(), part.substring(1), columns.height(), columns.width());
        return table(fileSystem, path(location.substring(0, hash)), part, named, content);
      }
      return isTable(fileSystem, whole)
          ? table(fileSystem, whole, "", columns, content)
          : new DirectorySource(fileSystem, whole, new MaskNames(suffix, content));
    } catch (IOException e) {
      Path named = hash > 0 ? path(location.substring(0, hash)) : whole;
      String clause =
          OpenFault.clause(
              StorageAccess.of(fileSystem), named, e, "does not exist: check the path");
      throw new InputRefusedException("%s %s.".formatted(location, clause), e);
    }
  }

  private static Optional<ShardSource> shards(
      Configuration hadoop,
      FileSystem fileSystem,
      String location,
      @Nullable String suffix,
      Content content)
      throws IOException {
    Optional<ShardPlace> place = ShardPlace.of(fileSystem, location, content);
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ShardSource(
                hadoop, place.get(), new MaskNames(place.get().suffix(suffix), content)));
  }

  /**
   * The shards that a location names; empty where it names something else or nothing.
   *
   * @throws IOException when it cannot be told
   */
  public static Optional<ShardSource> shardsAt(
      Configuration hadoop, String location, @Nullable String suffix, Content content)
      throws IOException {
    return shards(hadoop, Location.fileSystem(path(location), hadoop), location, suffix, content);
  }

  /** Where a table of masks is, and the column that holds them. */
  public record Table(Path path, String column) {}

  /**
   * The table that a location names, unread; empty where it names a directory of files or nothing.
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
    return exists && isTable(fileSystem, whole)
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

  private static MaskSource table(
      FileSystem fileSystem, Path path, String part, Columns columns, Content content)
      throws IOException {
    String broken = OpenFault.beforeOpening(StorageAccess.of(fileSystem), path);
    InputRefusedException.require(broken == null, "%s %s.".formatted(path, broken));
    FileStatus status = fileSystem.getFileStatus(path);
    long[] bytes = {status.getLen()};
    ListingDigest listing = new ListingDigest();
    Path place = fileSystem.makeQualified(path);
    List<String> parts = new ArrayList<>();
    if (status.isDirectory()) {
      bytes[0] = 0;
      FileTree.walk(
          fileSystem,
          path,
          file -> {
            requireRead(path, file);
            bytes[0] += file.bytes();
            listing.add(file);
            if (ListedName.isOfTable(file.name())) {
              parts.add(place + "/" + file.name());
            }
          });
    } else {
      parts.add(place.toString());
      listing.add("", status.getLen(), status.getModificationTime());
    }
    return new TableSource(place, part, columns, content, parts, bytes[0], listing.hex());
  }

  /** What Spark would leave out of a table without a word, or wait for without end. */
  private static void requireRead(Path table, FileTree.Entry file) {
    String fault = file.fault();
    InputRefusedException.require(
        fault == null, "%s/%s %s.".formatted(table, file.name(), String.valueOf(fault)));
    InputRefusedException.require(
        !file.name().endsWith(PARQUET) || ListedName.isOfTable(file.name()),
        "%s holds %s, which Spark does not read as a part of the table: rename it or move it away."
            .formatted(table, file.name()));
  }

  /** A Parquet file, or a directory whose first file is one. */
  private static boolean isTable(FileSystem fileSystem, Path path) throws IOException {
    String first =
        fileSystem.getFileStatus(path).isFile() ? path.getName() : FileTree.first(fileSystem, path);
    return first != null && first.endsWith(PARQUET);
  }
}

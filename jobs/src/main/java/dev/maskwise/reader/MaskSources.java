package dev.maskwise.reader;

import dev.maskwise.reader.TableSource.Columns;
import dev.maskwise.reader.digest.ListingDigest;
import dev.maskwise.reader.file.FileTree;
import dev.maskwise.reader.file.ListedName;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** Tells a directory of masks from a table of masks. */
public final class MaskSources {
  private static final String PARQUET = ".parquet";

  private MaskSources() {}

  /**
   * Opens a directory of files or a Parquet table.
   *
   * @param location a path on any Hadoop file system; {@code PATH#COLUMN} names a table's mask
   *     column
   * @param suffix what the file names of a directory end in
   * @param columns the columns of a table
   * @param content what the input holds
   * @throws InputRefusedException when it is missing, empty, or may not be read
   */
  public static MaskSource open(
      Configuration hadoop, String location, String suffix, Columns columns, Content content) {
    int hash = location.lastIndexOf('#');
    Path whole = path(location);
    FileSystem fileSystem;
    try {
      fileSystem = whole.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s cannot be read: %s.".formatted(location, OpenFault.reason(e)), e);
    }
    try {
      if (hash > 0 && !fileSystem.exists(whole)) {
        String part = location.substring(hash);
        Columns named =
            new Columns(columns.imageId(), part.substring(1), columns.height(), columns.width());
        return table(fileSystem, path(location.substring(0, hash)), part, named, content);
      }
      return isTable(fileSystem, whole)
          ? table(fileSystem, whole, "", columns, content)
          : new DirectorySource(fileSystem, whole, suffix);
    } catch (IOException e) {
      Path named = hash > 0 ? path(location.substring(0, hash)) : whole;
      String clause =
          OpenFault.clause(
              StorageAccess.storage(fileSystem), named, e, "does not exist: check the path");
      throw new InputRefusedException("%s %s.".formatted(location, clause), e);
    }
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
    FileSystem fileSystem = whole.getFileSystem(hadoop);
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
      return new Path(location);
    } catch (IllegalArgumentException e) {
      throw new InputRefusedException(
          "'%s' is not a path: %s.".formatted(location, String.valueOf(e.getMessage())), e);
    }
  }

  private static MaskSource table(
      FileSystem fileSystem, Path path, String part, Columns columns, Content content)
      throws IOException {
    String broken = OpenFault.beforeOpening(StorageAccess.storage(fileSystem), path);
    InputRefusedException.require(broken == null, "%s %s.".formatted(path, broken));
    FileStatus status = fileSystem.getFileStatus(path);
    long[] bytes = {status.getLen()};
    ListingDigest listing = new ListingDigest();
    if (status.isDirectory()) {
      bytes[0] = 0;
      FileTree.walk(
          fileSystem,
          path,
          file -> {
            requireRead(path, file);
            bytes[0] += file.bytes();
            listing.add(file);
          });
    } else {
      listing.add("", status.getLen(), status.getModificationTime());
    }
    return new TableSource(
        fileSystem.makeQualified(path), part, columns, content, bytes[0], listing.hex());
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
    Path first = fileSystem.getFileStatus(path).isFile() ? path : firstFile(fileSystem, path);
    return first != null && isParquet(first);
  }

  private static @Nullable Path firstFile(FileSystem fileSystem, Path directory)
      throws IOException {
    RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(directory);
    while (entries.hasNext()) {
      FileStatus entry = entries.next();
      String name = entry.getPath().getName();
      if (ListedName.of(name) == ListedName.DATA && ListedName.isOfTable(name)) {
        Path first = entry.isDirectory() ? firstFile(fileSystem, entry.getPath()) : entry.getPath();
        if (first != null) {
          return first;
        }
      }
    }
    return null;
  }

  private static boolean isParquet(Path file) {
    return file.getName().endsWith(PARQUET);
  }
}

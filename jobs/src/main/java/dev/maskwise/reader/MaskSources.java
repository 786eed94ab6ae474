package dev.maskwise.reader;

import dev.maskwise.reader.TableSource.Columns;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;

/** Tells a directory of masks from a table of masks. */
public final class MaskSources {
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
    try {
      FileSystem fileSystem = whole.getFileSystem(hadoop);
      if (hash > 0 && !fileSystem.exists(whole)) {
        String part = location.substring(hash);
        Columns named =
            new Columns(columns.imageId(), part.substring(1), columns.height(), columns.width());
        return table(fileSystem, path(location.substring(0, hash)), part, named, content);
      }
      return isTable(fileSystem, whole)
          ? table(fileSystem, whole, "", columns, content)
          : new DirectorySource(fileSystem, whole, suffix);
    } catch (FileNotFoundException e) {
      throw new InputRefusedException("%s does not exist: check the path.".formatted(location), e);
    } catch (AccessControlException e) {
      throw new InputRefusedException(
          "%s may not be read: ask for read permission on it (%s)."
              .formatted(location, String.valueOf(e.getMessage())),
          e);
    } catch (IOException e) {
      throw new InputRefusedException(
          "%s cannot be listed: %s.".formatted(location, String.valueOf(e.getMessage())), e);
    }
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
    ContentSummary size = fileSystem.getContentSummary(path);
    return new TableSource(
        fileSystem.makeQualified(path), part, columns, content, size.getLength());
  }

  /** A Parquet file, or a directory whose first visible file is one. */
  private static boolean isTable(FileSystem fileSystem, Path path) throws IOException {
    if (fileSystem.getFileStatus(path).isFile()) {
      return isParquet(path);
    }
    RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(path);
    while (entries.hasNext()) {
      FileStatus entry = entries.next();
      if (!DirectorySource.isHidden(entry.getPath())) {
        return entry.isDirectory()
            ? isTable(fileSystem, entry.getPath())
            : isParquet(entry.getPath());
      }
    }
    return false;
  }

  private static boolean isParquet(Path file) {
    return file.getName().endsWith(".parquet");
  }
}

package dev.maskwise.reader.file;

import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Paths of the local disk, as Hadoop and as Java have them. */
public final class LocalPath {
  private LocalPath() {}

  /** Whether a path is one of the local disk. */
  public static boolean isLocal(FileSystem fileSystem, Path path) {
    return "file".equals(fileSystem.makeQualified(path).toUri().getScheme());
  }

  /**
   * A path of the local disk as Java has it.
   *
   * @throws java.nio.file.InvalidPathException when its name is beyond the encoding of this process
   */
  public static java.nio.file.Path of(FileSystem fileSystem, Path path) {
    return java.nio.file.Path.of(fileSystem.makeQualified(path).toUri().getPath());
  }
}

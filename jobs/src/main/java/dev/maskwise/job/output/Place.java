package dev.maskwise.job.output;

import dev.maskwise.reader.file.Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a path leads: absolute, and through every symbolic link and mount on its way, so that all
 * names of a place give the same. What of the path does not exist yet stays as it was given.
 */
record Place(FileSystem fileSystem, Path path) {

  /**
   * @throws IOException when the file system cannot be reached
   * @throws IllegalArgumentException when it is not a path
   */
  static Place of(Configuration hadoop, String location) throws IOException {
    Path named = Location.path(location);
    FileSystem fileSystem = Location.fileSystem(named, hadoop);
    Path whole = fileSystem.makeQualified(named);
    Path there = whole;
    while (!there.isRoot() && !fileSystem.exists(there)) {
      there = there.getParent();
    }
    String rest = there.isRoot() ? path(whole) : path(whole).substring(path(there).length());
    Path real = fileSystem.resolvePath(there);
    URI uri = real.toUri();
    String start = isLocal(real) ? local(real).toRealPath().toString() : path(real);
    Path resolved = new Path(uri.getScheme(), uri.getAuthority(), start + rest);
    return new Place(resolved.getFileSystem(hadoop), resolved);
  }

  /** The place of an input, which may be {@code TABLE#COLUMN}. */
  static Place ofInput(Configuration hadoop, String location) throws IOException {
    Place whole = of(hadoop, location);
    int hash = location.lastIndexOf('#');
    return hash > 0 && !whole.fileSystem.exists(whole.path)
        ? of(hadoop, location.substring(0, hash))
        : whole;
  }

  /** Whether the other place is this one or anywhere below it. */
  boolean holds(Place other) {
    String here = path(path);
    String there = path(other.path);
    return isOnFileSystemOf(other)
        && (there.equals(here) || there.startsWith(path.isRoot() ? here : here + "/"));
  }

  /** Hadoop says so only by refusing a path; it knows that a standard port may be left out. */
  private boolean isOnFileSystemOf(Place other) {
    try {
      fileSystem.makeQualified(other.path);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String path(Path path) {
    return path.toUri().getPath();
  }

  /** Whether a qualified path is one of the local disk. */
  static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  /** A path of the local disk as Java has it. */
  static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path(path));
  }

  /** Whether a qualified path is itself a symbolic link, as only local disks have them. */
  static boolean isLink(Path path) {
    return isLocal(path) && Files.isSymbolicLink(local(path));
  }
}

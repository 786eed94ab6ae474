package dev.maskwise.job.output;

import dev.maskwise.reader.file.Location;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Gives a directory a name that nothing has. The rename of Hadoop will not do: to the name of a
 * directory it moves what is renamed into that, or takes its place if it is empty, and whoever asks
 * before whether the name is free may be overtaken by another run.
 */
@FunctionalInterface
interface Relocation {
  /** How often a name may be taken and free again before the reason is another. */
  int ATTEMPTS = 10;

  /**
   * Moves a directory.
   *
   * @throws FileAlreadyExistsException when something has the name; both stay as they are
   */
  void move(Path from, Path to) throws IOException;

  /** One step on the local disk and on HDFS; elsewhere it is looked after, and taken back. */
  static Relocation on(FileSystem fileSystem) {
    return (from, to) -> {
      if (Place.isLocal(to)) {
        moveLocal(Place.local(from), Place.local(to));
      } else if (fileSystem instanceof DistributedFileSystem hdfs) {
        moveOnHdfs(hdfs, from, to);
      } else {
        move(fileSystem, from, to);
      }
    };
  }

  private static void moveLocal(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.move(from, to); // A directory takes the place of none that holds anything.
        return;
      } catch (FileSystemException e) {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
          throw taken(to, e);
        }
        // What had the name has gone since, when another run moved it aside; or it is no such
        // thing.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void moveOnHdfs(DistributedFileSystem hdfs, Path from, Path to)
      throws IOException {
    try {
      hdfs.rename(from, to, Options.Rename.NONE);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw taken(to, e);
    }
  }

  private static void move(FileSystem fileSystem, Path from, Path to) throws IOException {
    if (fileSystem.exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    if (!fileSystem.rename(from, to)) {
      throw new IOException("%s cannot be renamed to %s".formatted(from, to));
    }
    Path inside = Location.child(to, from.getName());
    if (fileSystem.exists(inside)) {
      if (!fileSystem.rename(inside, from)) {
        throw new IOException("%s was moved to %s and stays there".formatted(from, inside));
      }
      throw new FileAlreadyExistsException(to.toString());
    }
  }

  private static FileAlreadyExistsException taken(Object to, IOException cause) {
    FileAlreadyExistsException taken = new FileAlreadyExistsException(to.toString());
    taken.initCause(cause);
    return taken;
  }
}

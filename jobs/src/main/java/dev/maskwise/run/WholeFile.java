package dev.maskwise.run;

import dev.maskwise.reader.file.LocalPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Small text files that are there whole or not at all, without locks. On the local disk and on HDFS
 * a file is written under a hidden name and then given its own in one step, which fails when the
 * name is taken: of two writers one wins and the other is told. A writer that is killed leaves a
 * hidden file, which nobody reads. Object stores put a file as a whole when it is closed; there
 * Hadoop looks for the name before, so that two writers of one name in one instant may both
 * succeed, and the text is read back to see whose it is.
 */
public final class WholeFile {
  /** What stands before the random end of a hidden name. */
  private static final String INCOMPLETE = ".incomplete-";

  private WholeFile() {}

  /**
   * Creates a file unless its name is taken.
   *
   * @return whether the file is this one
   */
  public static boolean create(FileSystem fileSystem, Path path, String text) throws IOException {
    if (LocalPath.isLocal(fileSystem, path)) {
      return createLocal(LocalPath.of(fileSystem, path), text);
    }
    if (fileSystem.exists(path)) {
      return false;
    }
    if (fileSystem instanceof DistributedFileSystem hdfs) {
      Path hidden = hidden(path);
      write(fileSystem, hidden, text);
      try {
        hdfs.rename(hidden, path, Options.Rename.NONE);
        return true;
      } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
        fileSystem.delete(hidden, false);
        return false;
      }
    }
    write(fileSystem, path, text);
    return read(fileSystem, path).equals(Optional.of(text));
  }

  private static boolean createLocal(java.nio.file.Path path, String text) throws IOException {
    java.nio.file.Path hidden = writeHidden(path, text);
    try {
      Files.createLink(path, hidden); // The one step of a local disk that never replaces a file.
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return createWithoutLinks(path, text);
    } finally {
      Files.deleteIfExists(hidden);
    }
  }

  /** On disks that have no links the name is taken first, and who reads must look for the end. */
  private static boolean createWithoutLinks(java.nio.file.Path path, String text)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Puts a file in the place of another in one step, or where there is none. */
  public static void replace(FileSystem fileSystem, Path path, String text) throws IOException {
    if (LocalPath.isLocal(fileSystem, path)) {
      java.nio.file.Path file = LocalPath.of(fileSystem, path);
      Files.move(
          writeHidden(file, text),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else if (fileSystem instanceof DistributedFileSystem hdfs) {
      Path hidden = hidden(path);
      write(fileSystem, hidden, text);
      hdfs.rename(hidden, path, Options.Rename.OVERWRITE);
    } else {
      write(fileSystem, path, text);
    }
  }

  /** The text of a file; empty when there is none. */
  public static Optional<String> read(FileSystem fileSystem, Path path) throws IOException {
    try {
      return Optional.of(text(fileSystem, path));
    } catch (FileNotFoundException | NoSuchFileException e) {
      // The local disk of Hadoop says so of files that may not be read; or it came a moment ago.
      return fileSystem.exists(path) ? Optional.of(text(fileSystem, path)) : Optional.empty();
    }
  }

  private static String text(FileSystem fileSystem, Path path) throws IOException {
    // No checksums are written beside these files, so none are looked for.
    FileSystem plain = fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    try (InputStream in = plain.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whether a name is that of a file which is not there yet, or of anything else to pass over. */
  public static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  /** Whether a name is that of a file which its writer did not finish. */
  static boolean isIncomplete(String name) {
    return name.startsWith(".") && name.contains(INCOMPLETE);
  }

  private static Path hidden(Path path) {
    return new Path(path.getParent(), hiddenName(path.getName()));
  }

  private static String hiddenName(String name) {
    return "." + name + INCOMPLETE + UUID.randomUUID();
  }

  private static java.nio.file.Path writeHidden(java.nio.file.Path path, String text)
      throws IOException {
    java.nio.file.Path hidden = path.resolveSibling(hiddenName(path.getFileName().toString()));
    Files.createDirectories(hidden.getParent());
    try {
      return Files.writeString(hidden, text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      Files.deleteIfExists(hidden);
      throw e;
    }
  }

  private static void write(FileSystem fileSystem, Path path, String text) throws IOException {
    try (OutputStream out = fileSystem.create(path, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}

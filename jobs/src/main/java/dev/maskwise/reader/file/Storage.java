package dev.maskwise.reader.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Where files lie. Those of the local disk are reached by Java alone, all others through Hadoop,
 * whose settings take longer to read than most commands take.
 *
 * <p>Small text files are there whole or not at all, without locks. On the local disk and on HDFS a
 * file is written under a hidden name and then given its own in one step, which fails when the name
 * is taken: of two writers one wins and the other is told. A writer that is killed leaves a hidden
 * file, which nobody reads. Object stores put a file as a whole when it is closed; there Hadoop
 * looks for the name before, so that two writers of one name in one instant may both succeed, and
 * the text is read back to see whose it is.
 */
public abstract class Storage {

  /**
   * An entry of a directory; a symbolic link is neither a file nor a directory.
   *
   * @param bytes the size of what it leads to
   */
  public record Entry(Path path, boolean isFile, boolean isDirectory, long bytes) {
    /** The last of its path. */
    public String name() {
      return path.getName();
    }
  }

  Storage() {}

  /** A path with its scheme, and from the root. */
  public abstract Path qualified(Path path);

  /**
   * A path of the local disk as Java has it; empty elsewhere.
   *
   * @throws java.nio.file.InvalidPathException when its name is beyond the encoding of this process
   */
  public abstract Optional<java.nio.file.Path> local(Path path);

  /** Opens a file. */
  public abstract InputStream open(Path file) throws IOException;

  /**
   * A piece of a file.
   *
   * @throws java.io.EOFException when the file ends before
   */
  public abstract byte[] read(Path file, long from, int length) throws IOException;

  /** Opens a file of which pieces are read. */
  public abstract SeekableFile seekable(Path file) throws IOException;

  /** Whether something is there. */
  public abstract boolean exists(Path path) throws IOException;

  /**
   * The names in a directory, in any order; none where it is not there.
   *
   * @throws java.nio.file.NotDirectoryException when it is a file
   */
  public abstract List<String> names(Path directory) throws IOException;

  /**
   * The entries of a directory, in any order; none where it is not there.
   *
   * @throws IOException when it cannot be listed, or an entry goes meanwhile
   */
  public abstract List<Entry> entries(Path directory) throws IOException;

  /**
   * Creates a file unless its name is taken.
   *
   * @return whether the file is this one
   */
  public abstract boolean create(Path file, String text) throws IOException;

  /** Puts a file in the place of another in one step, or where there is none. */
  public abstract void replace(Path file, String text) throws IOException;

  /**
   * Deletes a file or a directory, never a directory that is not empty.
   *
   * @return whether it was there
   */
  public abstract boolean delete(Path path) throws IOException;

  /** Gives a file or directory another name, which is free. */
  public abstract void rename(Path from, Path to) throws IOException;

  /** The text of a file; empty when there is none. */
  public final Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(whole(file));
    } catch (FileNotFoundException | NoSuchFileException e) {
      // Java says so of local files that may not be read, too; or it came a moment ago.
      return exists(file) ? Optional.of(whole(file)) : Optional.empty();
    }
  }

  private String whole(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

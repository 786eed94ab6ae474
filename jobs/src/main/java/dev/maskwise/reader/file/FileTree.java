package dev.maskwise.reader.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * All files below a directory of any Hadoop file system but those that are {@link ListedName passed
 * over}, in any order. The local disk is listed by Java, because Hadoop leaves out what it cannot
 * open there: links to nothing, and names beyond the encoding of the process.
 */
public final class FileTree {

  /**
   * A file.
   *
   * @param name its path below the directory
   * @param bytes its size
   * @param modified when it was written, in milliseconds since 1970
   * @param fault why it cannot be opened, a clause after its path; null where nothing is known
   *     against it
   * @param mayBeDirectory whether it may stand for a whole directory, as a link to nothing may
   */
  public record Entry(
      String name, long bytes, long modified, @Nullable String fault, boolean mayBeDirectory) {}

  /** Takes the files one after another. */
  public interface Visitor {
    void visit(Entry file) throws IOException;
  }

  private final FileSystem fileSystem;
  private final Visitor visitor;

  /** The directories above the one that is listed, so that no link leads around for ever. */
  private final Set<Object> above = new HashSet<>();

  private FileTree(FileSystem fileSystem, Visitor visitor) {
    this.fileSystem = fileSystem;
    this.visitor = visitor;
  }

  /**
   * Lists a directory.
   *
   * @throws IOException when it or one below cannot be listed
   */
  public static void walk(FileSystem fileSystem, Path directory, Visitor visitor)
      throws IOException {
    FileTree tree = new FileTree(fileSystem, visitor);
    Optional<java.nio.file.Path> local = StorageAccess.storage(fileSystem).local(directory);
    if (local.isPresent()) {
      tree.walkLocal(local.get(), "", true);
    } else {
      tree.walk(directory, "");
    }
  }

  /** Not by listFiles, which starts a process for each file of a local disk to learn its owner. */
  private void walk(Path directory, String prefix) throws IOException {
    RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(directory);
    while (entries.hasNext()) {
      FileStatus entry = entries.next();
      String name = entry.getPath().getName();
      if (ListedName.of(name) != ListedName.DATA) {
        continue;
      }
      if (entry.isDirectory()) {
        walk(entry.getPath(), prefix + name + "/");
      } else {
        visitor.visit(
            new Entry(prefix + name, entry.getLen(), entry.getModificationTime(), null, false));
      }
    }
  }

  private void walkLocal(java.nio.file.Path directory, String prefix, boolean isText)
      throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
    if (!attributes.isDirectory()) {
      throw new NotDirectoryException(directory.toString()); // Listing a pipe would open it.
    }
    Object key = attributes.fileKey();
    if (key != null && !above.add(key)) {
      throw new FileSystemLoopException(directory.toString());
    }
    try (DirectoryStream<java.nio.file.Path> paths = Files.newDirectoryStream(directory)) {
      for (java.nio.file.Path path : paths) {
        visitLocal(path, prefix, isText);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    above.remove(key);
  }

  private void visitLocal(java.nio.file.Path path, String prefix, boolean isText)
      throws IOException {
    java.nio.file.Path last = path.getFileName();
    boolean isTextToo = NameEncoding.isText(last);
    String name = isTextToo ? last.toString() : NameEncoding.shown(last);
    if (ListedName.of(name) != ListedName.DATA) {
      return;
    }
    BasicFileAttributes attributes = attributes(path);
    if (attributes == null) {
      return;
    }
    if (attributes.isDirectory()) {
      walkLocal(path, prefix + name + "/", isText && isTextToo);
      return;
    }
    String fault = isText && isTextToo ? OpenFault.ofKind(path, attributes) : NameEncoding.clause();
    visitor.visit(
        new Entry(
            prefix + name,
            attributes.size(),
            attributes.lastModifiedTime().toMillis(),
            fault,
            attributes.isSymbolicLink()));
  }

  /** Those of what a link leads to, of the link itself if that is nothing; null if it is gone. */
  private static @Nullable BasicFileAttributes attributes(java.nio.file.Path path)
      throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return ofLink(path);
    } catch (java.nio.file.FileSystemException e) {
      BasicFileAttributes link = ofLink(path);
      if (link != null && link.isSymbolicLink()) {
        return link; // It leads to itself, or to where nobody may look.
      }
      throw e;
    }
  }

  private static @Nullable BasicFileAttributes ofLink(java.nio.file.Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}

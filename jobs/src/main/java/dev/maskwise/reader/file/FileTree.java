package dev.maskwise.reader.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Iterator;
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
   */
  public record Entry(String name, long bytes, long modified, @Nullable String fault, Kind kind) {}

  /** What has a name. */
  public enum Kind {
    /** Anything that holds no others. */
    FILE,
    /** A link that leads nowhere, and may stand for a whole directory. */
    BROKEN_LINK,
    /** A link to a directory that holds it: followed, it would give all files once more. */
    LOOP
  }

  /** Takes the files one after another. */
  public interface Visitor {
    void visit(Entry file) throws IOException;
  }

  private static final String LOOP = "is a link to a directory that holds it: remove the link";

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
    Optional<java.nio.file.Path> local = StorageAccess.of(fileSystem).local(directory);
    if (local.isPresent()) {
      tree.walkLocal(local.get(), "", true);
    } else {
      tree.walk(directory, "");
    }
  }

  /**
   * The name of the first file below a directory, of those that may be of a table; null where there
   * is none. What lies behind it is not looked at, as far as the file system allows.
   */
  public static @Nullable String first(FileSystem fileSystem, Path directory) throws IOException {
    Optional<java.nio.file.Path> local = StorageAccess.of(fileSystem).local(directory);
    if (local.isPresent()) {
      return first(local.get());
    }
    RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(directory);
    String first = null;
    while (first == null && entries.hasNext()) {
      FileStatus entry = entries.next();
      String name = entry.getPath().getName();
      if (mayBeOfTable(name)) {
        first = entry.isDirectory() ? first(fileSystem, entry.getPath()) : name;
      }
    }
    return first;
  }

  private static @Nullable String first(java.nio.file.Path directory) throws IOException {
    String first = null;
    try (DirectoryStream<java.nio.file.Path> paths = Files.newDirectoryStream(directory)) {
      Iterator<java.nio.file.Path> entries = paths.iterator();
      while (first == null && entries.hasNext()) {
        java.nio.file.Path entry = entries.next();
        String name = entry.getFileName().toString();
        if (mayBeOfTable(name) && Files.exists(entry)) {
          first = Files.isDirectory(entry) ? first(entry) : name;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return first;
  }

  private static boolean mayBeOfTable(String name) {
    return ListedName.of(name) == ListedName.DATA && ListedName.isOfTable(name);
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
            new Entry(prefix + name, entry.getLen(), entry.getModificationTime(), null, Kind.FILE));
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
    if (key != null) {
      above.add(key);
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
      if (leadsBack(path, attributes)) {
        visitor.visit(new Entry(prefix + name, 0, 0, LOOP, Kind.LOOP));
      } else {
        walkLocal(path, prefix + name + "/", isText && isTextToo);
      }
      return;
    }
    String fault = isText && isTextToo ? OpenFault.ofKind(path, attributes) : NameEncoding.clause();
    fault = fault == null ? OpenFault.ofRights(path) : fault;
    visitor.visit(
        new Entry(
            prefix + name,
            attributes.size(),
            attributes.lastModifiedTime().toMillis(),
            fault,
            attributes.isSymbolicLink() ? Kind.BROKEN_LINK : Kind.FILE));
  }

  /** Whether a directory holds itself, by way of this link or of several. */
  private boolean leadsBack(java.nio.file.Path directory, BasicFileAttributes attributes)
      throws IOException {
    Object key = attributes.fileKey();
    java.nio.file.Path holder = directory.toAbsolutePath().getParent();
    return (key != null && above.contains(key))
        || (Files.isSymbolicLink(directory)
            && holder != null
            && holder.toRealPath().startsWith(directory.toRealPath()));
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

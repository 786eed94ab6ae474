package dev.maskwise.reader.file;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The local disk. */
final class LocalStorage extends Storage {
  static final String SCHEME = "file";
  static final LocalStorage HERE = new LocalStorage();

  private static final URI ROOT = URI.create(SCHEME + ":///");

  private LocalStorage() {}

  @Override
  public Path qualified(Path path) {
    return path.isAbsolute() && SCHEME.equals(path.toUri().getScheme())
        ? path
        : path.makeQualified(ROOT, new Path(System.getProperty("user.dir")));
  }

  @Override
  public Optional<java.nio.file.Path> local(Path path) {
    return Optional.of(java.nio.file.Path.of(qualified(path).toUri().getPath()));
  }

  private java.nio.file.Path file(Path path) throws IOException {
    try {
      return local(path).orElseThrow();
    } catch (InvalidPathException e) {
      NoSuchFileException missing = new NoSuchFileException(path.toString());
      missing.initCause(e);
      throw missing;
    }
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return new FileInputStream(file(file).toFile()); // It does not open a directory, Files would.
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file(file).toFile(), "r")) {
      if (in.length() - from < length) {
        throw new EOFException(file + " ends before the byte " + (from + length));
      }
      byte[] bytes = new byte[length];
      in.seek(from);
      in.readFully(bytes);
      return bytes;
    }
  }

  @Override
  public SeekableFile seekable(Path file) throws IOException {
    RandomAccessFile in = new RandomAccessFile(file(file).toFile(), "r");
    return new SeekableFile() {
      @Override
      public int read(long from, byte[] into, int at, int length) throws IOException {
        in.seek(from);
        int done = 0;
        int count = 0;
        while (done < length && count >= 0) {
          count = in.read(into, at + done, length - done);
          done += Math.max(count, 0);
        }
        return done;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public boolean exists(Path path) throws IOException {
    try {
      return Files.exists(file(path));
    } catch (NoSuchFileException e) {
      return false; // Its name is beyond the encoding of this process.
    }
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    return paths(directory).stream().map(path -> path.getFileName().toString()).toList();
  }

  private List<java.nio.file.Path> paths(Path directory) throws IOException {
    try {
      return listed(directory);
    } catch (NoSuchFileException e) {
      return exists(directory) ? listed(directory) : List.of(); // Another made it a moment ago.
    } catch (NotDirectoryException e) {
      if (exists(directory)) {
        throw e;
      }
      return List.of();
    }
  }

  private List<java.nio.file.Path> listed(Path directory) throws IOException {
    List<java.nio.file.Path> paths = new ArrayList<>();
    try (DirectoryStream<java.nio.file.Path> entries = Files.newDirectoryStream(file(directory))) {
      entries.forEach(paths::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return paths;
  }

  @Override
  public List<Entry> entries(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (java.nio.file.Path path : paths(directory)) {
      BasicFileAttributes kind =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      entries.add(
          new Entry(
              new Path(SCHEME, null, path.toString()),
              kind.isRegularFile(),
              kind.isDirectory(),
              kind.isSymbolicLink() && Files.exists(path) ? Files.size(path) : kind.size()));
    }
    return entries;
  }

  @Override
  public boolean create(Path file, String text) throws IOException {
    java.nio.file.Path path = file(file);
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

  @Override
  public void replace(Path file, String text) throws IOException {
    java.nio.file.Path path = file(file);
    Files.move(
        writeHidden(path, text),
        path,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static java.nio.file.Path writeHidden(java.nio.file.Path path, String text)
      throws IOException {
    java.nio.file.Path hidden = path.resolveSibling(HiddenName.of(path.getFileName().toString()));
    Files.createDirectories(hidden.getParent());
    try {
      return Files.writeString(hidden, text, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      Files.deleteIfExists(hidden);
      throw e;
    }
  }

  @Override
  public boolean delete(Path path) throws IOException {
    return Files.deleteIfExists(file(path));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
  }
}

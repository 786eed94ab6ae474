package dev.maskwise.reader.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Whatever Hadoop reaches. */
public final class HadoopStorage extends Storage {
  private final FileSystem fileSystem;

  HadoopStorage(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** What reaches it. */
  public FileSystem fileSystem() {
    return fileSystem;
  }

  @Override
  public Path qualified(Path path) {
    return fileSystem.makeQualified(path);
  }

  @Override
  public Optional<java.nio.file.Path> local(Path path) {
    return Optional.empty();
  }

  @Override
  public InputStream open(Path file) throws IOException {
    return fileSystem.open(file);
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    byte[] bytes = new byte[length];
    try (FSDataInputStream in = fileSystem.open(file)) {
      in.readFully(from, bytes);
    }
    return bytes;
  }

  @Override
  public SeekableFile seekable(Path file) throws IOException {
    FSDataInputStream in = fileSystem.open(file);
    return new SeekableFile() {
      @Override
      public int read(long from, byte[] into, int at, int length) throws IOException {
        in.seek(from);
        return in.readNBytes(into, at, length);
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return fileSystem.exists(path);
  }

  private List<FileStatus> list(Path directory) throws IOException {
    FileStatus[] found;
    try {
      found = fileSystem.listStatus(directory);
    } catch (FileNotFoundException e) {
      return List.of();
    }
    if (found.length == 1 && found[0].getPath().equals(qualified(directory))) {
      throw new NotDirectoryException(directory.toString());
    }
    return Arrays.asList(found);
  }

  @Override
  public List<String> names(Path directory) throws IOException {
    return list(directory).stream().map(status -> status.getPath().getName()).toList();
  }

  @Override
  public List<Entry> entries(Path directory) throws IOException {
    return list(directory).stream()
        .map(
            status ->
                new Entry(status.getPath(), status.isFile(), status.isDirectory(), status.getLen()))
        .toList();
  }

  @Override
  public boolean create(Path file, String text) throws IOException {
    if (fileSystem.exists(file)) {
      return false;
    }
    if (fileSystem instanceof DistributedFileSystem hdfs) {
      Path hidden = hidden(file);
      write(hidden, text);
      try {
        hdfs.rename(hidden, file, Options.Rename.NONE);
        return true;
      } catch (FileAlreadyExistsException e) {
        fileSystem.delete(hidden, false);
        return false;
      }
    }
    write(file, text);
    return text(file).equals(Optional.of(text));
  }

  @Override
  public void replace(Path file, String text) throws IOException {
    if (fileSystem instanceof DistributedFileSystem hdfs) {
      Path hidden = hidden(file);
      write(hidden, text);
      hdfs.rename(hidden, file, Options.Rename.OVERWRITE);
    } else {
      write(file, text);
    }
  }

  private static Path hidden(Path path) {
    return new Path(path.getParent(), HiddenName.of(path.getName()));
  }

  private void write(Path path, String text) throws IOException {
    try (OutputStream out = fileSystem.create(path, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public boolean delete(Path path) throws IOException {
    return fileSystem.delete(path, false);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException("%s cannot be renamed to %s".formatted(from, to));
    }
  }
}

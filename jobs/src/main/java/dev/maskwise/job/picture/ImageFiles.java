package dev.maskwise.job.picture;

import dev.maskwise.reader.file.Location;
import dev.maskwise.reader.file.OpenFault;
import dev.maskwise.reader.file.StorageAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The files of a directory by image id. */
final class ImageFiles {
  private final FileSystem fileSystem;
  private final Path directory;
  private final List<String> endings;

  /**
   * @param endings what the names may end in
   */
  ImageFiles(Configuration hadoop, String location, List<String> endings) throws IOException {
    try {
      this.directory = Location.path(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    this.fileSystem = Location.fileSystem(directory, hadoop);
    this.endings = endings;
  }

  /** Files that end in one of some suffixes, in lower or upper case. */
  static ImageFiles ofEndings(Configuration hadoop, String location, List<String> suffixes)
      throws IOException {
    return new ImageFiles(
        hadoop,
        location,
        suffixes.stream()
            .flatMap(
                suffix ->
                    Stream.of(
                        suffix, suffix.toLowerCase(Locale.ROOT), suffix.toUpperCase(Locale.ROOT)))
            .distinct()
            .toList());
  }

  /** Whether it is a directory of files, and not a table or nothing at all. */
  boolean isDirectoryOfFiles() throws IOException {
    return fileSystem.exists(directory)
        && fileSystem.getFileStatus(directory).isDirectory()
        && !directory.getName().endsWith(".parquet")
        && !fileSystem.exists(new Path(directory, "_SUCCESS"));
  }

  /**
   * The file of an image; null where there is none.
   *
   * @param most the most bytes to read
   * @throws IOException when it is longer, or cannot be read
   */
  byte @Nullable [] read(String imageId, long most) throws IOException {
    if (imageId.startsWith("/") || Arrays.asList(imageId.split("[/\\\\]", -1)).contains("..")) {
      return null;
    }
    for (String ending : endings) {
      byte[] bytes = read(new Path(directory + "/" + imageId + ending), most);
      if (bytes != null) {
        return bytes;
      }
    }
    return null;
  }

  private byte @Nullable [] read(Path file, long most) throws IOException {
    if (OpenFault.beforeOpening(StorageAccess.of(fileSystem), file) != null) {
      return null;
    }
    try (InputStream in = StorageAccess.of(fileSystem).open(file)) {
      int limit = (int) Math.min(Integer.MAX_VALUE - 8, most);
      byte[] bytes = in.readNBytes(limit);
      if (bytes.length == limit && in.read() >= 0) {
        throw new IOException(file + " is longer than " + limit + " bytes");
      }
      return bytes;
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}

package dev.maskwise.job;

import java.io.IOException;
import java.net.URI;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Directories that hold as many files as their name says. The files have names and nothing else.
 */
public final class NamesFileSystem extends RawLocalFileSystem {
  private static final URI ROOT = URI.create("names:///");
  private static final long BYTES = 1000;

  /** A directory of so many files, with a path of common length. */
  static String directory(int files) {
    return ROOT + "datasets/validation/camera-front/" + files;
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return "names";
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(ROOT, conf);
  }

  @Override
  public boolean exists(Path path) {
    return true;
  }

  @Override
  public FileStatus getFileStatus(Path path) {
    return new FileStatus(0, true, 1, BYTES, 0, path);
  }

  @Override
  public FileStatus[] listStatus(Path directory) {
    return IntStream.range(0, Integer.parseInt(directory.getName()))
        .mapToObj(i -> new Path(directory, "frame-%08d.png".formatted(i)))
        .map(file -> new FileStatus(BYTES, false, 1, BYTES, 0, file))
        .toArray(FileStatus[]::new);
  }
}

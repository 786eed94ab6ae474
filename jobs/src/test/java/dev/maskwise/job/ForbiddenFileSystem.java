package dev.maskwise.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/**
 * Local files of which "1.png" may not be opened and the directory "listing" may not be listed:
 * what a missing permission is on HDFS, and on a local disk for users other than root. "2.png" may
 * not be opened either, but looks as if it were not there.
 */
public final class ForbiddenFileSystem extends RawLocalFileSystem {
  private static final URI ROOT = URI.create("forbidden:///");

  static String uri(java.nio.file.Path path) throws IOException {
    Files.createDirectories(path);
    return "forbidden://" + path.toAbsolutePath();
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return "forbidden";
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(ROOT, conf);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (file.getName().equals("2.png")) {
      throw new FileNotFoundException(file + " (Permission denied)"); // as Java has it
    }
    if (file.getName().equals("1.png")) {
      throw new AccessControlException("Permission denied: " + file.getName());
    }
    return super.open(file, bufferSize);
  }

  @Override
  public FileStatus[] listStatus(Path directory) throws IOException {
    if (directory.getName().equals("listing")) {
      throw new AccessControlException("Permission denied: " + directory.getName());
    }
    return super.listStatus(directory);
  }
}

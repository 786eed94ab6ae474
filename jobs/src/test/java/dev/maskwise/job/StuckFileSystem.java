package dev.maskwise.job;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files of which one, {@code IMAGE}, holds up the first process that opens it until that
 * process is destroyed. The process leaves its id in the file that {@code MARK} names.
 */
public final class StuckFileSystem extends RawLocalFileSystem {
  static final String IMAGE = "fs.stuck.image";
  static final String MARK = "fs.stuck.mark";
  private static final URI ROOT = URI.create("stuck:///");
  private static final long GIVE_UP_MILLIS = 120_000;

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return "stuck";
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(ROOT, conf);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (file.toString().endsWith(getConf().get(IMAGE))) {
      holdUpFirst(java.nio.file.Path.of(getConf().get(MARK)));
    }
    return super.open(file, bufferSize);
  }

  private static void holdUpFirst(java.nio.file.Path mark) throws IOException {
    try {
      String line = ProcessHandle.current().pid() + "\n";
      Files.writeString(mark, line, StandardOpenOption.CREATE_NEW);
      Thread.sleep(GIVE_UP_MILLIS);
      throw new IOException("Nobody destroyed the process that waits here.");
    } catch (FileAlreadyExistsException e) {
      // A later reader: the first one is gone.
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

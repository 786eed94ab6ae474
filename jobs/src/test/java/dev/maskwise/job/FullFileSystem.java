package dev.maskwise.job;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files on a disk that has room for so many bytes; what is deleted makes no room. */
public final class FullFileSystem extends RawLocalFileSystem {
  /** How many bytes may still be written by this process. */
  static final AtomicLong ROOM = new AtomicLong(Long.MAX_VALUE);

  private static final URI ROOT = URI.create("full:///");

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(ROOT, conf);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return within(
        super.create(file, overwrite, bufferSize, replication, blockSize, progress), file);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return create(file, overwrite, bufferSize, replication, blockSize, progress);
  }

  private static FSDataOutputStream within(OutputStream out, Path file) throws IOException {
    return new FSDataOutputStream(
        new FilterOutputStream(out) {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (ROOM.addAndGet(-length) < 0) {
              throw new IOException("No space left on device: " + file);
            }
            out.write(bytes, offset, length);
          }
        },
        null);
  }
}

package dev.maskwise.job;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files; opening an image takes more memory than a small heap has. */
public final class GreedyFileSystem extends RawLocalFileSystem {
  private static final URI ROOT = URI.create("greedy:///");

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return "greedy";
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(ROOT, conf);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (new byte[1 << 30].length > 0 && file.toString().endsWith(".png")) {
      throw new IOException("The heap is too large for this test.");
    }
    return super.open(file, bufferSize);
  }
}

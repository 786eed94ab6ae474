package dev.maskwise.reader.digest;

import dev.maskwise.reader.file.FileTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A digest of the names, sizes and times of files, the same for any order of them. */
public final class ListingDigest {
  private long sum;

  /** Of no files. */
  public ListingDigest() {}

  /**
   * The digest of a file: the same while nobody writes to it.
   *
   * @param path all of it
   * @param modified when it was written, in milliseconds since 1970
   */
  public static long of(String path, long bytes, long modified) {
    byte[] text = path.getBytes(StandardCharsets.UTF_8);
    return ContentDigest.of(
        ByteBuffer.allocate(text.length + 2 * Long.BYTES)
            .put(text)
            .putLong(bytes)
            .putLong(modified)
            .array());
  }

  /** Adds a file. */
  public void add(FileTree.Entry file) {
    add(file.name(), file.bytes(), file.modified());
  }

  /**
   * Adds a file.
   *
   * @param modified when it was written, in milliseconds since 1970
   */
  public void add(String name, long bytes, long modified) {
    sum += of(name, bytes, modified);
  }

  /** Sixteen digits. */
  public String hex() {
    return HexFormat.of().toHexDigits(sum);
  }
}

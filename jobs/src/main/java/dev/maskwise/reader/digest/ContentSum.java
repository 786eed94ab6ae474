package dev.maskwise.reader.digest;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of many images: of their ids and the {@link ContentDigest}s of what one input holds of
 * them. The same for any order and division of the images. A mutable accumulator.
 */
public final class ContentSum implements Serializable {
  private static final long serialVersionUID = 1;

  private long sum;
  private boolean known = true;

  /** Of no images. */
  public ContentSum() {}

  /**
   * Adds an image.
   *
   * @param digest of what the input holds of it; null makes the sum unknown
   */
  public void add(String imageId, @Nullable Long digest) {
    if (digest == null) {
      known = false;
    } else {
      byte[] text = imageId.getBytes(StandardCharsets.UTF_8);
      sum +=
          ContentDigest.of(
              ByteBuffer.allocate(text.length + Long.BYTES).put(text).putLong(digest).array());
    }
  }

  /** Adds other images. */
  public void add(ContentSum other) {
    sum += other.sum;
    known &= other.known;
  }

  /** Sixteen digits; null where the digest of an image is not known. */
  public @Nullable String hex() {
    return known ? HexFormat.of().toHexDigits(sum) : null;
  }
}

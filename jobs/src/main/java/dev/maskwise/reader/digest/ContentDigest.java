package dev.maskwise.reader.digest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;
import net.jpountz.xxhash.StreamingXXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/**
 * XXH64 of the encoded bytes of a mask or of scores, by which an image is known again. It tells
 * contents apart, and is no protection against somebody who means to deceive.
 */
public final class ContentDigest {
  private static final XXHashFactory XXH = XXHashFactory.fastestJavaInstance();
  private static final long SEED = 0;
  private static final int BUFFER = 1 << 16;

  private ContentDigest() {}

  /** The digest of a file's bytes. */
  public static long of(byte[] content) {
    return XXH.hash64().hash(content, 0, content.length, SEED);
  }

  /** The digest of bare pixels, which the shape is a part of. */
  public static long of(byte[] content, int height, int width) {
    return XXH.hash64().hash(content, 0, content.length, (long) height << Integer.SIZE | width);
  }

  /** One number of several that are known again together; null where one of them is unknown. */
  public static @Nullable Long ofAll(List<@Nullable Long> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    ByteBuffer bytes = ByteBuffer.allocate(parts.size() * Long.BYTES);
    for (Long part : parts) {
      if (part == null) {
        return null;
      }
      bytes.putLong(part);
    }
    return of(bytes.array());
  }

  /**
   * A stream that takes the digest while it is read. What nobody read is read when it is closed, so
   * that the digest is always that of the whole file.
   *
   * @param taken gets the digest when the stream is closed
   */
  public static InputStream taking(InputStream in, LongConsumer taken) {
    return new Taking(in, taken);
  }

  private static final class Taking extends FilterInputStream {
    private final StreamingXXHash64 digest = XXH.newStreamingHash64(SEED);
    private final LongConsumer taken;
    private boolean closed;

    Taking(InputStream in, LongConsumer taken) {
      super(in);
      this.taken = taken;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count > 0) {
        digest.update(bytes, offset, count);
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      byte[] skipped = new byte[(int) Math.min(count, BUFFER)];
      return Math.max(read(skipped, 0, skipped.length), 0);
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        byte[] rest = new byte[BUFFER];
        int count;
        do {
          count = read(rest, 0, rest.length);
        } while (count >= 0);
        taken.accept(digest.getValue());
      } finally {
        in.close();
      }
    }
  }
}

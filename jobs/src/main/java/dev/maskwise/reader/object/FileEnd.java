package dev.maskwise.reader.object;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file at its end.
 *
 * @param digest of its bytes, see {@link dev.maskwise.reader.digest.ContentDigest}
 * @param fault why the rest of it cannot be read, a clause after its path; null where all was read
 */
public record FileEnd(long digest, @Nullable String fault) {

  /** As {@link ObjectPiece#content}. */
  public byte[] bytes() {
    byte[] clause = fault == null ? new byte[0] : fault.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + clause.length).putLong(digest).put(clause).array();
  }

  /** What {@link ObjectPiece#content} says of a row of the kind {@link ObjectPiece.Kind#END}. */
  public static FileEnd of(byte[] content) {
    String clause =
        new String(content, Long.BYTES, content.length - Long.BYTES, StandardCharsets.UTF_8);
    return new FileEnd(ByteBuffer.wrap(content).getLong(), clause.isEmpty() ? null : clause);
  }
}

package dev.maskwise.codec.score;

import dev.maskwise.codec.MalformedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** A stream whose position is known and whose failures are clauses. */
public final class ScoreInput implements AutoCloseable {
  private final InputStream in;
  private long position;

  public ScoreInput(InputStream in) {
    this.in = in;
  }

  /** Bytes that were read. */
  public long position() {
    return position;
  }

  /** Reads bytes to the beginning of an array, fewer than asked for only where the stream ends. */
  public int read(byte[] into, int count) throws MalformedException {
    try {
      int found = in.readNBytes(into, 0, count);
      position += found;
      return found;
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /** What to say when a stream fails, that of a zip file or any other. */
  public static MalformedException refusal(IOException e) {
    String reason = String.valueOf(e.getMessage());
    if (e instanceof EOFException) {
      return new MalformedException("is cut off: its compressed data ends too early");
    }
    return new MalformedException(
        (e instanceof ZipException ? "is damaged: its zip file says " : "cannot be read: ")
            + reason);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // All that was wanted has been read, or the failure was reported.
    }
  }
}

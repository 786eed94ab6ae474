package dev.maskwise.codec.score;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.inflate.Inflate;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Scores that follow one another in a stream, in C order or in Fortran order. They are read in
 * blocks of 64 KiB straight into the planes.
 */
public final class StoredScores implements ScoreMap {
  private static final int BLOCK_BYTES = 1 << 16;

  private final ScoreInput in;
  private final ScoreType type;
  private final ScoreShape shape;
  private final boolean fortran;
  private final ScoreDecoder decoder;
  private final long start;
  private final byte[] block = new byte[BLOCK_BYTES];
  private boolean read;

  /**
   * Begins where the stream stands.
   *
   * @throws MalformedException when the scale does not suit the type
   */
  public StoredScores(
      ScoreInput in,
      ScoreType type,
      ByteOrder order,
      ScoreShape shape,
      boolean fortran,
      @Nullable ScoreScale scale)
      throws MalformedException {
    this.in = in;
    this.type = type;
    this.shape = shape;
    this.fortran = fortran;
    this.decoder = type.decoder(order, scale, BLOCK_BYTES / type.bytes());
    this.start = in.position();
  }

  /**
   * Checks the length of the stream against the shape.
   *
   * @param length in bytes from its beginning; −1 when it is not known
   */
  public void requireLength(long length) throws MalformedException {
    if (length >= 0 && length < end()) {
      throw cutOff(length);
    }
    if (length > end()) {
      throw tooLong("has " + length + " bytes");
    }
  }

  /** Checks that so many bytes can be inflated to the scores of the shape. */
  public void requireCompressedLength(long length) throws MalformedException {
    if (length >= 0 && shape.bytes(type) / Inflate.LARGEST_RATIO > length) {
      throw new MalformedException(
          "declares " + shape.describe(type) + ", which its " + length + " bytes cannot hold");
    }
  }

  @Override
  public int channels() {
    return shape.channels();
  }

  @Override
  public int height() {
    return shape.height();
  }

  @Override
  public int width() {
    return shape.width();
  }

  @Override
  public void read(float[][] planes) throws MalformedException {
    if (read) {
      throw new IllegalStateException("The scores of a map can be read once.");
    }
    requireRoom(planes);
    read = true;
    if (fortran) {
      FortranOrder.read(this::next, shape, planes);
    } else {
      for (int channel = 0; channel < shape.channels(); channel++) {
        next(planes[channel], 0, shape.pixels());
      }
    }
    if (in.read(block, 1) > 0) {
      throw tooLong("goes on");
    }
  }

  /** Reads the scores that come next in the stream. */
  private void next(float[] into, int at, int count) throws MalformedException {
    int blockScores = BLOCK_BYTES / type.bytes();
    for (int done = 0; done < count; done += blockScores) {
      int scores = Math.min(blockScores, count - done);
      int bytes = scores * type.bytes();
      if (in.read(block, bytes) < bytes) {
        throw cutOff(in.position());
      }
      decoder.decode(block, into, at + done, scores);
    }
  }

  private long end() {
    return start + shape.bytes(type);
  }

  private MalformedException cutOff(long length) {
    return new MalformedException(
        "is cut off: it ends after "
            + length
            + " bytes, but with "
            + shape.describe(type)
            + " it has "
            + end());
  }

  private MalformedException tooLong(String has) {
    return new MalformedException(
        "is damaged: it "
            + has
            + ", but with "
            + shape.describe(type)
            + " it ends after "
            + end()
            + " bytes");
  }

  private void requireRoom(float[][] planes) {
    if (planes.length < shape.channels()) {
      throw new IllegalArgumentException(
          shape.channels() + " channels need as many planes, but there are " + planes.length + ".");
    }
    for (int channel = 0; channel < shape.channels(); channel++) {
      if (planes[channel].length < shape.pixels()) {
        throw new IllegalArgumentException(
            "A plane needs "
                + shape.pixels()
                + " elements, but that of channel "
                + channel
                + " has "
                + planes[channel].length
                + ".");
      }
    }
  }

  @Override
  public void close() {
    in.close();
  }
}

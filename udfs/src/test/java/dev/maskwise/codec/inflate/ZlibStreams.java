package dev.maskwise.codec.inflate;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Zlib streams of the JDK, and what the JDK reads from any stream. */
public final class ZlibStreams {
  private ZlibStreams() {}

  /** What the JDK makes of a stream: null unless it is whole, sound, and nothing follows it. */
  static byte @Nullable [] jdkInflate(byte[] stream) {
    return jdkInflate(new Inflater(), stream, 0);
  }

  /** The same for a stream without header whose checksum of four bytes is not looked at. */
  static byte @Nullable [] jdkInflateRaw(byte[] stream) {
    return jdkInflate(new Inflater(true), stream, 4);
  }

  private static byte @Nullable [] jdkInflate(Inflater inflater, byte[] stream, int trailer) {
    try {
      inflater.setInput(stream);
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      int length = inflater.inflate(buffer);
      while (length > 0) {
        data.write(buffer, 0, length);
        length = inflater.inflate(buffer);
      }
      boolean whole = inflater.finished() && inflater.getRemaining() == trailer;
      return whole ? data.toByteArray() : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  /** The stream with the checksum that the data should have. */
  static byte[] withChecksum(byte[] stream, byte[] data) {
    Adler32 adler = new Adler32();
    adler.update(data);
    byte[] repaired = stream.clone();
    for (int k = 0; k < 4; k++) {
      repaired[stream.length - 4 + k] = (byte) (adler.getValue() >>> (24 - 8 * k));
    }
    return repaired;
  }

  /** Data of one of six kinds, shorter than so many bytes. */
  static byte[] data(SplittableRandom random, int longest) {
    int size = random.nextInt(longest);
    byte[] data = new byte[size];
    int kind = random.nextInt(6);
    int period = 1 + random.nextInt(20);
    for (int i = 0; i < size; i++) {
      data[i] =
          switch (kind) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (i % period);
            case 2 ->
                (byte) (random.nextInt(200) == 0 || i == 0 ? random.nextInt(256) : data[i - 1]);
            // Each value half as frequent as the one before: codewords of all lengths.
            case 3 -> (byte) Integer.numberOfTrailingZeros(random.nextInt() | 1 << 30);
            case 4 ->
                random.nextInt(30) > 0 && i > 999 ? data[i - 1 - random.nextInt(999)] : (byte) i;
            default -> 0;
          };
    }
    return data;
  }

  /**
   * Three segments, each with a level and strategy of its own: blocks of different types in turn.
   */
  public static byte[] deflate(byte[] data, SplittableRandom random) {
    int[] strategies = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};
    Deflater deflater = new Deflater();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int from = 0;
    for (int segment = 2; segment >= 0; segment--) {
      int length = segment == 0 ? data.length - from : random.nextInt(data.length - from + 1);
      deflater.setStrategy(strategies[random.nextInt(3)]);
      deflater.setLevel(random.nextInt(10));
      deflater.setInput(data, from, length);
      drain(deflater, random.nextBoolean() ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH, stream);
      from += length;
    }
    return finish(deflater, stream);
  }

  public static byte[] deflate(byte[] data, int strategy, int level) {
    Deflater deflater = new Deflater(level);
    deflater.setStrategy(strategy);
    deflater.setInput(data);
    return finish(deflater, new ByteArrayOutputStream());
  }

  private static void drain(Deflater deflater, int flush, ByteArrayOutputStream stream) {
    byte[] buffer = new byte[8192];
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, flush);
      stream.write(buffer, 0, length);
    } while (length == buffer.length || !deflater.needsInput());
  }

  private static byte[] finish(Deflater deflater, ByteArrayOutputStream stream) {
    byte[] buffer = new byte[8192];
    deflater.finish();
    while (!deflater.finished()) {
      stream.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return stream.toByteArray();
  }
}

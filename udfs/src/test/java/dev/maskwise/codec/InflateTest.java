package dev.maskwise.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our decompression against the one of the JDK. */
@Timeout(120)
class InflateTest {

  @Test
  void agreesOnEveryLevelStrategyAndKindOfData() throws MaskFormatException {
    for (long seed = 0; seed < 600; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] data = data(random, random.nextInt(10) == 0 ? 300_000 : 20_000);
      byte[] stream = deflate(data, random);
      assertThat(inflate(stream, random)).as("seed %d", seed).isEqualTo(data);
    }
  }

  @Test
  void agreesOnDamagedStreams() {
    int accepted = 0;
    int refused = 0;
    for (long seed = 0; seed < 6000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] stream = deflate(data(random, 3000), random);
      int flips = random.nextInt(4);
      for (int k = 0; k < flips; k++) {
        // The beginning holds the codes, where damage is most varied.
        int range = random.nextBoolean() ? Math.min(80, stream.length) : stream.length;
        stream[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
      }
      if (random.nextInt(4) == 0) {
        stream = Arrays.copyOf(stream, random.nextInt(stream.length + 10));
      }
      byte[] expected = jdkInflate(stream);
      byte[] actual;
      try {
        actual = inflate(stream, random);
      } catch (MaskFormatException e) {
        actual = null;
      }
      assertThat(actual).as("seed %d", seed).isEqualTo(expected);
      accepted += actual == null ? 0 : 1;
      refused += actual == null ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(500);
    assertThat(refused).isGreaterThan(2000);
  }

  /**
   * The checksum of the data would hide what differs before it: here it is left out of the
   * judgement.
   */
  @Test
  void agreesOnDataOfDamagedStreamsUpToTheChecksum() {
    for (long seed = 0; seed < 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] stream = deflate(data(random, 3000), random);
      stream[2 + random.nextInt(stream.length - 6)] ^= (byte) (1 << random.nextInt(8));
      byte[] raw = Arrays.copyOfRange(stream, 2, stream.length);
      byte[] expected = jdkInflateRaw(raw);
      if (expected == null) {
        byte[] damaged = stream;
        assertThatThrownBy(() -> inflate(damaged, random))
            .as("seed %d", seed)
            .isInstanceOf(MaskFormatException.class);
      } else {
        byte[] repaired = withChecksum(stream, expected);
        assertThat(tryInflate(repaired, random))
            .as("seed %d", seed)
            .isEqualTo(jdkInflate(repaired));
      }
    }
  }

  @Test
  void copiesMatchesOfAnyLengthAndDistance() throws MaskFormatException {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ZlibBlock block = ZlibBlock.fixed();
      int literals = 1 + random.nextInt(40);
      for (int k = 0; k < literals; k++) {
        block.literal(random.nextInt(256));
      }
      int farthest = random.nextBoolean() ? 12 : 32768;
      for (int k = 0; k < 600; k++) {
        int distance = 1 + random.nextInt(Math.min(farthest, block.size()));
        block.match(3 + random.nextInt(random.nextBoolean() ? 30 : 256), distance);
      }
      byte[] stream = block.stream();
      assertThat(inflate(stream, random)).as("seed %d", seed).isEqualTo(jdkInflate(stream));
    }
  }

  @Test
  void refusesAMatchFromBeforeTheBeginning() {
    for (int distance = 1; distance < 300; distance++) {
      ZlibBlock block = ZlibBlock.fixed();
      for (int k = 0; k < distance - 1; k++) {
        block.literal(k);
      }
      block.match(3, distance);
      byte[] stream = block.stream();
      assertThat(jdkInflate(stream)).isNull();
      assertThatThrownBy(() -> inflate(stream, new SplittableRandom(1)))
          .isInstanceOf(MaskFormatException.class)
          .hasMessage("is damaged: its compressed data has a match from before its beginning");
    }
  }

  @Test
  void reachesBack32KiBWhateverTheWindowDidInBetween() throws MaskFormatException {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ZlibBlock block = ZlibBlock.fixed();
      for (int i = 0; i < 32768; i++) {
        block.literal(random.nextInt(256));
      }
      while (block.size() < 400_000) {
        block.match(3 + random.nextInt(256), 32768);
      }
      byte[] stream = block.stream();
      assertThat(inflate(stream, random)).as("seed %d", seed).isEqualTo(jdkInflate(stream));
    }
  }

  @Test
  void acceptsTheHeadersThatZlibAccepts() {
    byte[] stream = deflate(new byte[100], Deflater.DEFAULT_STRATEGY, 6);
    int accepted = 0;
    for (int header = 0; header < 1 << 16; header++) {
      stream[0] = (byte) (header >>> 8);
      stream[1] = (byte) header;
      byte[] actual = tryInflate(stream, new SplittableRandom(header));
      assertThat(actual).as("header %x", header).isEqualTo(jdkInflate(stream));
      accepted += actual == null ? 0 : 1;
    }
    assertThat(accepted).isEqualTo(8 * 4);
  }

  @Test
  void acceptsTheCountsOfSymbolsThatZlibAccepts() {
    for (int literals = 257; literals <= 288; literals++) {
      for (int distances = 1; distances <= 32; distances++) {
        byte[] stream = ZlibBlock.dynamic(literals, distances);
        byte[] expected = literals <= 286 && distances <= 30 ? new byte[1] : null;
        assertThat(jdkInflate(stream)).isEqualTo(expected);
        assertThat(tryInflate(stream, new SplittableRandom(literals)))
            .as("%d literals, %d distances", literals, distances)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void saysWhereAStreamIsCutOff() {
    byte[] stream = deflate(StreetScene.paint(64, 64, 3), Deflater.DEFAULT_STRATEGY, 6);
    for (int length = 0; length < stream.length; length++) {
      byte[] cut = Arrays.copyOf(stream, length);
      assertThatThrownBy(() -> inflate(cut, new SplittableRandom(5)))
          .as("cut at %d", length)
          .isInstanceOf(MaskFormatException.class)
          .hasMessage("is cut off: its compressed data ends too early");
    }
  }

  private static byte @Nullable [] tryInflate(byte[] stream, SplittableRandom random) {
    try {
      return inflate(stream, random);
    } catch (MaskFormatException e) {
      return null;
    }
  }

  /** Reads a whole stream, given in random pieces, with requests of random sizes. */
  private static byte[] inflate(byte[] stream, SplittableRandom random) throws MaskFormatException {
    int longest = 1 + random.nextInt(random.nextInt(5) == 0 ? 200_000 : 5000);
    BitInput input = new BitInput(stream, new RandomPieces(stream.length, random));
    Inflate inflate = new Inflate(input, longest, Long.MAX_VALUE);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int request = 1 + random.nextInt(longest);
    while (inflate.require(request)) {
      data.write(inflate.buffer(), inflate.position(), request);
      inflate.skip(request);
      request = 1 + random.nextInt(longest);
    }
    while (inflate.require(1)) {
      data.write(inflate.buffer(), inflate.position(), 1);
      inflate.skip(1);
    }
    inflate.finish();
    return data.toByteArray();
  }

  private static final class RandomPieces implements BitInput.Pieces {
    private final int length;
    private final SplittableRandom random;
    private final int longest;
    private int start;
    private int end;

    RandomPieces(int length, SplittableRandom random) {
      this.length = length;
      this.random = random;
      longest = random.nextInt(4) == 0 ? 12 : length + 1;
    }

    @Override
    public boolean next() {
      if (end == length) {
        return false;
      }
      start = end;
      end = Math.min(length, start + random.nextInt(longest + 1));
      return true;
    }

    @Override
    public int start() {
      return start;
    }

    @Override
    public int end() {
      return end;
    }
  }

  /** What the JDK makes of a stream: null unless it is whole, sound, and nothing follows it. */
  private static byte @Nullable [] jdkInflate(byte[] stream) {
    return jdkInflate(new Inflater(), stream, 0);
  }

  /** The same for a stream without header whose checksum of four bytes is not looked at. */
  private static byte @Nullable [] jdkInflateRaw(byte[] stream) {
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

  private static byte[] withChecksum(byte[] stream, byte[] data) {
    Adler32 adler = new Adler32();
    adler.update(data);
    byte[] repaired = stream.clone();
    for (int k = 0; k < 4; k++) {
      repaired[stream.length - 4 + k] = (byte) (adler.getValue() >>> (24 - 8 * k));
    }
    return repaired;
  }

  private static byte[] data(SplittableRandom random, int longest) {
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
  private static byte[] deflate(byte[] data, SplittableRandom random) {
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

  private static byte[] deflate(byte[] data, int strategy, int level) {
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

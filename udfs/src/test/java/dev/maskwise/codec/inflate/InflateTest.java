package dev.maskwise.codec.inflate;

import static dev.maskwise.codec.inflate.ZlibStreams.data;
import static dev.maskwise.codec.inflate.ZlibStreams.deflate;
import static dev.maskwise.codec.inflate.ZlibStreams.jdkInflate;
import static dev.maskwise.codec.inflate.ZlibStreams.jdkInflateRaw;
import static dev.maskwise.codec.inflate.ZlibStreams.withChecksum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.png.StreetScene;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our decompression against the one of the JDK. */
@Timeout(120)
class InflateTest {

  @Test
  void agreesOnEveryLevelStrategyAndKindOfData() throws MalformedException {
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
      } catch (MalformedException e) {
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
            .isInstanceOf(MalformedException.class);
      } else {
        byte[] repaired = withChecksum(stream, expected);
        assertThat(tryInflate(repaired, random))
            .as("seed %d", seed)
            .isEqualTo(jdkInflate(repaired));
      }
    }
  }

  @Test
  void copiesMatchesOfAnyLengthAndDistanceInAnyCode() throws MalformedException {
    for (long seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ZlibBlock block =
          random.nextInt(4) == 0
              ? ZlibBlock.fixed()
              : ZlibBlock.dynamic(
                  PrefixCode.random(random, 286, 286), PrefixCode.random(random, 30, 30));
      int literals = 1 + random.nextInt(40);
      for (int k = 0; k < literals; k++) {
        block.literal(random.nextInt(256));
      }
      int farthest = random.nextBoolean() ? 40 : 32768;
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
          .isInstanceOf(MalformedException.class)
          .hasMessage("is damaged: its compressed data has a match from before its beginning");
    }
  }

  @Test
  void reachesBack32KiBWhateverTheWindowDidInBetween() throws MalformedException {
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
      if (header % 31 > 1) {
        continue;
      }
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
        byte[] symbols = new byte[literals];
        symbols[0] = 1;
        symbols[256] = 1;
        ZlibBlock block = ZlibBlock.dynamic(symbols, new byte[distances]);
        block.literal(0);
        byte[] stream = block.stream();
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
          .isInstanceOf(MalformedException.class)
          .hasMessage("is cut off: its compressed data ends too early");
    }
  }

  private static byte @Nullable [] tryInflate(byte[] stream, SplittableRandom random) {
    try {
      return inflate(stream, random);
    } catch (MalformedException e) {
      return null;
    }
  }

  /** Reads a whole stream, given in random pieces, with requests of random sizes. */
  private static byte[] inflate(byte[] stream, SplittableRandom random) throws MalformedException {
    int longest = 1 + random.nextInt(random.nextInt(5) == 0 ? 200_000 : 5000);
    BitInput input = new BitInput(stream, new RandomPieces(stream.length, random));
    Inflate inflate = new Inflate(input, longest, Long.MAX_VALUE);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int request = 1 + random.nextInt(longest);
    while (inflate.require(request)) {
      requireZeros(inflate, request);
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

  /** What is said to be zero is zero. */
  private static void requireZeros(Inflate inflate, int bytes) {
    int end = inflate.position() + bytes;
    int at = inflate.zeros().startAfter(inflate.position());
    while (at < end) {
      int runEnd = inflate.zeros().endAround(Math.max(at, inflate.position()));
      for (int i = Math.max(at, inflate.position()); i < Math.min(runEnd, end); i++) {
        assertThat(inflate.buffer()[i]).isZero();
      }
      at = runEnd >= end ? end : inflate.zeros().startAfter(runEnd);
    }
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
}

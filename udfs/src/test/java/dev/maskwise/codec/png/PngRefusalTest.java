package dev.maskwise.codec.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.inflate.ZlibStreams;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file that is not a sound label map gives a sentence, and nothing else. */
@Timeout(120)
class PngRefusalTest {
  private static final int MAX_PIXELS = 1 << 20;
  private static final byte[] LABELS = StreetScene.paint(40, 30, 2);
  private static final byte[] END = PngFixture.chunk("IEND", new byte[0]);
  private static final byte[] GREY_2X2 = PngFixture.header(2, 2, 8, 0, 0);
  private static final byte[] ROWS_2X2 = {0, 1, 2, 0, 3, 4};

  @Test
  void whatIsNoPng() {
    refused(new byte[0], "is empty: it has no bytes");
    refused(
        new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16},
        "is not a PNG file: it starts with the bytes ff d8 ff e0");
    refused(new byte[] {'P'}, "is not a PNG file: it starts with the bytes 50");
    refused(
        new byte[] {(byte) 0x89, 'P', 'N'},
        "is cut off: it has 3 bytes, less than the signature of a PNG file");
  }

  @Test
  void whatIsNoLabelMap() {
    String labelMap =
        " PNG; a label map is grey or has a palette, and colours need a table of classes";
    refused(small(PngFixture.header(2, 2, 8, 2, 0)), "is an RGB" + labelMap);
    refused(small(PngFixture.header(2, 2, 8, 4, 0)), "is a grey-and-alpha" + labelMap);
    refused(small(PngFixture.header(2, 2, 8, 6, 0)), "is an RGBA" + labelMap);
    refused(
        small(PngFixture.header(2, 2, 16, 6, 0)),
        "is an RGBA PNG of 16 bits a channel, and colours have 8: save it with 8");
  }

  @Test
  void impossibleHeaders() {
    refused(
        small(PngFixture.header(2, 2, 8, 5, 0)),
        "is damaged: its header names the unknown colour type 5");
    refused(
        small(PngFixture.header(2, 2, 3, 0, 0)),
        "is damaged: its header declares 3 bits a pixel for a grey PNG");
    refused(
        small(PngFixture.header(2, 2, 16, 3, 0)),
        "is damaged: its header declares 16 bits a pixel for a palette PNG");
    refused(small(PngFixture.header(0, 2, 8, 0, 0)), "is damaged: its header declares 0x2 pixels");
    refused(
        small(PngFixture.header(2, -2, 8, 0, 0)),
        "is damaged: its header declares 2x4294967294 pixels");
    refused(
        small(PngFixture.header(2, 2, 8, 0, 2)),
        "is damaged: the chunk IHDR at byte 8 names an unknown compression, filter or interlace"
            + " method");
    refused(
        PngFixture.file(PngFixture.chunk("IHDR", new byte[12]), END),
        "is damaged: the chunk IHDR at byte 8 has 12 bytes, but must have 13");
  }

  @Test
  void sizesBeyondTheLimitBeforeMemoryIsTaken() {
    refused(
        small(PngFixture.header(60000, 60000, 8, 0, 0)),
        "declares 60000x60000 pixels, more than --max-pixels 1048576");
    assertThatThrownBy(
            () ->
                PngRows.open(
                    small(PngFixture.header(Integer.MAX_VALUE, 1, 8, 0, 0)), Long.MAX_VALUE))
        .isInstanceOf(MalformedException.class)
        .hasMessage("declares rows of 2147483647 pixels, too long to be read");
    assertThatThrownBy(
            () -> PngRows.open(small(PngFixture.header(60000, 60000, 8, 0, 1)), Long.MAX_VALUE))
        .isInstanceOf(MalformedException.class)
        .hasMessage("is interlaced, and with 60000x60000 pixels too large to be read whole");
    refused(
        small(PngFixture.header(1000, 1000, 8, 0, 0)),
        "declares 1000x1000 pixels, which its 71 bytes cannot hold");
    refused(
        small(PngFixture.header(1000, 1000, 8, 0, 1)),
        "declares 1000x1000 pixels, which its 71 bytes cannot hold");
  }

  @Test
  void chunksOutOfOrder() {
    byte[] data = PngFixture.chunk("IDAT", zlib(ROWS_2X2));
    byte[] palette = PngFixture.chunk("PLTE", new byte[6]);
    byte[] indexed = PngFixture.header(2, 2, 8, 3, 0);
    refused(
        PngFixture.file(data, GREY_2X2, END),
        "is damaged: the chunk IDAT at byte 8 comes first, in the place of IHDR");
    refused(
        PngFixture.file(indexed, data, END), "is damaged: it is a palette PNG without a palette");
    refused(
        PngFixture.file(indexed, data, palette, END),
        "is damaged: it is a palette PNG without a palette");
    refused(
        PngFixture.file(indexed, palette, palette, data, END),
        "is damaged: the chunk PLTE at byte 51 is no palette of 1 to 256 colours, or not the only"
            + " one");
    refused(
        PngFixture.file(indexed, PngFixture.chunk("PLTE", new byte[7]), data, END),
        "is damaged: the chunk PLTE at byte 33 is no palette of 1 to 256 colours, or not the only"
            + " one");
    refused(
        PngFixture.file(GREY_2X2, GREY_2X2, data, END),
        "is damaged: the chunk IHDR at byte 33 is unknown or out of place, and the pixels depend on"
            + " it");
    refused(
        PngFixture.file(GREY_2X2, PngFixture.chunk("ABCD", new byte[1]), data, END),
        "is damaged: the chunk ABCD at byte 33 is unknown or out of place, and the pixels depend on"
            + " it");
    refused(
        PngFixture.file(GREY_2X2, data, PngFixture.chunk("tEXt", new byte[1]), data, END),
        "is damaged: the chunk IDAT at byte 72 must not follow the pixels");
    refused(
        PngFixture.file(GREY_2X2, data, PngFixture.chunk("IEND", new byte[2])),
        "is damaged: the chunk IEND at byte 59 has 2 bytes, but must be empty");
    refused(
        PngFixture.file(GREY_2X2, END),
        "is damaged: the chunk IEND at byte 33 is unknown or out of place, and the pixels depend on"
            + " it");
    refused(
        PngFixture.file(GREY_2X2, data),
        "is cut off: it ends after 59 bytes, before its last chunk");
    refused(PngFixture.file(GREY_2X2, new byte[20]), "is damaged: no chunk begins at byte 33");
  }

  @Test
  void dataThatDoesNotFitTheHeader() {
    refused(
        data(zlib(Arrays.copyOf(ROWS_2X2, 5))), "is damaged: it holds fewer rows than it declares");
    refused(
        data(zlib(Arrays.copyOf(ROWS_2X2, 7))), "is damaged: it holds more rows than it declares");
    refused(data(zlib(new byte[40_000])), "is damaged: it holds more rows than it declares");
    refused(
        data(Arrays.copyOf(zlib(ROWS_2X2), zlib(ROWS_2X2).length + 1)),
        "is damaged: bytes follow the end of its compressed data");
    refused(
        data(zlib(new byte[] {0, 1, 2, 5, 3, 4})), "is damaged: a row has the unknown filter 5");
    byte[] wrongSum = zlib(ROWS_2X2);
    wrongSum[wrongSum.length - 1]++;
    refused(data(wrongSum), "is damaged: the checksum of its pixels does not match");
    refused(data(new byte[9]), "is damaged: its compressed data has no zlib header");
    refused(
        data(new byte[] {0x78, (byte) 0xbb, 0, 0, 0}),
        "is damaged: its compressed data wants a preset dictionary");
    refused(data(new byte[0]), "is cut off: its compressed data ends too early");
  }

  @Test
  void aChecksumThatDoesNotMatch() {
    byte[] file = PngWriter.encode(LABELS, 40, 30, 1);
    file[45] ^= 4;
    refused(file, "is damaged: the chunk IDAT at byte 33 does not match its checksum");
  }

  @Test
  void emptyDataChunksAndBytesAfterTheEndAreNoDamage() throws MalformedException {
    byte[] data = zlib(ROWS_2X2);
    byte[] none = PngFixture.chunk("IDAT", new byte[0]);
    byte[] first = PngFixture.chunk("IDAT", Arrays.copyOf(data, 1));
    byte[] rest = PngFixture.chunk("IDAT", Arrays.copyOfRange(data, 1, data.length));
    byte[] file = PngFixture.file(GREY_2X2, none, first, none, rest, none, END, new byte[3]);
    assertThat(read(file)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void everyFileThatIsCutOff() {
    for (byte[] file : kinds()) {
      for (int length = 0; length < file.length; length++) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> read(cut))
            .as("cut at %d of %d", length, file.length)
            .isInstanceOf(MalformedException.class)
            .hasMessageMatching("is (empty|cut off): .*|declares .* cannot hold");
      }
    }
  }

  @Test
  void damageIsFoundOrHarmless() throws MalformedException {
    int found = 0;
    byte[][] files = kinds();
    for (long seed = 0; seed < 12_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] file = files[random.nextInt(files.length)];
      byte[] damaged = file.clone();
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      }
      boolean repaired = random.nextBoolean();
      if (repaired) {
        repairChecksums(damaged);
      }
      found += foundOrHarmless(damaged, read(file), seed) ? 1 : 0;
    }
    assertThat(found).isGreaterThan(9_000);
  }

  @Test
  void randomBytesAfterTheHeaderAreFound() {
    for (long seed = 0; seed < 5000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      if (noise.length > 2) {
        noise[0] = 0x78;
        noise[1] = (byte) 0x9c;
      }
      byte[] file =
          PngFixture.file(
              PngFixture.header(40, 30, 8, 0, random.nextInt(2)),
              PngFixture.chunk("IDAT", noise),
              END);
      assertThatThrownBy(() -> read(file))
          .as("seed %d", seed)
          .isInstanceOf(MalformedException.class);
    }
  }

  private static boolean foundOrHarmless(byte[] damaged, byte[] labels, long seed) {
    try {
      assertThat(read(damaged)).as("seed %d", seed).isEqualTo(labels);
      return false;
    } catch (MalformedException e) {
      return true;
    } catch (RuntimeException e) {
      return fail("seed " + seed, e);
    }
  }

  private static byte[][] kinds() {
    byte[] wide = new byte[2 * LABELS.length];
    byte[] bits = new byte[LABELS.length];
    for (int i = 0; i < LABELS.length; i++) {
      wide[2 * i] = LABELS[i];
      bits[i] = (byte) (LABELS[i] & 1);
    }
    return new byte[][] {
      PngFixture.grey(LABELS, 40, 30, 8).filter(PngFixture.ADAPTIVE).dataChunkBytes(50).encode(),
      PngFixture.grey(LABELS, 40, 30, 8).filter(y -> y % 5).deflate(1, Deflater.FILTERED).encode(),
      PngFixture.palette(LABELS, 40, 30, 8).interlaced().encode(),
      PngFixture.palette(bits, 40, 30, 1).deflate(0, Deflater.DEFAULT_STRATEGY).encode(),
      PngFixture.grey(wide, 40, 30, 16).filter(y -> 4 - y % 5).encode(),
      PngWriter.encode(LABELS, 40, 30, 1)
    };
  }

  /** Makes the checksum of every chunk right again, as far as chunks can be told. */
  private static void repairChecksums(byte[] file) {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int chunk = 8;
    while (chunk + 12 <= file.length) {
      int length = chunks.getInt(chunk);
      if (length < 0 || length > file.length - chunk - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(file, chunk + 4, 4 + length);
      chunks.putInt(chunk + 8 + length, (int) crc.getValue());
      chunk += 12 + length;
    }
  }

  /** A file of four pixels with another header. */
  private static byte[] small(byte[] header) {
    return PngFixture.file(header, PngFixture.chunk("IDAT", zlib(ROWS_2X2)), END);
  }

  private static byte[] data(byte[] data) {
    return PngFixture.file(GREY_2X2, PngFixture.chunk("IDAT", data), END);
  }

  private static byte[] zlib(byte[] rows) {
    return ZlibStreams.deflate(rows, Deflater.DEFAULT_STRATEGY, 6);
  }

  private static void refused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file)).isInstanceOf(MalformedException.class).hasMessage(message);
  }

  private static byte[] read(byte[] file) throws MalformedException {
    try (PngRows rows = PngRows.open(file, MAX_PIXELS)) {
      byte[] labels = new byte[rows.height() * rows.width() * rows.bytesPerPixel()];
      rows.read(labels, rows.height());
      return labels;
    }
  }
}

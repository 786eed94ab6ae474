package dev.maskwise.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maskwise.codec.npy.NpyWriter;
import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.law.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** Scores come out of files and bare numbers as they went in. */
class ScoreFilesTest {
  private static final int HEIGHT = 3;
  private static final int WIDTH = 5;

  private static float[][] planes(SplittableRandom random) {
    float[][] planes = new float[random.nextInt(1, 4)][HEIGHT * WIDTH];
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = random.nextInt(-1000, 1000) / 8f; // a float16 too
      }
    }
    return planes;
  }

  private static void assertScores(InternalRow row, float[][] planes) {
    assertThat(row.getInt(0)).isEqualTo(planes.length);
    assertThat(row.getInt(1)).isEqualTo(HEIGHT);
    assertThat(row.getInt(2)).isEqualTo(WIDTH);
    ByteBuffer scores = ByteBuffer.wrap(row.getBinary(3)).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] plane : planes) {
      for (float score : plane) {
        assertThat(scores.getFloat()).isEqualTo(score);
      }
    }
    assertThat(scores.remaining()).isZero();
  }

  @Test
  void npyAndNpz() {
    Property.forAll(
        41,
        50,
        ScoreFilesTest::planes,
        planes -> {
          for (ScoreType type : new ScoreType[] {ScoreType.FLOAT16, ScoreType.FLOAT32}) {
            byte[] npy = NpyWriter.encode(planes, HEIGHT, WIDTH, type);
            assertScores(FileFunctions.scoresFromNpy(npy, 0, 0), planes);
            byte[] npz = npz(npy);
            for (String name : new String[] {"scores", "scores.npy", ""}) {
              UTF8String word = UTF8String.fromString(name);
              assertScores(FileFunctions.scoresFromNpz(npz, word, 0, 0), planes);
            }
          }
        });
  }

  private static byte[] npz(byte[] npy) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("scores.npy"));
      zip.write(npy);
    }
    return bytes.toByteArray();
  }

  @Test
  void bareNumbersOfEveryType() {
    Property.forAll(
        42,
        100,
        random -> random.nextLong(),
        seed -> {
          for (ScoreType type : ScoreType.values()) {
            SplittableRandom random = new SplittableRandom(seed);
            float[][] planes = planes(random);
            boolean scaled = type.isInteger();
            ByteBuffer raw =
                ByteBuffer.allocate(planes.length * HEIGHT * WIDTH * type.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (float[] plane : planes) {
              for (int i = 0; i < plane.length; i++) {
                int q = random.nextInt(type == ScoreType.UINT8 ? 256 : 65536);
                switch (type) {
                  case FLOAT16 -> raw.putShort(float16(plane[i]));
                  case FLOAT32 -> raw.putFloat(plane[i]);
                  case FLOAT64 -> raw.putDouble(plane[i]);
                  case UINT8 -> raw.put((byte) q);
                  case UINT16 -> raw.putShort((short) q);
                }
                plane[i] = scaled ? (float) (q * 0.25 - 3) : plane[i];
              }
            }
            assertScores(
                FileFunctions.scoresFromRaw(
                    raw.array(),
                    UTF8String.fromString(type.toString()),
                    planes.length,
                    HEIGHT,
                    WIDTH,
                    scaled ? 0.25 : 0,
                    scaled ? -3 : 0),
                planes);
          }
        });
  }

  /** The bits of a number that a float16 holds exactly and normally, or of 0. */
  private static short float16(float x) {
    int bits = Float.floatToIntBits(x);
    int magnitude = x == 0 ? 0 : (bits >>> 13 & 0x3ffff) - (112 << 10);
    return (short) ((bits >>> 16 & 0x8000) | magnitude);
  }
}

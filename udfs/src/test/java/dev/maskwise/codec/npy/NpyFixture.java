package dev.maskwise.codec.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes .npy and .npz files, and says naively what their bytes mean. */
public final class NpyFixture {
  private NpyFixture() {}

  static String dictionary(String descr, boolean fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
        .formatted(descr, fortran ? "True" : "False", shape);
  }

  /** A file of any dictionary, padded to a multiple of 64 bytes as NumPy does. */
  static byte[] npy(int version, String dictionary, byte[] data) {
    int before = version == 1 ? 10 : 12;
    String padding = " ".repeat(63 - (before + dictionary.length()) % 64);
    return unpadded(version, dictionary + padding + "\n", data);
  }

  static byte[] unpadded(int version, String header, byte[] data) {
    ByteBuffer file = ByteBuffer.allocate(12 + header.length() + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93).put("NUMPY".getBytes(ISO_8859_1));
    file.put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putChar((char) header.length());
    } else {
      file.putInt(header.length());
    }
    file.put(header.getBytes(ISO_8859_1)).put(data);
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return bytes;
  }

  /** A zip file of name, content, name, content … */
  static byte[] npz(boolean deflated, Object... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        byte[] content = (byte[]) entries[i + 1];
        ZipEntry entry = new ZipEntry((String) entries[i]);
        if (!deflated) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  /** The scores that lie in a map's bytes. */
  public static float[][] naive(
      String descr,
      boolean fortran,
      byte[] data,
      int channels,
      int height,
      int width,
      @Nullable ScoreScale scale) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    bytes.order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int size = descr.charAt(2) - '0';
    float[][] planes = new float[channels][height * width];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int index = fortran ? c + channels * (y + height * x) : x + width * (y + height * c);
          planes[c][y * width + x] = naive(descr.substring(1), bytes, index * size, scale);
        }
      }
    }
    return planes;
  }

  private static float naive(String type, ByteBuffer bytes, int at, @Nullable ScoreScale scale) {
    if (scale != null) {
      int q = type.equals("u1") ? bytes.get(at) & 0xff : bytes.getChar(at);
      return (float) (scale.scale() * q + scale.offset());
    }
    return switch (type) {
      case "f2" -> half(bytes.getChar(at));
      case "f4" -> bytes.getFloat(at);
      case "f8" -> (float) bytes.getDouble(at);
      default -> throw new AssertionError(type);
    };
  }

  /** The value of a half by the definition of IEEE 754. */
  public static float half(int bits) {
    int exponent = bits / 1024 % 32;
    int fraction = bits % 1024;
    double magnitude =
        exponent == 31
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? Math.scalb((double) fraction, -24)
                : Math.scalb(1024.0 + fraction, exponent - 25);
    return (float) (bits < 32768 ? magnitude : -magnitude);
  }

  /** All scores of a map, bits of NaN made equal. */
  public static int[][] read(ScoreMap map) throws MalformedException {
    float[][] planes = new float[map.channels()][map.height() * map.width()];
    map.read(planes);
    return bits(planes);
  }

  public static int[][] bits(float[][] planes) {
    int[][] bits = new int[planes.length][planes[0].length];
    for (int c = 0; c < bits.length; c++) {
      for (int i = 0; i < bits[c].length; i++) {
        bits[c][i] = Float.floatToIntBits(planes[c][i]);
      }
    }
    return bits;
  }

  /** A stream that gives a few bytes at a time, as networks do. */
  static InputStream hesitant(byte[] bytes, SplittableRandom random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(length, 1 + random.nextInt(5000)));
      }
    };
  }
}

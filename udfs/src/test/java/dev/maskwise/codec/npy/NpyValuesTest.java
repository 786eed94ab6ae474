package dev.maskwise.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.LabelsAsValues;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.ValuesAsLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole numbers in .npy and .npz files, of every type and order. */
class NpyValuesTest {
  private static final int MAX_PIXELS = 1 << 20;

  private static byte[] data(String descr, long... numbers) {
    int size = descr.charAt(2) - '0';
    ByteBuffer data = ByteBuffer.allocate(numbers.length * size);
    data.order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      switch (size) {
        case 1 -> data.put((byte) number);
        case 2 -> data.putShort((short) number);
        case 4 -> data.putInt((int) number);
        default -> data.putLong(number);
      }
    }
    return data.array();
  }

  private static byte[] npy(String descr, boolean fortran, String shape, long... numbers) {
    return NpyFixture.npy(1, NpyFixture.dictionary(descr, fortran, shape), data(descr, numbers));
  }

  private static int[] read(ValueRows rows) throws MalformedException {
    int[] values = new int[rows.width() * rows.height()];
    int[] row = new int[rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.read(row, 1);
      System.arraycopy(row, 0, values, y * row.length, row.length);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "|i1, -128, 127",
    "<i2, -32768, 32767",
    ">i2, -32768, 32767",
    "<i4, -2147483648, 2147483647",
    ">i4, -2147483648, 2147483647",
    "<i8, -2147483648, 2147483647",
    ">i8, -2147483648, 2147483647",
    "<u4, 0, 2147483647",
    ">u4, 0, 2147483647",
    "<u8, 0, 2147483647",
    ">u8, 0, 2147483647",
    "|b1, 0, 1",
    "|u1, 0, 255",
    "<u2, 0, 65535",
    ">u2, 0, 65535",
  })
  void everyTypeInEveryOrder(String descr, int least, int largest) throws MalformedException {
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int height = 1 + random.nextInt(9);
      int width = 1 + random.nextInt(9);
      boolean fortran = random.nextBoolean();
      int[] values =
          random.ints((long) width * height, least, largest).toArray(); // without the largest
      values[0] = largest;
      values[values.length - 1] = seed % 2 == 0 ? least : largest;
      long[] stored =
          LongStream.range(0, values.length)
              .map(i -> values[(int) (fortran ? i % height * width + i / height : i)])
              .toArray();
      String shape =
          new String[] {"(%d, %d)", "(1, %d, %d)", "(%d, %d, 1)", "(1, 1, %d, %d)"}
              [random.nextInt(height == 1 ? 2 : 4)].formatted(height, width);
      ValueRows rows = NpyValues.open(npy(descr, fortran, shape, stored), MAX_PIXELS);
      assertThat(rows.kind()).isEqualTo(ValueRows.Kind.NUMBER);
      assertThat(rows.largest()).isEqualTo(descr.equals("|b1") ? 255 : largest);
      assertThat(rows.width()).isEqualTo(width);
      assertThat(read(rows)).as("seed %d, %s", seed, shape).isEqualTo(values);
    }
  }

  @Test
  void numbersThatAreNoLabelsAreRefusedByTheirPixel() throws MalformedException {
    LabelMapRows labels =
        ValuesAsLabels.of(NpyValues.open(npy("<i8", false, "(2, 2)", 0, 1, 65_535, -1), 4));
    assertThat(labels.bytesPerPixel()).isEqualTo(2);
    assertThatThrownBy(() -> labels.read(new byte[8], 2))
        .hasMessage(
            "holds the value -1 at (1, 1), which is no label: labels are 0 to 65535, and --map says"
                + " what other values mean");
    String wide =
        " at (1, 1), which is no label: neither labels nor what is mapped to them has more than 32"
            + " bits";
    refused(npy("<i8", false, "(2, 2)", 0, 1, 2, 1L << 31), "holds the value 2147483648" + wide);
    refused(npy("<i8", false, "(2, 2)", 0, 1, 2, -1L << 32), "holds the value -4294967296" + wide);
    refused(
        npy(">u8", false, "(2, 2)", 0, 1, 2, -1), "holds the value 18446744073709551615" + wide);
    refused(npy("<u4", true, "(2, 2)", 0, 1, 2, -1), "holds the value 4294967295" + wide);
  }

  @Test
  void signedBytesAreLabelsOfOneByte() throws MalformedException {
    LabelMapRows labels = ValuesAsLabels.of(NpyValues.open(npy("|i1", false, "(1, 2)", 0, 127), 2));
    assertThat(labels.bytesPerPixel()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOnlyArrayOfAnArchive(boolean deflated) throws IOException, MalformedException {
    byte[] wide = npy("<i4", false, "(2, 2)", 7, -1, 300, 0);
    byte[] file = NpyFixture.npz(deflated, "readme.txt", new byte[9], "arr_0.npy", wide);
    assertThat(NpyValues.begins(file)).isTrue();
    assertThat(read(NpyValues.open(file, 4))).containsExactly(7, -1, 300, 0);
    byte[] narrow = npy("|u1", true, "(2, 2)", 1, 2, 3, 4);
    assertThat(NpyValues.open(NpyFixture.npz(deflated, "m.npy", narrow), 4))
        .isInstanceOf(LabelsAsValues.class);
    refused(
        NpyFixture.npz(deflated, "a.npy", wide, "b.npy", narrow),
        "holds 2 arrays, and none was named: a, b");
    refused(
        NpyFixture.npz(deflated, "a.npy", Arrays.copyOf(wide, wide.length + 1)),
        "is damaged: it has 145 bytes, but with 2x2 pixels it has 144");
    refused(
        NpyFixture.npz(deflated, "a.npy", Arrays.copyOf(wide, wide.length - 1)),
        "is cut off: it has 143 bytes, but with 2x2 pixels it has 144");
    refused(
        NpyFixture.npz(deflated, "a.npy", npy("|u1", false, "(1000, 1000)", 0)),
        "declares 1000x1000 pixels, which its "
            + NpyFixture.npz(deflated, "a.npy", npy("|u1", false, "(1000, 1000)", 0)).length
            + " bytes cannot hold");
    assertThat(NpyValues.begins(NpyFixture.npz(deflated, "a.txt", new byte[3]))).isFalse();
  }

  /** No crash, no hang, and no more memory than the map that a file declares. */
  @Test
  void damageIsFoundOrHarmless() throws IOException {
    byte[] npy = npy("<i4", false, "(3, 4)", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    byte[][] files = {npy, NpyFixture.npz(false, "a.npy", npy), NpyFixture.npz(true, "a.npy", npy)};
    int found = 0;
    for (long seed = 0; seed < 6000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = files[(int) (seed % 3)].clone();
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        ValueRows rows = NpyValues.open(damaged, MAX_PIXELS);
        assertThat(read(rows)).hasSizeLessThanOrEqualTo(MAX_PIXELS);
      } catch (MalformedException e) {
        found++;
      }
    }
    assertThat(found).isGreaterThan(3000);
  }

  private static void refused(byte[] file, String message) {
    assertThatThrownBy(() -> read(NpyValues.open(file, MAX_PIXELS)))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }
}

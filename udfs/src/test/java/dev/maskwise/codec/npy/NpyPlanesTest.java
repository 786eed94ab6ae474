package dev.maskwise.codec.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.ValueRows;
import dev.maskwise.codec.ValuesAsLabels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The planes of NumPy arrays, such as the masks of several classes. */
class NpyPlanesTest {
  private static final int CLASSES = 2;
  private static final int HEIGHT = 2;
  private static final int WIDTH = 3;

  private static byte[] npy(String type, boolean fortran, String shape, byte[] data) {
    String dictionary =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
            .formatted(type, fortran ? "True" : "False", shape);
    return ByteBuffer.allocate(10 + dictionary.length() + data.length)
        .put((byte) 0x93)
        .put("NUMPY\1\0".getBytes(ISO_8859_1))
        .put((byte) dictionary.length())
        .put((byte) 0)
        .put(dictionary.getBytes(ISO_8859_1))
        .put(data)
        .array();
  }

  /** The value of a pixel, which is another for each. */
  private static int value(int c, int y, int x) {
    return 1 + 6 * c + 3 * y + x;
  }

  @ParameterizedTest
  @CsvSource({"|u1, false, 1", "|u1, true, 1", "<i4, false, 4", ">i4, true, 4", ">u2, false, 2"})
  void everyPlaneOfEveryOrder(String type, boolean fortran, int bytes) throws Exception {
    byte[] data = new byte[CLASSES * HEIGHT * WIDTH * bytes];
    for (int c = 0; c < CLASSES; c++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int place = fortran ? c + CLASSES * (y + HEIGHT * x) : x + WIDTH * (y + HEIGHT * c);
          data[place * bytes + (type.startsWith(">") ? bytes - 1 : 0)] = (byte) value(c, y, x);
        }
      }
    }
    List<ValueRows> planes = NpyValues.planes(npy(type, fortran, "(1, 2, 2, 3)", data), 6);
    assertThat(planes).hasSize(CLASSES);
    for (int c = 0; c < CLASSES; c++) {
      var labels = ValuesAsLabels.of(planes.get(c));
      byte[] read = new byte[HEIGHT * WIDTH * labels.bytesPerPixel()];
      labels.read(read, HEIGHT);
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < read.length; i += labels.bytesPerPixel()) {
        found.add((int) read[i]);
      }
      int first = value(c, 0, 0);
      assertThat(found)
          .isEqualTo(Arrays.asList(first, first + 1, first + 2, first + 3, first + 4, first + 5));
    }
  }

  @Test
  void oneClassNeedsNoAxis() throws MalformedException {
    assertThat(NpyValues.planes(npy("|u1", false, "(2, 3)", new byte[6]), 6)).hasSize(1);
  }

  @Test
  void whatIsNoStackOfMasksIsRefused() {
    assertRefused(npy("|u1", false, "(2, 2, 2, 3)", new byte[24]), "classes×height×width");
    assertRefused(npy("|u1", false, "(2, 2, 3)", new byte[11]), "is cut off");
    assertRefused(npy("|u1", false, "(2, 9, 9)", new byte[162]), "--max-pixels");
    byte[] booleans = new byte[12];
    booleans[9] = 2;
    assertRefused(npy("|b1", false, "(2, 2, 3)", booleans), "its boolean 9 is 2");
  }

  private static void assertRefused(byte[] file, String words) {
    assertThatThrownBy(() -> NpyValues.planes(file, 6))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(words);
  }
}

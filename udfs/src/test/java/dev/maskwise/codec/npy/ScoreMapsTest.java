package dev.maskwise.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real files: what NumPy wrote, and the logits of real networks; and files that are neither. */
class ScoreMapsTest {
  private static final Path NUMPY = Path.of("src", "test", "resources", "npy");
  private static final Path CAMVID = Path.of("..", "..", "shared", "data", "camvid");
  private static final long MAX_PIXELS = 1 << 20;

  static List<String> arraysOfNumPy() throws IOException {
    return Files.readAllLines(NUMPY.resolve("expected.txt"));
  }

  @ParameterizedTest
  @MethodSource("arraysOfNumPy")
  void readsWhatNumPyWrote(String line) throws Exception {
    String[] words = line.split(" ", -1);
    String[] name = words[0].split("#", -1);
    ScoreScale scale = words[1].equals("scaled") ? new ScoreScale(0.037, -1.25) : null;
    byte[] file = Files.readAllBytes(NUMPY.resolve(name[0]));
    try (ScoreMap map = open(file, name.length > 1 ? name[1] : null, scale)) {
      assertThat(List.of(map.channels(), map.height(), map.width()))
          .containsExactly(
              Integer.valueOf(words[2]), Integer.valueOf(words[3]), Integer.valueOf(words[4]));
      int[] scores = Arrays.stream(NpyFixture.read(map)).flatMapToInt(Arrays::stream).toArray();
      int[] expected =
          Arrays.stream(words, 5, words.length).mapToInt(HexFormat::fromHexDigits).toArray();
      assertThat(scores).containsExactly(expected);
    }
  }

  @Test
  void refusesOtherArraysOfNumPy() throws IOException {
    refused("objects.npy", "holds pickled objects, which are never read; " + NpyHeader.ACCEPTED);
    refused("records.npy", "holds records of several fields; " + NpyHeader.ACCEPTED);
    refused("complex.npy", "holds the type '<c8'; " + NpyHeader.ACCEPTED);
    refused(
        "vector.npy",
        "has the shape 3, but scores are height×width, channels×height×width, or"
            + " 1×channels×height×width");
    refused(
        "two.npz",
        "holds uint8 scores, whose meaning is not stated: say --score-scale and --score-offset");
  }

  @Test
  void saysWhatIsNoFileOfNumPy() {
    refused(new byte[0], null, "is empty: it has no bytes");
    refused(
        new byte[] {(byte) 0x93, 'N'},
        null,
        "is cut off: it ends after 2 bytes, inside its header");
    refused(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13},
        null,
        "is neither a .npy nor a .npz file: it starts with the bytes 89 50 4e 47");
    refused(
        new byte[] {'P', 'K', 5, 6},
        null,
        "is neither a .npy nor a .npz file: it starts with the bytes 50 4b 05 06");
    byte[] npy = NpyFixture.npy(1, NpyFixture.dictionary("<f2", false, "(1, 1)"), new byte[2]);
    refused(npy, "x", "is a .npy file, whose only array has no name, but the array x is wanted");
  }

  static List<Path> logits() throws IOException {
    if (!Files.isDirectory(CAMVID)) {
      return List.of(CAMVID);
    }
    try (Stream<Path> files = Files.walk(CAMVID, 2)) {
      return files.filter(file -> file.toString().endsWith(".npy")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("logits")
  void readsTheLogitsOfCamVidInBothOrders(Path path) throws Exception {
    assumeThat(CAMVID).isDirectory();
    byte[] file = Files.readAllBytes(path);
    boolean binary = path.toString().contains("car_logits");
    int channels = binary ? 1 : 11;
    int size = (file.length - 128) / (channels * 360 * 480);
    String descr = "<f" + size;
    byte[] data = Arrays.copyOfRange(file, 128, file.length);
    int[][] expected =
        NpyFixture.bits(NpyFixture.naive(descr, false, data, channels, 360, 480, null));
    try (ScoreMap map = open(file, null, null)) {
      assertThat(NpyFixture.read(map)).isDeepEqualTo(expected);
    }
    byte[] turned =
        NpyFixture.npy(
            1,
            NpyFixture.dictionary(descr, true, binary ? "(360, 480)" : "(11, 360, 480)"),
            fortran(data, size, channels, 360, 480));
    try (ScoreMap map = open(turned, null, null)) {
      assertThat(NpyFixture.read(map)).isDeepEqualTo(expected);
    }
  }

  private static byte[] fortran(byte[] data, int size, int channels, int height, int width) {
    ByteBuffer turned = ByteBuffer.allocate(data.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        for (int c = 0; c < channels; c++) {
          turned.put(data, ((c * height + y) * width + x) * size, size);
        }
      }
    }
    return turned.array();
  }

  private static ScoreMap open(byte[] file, @Nullable String array, @Nullable ScoreScale scale)
      throws MalformedException {
    return ScoreMaps.open(new ByteArrayInputStream(file), array, scale, MAX_PIXELS, file.length);
  }

  private static void refused(String name, String message) throws IOException {
    refused(Files.readAllBytes(NUMPY.resolve(name)), null, message);
  }

  private static void refused(byte[] file, @Nullable String array, String message) {
    assertThatThrownBy(
            () -> {
              try (ScoreMap map = open(file, array, null)) {
                NpyFixture.read(map);
              }
            })
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }
}

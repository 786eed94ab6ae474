package dev.maskwise.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.score.ScoreMap;
import dev.maskwise.codec.score.ScoreScale;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file that is not a sound score map gives a clause, and nothing else. */
@Timeout(60)
class NpyRefusalTest {
  private static final int MAX_PIXELS = 1 << 20;
  private static final ScoreScale SCALE = new ScoreScale(1, 0);
  private static final byte[] DATA = new byte[24];
  private static final String ACCEPTED = "; " + NpyHeader.ACCEPTED;

  @Test
  void typesThatAreNoScores() {
    for (String descr : new String[] {"<i4", "|b1", "<c8", "<f16", "|S4", "<U4", "|V8", "<M8"}) {
      refused(
          NpyFixture.dictionary(descr, false, "(2, 3)"),
          "holds the type '" + descr + "'" + ACCEPTED);
    }
    refused(
        NpyFixture.dictionary("|O", false, "(2, 3)"),
        "holds pickled objects, which are never read" + ACCEPTED);
    refused(
        "{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (2, 3), }",
        "holds records of several fields" + ACCEPTED);
  }

  @Test
  void shapesThatAreNoScores() {
    String axes =
        ", but scores are height×width, channels×height×width, or 1×channels×height×width";
    refused(shape("()"), "has the shape ()" + axes);
    refused(shape("(6,)"), "has the shape 6" + axes);
    refused(shape("(2, 1, 2, 3)"), "has the shape 2×1×2×3" + axes);
    refused(shape("(1, 1, 1, 2, 3)"), "has the shape 1×1×1×2×3" + axes);
    refused(shape("(1, 1, 1, 1, 1, 1, 1, 1, 1)"), "has the shape 1×1×1×1×1×1×1×1×…" + axes);
    String least = " pixels; each must be at least 1";
    refused(shape("(0, 3)"), "declares 1 channels of 3x0" + least);
    refused(shape("(2, 0)"), "declares 1 channels of 0x2" + least);
    refused(shape("(0, 2, 3)"), "declares 0 channels of 3x2" + least);
  }

  @Test
  void sizesBeyondTheLimitBeforeMemoryIsTaken() {
    refused(
        shape("(1025, 1024)"),
        "declares 1 channels of 1024x1025 pixels, more than --max-pixels 1048576");
    refused(
        shape("(4294967296, 4294967296)"),
        "declares 1 channels of 4294967296x4294967296 pixels, more than --max-pixels 1048576");
    refused(
        shape("(999999999999999999, 2, 2)"),
        "declares 999999999999999999 channels of 2x2 pixels; at most 65536 channels are read");
    refused(
        shape("(65537, 2, 2)"),
        "declares 65537 channels of 2x2 pixels; at most 65536 channels are read");
    refused(
        shape("(1, 1234567890123456789)"),
        "is damaged: the dictionary in its header holds a size of 19 digits at character 73");
    byte[] huge = NpyFixture.npy(1, shape("(65535, 32769)"), DATA);
    assertThatThrownBy(
            () -> NpyScores.open(new ByteArrayInputStream(huge), null, Long.MAX_VALUE, -1))
        .isInstanceOf(MalformedException.class)
        .hasMessage("declares 1 channels of 32769x65535 pixels, too large to be read");
    byte[] long65536 = NpyFixture.npy(1, shape("(65536, 1024, 1024)"), DATA);
    refused(
        long65536,
        null,
        long65536.length,
        "is cut off: it ends after 152 bytes, but with 65536 channels of 1024x1024 float32 scores"
            + " it has 274877907072");
  }

  @Test
  void dictionariesThatNumPyDoesNotWrite() {
    damaged("x", "lacks a { at character 0");
    damaged("{}", "lacks one of the keys descr, fortran_order and shape at character 53");
    damaged("{'descr': '<f4'", "lacks a } at character 53");
    damaged("{'descr' '<f4'}", "lacks a : at character 9");
    damaged("{descr: '<f4'}", "lacks a ' at character 1");
    damaged("{'descr': '<f4, }", "holds an unreadable string at character 11");
    damaged("{'descr': '\\x3cf4', }", "holds an unreadable string at character 11");
    damaged("{'descr': None, }", "lacks a ' at character 10");
    damaged("{'descr': '<f4', 'descr': '<f4', }", "names the key descr twice at character 31");
    damaged("{'size': '<f4', }", "names the unknown key size at character 8");
    damaged("{'fortran_order': 0, }", "says neither True nor False at character 18");
    damaged("{'shape': 2, }", "lacks a ( at character 10");
    damaged("{'shape': (2), }", "holds a number in the place of a tuple at character 13");
    damaged("{'shape': (2, -3), }", "holds a size that is no whole number at character 14");
    damaged("{'shape': (2, 03), }", "holds a size that is no whole number at character 16");
    damaged("{'shape': (2, 3.0), }", "lacks a ) at character 15");
    damaged("{'shape': (,), }", "holds a size that is no whole number at character 11");
    damaged("{'shape': (2, 3L), }", "lacks a ) at character 15");
    damaged("__import__('os')", "lacks a { at character 0");
    String sound = shape("(2, 3)");
    damaged(
        sound + " # and more",
        "does not end with a line feed at character " + (sound.length() + 1));
    refused(
        NpyFixture.unpadded(1, sound, DATA),
        null,
        -1,
        "is damaged: the dictionary in its header does not end with a line feed at character "
            + sound.length());
  }

  @Test
  void versionsAndLengthsOfHeaders() {
    byte[] file = NpyFixture.npy(1, shape("(2, 3)"), DATA);
    byte[] other = file.clone();
    other[6] = 4;
    String read = "; the versions 1.0, 2.0 and 3.0 are read";
    refused(other, null, -1, "is an array of NumPy in the version 4.0" + read);
    other[6] = 1;
    other[7] = 9;
    refused(other, null, -1, "is an array of NumPy in the version 1.9" + read);
    byte[] endless = NpyFixture.npy(2, shape("(2, 3)"), DATA);
    endless[11] = (byte) 0xff;
    refused(
        endless,
        null,
        -1,
        "is damaged: its header declares a dictionary of 4278190196 characters, more than 10000");
    refused(new byte[20], null, -1, "is no array of NumPy: it does not start with \\x93NUMPY");
    refused(new byte[0], null, -1, "is empty: it has no bytes");
  }

  @Test
  void integersNeedAScaleAndOthersMustNotHaveOne() {
    byte[] integers = NpyFixture.npy(1, NpyFixture.dictionary("|u1", false, "(4, 6)"), DATA);
    refused(
        integers,
        null,
        -1,
        "holds uint8 scores, whose meaning is not stated: say --score-scale and --score-offset");
    byte[] floats = NpyFixture.npy(1, shape("(2, 3)"), DATA);
    refused(
        floats,
        SCALE,
        -1,
        "holds float32 scores, but a scale was stated: leave out --score-scale and"
            + " --score-offset");
    for (double wrong : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ScoreScale(wrong, 0));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScoreScale(1, Double.NaN))
        .withMessage(
            "A scale of scores is finite and not 0 and its offset is finite, but they are 1.0 and"
                + " NaN.");
  }

  @Test
  void everyFileThatIsCutOffOrTooLong() {
    for (boolean fortran : new boolean[] {false, true}) {
      byte[] file = NpyFixture.npy(1, NpyFixture.dictionary("<f4", fortran, "(3, 2)"), DATA);
      for (int length = 0; length < file.length; length++) {
        byte[] cut = Arrays.copyOf(file, length);
        String message = "is (empty: .*|cut off: it ends after " + length + " bytes.*)";
        for (long known : new long[] {-1, length}) {
          assertThatThrownBy(() -> read(cut, null, known))
              .isInstanceOf(MalformedException.class)
              .hasMessageMatching(message);
        }
      }
      byte[] longer = Arrays.copyOf(file, file.length + 1);
      String expected = ", but with 1 channels of 2x3 float32 scores it ends after 152 bytes";
      refused(longer, null, -1, "is damaged: it goes on" + expected);
      refused(longer, null, longer.length, "is damaged: it has 153 bytes" + expected);
    }
  }

  @Test
  void damagedHeadersAreFoundOrDeclareAnotherMap() {
    int found = 0;
    byte[] data = new byte[2 * 12 * 11];
    for (int seed = 0; seed < 10_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int version = 1 + random.nextInt(3);
      byte[] file =
          NpyFixture.npy(
              version, NpyFixture.dictionary("<f2", random.nextBoolean(), "(2, 6, 11)"), data);
      int header = file.length - data.length;
      for (int k = 1 + random.nextInt(3); k > 0; k--) {
        int at = random.nextInt(header);
        file[at] =
            random.nextBoolean()
                ? (byte) (file[at] ^ 1 << random.nextInt(8))
                : (byte) "0123456789(),' ".charAt(random.nextInt(15));
      }
      found += foundOrAnother(file, random.nextBoolean() ? file.length : -1, seed) ? 1 : 0;
    }
    assertThat(found).isBetween(8_000, 9_990);
  }

  @Test
  void failuresOfTheStreamAreClauses() {
    InputStream broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("the disk is gone");
          }
        };
    assertThatThrownBy(() -> NpyScores.open(broken, null, MAX_PIXELS, -1))
        .isInstanceOf(MalformedException.class)
        .hasMessage("cannot be read: the disk is gone");
  }

  private static boolean foundOrAnother(byte[] file, long length, int seed) {
    try (ScoreMap map = NpyScores.open(new ByteArrayInputStream(file), null, MAX_PIXELS, length)) {
      long scores = (long) map.channels() * map.height() * map.width();
      // The shape is what a caller takes memory for: no more than the file holds, if it is known.
      assertThat(length < 0 || scores <= length).as("seed %d", seed).isTrue();
      if (scores < 1 << 16) {
        NpyFixture.read(map);
      }
      return false;
    } catch (MalformedException e) {
      return true;
    } catch (RuntimeException e) {
      return fail("seed " + seed, e);
    }
  }

  private static String shape(String shape) {
    return NpyFixture.dictionary("<f4", false, shape);
  }

  private static void damaged(String dictionary, String message) {
    refused(dictionary, "is damaged: the dictionary in its header " + message);
  }

  private static void refused(String dictionary, String message) {
    refused(NpyFixture.npy(1, dictionary, DATA), null, -1, message);
  }

  private static void refused(
      byte[] file, @Nullable ScoreScale scale, long length, String message) {
    assertThatThrownBy(() -> read(file, scale, length))
        .isInstanceOf(MalformedException.class)
        .hasMessage(message);
  }

  private static void read(byte[] file, @Nullable ScoreScale scale, long length)
      throws MalformedException {
    try (ScoreMap map = NpyScores.open(new ByteArrayInputStream(file), scale, MAX_PIXELS, length)) {
      NpyFixture.read(map);
    }
  }
}

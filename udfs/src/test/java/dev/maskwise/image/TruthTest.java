package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TruthTest {
  private static final int IGNORE = 200;

  /** Which pixels of n are ignored. */
  private enum Ignored {
    NONE,
    ALL,
    START,
    END,
    EVEN,
    ODD,
    ALL_BUT_FIRST,
    ALL_BUT_LAST,
    /** Three pixels around the end of each strip of 65,536 pixels, and of half of one. */
    STRIP_BORDERS,
    /** From the middle of half a strip to the middle of the next. */
    ACROSS,
    RANDOM;

    boolean at(int i, int n) {
      return switch (this) {
        case NONE -> false;
        case ALL -> true;
        case START -> i < n / 3;
        case END -> i > n / 3;
        case EVEN -> i % 2 == 0;
        case ODD -> i % 2 == 1;
        case ALL_BUT_FIRST -> i > 0;
        case ALL_BUT_LAST -> i < n - 1;
        case STRIP_BORDERS -> (i + 2) % (1 << 15) < 3;
        case ACROSS -> (i + (1 << 14)) / (1 << 15) % 2 == 1;
        case RANDOM -> ((i * 0x9E3779B9) >>> 16) % 7 < 2;
      };
    }
  }

  private static int[] labels(int pixels, int classes, Ignored ignored, int ignore) {
    SplittableRandom random = new SplittableRandom(pixels);
    return IntStream.range(0, pixels)
        .map(i -> ignored.at(i, pixels) ? ignore : random.nextInt(classes))
        .toArray();
  }

  static LabelMapRows map(int[] labels, int width, boolean wide) throws MalformedException {
    byte[] bytes = new byte[wide ? 2 * labels.length : labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (wide) {
        bytes[2 * i] = (byte) labels[i];
        bytes[2 * i + 1] = (byte) (labels[i] >> 8);
      } else {
        bytes[i] = (byte) labels[i];
      }
    }
    return RawRows.open(bytes, width, labels.length / width);
  }

  /** Compares with all valid pixels, found one after the other. */
  private static void check(
      Truth truth, int[] labels, int width, int ignore, IntUnaryOperator classOf) {
    int[] valid = IntStream.range(0, labels.length).filter(i -> labels[i] != ignore).toArray();
    assertThat(truth.allPixels()).isEqualTo(labels.length);
    assertThat(truth.pixels()).isEqualTo(valid.length);
    char[] classes = new char[valid.length];
    float[] kept = new float[valid.length];
    float[] plane = new float[labels.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = i + 0.5f;
    }
    for (int i = 0; i < valid.length; i++) {
      classes[i] = (char) classOf.applyAsInt(labels[valid[i]]);
      kept[i] = valid[i] + 0.5f;
    }
    float[] copied = new float[labels.length];
    truth.valid().copy(FloatBuffer.wrap(plane), 0, copied);
    assertThat(Arrays.copyOf(copied, valid.length)).isEqualTo(kept);
    truth.valid().keep(plane);
    assertThat(Arrays.copyOf(plane, valid.length)).isEqualTo(kept);
    checkMasks(truth, classes);
    for (int i : new int[] {0, valid.length / 2, valid.length - 1}) {
      if (i >= 0 && i < valid.length) {
        assertThat(truth.pixel(i)).isEqualTo(new Fault.Pixel(valid[i], width));
        assertThat(truth.pixel(i).x()).isEqualTo(valid[i] % width);
        assertThat(truth.pixel(i).y()).isEqualTo(valid[i] / width);
      }
    }
    assertThatThrownBy(() -> truth.pixel(valid.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What only a truth of many classes has, and the mask of a class; and that of the foreground. */
  private static void checkMasks(Truth truth, char[] classes) {
    boolean binary = truth.classes().length == 0;
    byte[] isOne = Arrays.copyOf(truth.isOf(binary ? 0 : 1), classes.length);
    long[] cardinalities = truth.cardinalities();
    long ones = 0;
    for (int i = 0; i < classes.length; i++) {
      assertThat(isOne[i]).isEqualTo((byte) (classes[i] == 1 ? 1 : 0));
      ones += isOne[i];
    }
    assertThat(cardinalities.length > 1 ? cardinalities[1] : 0).isEqualTo(ones);
    assertThat(Arrays.stream(cardinalities).sum()).isEqualTo(classes.length);
    if (!binary) {
      assertThat(Arrays.copyOf(truth.classes(), classes.length)).isEqualTo(classes);
      byte[] isRight = truth.isOf(new char[classes.length]);
      for (int i = 0; i < classes.length; i++) {
        assertThat(isRight[i]).isEqualTo((byte) (classes[i] == 0 ? 1 : 0));
      }
    }
  }

  /** One reader sees images of many sizes: one strip, several, and rows longer than a strip. */
  @ParameterizedTest
  @EnumSource(Ignored.class)
  void keepsWhatIsValid(Ignored ignored) throws Exception {
    Truth truth = Truth.ofClasses();
    for (int[] size : new int[][] {{256, 300}, {1, 1}, {70_000, 3}, {7, 5}, {333, 401}, {1, 9}}) {
      int[] labels = labels(size[0] * size[1], 5, ignored, IGNORE);
      for (boolean wide : new boolean[] {false, true}) {
        truth.read(map(labels, size[0], wide), new LabelRange(5, IGNORE));
        check(truth, labels, size[0], IGNORE, label -> label);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, -1", "5, 0", "5, 4", "5, 65535", "300, 299", "65536, 7"})
  void ofClasses(int classes, int ignore) throws Exception {
    Truth truth = Truth.ofClasses();
    int[] labels = labels(999, classes, ignore < 0 ? Ignored.NONE : Ignored.RANDOM, ignore);
    truth.read(map(labels, 37, true), new LabelRange(classes, ignore));
    check(truth, labels, 37, ignore, label -> label);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, -1", "-1, 0, 255", "-1, 6, 0", "3, 0, 255", "0, 0, 5", "3, 6, 2", "0, 6, -1"})
  void ofForeground(int foreground, int bound, int ignore) throws Exception {
    Truth truth = Truth.ofForeground(foreground);
    int[] labels = labels(999, 6, ignore < 0 ? Ignored.NONE : Ignored.RANDOM, ignore);
    for (boolean wide : new boolean[] {false, true}) {
      truth.read(map(labels, 27, wide), new LabelRange(bound, ignore));
      check(
          truth,
          labels,
          27,
          ignore,
          label -> (foreground < 0 ? label != 0 : label == foreground) ? 1 : 0);
    }
  }

  /** A raw map is read as one of unknown rows is; above 256 classes a pixel has two bytes. */
  @ParameterizedTest
  @CsvSource({"5, 0", "5, 4", "256, 255", "257, 300", "300, 299"})
  void rawMaps(int classes, int ignore) throws Exception {
    Truth truth = Truth.ofClasses();
    LabelRange range = new LabelRange(classes, ignore);
    for (Ignored ignored : Ignored.values()) {
      int[] labels = labels(999, classes, ignored, ignore);
      byte[] bytes = new byte[range.bytesPerPixel() * labels.length];
      map(labels, labels.length, range.bytesPerPixel() == 2).read(bytes, 1);
      truth.read(bytes, range);
      check(truth, labels, labels.length, ignore, label -> label);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 5", "true, 60000"})
  void aLabelOutOfRangeIsNamedWithItsPlace(boolean wide, int label) throws Exception {
    int[] labels = new int[900];
    labels[20 * 30 + 16] = label;
    labels[20 * 30 + 17] = label + 1;
    labels[3] = 9;
    LabelRange range = new LabelRange(5, 9);
    for (Truth truth : new Truth[] {Truth.ofClasses(), Truth.ofForeground(1)}) {
      assertThatThrownBy(() -> truth.read(map(labels, 30, wide), range))
          .isInstanceOfSatisfying(
              FaultException.class,
              e -> {
                assertThat(e.mask()).isEqualTo(FaultException.TRUTH);
                assertThat(e.fault())
                    .isEqualTo(
                        new Fault.OtherLabel(label, new Fault.Pixel(20 * 30 + 16, 30), range));
              });
      int[] next = {1, 9, 1, 0};
      truth.read(map(next, 2, false), range);
      check(truth, next, 2, 9, l -> l);
    }
  }

  @Test
  void aTruthThatBreaksOffIsUnreadable() throws Exception {
    byte[] labels = new byte[700 * 1000];
    new Random(3).nextBytes(labels);
    LabelMapRows whole = RawRows.open(labels, 700, 1000);
    LabelMapRows cutOff =
        new LabelMapRows() {
          @Override
          public int width() {
            return whole.width();
          }

          @Override
          public int height() {
            return whole.height();
          }

          @Override
          public int bytesPerPixel() {
            return 1;
          }

          @Override
          public void read(byte[] into, int rows) throws MalformedException {
            whole.read(into, rows - 1);
            throw new MalformedException("is cut off after 512 bytes");
          }

          @Override
          public void close() {}
        };
    Truth truth = Truth.ofForeground(-1);
    assertThatThrownBy(() -> truth.read(cutOff, new LabelRange(0, -1)))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.mask()).isEqualTo(FaultException.TRUTH);
              assertThat(e.fault()).isEqualTo(new Fault.Unreadable("is cut off after 512 bytes"));
            });
  }
}

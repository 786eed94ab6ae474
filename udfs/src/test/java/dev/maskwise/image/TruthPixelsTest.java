package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TruthPixelsTest {
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
      TruthPixels truth, int[] labels, int width, int ignore, IntUnaryOperator classOf) {
    int[] valid = IntStream.range(0, labels.length).filter(i -> labels[i] != ignore).toArray();
    assertThat(truth.width()).isEqualTo(width);
    assertThat(truth.height()).isEqualTo(labels.length / width);
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
    assertThat(Arrays.copyOf(truth.classes(), valid.length)).isEqualTo(classes);
    truth.keepValid(plane);
    assertThat(Arrays.copyOf(plane, valid.length)).isEqualTo(kept);
    byte[] isOne = Arrays.copyOf(truth.isClass(1), valid.length);
    byte[] isRight = Arrays.copyOf(truth.isClassOf(new char[valid.length]), valid.length);
    for (int i = 0; i < valid.length; i++) {
      assertThat(isOne[i] == 1 == (classes[i] == 1) && isRight[i] == 1 == (classes[i] == 0))
          .isTrue();
    }
    for (int i : new int[] {0, valid.length / 2, valid.length - 1}) {
      if (i >= 0 && i < valid.length) {
        assertThat(truth.positionOfValid(i))
            .isEqualTo("(%d, %d)".formatted(valid[i] % width, valid[i] / width));
      }
    }
    assertThatThrownBy(() -> truth.positionOfValid(valid.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** One reader sees images of many sizes: one strip, several, and rows longer than a strip. */
  @ParameterizedTest
  @EnumSource(Ignored.class)
  void keepsWhatIsValid(Ignored ignored) throws Exception {
    TruthPixels truth = TruthPixels.ofClasses(5, IGNORE);
    for (int[] size : new int[][] {{256, 300}, {1, 1}, {70_000, 3}, {7, 5}, {333, 401}, {1, 9}}) {
      int[] labels = labels(size[0] * size[1], 5, ignored, IGNORE);
      for (boolean wide : new boolean[] {false, true}) {
        truth.read(map(labels, size[0], wide));
        check(truth, labels, size[0], IGNORE, label -> label);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, -1", "5, 0", "5, 4", "5, 65535", "300, 299", "65536, 7"})
  void ofClasses(int classes, int ignore) throws Exception {
    TruthPixels truth = TruthPixels.ofClasses(classes, ignore);
    int[] labels = labels(999, classes, ignore < 0 ? Ignored.NONE : Ignored.RANDOM, ignore);
    truth.read(map(labels, 37, true));
    check(truth, labels, 37, ignore, label -> label);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, -1", "-1, 0, 255", "-1, 6, 0", "3, 0, 255", "0, 0, 5", "3, 6, 2", "0, 6, -1"})
  void ofForeground(int foreground, int bound, int ignore) throws Exception {
    TruthPixels truth = TruthPixels.ofForeground(foreground, bound, ignore);
    int[] labels = labels(999, 6, ignore < 0 ? Ignored.NONE : Ignored.RANDOM, ignore);
    truth.read(map(labels, 27, false));
    check(
        truth,
        labels,
        27,
        ignore,
        label -> (foreground < 0 ? label != 0 : label == foreground) ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 5, 'holds the label 5 at (16, 20), but the classes are 0 to 4 and the ignore label is 9'",
    "true, 60000, 'holds the label 60000 at (16, 20), but the classes are 0 to 4 and the ignore label is 9'"
  })
  void aLabelOutOfRangeIsNamedWithItsPlace(boolean wide, int label, String reason)
      throws Exception {
    int[] labels = new int[900];
    labels[20 * 30 + 16] = label;
    labels[20 * 30 + 17] = label + 1;
    labels[3] = 9;
    for (TruthPixels truth :
        new TruthPixels[] {TruthPixels.ofClasses(5, 9), TruthPixels.ofForeground(1, 5, 9)}) {
      assertThatThrownBy(() -> truth.read(map(labels, 30, wide)))
          .isInstanceOfSatisfying(
              RejectedMaskException.class,
              e -> {
                assertThat(e.prediction()).isEqualTo(RejectedMaskException.TRUTH);
                assertThat(e.kind()).isEqualTo(RejectKind.LABEL_OUT_OF_RANGE);
                assertThat(e.reason()).isEqualTo(reason);
              });
      int[] next = {1, 9, 1, 0};
      truth.read(map(next, 2, false));
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

          private int strips;

          @Override
          public void read(byte[] into, int rows) throws MalformedException {
            if (strips++ == 3) {
              throw new MalformedException("is cut off after 512 bytes");
            }
            whole.read(into, rows);
          }

          @Override
          public void close() {}
        };
    TruthPixels truth = TruthPixels.ofForeground(-1, 0, -1);
    assertThatThrownBy(() -> truth.read(cutOff))
        .isInstanceOfSatisfying(
            RejectedMaskException.class,
            e -> {
              assertThat(e.prediction()).isEqualTo(RejectedMaskException.TRUTH);
              assertThat(e.kind()).isEqualTo(RejectKind.UNREADABLE);
              assertThat(e.reason()).isEqualTo("is cut off after 512 bytes");
            });
  }
}

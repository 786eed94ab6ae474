package dev.maskwise.kernel.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Masks;
import dev.maskwise.law.Masks.Regime;
import dev.maskwise.oracle.NaiveConfusion;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfusionTest {
  private static final long SEED = 20262;
  private static final int NO_IGNORE = -1;

  @ParameterizedTest
  @EnumSource(Regime.class)
  void equalsTheOracle(Regime regime) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int width : Masks.WIDTHS) {
      for (int classes : new int[] {1, 2, 19, 255, 256}) {
        for (int ignore : new int[] {NO_IGNORE, 0, classes - 1, 255, 300}) {
          int height = random.nextInt(1, 71);
          // Labels of the map may lie outside the classes, and be the ignore label by chance.
          int labels = Math.min(256, classes + random.nextInt(3));
          int[] truth = Masks.labels(regime, width, height, labels, random);
          if (ignore >= 0 && ignore < 256) {
            truth = Masks.withIgnore(truth, width, height, ignore, random);
          }
          double share = random.nextInt(3) * 0.1;
          int[] prediction = Masks.perturbed(truth, width, height, labels, share, random);
          assertEqualsTheOracle(
              truth,
              prediction,
              classes,
              ignore,
              "%s %d×%d, %d classes, ignore %d, seed %d"
                  .formatted(regime, width, height, classes, ignore, SEED));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void wideLabelsEqualTheOracle(Regime regime) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int width : Masks.WIDTHS) {
      for (int classes : new int[] {1, 256, 300}) {
        for (int ignore : new int[] {NO_IGNORE, classes / 2, 65535}) {
          int height = random.nextInt(1, 71);
          int labels = classes + random.nextInt(3);
          int[] truth = Masks.labels(regime, width, height, labels, random);
          if (ignore >= 0) {
            truth = Masks.withIgnore(truth, width, height, ignore, random);
          }
          int[] prediction = Masks.perturbed(truth, width, height, labels, 0.1, random);
          NaiveConfusion expected = new NaiveConfusion(truth, prediction, classes, ignore);
          long[] matrix = new long[classes * classes];
          byte[] t = Masks.wide(truth);
          byte[] p = Masks.wide(prediction);
          long outOfRange = Confusion.countWide(t, p, truth.length, classes, ignore, matrix);
          String what =
              "%s %d×%d, %d classes, ignore %d, seed %d"
                  .formatted(regime, width, height, classes, ignore, SEED);
          assertThat(Arrays.equals(matrix, expected.matrix)).as(what).isTrue();
          assertThat(outOfRange).as(what).isEqualTo(expected.outOfRange);
          assertThat(Confusion.firstOutOfRange(t, p, truth.length, 2, classes, ignore))
              .as(what)
              .isEqualTo(expected.firstOutOfRange);
        }
      }
    }
  }

  @Test
  void findsASinglePixelOutOfRangeWhereverItIs() {
    int pixels = 67;
    for (int at = 0; at < pixels; at++) {
      for (boolean inTruth : new boolean[] {true, false}) {
        int[] truth = new int[pixels];
        int[] prediction = new int[pixels];
        (inTruth ? truth : prediction)[at] = 19;
        assertEqualsTheOracle(truth, prediction, 19, 255, "19 at " + at);
        byte[] t = Masks.wide(truth);
        byte[] p = Masks.wide(prediction);
        long[] matrix = new long[19 * 19];
        assertThat(Confusion.countWide(t, p, pixels, 19, 255, matrix)).isEqualTo(1);
        assertThat(matrix[0]).isEqualTo(pixels - 1);
        assertThat(Confusion.firstOutOfRange(t, p, pixels, 2, 19, 255)).isEqualTo(at);
      }
    }
  }

  @Test
  void everyPairOfOneByteLabelsHasItsOwnCount() {
    byte[] truth = new byte[3 * Confusion.JOINT_SIZE];
    byte[] prediction = new byte[truth.length];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = (byte) ((i / 3) >> 8);
      prediction[i] = (byte) (i / 3);
    }
    int[] joint = new int[Confusion.JOINT_SIZE];
    Confusion.countJoint(truth, prediction, truth.length, joint);
    assertThat(Arrays.stream(joint).allMatch(count -> count == 3)).isTrue();
  }

  @Test
  void countsRunsLongerThanABlock() {
    int pixels = 100_003;
    byte[] truth = new byte[pixels];
    byte[] prediction = new byte[pixels];
    Arrays.fill(truth, (byte) 200);
    Arrays.fill(prediction, (byte) 250);
    int[] joint = new int[Confusion.JOINT_SIZE];
    Confusion.countJoint(truth, prediction, pixels, joint);
    assertThat(joint[200 << 8 | 250]).isEqualTo(pixels);
    assertThat(Arrays.stream(joint).sum()).isEqualTo(pixels);
  }

  @Test
  void addsStripAfterStripAndReadsNothingBehindThePixels() {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] truth = Masks.labels(Regime.BLOBS, 127, 70, 11, random);
    int[] prediction = Masks.perturbed(truth, 127, 70, 11, 0.05, random);
    int[] joint = new int[Confusion.JOINT_SIZE];
    long[] wide = new long[11 * 11];
    int at = 0;
    while (at < truth.length) {
      int pixels = Math.min(truth.length - at, random.nextInt(200));
      int[] truthStrip = Arrays.copyOfRange(truth, at, at + 300);
      int[] predictionStrip = Arrays.copyOfRange(prediction, at, at + 200);
      Arrays.fill(truthStrip, pixels, 300, 10);
      Arrays.fill(predictionStrip, pixels, 200, 77);
      byte[] t = Masks.bytes(truthStrip);
      byte[] p = Masks.bytes(predictionStrip);
      Confusion.countJoint(t, p, pixels, joint);
      assertThat(Confusion.firstOutOfRange(t, p, pixels, 1, 11, NO_IGNORE)).isEqualTo(-1);
      t = Masks.wide(truthStrip);
      p = Masks.wide(predictionStrip);
      assertThat(Confusion.countWide(t, p, pixels, 11, NO_IGNORE, wide)).isZero();
      at += pixels;
    }
    long[] matrix = new long[11 * 11];
    assertThat(Confusion.fold(joint, 11, NO_IGNORE, matrix)).isZero();
    long[] expected = new NaiveConfusion(truth, prediction, 11, NO_IGNORE).matrix;
    assertThat(matrix).containsExactly(expected);
    assertThat(wide).containsExactly(expected);
  }

  @Test
  void addsToCountsThatAreThere() {
    byte[] labels = {1, 1, 0};
    int[] joint = new int[Confusion.JOINT_SIZE];
    joint[1 << 8 | 1] = 5;
    Confusion.countJoint(labels, labels, 3, joint);
    long[] matrix = {1L << 40, 0, 0, 1L << 41};
    assertThat(Confusion.fold(joint, 2, NO_IGNORE, matrix)).isZero();
    assertThat(matrix).containsExactly((1L << 40) + 1, 0, 0, (1L << 41) + 7);
  }

  @Test
  void foldsAnImageOfTheLargestSize() {
    int[] joint = new int[Confusion.JOINT_SIZE];
    joint[0] = Integer.MAX_VALUE;
    long[] matrix = {Long.MAX_VALUE - Integer.MAX_VALUE};
    assertThat(Confusion.fold(joint, 1, NO_IGNORE, matrix)).isZero();
    assertThat(matrix[0]).isEqualTo(Long.MAX_VALUE);
    joint[0] = 0;
    joint[2] = Integer.MAX_VALUE - 1;
    joint[3 << 8] = 1;
    assertThat(Confusion.fold(joint, 1, NO_IGNORE, matrix)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void foldsIntoMoreClassesThanAByteCanName() {
    int[] joint = new int[Confusion.JOINT_SIZE];
    joint[255 << 8 | 254] = 3;
    long[] matrix = new long[300 * 300];
    assertThat(Confusion.fold(joint, 300, NO_IGNORE, matrix)).isZero();
    assertThat(matrix[255 * 300 + 254]).isEqualTo(3);
    assertThat(Arrays.stream(matrix).sum()).isEqualTo(3);
  }

  @Test
  void refusesWrongArgumentsInOneSentence() {
    byte[] eight = new byte[8];
    byte[] nine = new byte[9];
    int[] joint = new int[Confusion.JOINT_SIZE];
    assertRefused(
        () -> Confusion.countJoint(nine, eight, 9, joint),
        "9 pixels of 1 bytes were asked for, but the truth holds 9 bytes and the prediction 8.");
    assertRefused(
        () -> Confusion.countJoint(eight, nine, -1, joint),
        "-1 pixels of 1 bytes were asked for, but the truth holds 8 bytes and the prediction 9.");
    assertRefused(
        () -> Confusion.countJoint(eight, eight, 8, new int[1 << 15]),
        "A joint table has 65536 counts, but this one has 32768.");
    assertRefused(
        () -> Confusion.fold(new int[9], 2, NO_IGNORE, new long[4]),
        "A joint table has 65536 counts, but this one has 9.");
    assertRefused(
        () -> Confusion.fold(joint, 2, NO_IGNORE, new long[5]),
        "The matrix of 2 classes has 4 counts, but this one has 5.");
    assertRefused(
        () -> Confusion.fold(joint, 1 << 16, NO_IGNORE, new long[0]),
        "The matrix of 65536 classes has 4294967296 counts, but this one has 0.");
    assertRefused(
        () -> Confusion.fold(joint, 0, NO_IGNORE, new long[0]),
        "At least 1 class is needed, but 0 were given.");
    assertRefused(
        () -> Confusion.countWide(nine, eight, 5, 2, NO_IGNORE, new long[4]),
        "5 pixels of 2 bytes were asked for, but the truth holds 9 bytes and the prediction 8.");
    assertRefused(
        () -> Confusion.countWide(eight, eight, 4, 2, NO_IGNORE, new long[3]),
        "The matrix of 2 classes has 4 counts, but this one has 3.");
    assertRefused(
        () -> Confusion.firstOutOfRange(eight, eight, 2, 3, 2, NO_IGNORE),
        "A label has 1 or 2 bytes, but 3 were asked for.");
    assertRefused(
        () -> Confusion.firstOutOfRange(eight, eight, 5, 2, 2, NO_IGNORE),
        "5 pixels of 2 bytes were asked for, but the truth holds 8 bytes and the prediction 8.");
    assertRefused(
        () -> Confusion.firstOutOfRange(eight, eight, 8, 1, -2, NO_IGNORE),
        "At least 1 class is needed, but -2 were given.");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static void assertEqualsTheOracle(
      int[] truth, int[] prediction, int classes, int ignore, String what) {
    byte[] t = Masks.bytes(truth);
    byte[] p = Masks.bytes(prediction);
    int[] joint = new int[Confusion.JOINT_SIZE];
    Confusion.countJoint(t, p, truth.length, joint);
    long[] matrix = new long[classes * classes];
    long outOfRange = Confusion.fold(joint, classes, ignore, matrix);
    NaiveConfusion expected = new NaiveConfusion(truth, prediction, classes, ignore);
    assertThat(Arrays.equals(matrix, expected.matrix)).as(what).isTrue();
    assertThat(outOfRange).as(what).isEqualTo(expected.outOfRange);
    assertThat(Confusion.firstOutOfRange(t, p, truth.length, 1, classes, ignore))
        .as(what)
        .isEqualTo(expected.firstOutOfRange);
  }
}

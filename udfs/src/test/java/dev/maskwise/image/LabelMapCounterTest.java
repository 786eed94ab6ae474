package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.png.PngRows;
import dev.maskwise.codec.png.PngWriter;
import dev.maskwise.statistic.ConfusionMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMapCounterTest {

  /**
   * Sizes in one strip, in several, with a last strip that is shorter, and rows longer than one.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 3, 255",
    "7, 5, 3, -1",
    "480, 360, 11, 11",
    "511, 129, 19, 255",
    "70000, 3, 5, 0",
    "64, 1025, 256, 17",
    "333, 401, 300, 299",
    "333, 401, 1000, 65535"
  })
  void countsWhatALoopCounts(int width, int height, int classes, int ignore) throws Exception {
    SplittableRandom random = new SplittableRandom(width * 31L + height);
    int[] truth = labels(random, width * height, classes, ignore);
    int[] one = labels(random, width * height, classes, -1);
    int[] two = one.clone();
    two[random.nextInt(two.length)] = random.nextInt(classes);
    LabelMapCounter counter = new LabelMapCounter(classes, ignore);
    boolean wide = classes > 256 || ignore > 255;
    for (int repeat = 0; repeat < 2; repeat++) {
      List<ConfusionMatrix> matrices =
          counter.count(
              map(truth, width, height, wide),
              List.of(map(one, width, height, wide), map(two, width, height, wide)));
      assertThat(matrices)
          .containsExactly(naive(truth, one, classes, ignore), naive(truth, two, classes, ignore));
    }
  }

  @Test
  void oneAndTwoBytesMix() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    int[] truth = labels(random, 999, 7, 255);
    int[] prediction = labels(random, 999, 7, -1);
    ConfusionMatrix expected = naive(truth, prediction, 7, 255);
    LabelMapCounter counter = new LabelMapCounter(7, 255);
    for (int mix = 0; mix < 4; mix++) {
      assertThat(
              counter.count(
                  map(truth, 37, 27, (mix & 1) != 0),
                  List.of(map(prediction, 37, 27, (mix & 2) != 0))))
          .containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, 5, 0, 5, 1",
    "true, 5, 0, 5, 0",
    "false, 0, 200, 200, 1",
    "true, 0, 60000, 60000, 0",
    "false, 1, 9, 9, 1"
  })
  void labelsOutOfRangeAreNamed(boolean wide, int truth, int prediction, int label, int pixels)
      throws Exception {
    int[] trueLabels = new int[300];
    int[] predictedLabels = new int[300];
    trueLabels[299] = truth;
    predictedLabels[299] = prediction;
    LabelMapCounter counter = new LabelMapCounter(5, 9);
    assertThatThrownBy(
            () ->
                counter.count(
                    map(trueLabels, 20, 15, wide),
                    List.of(map(new int[300], 20, 15, wide), map(predictedLabels, 20, 15, wide))))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> {
              assertThat(e.mask()).isEqualTo(truth >= 5 ? FaultException.TRUTH : 1);
              assertThat(e.fault())
                  .isEqualTo(new Fault.OtherPair(label, null, pixels, new LabelRange(5, 9)));
            });
    assertThat(counter.count(map(new int[4], 2, 2, wide), List.of(map(new int[4], 2, 2, wide))))
        .as("the next image is not affected")
        .containsExactly(naive(new int[4], new int[4], 5, 9));
  }

  @Test
  void predictionsUnderTheIgnoreLabelAreNotLookedAt() throws Exception {
    int[] truth = {9, 1, 9, 9};
    int[] prediction = {200, 1, 9, 5};
    assertThat(
            new LabelMapCounter(5, 9)
                .count(map(truth, 2, 2, false), List.of(map(prediction, 2, 2, false))))
        .containsExactly(naive(truth, prediction, 5, 9));
  }

  @Test
  void shapesMustAgree() throws Exception {
    LabelMapRows truth = map(new int[12], 4, 3, false);
    LabelMapRows prediction = map(new int[12], 3, 4, false);
    assertThatThrownBy(() -> new LabelMapCounter(2, -1).count(truth, List.of(prediction)))
        .isInstanceOfSatisfying(
            FaultException.class,
            e -> assertThat(e.fault()).isEqualTo(new Fault.OtherShape(3, 4, 4, 3)));
  }

  @Test
  void aMapThatBreaksOffIsUnreadable() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    byte[] labels = new byte[200 * 1000];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) random.nextInt(2);
    }
    byte[] png = PngWriter.encode(labels, 200, 1000, 1);
    png[png.length / 2] ^= 0x55;
    assertThatThrownBy(
            () ->
                new LabelMapCounter(2, -1)
                    .count(
                        RawRows.open(labels, 200, 1000),
                        List.of(RawRows.open(labels, 200, 1000), PngRows.open(png, 1 << 20))))
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(MalformedException.class),
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        FaultException.class, r -> assertThat(r.mask()).isEqualTo(1)));
  }

  private static int[] labels(SplittableRandom random, int pixels, int classes, int ignore) {
    int[] labels = new int[pixels];
    int label = 0;
    for (int i = 0; i < pixels; i++) {
      if (random.nextInt(5) == 0) {
        label = ignore >= 0 && random.nextInt(6) == 0 ? ignore : random.nextInt(classes);
      }
      labels[i] = label;
    }
    return labels;
  }

  private static LabelMapRows map(int[] labels, int width, int height, boolean wide)
      throws MalformedException {
    ByteBuffer bytes =
        ByteBuffer.allocate(labels.length * (wide ? 2 : 1)).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(labels)
        .forEach(label -> (wide ? bytes.putShort((short) label) : bytes.put((byte) label)).mark());
    return RawRows.open(bytes.array(), width, height);
  }

  private static ConfusionMatrix naive(int[] truth, int[] prediction, int classes, int ignore) {
    long[] counts = new long[classes * classes];
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] != ignore) {
        counts[truth[i] * classes + prediction[i]]++;
      }
    }
    return ConfusionMatrix.of(classes, counts);
  }
}

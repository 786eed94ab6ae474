package dev.maskwise.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.MalformedException;
import dev.maskwise.codec.RawRows;
import dev.maskwise.codec.png.PngFixture;
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

  /** Rows that repeat and rows that do not, and labels out of range, from files of every filter. */
  @Test
  void countsFilesAsTheirPixels() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int width = 1 + random.nextInt(seed % 3 == 0 ? 600 : 70);
      int height = 1 + random.nextInt(90);
      int labels = seed % 5 == 0 ? 13 : 11;
      byte[] truth = rows(random, width, height, labels, 255);
      byte[] prediction = rows(random, width, height, labels, 0);
      LabelMapCounter counter = new LabelMapCounter(11, 255);
      String what = "seed %d, %dx%d".formatted(seed, width, height);
      Object expected = countedByPixels(truth, prediction, width * height);
      for (LabelMapRows map :
          List.of(
              RawRows.open(prediction, width, height), png(prediction, width, height, random))) {
        assertThat(counted(counter, png(truth, width, height, random), List.of(map)))
            .as(what)
            .isEqualTo(expected);
      }
    }
  }

  private static LabelMapRows png(byte[] labels, int width, int height, SplittableRandom random)
      throws MalformedException {
    int[] filters = random.ints(height, 0, 5).toArray();
    int one = random.nextInt(-1, 5);
    PngFixture file = PngFixture.grey(labels, width, height, 8);
    file.filter(random.nextBoolean() ? y -> filters[y] : y -> one);
    return PngRows.open((random.nextInt(5) == 0 ? file.interlaced() : file).encode(), 1 << 20);
  }

  private static Object counted(
      LabelMapCounter counter, LabelMapRows truth, List<LabelMapRows> predictions) {
    try {
      return counter.count(truth, predictions);
    } catch (FaultException e) {
      return e.mask() + ": " + e.fault();
    }
  }

  /** What counting all pixels at once says, the fault in the words of a map of files. */
  private static Object countedByPixels(byte[] truth, byte[] prediction, int pixels) {
    for (int mask = FaultException.TRUTH; mask <= 0; mask++) {
      for (int label = 11; label < 255; label++) {
        long found = 0;
        for (int i = 0; i < pixels; i++) {
          boolean here = (mask == 0 ? prediction : truth)[i] == label;
          found += here && (truth[i] & 0xff) != 255 ? 1 : 0;
        }
        if (found > 0) {
          return mask + ": " + new Fault.OtherPair(label, null, found, new LabelRange(11, 255));
        }
      }
    }
    try {
      return List.of(RawLabels.confusion(truth, prediction, 11, 255));
    } catch (FaultException e) {
      throw new AssertionError(e);
    }
  }

  /** Rows of which most are the one above but for a few runs. */
  private static byte[] rows(
      SplittableRandom random, int width, int height, int labels, int other) {
    byte[] map = new byte[width * height];
    int runs = random.nextInt(6);
    for (int y = 0; y < height; y++) {
      if (y > 0) {
        System.arraycopy(map, (y - 1) * width, map, y * width, width);
      }
      int changes = y == 0 || random.nextInt(20) == 0 ? 40 : random.nextInt(runs + 1);
      for (; changes > 0; changes--) {
        int from = y * width + random.nextInt(width);
        int to = Math.min((y + 1) * width, from + 1 + random.nextInt(20));
        int label = random.nextInt(8) == 0 ? other : random.nextInt(random.nextInt(labels) + 1);
        Arrays.fill(map, from, to, (byte) label);
      }
    }
    return map;
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

package dev.maskwise.rapids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The losses on columns against float64 sums written as the formulas are, to 1e-9. */
class Float64ReferenceTest {

  /** The value of an image: its scores and, for each, whether it is of the foreground. */
  private interface Reference {
    double of(float[] scores, boolean[] truth);
  }

  @Test
  void crossEntropy() {
    check(
        "cross_entropy",
        List.of(Batch.IGNORED, ImageFunction.LOGIT),
        (z, y) -> focal(z, y, 0, 0.5) * 2);
  }

  @Test
  void focalLoss() {
    check(
        "focal_loss",
        List.of(2.0, 0.25, Batch.IGNORED, ImageFunction.LOGIT),
        (z, y) -> focal(z, y, 2, 0.25));
    check(
        "focal_loss",
        List.of(0.5, 0.75, Batch.IGNORED, ImageFunction.LOGIT),
        (z, y) -> focal(z, y, 0.5, 0.75));
  }

  private static double focal(float[] scores, boolean[] truth, double gamma, double alpha) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      double z = truth[i] ? scores[i] : -scores[i];
      double entropy = Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      double wrong = z > 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
      sum += (truth[i] ? alpha : 1 - alpha) * Math.pow(wrong, gamma) * entropy;
    }
    return sum / scores.length;
  }

  @Test
  void lovaszHinge() {
    check("lovasz_hinge", List.of(Batch.IGNORED), Float64ReferenceTest::hinge);
  }

  /** The extension as algorithm 1 of the paper says it, over errors rounded to float32. */
  private static double hinge(float[] scores, boolean[] truth) {
    float[] errors = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      errors[i] = truth[i] ? 1 - scores[i] : 1 + scores[i];
    }
    int[] order =
        IntStream.range(0, errors.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -errors[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double trues = IntStream.range(0, truth.length).filter(i -> truth[i]).count();
    double passed = 0;
    double others = 0;
    double before = 0;
    double sum = 0;
    for (int i : order) {
      passed += truth[i] ? 1 : 0;
      others += truth[i] ? 0 : 1;
      double jaccard = (passed + others) / (trues + others);
      sum += Math.max(errors[i], 0) * (jaccard - before);
      before = jaccard;
    }
    return sum;
  }

  private static void check(String name, List<Object> constants, Reference reference) {
    ImageFunction function = FunctionCase.of(name, constants);
    SplittableRandom random = new SplittableRandom(43);
    int defined = 0;
    for (int i = 0; i < 150; i++) {
      Batch batch = Batch.random(random, Batch::logits);
      @Nullable Object[] values = batch.onDevice(function);
      for (int row = 0; row < batch.rows(); row++) {
        byte[] scores = batch.first(row);
        byte[] truth = batch.second(row);
        if (scores == null || truth == null) {
          assertThat(values[row]).isNull();
          continue;
        }
        int[] valid =
            IntStream.range(0, truth.length)
                .filter(p -> (truth[p] & 0xff) != Batch.IGNORED)
                .toArray();
        if (valid.length == 0) {
          assertThat(values[row]).isNull();
          continue;
        }
        defined++;
        double expected = reference.of(floats(scores, valid), foreground(truth, valid));
        assertThat((Double) values[row])
            .as("row %d of batch %d, %s", row, i, Arrays.toString(truth))
            .isCloseTo(expected, within(1e-300 + 1e-9 * Math.abs(expected)));
      }
    }
    assertThat(defined).isGreaterThan(200);
  }

  private static float[] floats(byte[] bytes, int[] pixels) {
    ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats.getFloat(Float.BYTES * pixels[i]);
    }
    return values;
  }

  private static boolean[] foreground(byte[] truth, int[] pixels) {
    boolean[] values = new boolean[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = truth[pixels[i]] != 0;
    }
    return values;
  }
}

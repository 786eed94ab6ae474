package dev.maskwise.job.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.image.ErrorKeys;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.metric.loss.LovaszKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The distributed sort gives what one sort of all pixels gives, to the last bit of each term. */
class ExactLovaszTest {
  private static final int IMAGES = 9;
  private static final int HINGE = 0;
  private static final int SOFTMAX = 1;
  private static final int ABSENT = 2;
  private static final int FLAWLESS = 3;

  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  @Test
  void equalsOneSortOfAllPixels() {
    Map<Integer, Double> losses = losses(3, 1000);
    assertThat(losses.get(HINGE)).isCloseTo(whole(HINGE), within(1e-12));
    assertThat(losses.get(SOFTMAX)).isCloseTo(whole(SOFTMAX), within(1e-12));
  }

  @Test
  void withoutTrueClassItIsTheLargestErrorAndWithoutErrorsZero() {
    Map<Integer, Double> losses = losses(3, 1000);
    assertThat(losses.get(ABSENT)).isEqualTo(whole(ABSENT));
    assertThat(losses.get(FLAWLESS)).isZero();
    assertThat(losses).hasSize(4);
  }

  @Test
  void anyDivisionGivesTheSameBits() {
    Map<Integer, Double> expected = losses(1, Integer.MAX_VALUE);
    for (int partitions : List.of(2, 5, 9)) {
      for (int keysPerRange : List.of(1, 100, 3000)) {
        assertThat(losses(partitions, keysPerRange)).isEqualTo(expected);
      }
    }
  }

  private static Map<Integer, Double> losses(int partitions, int keysPerRange) {
    List<ErrorKeys> errors = new ArrayList<>();
    for (int image = 0; image < IMAGES; image++) {
      for (int group : List.of(HINGE, SOFTMAX, ABSENT, FLAWLESS)) {
        Image pixels = image(image, group);
        errors.add(
            ErrorKeys.of(
                group, errorsOf(group), pixels.scores(), pixels.truth(), pixels.truth().length));
      }
    }
    return ExactLovasz.losses(context.parallelize(errors, partitions), keysPerRange);
  }

  /** The loss of all images as if they were one. */
  private static double whole(int group) {
    float[] scores = {};
    byte[] truth = {};
    for (int image = 0; image < IMAGES; image++) {
      Image pixels = image(image, group);
      int size = scores.length;
      scores = Arrays.copyOf(scores, size + pixels.scores().length);
      truth = Arrays.copyOf(truth, scores.length);
      System.arraycopy(pixels.scores(), 0, scores, size, pixels.scores().length);
      System.arraycopy(pixels.truth(), 0, truth, size, pixels.truth().length);
    }
    return errorsOf(group) == LovaszKind.HINGE
        ? new Lovasz().hinge(scores, truth, truth.length)
        : new Lovasz().softmax(scores, truth, truth.length);
  }

  private static LovaszKind errorsOf(int group) {
    return group == SOFTMAX ? LovaszKind.SOFTMAX : LovaszKind.HINGE;
  }

  @SuppressWarnings("ArrayRecordComponent") // a pair of arrays, never compared
  private record Image(float[] scores, byte[] truth) {}

  private static Image image(int image, int group) {
    SplittableRandom random = new SplittableRandom(31L * image + group);
    int pixels = 500 + 100 * image;
    float[] scores = new float[pixels];
    byte[] truth = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      truth[i] = (byte) (group != ABSENT && random.nextInt(4) == 0 ? 1 : 0);
      // Few distinct values, so that ties lie across images.
      int step = random.nextInt(-300, 301);
      scores[i] =
          switch (group) {
            case SOFTMAX -> (step + 300) / 600f;
            case FLAWLESS -> truth[i] == 1 ? 5 : -5;
            default -> step / 64f;
          };
    }
    return new Image(scores, truth);
  }
}

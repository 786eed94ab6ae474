package dev.maskwise.kernel.lovasz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.law.Property;
import dev.maskwise.oracle.NaiveImage;
import dev.maskwise.oracle.NaiveLosses;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LovaszTest {
  private static final long SEED = 20261124;
  private static final int CASES = 400;

  /** What float32 errors and the tolerance of the buckets may add up to. */
  private static final double RELATIVE = 1e-7;

  /** One workspace for all sizes, so what an earlier mask left is there. */
  private final Lovasz lovasz = new Lovasz();

  /** The scores of a mask; hinge or softmax, what they are. */
  private static final class Scored {
    final float[] scores;
    final byte[] truth;

    Scored(float[] scores, byte[] truth) {
      this.scores = scores;
      this.truth = truth;
    }

    int pixels() {
      return truth.length;
    }

    Scored shuffled(SplittableRandom random) {
      Scored copy = new Scored(scores.clone(), truth.clone());
      for (int i = pixels() - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        float score = copy.scores[i];
        byte isTrue = copy.truth[i];
        copy.scores[i] = copy.scores[j];
        copy.truth[i] = copy.truth[j];
        copy.scores[j] = score;
        copy.truth[j] = isTrue;
      }
      return copy;
    }
  }

  /** By hand from the algorithm of the paper, and from it in float64. */
  @ParameterizedTest
  @CsvSource({"1100, 1.25", "0000, 3.0", "1111, 1.625"})
  void goldenHinge(String truth, double expected) {
    assertThat(lovasz.hinge(new float[] {2, -1, .5f, -3}, mask(truth), 4)).isEqualTo(expected);
  }

  @Test
  void goldenHingeOfZeros() {
    assertThat(lovasz.hinge(new float[4], mask("1100"), 4)).isEqualTo(1.0);
  }

  /** Three classes, truth 0 1 1 0; from the algorithm of the paper in float64. */
  @Test
  void goldenSoftmax() {
    double first = lovasz.softmax(new float[] {.7f, .1f, .3f, .6f}, mask("1001"), 4);
    double second = lovasz.softmax(new float[] {.2f, .8f, .3f, .3f}, mask("0110"), 4);
    double absent = lovasz.softmax(new float[] {.1f, .1f, .4f, .1f}, mask("0000"), 4);
    assertThat((first + second) / 2).isCloseTo(.4083333333, within(1e-8));
    assertThat((first + second + absent) / 3).isCloseTo(.4055555556, within(1e-8));
    assertThat(absent).isEqualTo(.4f);
  }

  @Test
  void equalsTheOracle() {
    Property.forAll(SEED, CASES, LovaszTest::logits, this::hingeEqualsTheOracle);
    Property.forAll(SEED, CASES, LovaszTest::probabilities, this::softmaxEqualsTheOracle);
  }

  private static NaiveImage image(Scored mask, boolean logits) {
    return NaiveImage.of(mask.scores, mask.truth, logits, -100);
  }

  private void hingeEqualsTheOracle(Scored mask) {
    assertClose(hinge(mask), NaiveLosses.lovaszHinge(image(mask, true)));
  }

  private void softmaxEqualsTheOracle(Scored mask) {
    assertClose(softmax(mask), NaiveLosses.lovaszSoftmax(image(mask, false), 1));
  }

  @Test
  void anyOrderOfThePixelsGivesTheSameBits() {
    SplittableRandom order = new SplittableRandom(SEED);
    Property.forAll(
        SEED + 1,
        CASES,
        LovaszTest::logits,
        mask -> assertThat(hinge(mask.shuffled(order))).isEqualTo(hinge(mask)));
    Property.forAll(
        SEED + 1,
        CASES,
        LovaszTest::probabilities,
        mask -> assertThat(softmax(mask.shuffled(order))).isEqualTo(softmax(mask)));
  }

  /** The extension is positively homogeneous; a power of two is exact, bit for bit. */
  @Test
  void halfTheErrorsGiveHalfTheLoss() {
    Property.forAll(
        SEED + 2,
        CASES,
        LovaszTest::fractions,
        mask -> {
          double loss = softmax(mask);
          for (int i = 0; i < mask.pixels(); i++) {
            mask.scores[i] = mask.truth[i] == 1 ? (1 + mask.scores[i]) / 2 : mask.scores[i] / 2;
          }
          assertThat(softmax(mask)).isEqualTo(loss / 2);
        });
  }

  @Test
  void aGreaterErrorNeverMakesALesserLoss() {
    Property.forAll(
        SEED + 3,
        CASES,
        LovaszTest::logits,
        mask -> {
          double loss = hinge(mask);
          SplittableRandom random = new SplittableRandom(mask.pixels());
          for (int i = 0; i < mask.pixels(); i++) {
            if (random.nextBoolean()) {
              mask.scores[i] -= (2 * mask.truth[i] - 1) * random.nextFloat();
            }
          }
          assertThat(hinge(mask)).isGreaterThanOrEqualTo(loss * (1 - 1e-12));
        });
  }

  @Test
  void errorsOfZeroAndOneGiveOneMinusTheIou() {
    Property.forAll(
        SEED + 4,
        CASES,
        LovaszTest::logits,
        mask -> {
          long[] counts = new long[3];
          byte[] prediction = new byte[mask.pixels()];
          for (int i = 0; i < mask.pixels(); i++) {
            prediction[i] = (byte) (mask.scores[i] > 0 ? 1 : 0);
            mask.scores[i] = prediction[i];
          }
          Overlap.count(mask.truth, prediction, mask.pixels(), counts);
          double union = counts[1] + counts[2] - counts[0];
          double loss = union == 0 ? 0 : 1 - counts[0] / union;
          assertThat(softmax(mask)).isCloseTo(loss, within(1e-12));
          for (int i = 0; i < mask.pixels(); i++) {
            mask.scores[i] = prediction[i] == 1 ? 1 : -1; // Errors of 0 and 2.
          }
          assertThat(hinge(mask)).isCloseTo(2 * loss, within(1e-12));
        });
  }

  @Test
  void keysAreTheErrorsThatCanContribute() {
    int[] keys = new int[5];
    byte[] truth = mask("01011");
    float[] logits = {-1, 1, 0.5f, 0.5f, -30000};
    assertThat(Lovasz.hingeKeys(logits, truth, 5, keys)).isEqualTo(3);
    assertThat(keys).startsWith(key(1.5f, 0), key(0.5f, 1), key(30001, 1));
    float[] probabilities = {0, 1, 0.5f, 0.25f, 0};
    assertThat(Lovasz.softmaxKeys(probabilities, truth, 5, keys)).isEqualTo(3);
    assertThat(keys).startsWith(key(0.5f, 0), key(0.75f, 1), key(1, 1));
  }

  @Test
  void keysHaveTheBitsOfEveryErrorInOrder() {
    Property.forAll(
        SEED + 5,
        CASES,
        LovaszTest::logits,
        mask -> {
          int[] expected = new int[mask.pixels()];
          int count = 0;
          for (int i = 0; i < mask.pixels(); i++) {
            float error = 1 - mask.scores[i] * (2 * mask.truth[i] - 1);
            if (error > 0) {
              expected[count++] = key(error, mask.truth[i]);
            }
          }
          int[] keys = new int[mask.pixels()];
          assertThat(Lovasz.hingeKeys(mask.scores, mask.truth, mask.pixels(), keys))
              .isEqualTo(count);
          assertThat(Arrays.copyOf(keys, count)).isEqualTo(Arrays.copyOf(expected, count));
        });
  }

  @Test
  void withoutTruePixelsTheGreatestErrorCounts() {
    assertThat(lovasz.hinge(new float[] {-5, 0.1f, -0.5f}, new byte[3], 3)).isEqualTo(1.1f);
    assertThat(lovasz.hinge(new float[] {-5, -1, -2}, new byte[3], 3)).isZero();
    assertThat(lovasz.softmax(new float[3], new byte[3], 3)).isZero();
    assertThat(lovasz.softmax(new float[] {Float.MIN_VALUE}, new byte[1], 1))
        .isEqualTo(Float.MIN_VALUE);
  }

  @Test
  void aPixel() {
    assertThat(lovasz.hinge(new float[] {-30000}, mask("1"), 1)).isEqualTo(30001);
    assertThat(lovasz.hinge(new float[] {1}, mask("1"), 1)).isZero();
    assertThat(lovasz.hinge(new float[] {30000}, mask("1"), 1)).isZero();
    assertThat(lovasz.hinge(new float[0], new byte[0], 0)).isNaN();
    assertThat(lovasz.softmax(new float[] {1}, mask("1"), 0)).isNaN();
  }

  @Test
  void jaccardOfNothingIsZero() {
    assertThat(Lovasz.jaccard(0, 0, 0)).isZero();
    assertThat(Lovasz.jaccard(0, 0, 3)).isEqualTo(1);
    assertThat(Lovasz.jaccard(4, 1, 2)).isEqualTo(1 - (4 - 1) / (4.0 + 2));
    assertThat(Lovasz.jaccard(1L << 62, 1L << 62, 1L << 62)).isEqualTo(1);
  }

  @Test
  void arraysThatAreTooShortAreRefused() {
    float[] scores = new float[4];
    byte[] truth = new byte[4];
    assertThatThrownBy(() -> lovasz.hinge(scores, truth, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("5 pixels were asked for, but there are 4 scores");
    assertThatThrownBy(() -> lovasz.softmax(scores, truth, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lovasz.hingeKeys(scores, truth, 4, new int[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lovasz.softmaxKeys(scores, new byte[3], 4, new int[4]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private double hinge(Scored mask) {
    return lovasz.hinge(mask.scores, mask.truth, mask.pixels());
  }

  private double softmax(Scored mask) {
    return lovasz.softmax(mask.scores, mask.truth, mask.pixels());
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * expected));
  }

  private static int key(float error, int isTrue) {
    return (Float.floatToRawIntBits(error) << 1) | isTrue;
  }

  private static byte[] mask(String digits) {
    byte[] mask = new byte[digits.length()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) (digits.charAt(i) - '0');
    }
    return mask;
  }

  /** Sizes below, about and above what the JDK sorts; truth from none to all. */
  private static Scored blank(SplittableRandom random) {
    int pixels =
        random.nextInt(4) == 0 ? RadixSort.SMALL + random.nextInt(-1, 9) : random.nextInt(1, 3000);
    double share = random.nextInt(5) / 4.0;
    byte[] truth = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      truth[i] = (byte) (random.nextDouble() < share ? 1 : 0);
    }
    return new Scored(new float[pixels], truth);
  }

  /** Smooth, tied, huge, or right so far that few or no errors are left. */
  private static Scored logits(SplittableRandom random) {
    Scored mask = blank(random);
    int kind = random.nextInt(5);
    for (int i = 0; i < mask.pixels(); i++) {
      double noise = random.nextDouble(-1, 1) + random.nextDouble(-1, 1);
      int sign = 2 * mask.truth[i] - 1;
      mask.scores[i] =
          (float)
              switch (kind) {
                case 0 -> 3 * noise;
                case 1 -> Math.rint(2 * noise);
                case 2 -> random.nextBoolean() ? 30000 : -30000;
                case 3 -> sign * (2 + 0.6 * noise);
                default -> sign * (4 + noise);
              };
    }
    return mask;
  }

  /** Uniform, tied with all of 0 and 1, nearly right with errors down to the least of all. */
  private static Scored probabilities(SplittableRandom random) {
    Scored mask = blank(random);
    int kind = random.nextInt(4);
    for (int i = 0; i < mask.pixels(); i++) {
      mask.scores[i] =
          switch (kind) {
            case 0 -> random.nextFloat();
            case 1 -> random.nextInt(5) / 4f;
            case 2 -> Float.intBitsToFloat(random.nextInt(Float.floatToRawIntBits(1) + 1));
            default -> Float.MIN_VALUE * random.nextInt(3);
          };
    }
    return mask;
  }

  /** Multiples of 1/256, whose halves are exact too. */
  private static Scored fractions(SplittableRandom random) {
    Scored mask = blank(random);
    for (int i = 0; i < mask.pixels(); i++) {
      mask.scores[i] = random.nextInt(257) / 256f;
    }
    return mask;
  }
}

package dev.maskwise.spark.catalog;

import dev.maskwise.kernel.count.Overlap;
import dev.maskwise.kernel.lovasz.Lovasz;
import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.spark.sql.Refusal;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.SoftOverlap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The scores and the true mask of one image without its ignored pixels, and room for what is
 * computed of them. Each thread has one, whose arrays are used again: 5 bytes a pixel of the
 * largest image that it has seen, and 8 more once it has taken a Lovász loss.
 */
final class ValidPixels {
  private static final ThreadLocal<ValidPixels> OF_THREAD =
      ThreadLocal.withInitial(ValidPixels::new);

  private static final ScoreKernels KERNELS = ScoreKernels.best();

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long HIGH_BITS = 0x8080808080808080L;

  private final Lovasz lovasz = new Lovasz();
  private ScoreKind kind = ScoreKind.LOGIT;
  private float[] scores = {};
  private byte[] mask = {};
  private int pixels;

  private ValidPixels() {}

  /**
   * Reads an image. What is returned is valid until the thread reads the next.
   *
   * @param function the name of the function, for the message
   * @param scores bytes of float32 in little-endian order, or an array of floats
   * @param truth one byte a pixel, 0 is background
   * @param ignore the byte of the truth whose pixels are left out; negative for none
   * @param kind what the scores are; logits are any finite numbers
   */
  static ValidPixels read(
      String function, Object scores, byte[] truth, int ignore, ScoreKind kind) {
    ValidPixels image = OF_THREAD.get();
    image.kind = kind;
    image.takeScores(ScoreColumn.floats(function, scores, 1, truth.length), truth.length);
    image.takeTruth(truth, ignore);
    int at = KERNELS.firstNonFinite(image.scores, image.pixels);
    if (at >= 0) {
      throw new Refusal(
          function,
          "the score of pixel %d is %s, but scores are finite numbers."
              .formatted(positionOfValid(at, truth, ignore), image.scores[at]));
    }
    if (kind == ScoreKind.PROBABILITY) {
      image.requireProbabilities(function, truth, ignore);
    }
    return image;
  }

  private void takeScores(FloatBuffer given, int count) {
    if (scores.length < count) {
      scores = new float[count];
      mask = new byte[count];
    }
    given.get(scores, 0, count);
  }

  private void requireProbabilities(String function, byte[] truth, int ignore) {
    for (int i = 0; i < pixels; i++) {
      if (!(scores[i] >= 0 && scores[i] <= 1)) {
        throw new Refusal(
            function,
            "the score of pixel %d is %s, but probabilities are from 0 to 1."
                .formatted(positionOfValid(i, truth, ignore), scores[i]));
      }
    }
  }

  private void takeTruth(byte[] truth, int ignore) {
    if (ignore < 0) {
      takeWholeTruth(truth);
      return;
    }
    int valid = 0;
    for (int i = 0; i < truth.length; i++) {
      scores[valid] = scores[i];
      mask[valid] = (byte) (truth[i] != 0 ? 1 : 0);
      valid += (truth[i] & 0xff) == ignore ? 0 : 1;
    }
    pixels = valid;
  }

  /** Eight pixels at a time, which takes an eighth of the time of one by one. */
  private void takeWholeTruth(byte[] truth) {
    pixels = truth.length;
    int whole = pixels & -Long.BYTES;
    for (int at = 0; at < whole; at += Long.BYTES) {
      long word = (long) WORD.get(truth, at);
      // Adding 127 to the low seven bits of a byte carries into the eighth unless they are all 0.
      long carried = (word & ~HIGH_BITS) + ~HIGH_BITS;
      WORD.set(mask, at, ((carried | word) & HIGH_BITS) >>> 7);
    }
    for (int at = whole; at < pixels; at++) {
      mask[at] = (byte) (truth[at] != 0 ? 1 : 0);
    }
  }

  private static int positionOfValid(int index, byte[] truth, int ignore) {
    int rest = index;
    int at = 0;
    while ((truth[at] & 0xff) == ignore || rest-- > 0) {
      at++;
    }
    return at;
  }

  /** The scores of the valid pixels; the array may be longer. */
  float[] scores() {
    return scores;
  }

  /** 1 for each valid pixel of the foreground, else 0. */
  byte[] mask() {
    return mask;
  }

  int pixels() {
    return pixels;
  }

  long truthCardinality() {
    long[] counts = new long[3];
    Overlap.count(mask, mask, pixels, counts);
    return counts[1];
  }

  /** The Lovász hinge of the logits. */
  double lovaszHinge() {
    return lovasz.hinge(scores, mask, pixels);
  }

  /**
   * The sums of the pixel losses for some exponents, where the kernels put them; the scores stay
   * what they are.
   */
  double[] losses(float... gammas) {
    double[] sums = new double[ScoreKernels.sums(gammas.length)];
    if (kind == ScoreKind.LOGIT) {
      KERNELS.lossesFromLogits(scores, mask, pixels, gammas, sums);
    } else {
      KERNELS.fromProbabilities(scores, mask, pixels, gammas, ScoreColumn.LOG_FLOOR, sums);
    }
    return sums;
  }

  /** The soft overlap of the foreground. The scores are probabilities afterwards. */
  SoftOverlap softOverlap() {
    double[] sums = overlap();
    return SoftOverlap.of(
        pixels,
        truthCardinality(),
        sums[ScoreKernels.INTERSECTION],
        sums[ScoreKernels.PREDICTION],
        sums[ScoreKernels.SQUARES]);
  }

  /**
   * The losses of the pixels by true class, background and foreground.
   *
   * @param allPixels the pixels of the image, the ignored ones too
   */
  PixelLosses pixelLosses(float[] gammas, int allPixels) {
    double[] sums = losses(gammas);
    double[][] byGamma = new double[gammas.length][2];
    for (int g = 0; g < gammas.length; g++) {
      System.arraycopy(sums, ScoreKernels.FOCAL + 2 * g, byGamma[g], 0, 2);
    }
    long foreground = truthCardinality();
    return PixelLosses.of(gammas, byGamma, new long[] {pixels - foreground, foreground}, allPixels);
  }

  /** The probabilities of the foreground, in the place of the scores. */
  float[] probabilities() {
    if (kind == ScoreKind.LOGIT) {
      overlap();
    }
    return scores;
  }

  private double[] overlap() {
    double[] sums = new double[ScoreKernels.sums(0)];
    if (kind == ScoreKind.LOGIT) {
      KERNELS.fromLogits(scores, mask, pixels, new float[0], scores, sums);
      kind = ScoreKind.PROBABILITY;
    } else {
      KERNELS.softOverlap(scores, mask, pixels, sums);
    }
    return sums;
  }
}

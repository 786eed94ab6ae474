package dev.maskwise.function.sql;

import dev.maskwise.kernel.Lovasz;
import dev.maskwise.kernel.Overlap;
import dev.maskwise.kernel.ScoreKernels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.catalyst.util.ArrayData;

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
  private float[] scores = {};
  private byte[] mask = {};
  private int pixels;

  private ValidPixels() {}

  /**
   * Reads an image. What is returned is valid until the thread reads the next.
   *
   * @param function the name of the function, for the message
   * @param scores bytes of float32 in little-endian order, or an {@link ArrayData} of floats
   * @param truth one byte a pixel, 0 is background
   * @param ignore the byte of the truth whose pixels are left out; negative for none
   */
  static ValidPixels read(String function, Object scores, byte[] truth, int ignore) {
    ValidPixels image = OF_THREAD.get();
    image.takeScores(function, scores, truth.length);
    image.takeTruth(truth, ignore);
    int at = KERNELS.firstNonFinite(image.scores, image.pixels);
    if (at >= 0) {
      throw new Refusal(
          function,
          "the score of pixel %d is %s, but scores are finite numbers."
              .formatted(positionOfValid(at, truth, ignore), image.scores[at]));
    }
    return image;
  }

  private void takeScores(String function, Object given, int count) {
    float[] into = room(count);
    if (given instanceof byte[] bytes) {
      if (bytes.length != (long) Float.BYTES * count) {
        throw new Refusal(
            function,
            "the scores have %d bytes, but a truth of %d pixels has %d, 4 bytes of a float32 each."
                .formatted(bytes.length, count, (long) Float.BYTES * count));
      }
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(into, 0, count);
      return;
    }
    ArrayData array = (ArrayData) given;
    if (array.numElements() != count) {
      throw new Refusal(
          function,
          "there are %d scores, but the truth has %d pixels."
              .formatted(array.numElements(), count));
    }
    for (int i = 0; i < count; i++) {
      if (array.isNullAt(i)) {
        throw new Refusal(function, "the score of pixel %d is null.".formatted(i));
      }
    }
    System.arraycopy(array.toFloatArray(), 0, into, 0, count);
  }

  private float[] room(int count) {
    if (scores.length < count) {
      scores = new float[count];
      mask = new byte[count];
    }
    return scores;
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
   * The sums of the kernels from logits for one exponent. The scores are probabilities afterwards.
   */
  double[] sums(float gamma) {
    double[] sums = new double[ScoreKernels.sums(1)];
    KERNELS.fromLogits(scores, mask, pixels, new float[] {gamma}, scores, sums);
    return sums;
  }
}

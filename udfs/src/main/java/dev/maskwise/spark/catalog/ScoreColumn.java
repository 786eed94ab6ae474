package dev.maskwise.spark.catalog;

import dev.maskwise.kernel.score.ScoreKernels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.spark.sql.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Scores as they lie in a column, and what a call says of them. */
final class ScoreColumn {
  /** The least logarithm of a probability, that of PyTorch's BCELoss and of the jobs. */
  static final float LOG_FLOOR = -100;

  private ScoreColumn() {}

  /** What scores are. */
  static ScoreKind kind(String function, UTF8String word) {
    String label = word.toString();
    for (ScoreKind kind : ScoreKind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new Refusal(
        function, "a score is a 'logit' or a 'probability', and not '%s'.".formatted(label));
  }

  /**
   * The scores of an image, referenced where they are bytes.
   *
   * @param function the name of the function, for the message
   * @param scores bytes of float32 in little-endian order, or an {@link ArrayData} of floats
   * @param classes how many scores a pixel has
   * @param pixels of the truth
   */
  static FloatBuffer floats(String function, Object scores, int classes, int pixels) {
    long count = (long) classes * pixels;
    if (scores instanceof byte[] bytes) {
      if (bytes.length != Float.BYTES * count) {
        throw new Refusal(
            function,
            "the scores have %d bytes, but a truth of %d pixels%s has %d, 4 bytes of a float32 each."
                .formatted(bytes.length, pixels, and(classes), Float.BYTES * count));
      }
      return view(bytes);
    }
    ArrayData array = (ArrayData) scores;
    if (array.numElements() != count) {
      throw new Refusal(
          function,
          "there are %d scores, but the truth has %d pixels%s."
              .formatted(array.numElements(), pixels, and(classes)));
    }
    return view(function, array, classes);
  }

  private static String and(int classes) {
    return classes == 1 ? "" : " and %d classes".formatted(classes);
  }

  /** All scores of an image, without a truth: a plane for each class, every score finite. */
  static float[][] all(String function, Object scores, int classes) {
    FloatBuffer given = floats(function, scores, classes);
    float[][] planes = new float[classes][given.remaining() / classes];
    for (int c = 0; c < classes; c++) {
      given.get(planes[c]);
      int at = ScoreKernels.best().firstNonFinite(planes[c], planes[c].length);
      if (at >= 0) {
        throw new Refusal(
            function,
            "the score of pixel %d%s is %s, but scores are finite numbers."
                .formatted(at, ofClass(c, classes), planes[c][at]));
      }
    }
    return planes;
  }

  private static String ofClass(int classId, int classes) {
    return classes == 1 ? "" : " for class %d".formatted(classId);
  }

  private static FloatBuffer floats(String function, Object scores, int classes) {
    if (scores instanceof byte[] bytes) {
      if (bytes.length % ((long) Float.BYTES * classes) != 0) {
        throw new Refusal(
            function,
            "the scores have %d bytes, but a pixel%s has %d, 4 bytes of a float32 each."
                .formatted(
                    bytes.length,
                    classes == 1 ? "" : " of %d classes".formatted(classes),
                    (long) Float.BYTES * classes));
      }
      return view(bytes);
    }
    ArrayData array = (ArrayData) scores;
    if (array.numElements() % classes != 0) {
      throw new Refusal(
          function,
          "there are %d scores, but a pixel has %d.".formatted(array.numElements(), classes));
    }
    return view(function, array, classes);
  }

  private static FloatBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static FloatBuffer view(String function, ArrayData array, int classes) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        int pixels = array.numElements() / classes;
        throw new Refusal(
            function,
            "the score of pixel %d%s is null.".formatted(i % pixels, ofClass(i / pixels, classes)));
      }
    }
    return FloatBuffer.wrap(array.toFloatArray());
  }
}

package dev.maskwise.spark.catalog;

import dev.maskwise.image.BinaryScores;
import dev.maskwise.image.ClassScores;
import dev.maskwise.image.FaultException;
import dev.maskwise.image.LabelRange;
import dev.maskwise.image.Predictions;
import dev.maskwise.image.RawLabels;
import dev.maskwise.metric.ScoreKind;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The image of a row: its truth, prediction and scores as they lie in columns. What is wrong with
 * them ends in an {@code IllegalArgumentException} with one sentence.
 *
 * <p>Each thread has one image of each kind, whose arrays are used again; those of many classes as
 * long as nothing else needs the memory.
 */
final class ImageArguments {
  private static final ThreadLocal<BinaryScores> BINARY =
      ThreadLocal.withInitial(BinaryScores::new);

  private static final ThreadLocal<SoftReference<ClassScores>> OF_CLASSES =
      ThreadLocal.withInitial(() -> new SoftReference<>(null));

  private ImageArguments() {}

  /** Asks something of an image. */
  private interface Question<T> {
    T answer() throws FaultException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.answer();
    } catch (FaultException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static OverlapCounts overlap(byte[] truth, byte[] prediction, int ignore) {
    return ask(() -> RawLabels.overlap(truth, prediction, ignore));
  }

  static ConfusionMatrix confusion(byte[] truth, byte[] prediction, int classes, int ignore) {
    requireClasses(classes);
    return ask(() -> RawLabels.confusion(truth, prediction, classes, ignore));
  }

  /**
   * The scores of one class. What is returned is valid until the thread reads the next.
   *
   * @param scores bytes of float32 in little-endian order, or an array of floats
   * @param truth one byte a pixel, 0 is background
   * @param ignore the byte of the truth whose pixels are left out; negative for none
   */
  static BinaryScores scores(Object scores, byte[] truth, int ignore, ScoreKind kind) {
    BinaryScores image = BINARY.get();
    FloatBuffer given = floats(scores, 1, truth.length);
    return ask(
        () -> {
          image.truth().read(truth, new LabelRange(0, ignore));
          image.read(given, kind);
          return image;
        });
  }

  /** The same, with the word of a call for what the scores are. */
  static BinaryScores scores(Object scores, byte[] truth, int ignore, UTF8String word) {
    return scores(scores, truth, ignore, kind(word));
  }

  /**
   * The scores of every class. What is returned is valid until the thread reads the next.
   *
   * @param scores bytes of float32 in little-endian order, or an array of floats, one class after
   *     another
   * @param truth one byte a pixel; above 256 classes two, in little-endian order
   */
  static ClassScores scores(Object scores, byte[] truth, int classes, int ignore, UTF8String word) {
    ScoreKind kind = kind(word);
    requireClasses(classes);
    ClassScores image = ofClasses();
    return ask(
        () -> {
          image.truth().read(truth, new LabelRange(classes, ignore));
          image.read(floats(scores, classes, image.truth().allPixels()), kind);
          return image;
        });
  }

  private static ClassScores ofClasses() {
    ClassScores image = OF_CLASSES.get().get();
    if (image == null) {
      image = new ClassScores();
      OF_CLASSES.set(new SoftReference<>(image));
    }
    return image;
  }

  /**
   * The scores of one class in a row of an aggregate, after which the truth comes.
   *
   * @param ignoreAt where the ignore label stands; what the scores are comes after it
   */
  static BinaryScores scores(Object[] row, int ignoreAt) {
    return scores(row[0], (byte[]) row[1], (int) row[ignoreAt], (UTF8String) row[ignoreAt + 1]);
  }

  /** The scores of every class likewise; the number of classes comes after the truth. */
  static ClassScores classScores(Object[] row, int ignoreAt) {
    return scores(
        row[0], (byte[]) row[1], (int) row[2], (int) row[ignoreAt], (UTF8String) row[ignoreAt + 1]);
  }

  static byte[] mask(Object scores, double threshold) {
    FloatBuffer given = floats(scores, 1);
    return ask(() -> Predictions.mask(given, threshold));
  }

  static byte[] labels(Object scores, int classes) {
    requireClasses(classes);
    FloatBuffer given = floats(scores, classes);
    return ask(() -> Predictions.labels(given, classes));
  }

  static void requireClasses(int classes) {
    if (classes < 1 || classes > ConfusionMatrix.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "there are 1 to %d classes, not %d.".formatted(ConfusionMatrix.MAX_CLASSES, classes));
    }
  }

  /** What scores are. */
  private static ScoreKind kind(UTF8String word) {
    String label = word.toString();
    for (ScoreKind kind : ScoreKind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "a score is a 'logit' or a 'probability', and not '%s'.".formatted(label));
  }

  /** The scores of an image with a truth, referenced where they are bytes. */
  private static FloatBuffer floats(Object scores, int classes, int pixels) {
    long count = (long) classes * pixels;
    String and = classes == 1 ? "" : " and %d classes".formatted(classes);
    if (scores instanceof byte[] bytes) {
      if (bytes.length != Float.BYTES * count) {
        throw new IllegalArgumentException(
            "the scores have %d bytes, but a truth of %d pixels%s has %d, 4 bytes of a float32 each."
                .formatted(bytes.length, pixels, and, Float.BYTES * count));
      }
      return view(bytes);
    }
    ArrayData array = (ArrayData) scores;
    if (array.numElements() != count) {
      throw new IllegalArgumentException(
          "there are %d scores, but the truth has %d pixels%s."
              .formatted(array.numElements(), pixels, and));
    }
    return view(array, classes);
  }

  /** The scores of an image without a truth. */
  private static FloatBuffer floats(Object scores, int classes) {
    if (scores instanceof byte[] bytes) {
      if (bytes.length % ((long) Float.BYTES * classes) != 0) {
        throw new IllegalArgumentException(
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
      throw new IllegalArgumentException(
          "there are %d scores, but a pixel has %d.".formatted(array.numElements(), classes));
    }
    return view(array, classes);
  }

  private static FloatBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static FloatBuffer view(ArrayData array, int classes) {
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        int pixels = array.numElements() / classes;
        throw new IllegalArgumentException(
            "the score of pixel %d%s is null."
                .formatted(i % pixels, classes == 1 ? "" : " for class " + i / pixels));
      }
    }
    return FloatBuffer.wrap(array.toFloatArray());
  }
}

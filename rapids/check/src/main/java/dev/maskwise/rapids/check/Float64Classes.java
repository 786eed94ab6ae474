package dev.maskwise.rapids.check;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The losses of many classes in float64, written as the formulas are, for pixels whose label is not
 * 255. The image is gone through once for each class, with a softmax a pixel each time.
 */
final class Float64Classes {
  private static final int CLASSES = ImageTable.CLASSES;
  private static final double LOG_FLOOR = -100;

  /** A plane of scores for each class, one after another. */
  private final ByteBuffer floats;

  /** Of a plane. */
  private final int pixels;

  /** Which pixels count, and their labels. */
  private final int[] valid;

  private final int[] labels;

  /** Whether scores are logits, else probabilities. */
  private final boolean logit;

  private Float64Classes(byte[] scores, byte[] truth, boolean logit) {
    floats = ByteBuffer.wrap(scores).order(ByteOrder.LITTLE_ENDIAN);
    pixels = truth.length;
    valid = IntStream.range(0, pixels).filter(i -> (truth[i] & 0xff) != Float64.IGNORED).toArray();
    labels = IntStream.of(valid).map(i -> truth[i] & 0xff).toArray();
    this.logit = logit;
  }

  /** A value of an image. */
  private interface OfImage extends Serializable {
    @Nullable Object of(Float64Classes image);
  }

  static void register(SparkSession spark) {
    DataType number = DataTypes.DoubleType;
    register(spark, "multiclass_cross_entropy", number, image -> image.meanFocal(0));
    register(spark, "multiclass_focal_loss", number, image -> image.meanFocal(2));
    register(spark, "lovasz_softmax", number, Float64Classes::meanLovasz);
    register(
        spark,
        "multiclass_soft_overlap",
        DataTypes.createArrayType(Float64.OVERLAP),
        Float64Classes::overlaps);
  }

  private static void register(SparkSession spark, String name, DataType type, OfImage value) {
    UDF2<byte[], byte[], Object> ofLogits = (scores, labels) -> value(value, scores, labels, true);
    UDF2<byte[], byte[], Object> ofProbabilities =
        (scores, labels) -> value(value, scores, labels, false);
    spark.udf().register("float64_" + name, ofLogits, type);
    spark.udf().register("float64_" + name + "_p", ofProbabilities, type);
  }

  private static @Nullable Object value(
      OfImage value, byte @Nullable [] scores, byte @Nullable [] labels, boolean logit) {
    return scores == null || labels == null
        ? null
        : value.of(new Float64Classes(scores, labels, logit));
  }

  private double score(int index, int classId) {
    return floats.getFloat(Float.BYTES * (classId * pixels + valid[index]));
  }

  /** The class of the greatest score. */
  private int best(int index) {
    int best = 0;
    for (int c = 1; c < CLASSES; c++) {
      best = score(index, c) > score(index, best) ? c : best;
    }
    return best;
  }

  private double probability(int index, int classId) {
    return logit ? softmax(index, c -> c == classId) : score(index, classId);
  }

  /** 1 − p without cancellation. */
  private double rest(int index, int classId) {
    return logit ? softmax(index, c -> c != classId) : 1 - score(index, classId);
  }

  private double softmax(int index, IntPredicate counted) {
    double greatest = score(index, best(index));
    double sum = 0;
    double all = 0;
    for (int c = 0; c < CLASSES; c++) {
      double exponential = Math.exp(score(index, c) - greatest);
      sum += counted.test(c) ? exponential : 0;
      all += exponential;
    }
    return sum / all;
  }

  private double crossEntropy(int index) {
    if (!logit) {
      return -Math.max(Math.log(score(index, labels[index])), LOG_FLOOR);
    }
    int best = best(index);
    double greatest = score(index, best);
    double others = 0;
    for (int c = 0; c < CLASSES; c++) {
      others += c == best ? 0 : Math.exp(score(index, c) - greatest);
    }
    return greatest - score(index, labels[index]) + Math.log1p(others);
  }

  private @Nullable Double meanFocal(double gamma) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += Math.pow(rest(i, labels[i]), gamma) * crossEntropy(i);
    }
    return labels.length == 0 ? null : (Double) (sum / labels.length);
  }

  private boolean[] is(int classId) {
    boolean[] flags = new boolean[labels.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = labels[i] == classId;
    }
    return flags;
  }

  private Row[] overlaps() {
    Row[] overlaps = new Row[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      double[] p = new double[labels.length];
      for (int i = 0; i < p.length; i++) {
        p[i] = probability(i, c);
      }
      overlaps[c] = Float64.overlap(p, is(c));
    }
    return overlaps;
  }

  /** Over the classes with true pixels, of errors rounded to float32. */
  private @Nullable Double meanLovasz() {
    double sum = 0;
    int counted = 0;
    for (int c = 0; c < CLASSES; c++) {
      int classId = c;
      if (IntStream.of(labels).anyMatch(label -> label == classId)) {
        float[] errors = new float[labels.length];
        for (int i = 0; i < errors.length; i++) {
          errors[i] = (float) (labels[i] == c ? rest(i, c) : probability(i, c));
        }
        sum += Float64.lovasz(errors, is(c));
        counted++;
      }
    }
    return counted == 0 ? null : (Double) (sum / counted);
  }
}

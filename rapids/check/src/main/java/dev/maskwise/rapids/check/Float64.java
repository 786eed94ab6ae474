package dev.maskwise.rapids.check;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The losses of one class in float64, written as the formulas are, for pixels whose truth is not
 * 255.
 */
final class Float64 {
  static final int IGNORED = 255;

  /** The struct of {@code soft_overlap}. */
  static final StructType OVERLAP =
      StructType.fromDDL(
          "intersection DOUBLE, truth_cardinality BIGINT, prediction_cardinality DOUBLE,"
              + " prediction_squares DOUBLE, pixels BIGINT");

  private static final double LOG_FLOOR = -100;

  private Float64() {}

  /** A value of an image from the scores of its valid pixels, each with whether it is true. */
  private interface OfImage extends Serializable {
    @Nullable Object of(float[] scores, boolean[] truth);
  }

  /** A value of a pixel from a score. */
  private interface OfPixel extends Serializable {
    double of(double score, boolean isTrue);
  }

  /** Registers the functions float64_ of scores and truth; those of probabilities end in _p. */
  static void register(SparkSession spark) {
    register(spark, "float64_cross_entropy", mean((z, y) -> crossEntropy(y ? z : -z)));
    register(spark, "float64_cross_entropy_p", mean(Float64::surprise));
    register(spark, "float64_focal_loss", mean(Float64::focal));
    register(spark, "float64_focal_loss_p", mean(Float64::focalOfProbability));
    register(spark, "float64_lovasz_hinge", (z, y) -> z.length == 0 ? null : hinge(z, y));
    register(
        spark,
        "float64_soft_overlap",
        OVERLAP,
        (z, y) -> overlap(z, y, x -> 1 / (1 + Math.exp(-x))));
    register(spark, "float64_soft_overlap_p", OVERLAP, (p, y) -> overlap(p, y, x -> x));
  }

  private static void register(SparkSession spark, String name, OfImage value) {
    register(spark, name, DataTypes.DoubleType, value);
  }

  private static void register(SparkSession spark, String name, DataType type, OfImage value) {
    UDF2<byte[], byte[], Object> udf = (scores, truth) -> value(value, scores, truth);
    spark.udf().register(name, udf, type);
  }

  private static @Nullable Object value(
      OfImage value, byte @Nullable [] scores, byte @Nullable [] truth) {
    if (scores == null || truth == null) {
      return null;
    }
    ByteBuffer floats = ByteBuffer.wrap(scores).order(ByteOrder.LITTLE_ENDIAN);
    float[] z = new float[truth.length];
    boolean[] y = new boolean[truth.length];
    int valid = 0;
    for (int i = 0; i < truth.length; i++) {
      if ((truth[i] & 0xff) != IGNORED) {
        z[valid] = floats.getFloat(Float.BYTES * i);
        y[valid++] = truth[i] != 0;
      }
    }
    return value.of(Arrays.copyOf(z, valid), Arrays.copyOf(y, valid));
  }

  private static OfImage mean(OfPixel value) {
    return (scores, truth) -> {
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += value.of(scores[i], truth[i]);
      }
      return scores.length == 0 ? null : (Object) (sum / scores.length);
    };
  }

  /** Of the logit towards the truth. */
  private static double crossEntropy(double z) {
    return Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  private static double surprise(double p, boolean isTrue) {
    return -Math.max(isTrue ? Math.log(p) : Math.log1p(-p), LOG_FLOOR);
  }

  /** With γ = 2 and α = 0.25. */
  private static double focal(double logit, boolean isTrue) {
    double z = isTrue ? logit : -logit;
    double wrong = 1 / (1 + Math.exp(z));
    return (isTrue ? 0.25 : 0.75) * wrong * wrong * crossEntropy(z);
  }

  private static double focalOfProbability(double p, boolean isTrue) {
    double wrong = isTrue ? 1 - p : p;
    return (isTrue ? 0.25 : 0.75) * wrong * wrong * surprise(p, isTrue);
  }

  /** What makes a probability of a score. */
  private interface Probability extends Serializable {
    double of(double score);
  }

  private static Row overlap(float[] scores, boolean[] truth, Probability probability) {
    double[] p = new double[scores.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = probability.of(scores[i]);
    }
    return overlap(p, truth);
  }

  static Row overlap(double[] p, boolean[] truth) {
    double intersection = 0;
    long trues = 0;
    double cardinality = 0;
    double squares = 0;
    for (int i = 0; i < p.length; i++) {
      intersection += truth[i] ? p[i] : 0;
      trues += truth[i] ? 1 : 0;
      cardinality += p[i];
      squares += p[i] * p[i];
    }
    return RowFactory.create(intersection, trues, cardinality, squares, (long) p.length);
  }

  private static double hinge(float[] logits, boolean[] truth) {
    float[] errors = new float[logits.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = truth[i] ? 1 - logits[i] : 1 + logits[i];
    }
    return lovasz(errors, truth);
  }

  /** Σ e·ΔJ from the greatest error down; equal errors may come in any order. */
  static double lovasz(float[] errors, boolean[] truth) {
    long[] keys = new long[errors.length];
    int trues = 0;
    int positive = 0;
    for (int i = 0; i < errors.length; i++) {
      trues += truth[i] ? 1 : 0;
      if (errors[i] > 0) {
        keys[positive++] = (long) Float.floatToIntBits(errors[i]) << 1 | (truth[i] ? 1 : 0);
      }
    }
    Arrays.sort(keys, 0, positive);
    double sum = 0;
    double before = 0;
    long passed = 0;
    long others = 0;
    for (int i = positive - 1; i >= 0; i--) {
      passed += keys[i] & 1;
      others += 1 - (keys[i] & 1);
      double jaccard = (double) (passed + others) / (trues + others);
      sum += Float.intBitsToFloat((int) (keys[i] >> 1)) * (jaccard - before);
      before = jaccard;
    }
    return sum;
  }
}

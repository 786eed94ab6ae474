package dev.maskwise.rapids.check;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The losses of one class in float64, written as the formulas are, for pixels whose truth is not
 * 255.
 */
final class Float64 {
  private static final int IGNORED = 255;

  private Float64() {}

  /** A loss of logits, each with whether it is true. */
  private interface Loss extends Serializable {
    double of(float[] logits, boolean[] truth);
  }

  /** Registers the functions float64_cross_entropy, float64_focal and float64_hinge. */
  static void register(SparkSession spark) {
    register(spark, "float64_cross_entropy", (z, y) -> 2 * focal(z, y, 0, 0.5));
    register(spark, "float64_focal", (z, y) -> focal(z, y, 2, 0.25));
    register(spark, "float64_hinge", Float64::hinge);
  }

  private static void register(SparkSession spark, String name, Loss loss) {
    UDF2<byte[], byte[], Double> udf = (logits, truth) -> value(loss, logits, truth);
    spark.udf().register(name, udf, DataTypes.DoubleType);
  }

  private static @Nullable Double value(
      Loss loss, byte @Nullable [] logits, byte @Nullable [] truth) {
    if (logits == null || truth == null) {
      return null;
    }
    ByteBuffer floats = ByteBuffer.wrap(logits).order(ByteOrder.LITTLE_ENDIAN);
    float[] z = new float[truth.length];
    boolean[] y = new boolean[truth.length];
    int valid = 0;
    for (int i = 0; i < truth.length; i++) {
      if ((truth[i] & 0xff) != IGNORED) {
        z[valid] = floats.getFloat(Float.BYTES * i);
        y[valid++] = truth[i] != 0;
      }
    }
    return valid == 0 ? null : loss.of(Arrays.copyOf(z, valid), Arrays.copyOf(y, valid));
  }

  static double focal(float[] logits, boolean[] truth, double gamma, double alpha) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = truth[i] ? logits[i] : -logits[i];
      double entropy = Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      double wrong = z > 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
      sum += (truth[i] ? alpha : 1 - alpha) * Math.pow(wrong, gamma) * entropy;
    }
    return sum / logits.length;
  }

  /** Errors are rounded to float32; equal ones may come in any order. */
  static double hinge(float[] logits, boolean[] truth) {
    long[] keys = new long[logits.length];
    int trues = 0;
    int positive = 0;
    for (int i = 0; i < logits.length; i++) {
      float error = truth[i] ? 1 - logits[i] : 1 + logits[i];
      trues += truth[i] ? 1 : 0;
      if (error > 0) {
        keys[positive++] = (long) Float.floatToIntBits(error) << 1 | (truth[i] ? 1 : 0);
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

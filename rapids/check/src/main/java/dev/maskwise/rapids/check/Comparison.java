package dev.maskwise.rapids.check;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A query on the GPU, and a query on the CPU that gives the same rows.
 *
 * @param what in words
 * @param gpu with the first column the image
 * @param cpu the same
 * @param tolerance for numbers in float64, relative to the greater one; all else is equal
 * @param least numbers below it count as if they were it
 */
record Comparison(String what, String gpu, String cpu, double tolerance, double least) {

  /** What the kernels of the CPU promise of their float32. */
  private static final double FLOAT32 = 1e-5;

  private static final double FLOAT64 = 1e-9;

  /** What the kernels of the CPU may take for 0 is far below. */
  private static final double TINY = 1e-30;

  static final List<Comparison> ALL =
      List.of(
          same("mask_overlap", "mask_overlap(truth, prediction)", 0),
          same("mask_overlap, ignore", "mask_overlap(truth, prediction, 255)", 0),
          same("mask_confusion", "mask_confusion(labels, predicted, 5, 255)", 0),
          same("mask_confusion, 300 classes", "mask_confusion(wide, wide, 300)", 0),
          same("soft_overlap", "soft_overlap(logits, truth, 255)", FLOAT32),
          same("cross_entropy", "cross_entropy(logits, truth, 255)", FLOAT32),
          same("focal_loss", "focal_loss(logits, truth, 2, 0.25, 255)", FLOAT32),
          same("focal_loss, γ 1.5", "focal_loss(logits, truth, 1.5, 0.5)", FLOAT32),
          same("lovasz_hinge", "lovasz_hinge(logits, truth, 255)", FLOAT32),
          same("lovasz_hinge, array", "lovasz_hinge(logit_array, truth, 255)", FLOAT32),
          absolute("lovasz_softmax", "lovasz_softmax(planes, labels, 5, 255)"),
          reference("cross_entropy", "cross_entropy(logits, truth, 255)", "float64_cross_entropy"),
          reference("focal_loss", "focal_loss(logits, truth, 2, 0.25, 255)", "float64_focal"),
          reference("lovasz_hinge", "lovasz_hinge(logits, truth, 255)", "float64_hinge"));

  private static Comparison same(String what, String call, double tolerance) {
    return new Comparison(what, select(call), select(call), tolerance, TINY);
  }

  /** The CPU takes |y − p| from a p that is rounded to float32. */
  private static Comparison absolute(String what, String call) {
    return new Comparison(what, select(call), select(call), FLOAT32, 1);
  }

  private static Comparison reference(String what, String call, String function) {
    return new Comparison(
        what + " against float64",
        select(call),
        select(function + "(logits, truth)"),
        FLOAT64,
        TINY);
  }

  private static String select(String call) {
    // Images whose array was too large to be stored are left out where the array is read.
    String where = call.contains("logit_array") ? " WHERE logit_array IS NOT NULL" : "";
    return "SELECT image_id, " + call + " AS value FROM images" + where;
  }

  /** What is allowed where the CPU's kernels stand in for the GPU. */
  double rehearsed() {
    return tolerance > 0 ? Math.max(tolerance, FLOAT32) : 0;
  }

  /** The greatest relative difference of two results, infinite where they cannot be compared. */
  double difference(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == null && b == null ? 0 : Double.POSITIVE_INFINITY;
    }
    if (a instanceof Row x && b instanceof Row y) {
      double greatest = x.length() == y.length() ? 0 : Double.POSITIVE_INFINITY;
      for (int i = 0; i < Math.min(x.length(), y.length()); i++) {
        greatest = Math.max(greatest, difference(x.get(i), y.get(i)));
      }
      return greatest;
    }
    if (a instanceof Double x && b instanceof Double y) {
      double scale = Math.max(Math.max(Math.abs(x), Math.abs(y)), least);
      return x.equals(y) ? 0 : Math.abs(x - y) / scale;
    }
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return Arrays.equals(x, y) ? 0 : Double.POSITIVE_INFINITY;
    }
    return a.equals(b) ? 0 : Double.POSITIVE_INFINITY;
  }
}

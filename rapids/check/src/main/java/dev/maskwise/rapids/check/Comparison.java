package dev.maskwise.rapids.check;

import dev.maskwise.metric.count.OverlapMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

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
          same("overlap", "overlap(truth, prediction)", 0),
          same("overlap, ignore", "overlap(truth, prediction, 255)", 0),
          same("confusion", "confusion(labels, predicted, 5, 255)", 0),
          same("confusion, 300 classes", "confusion(wide, wide, 300)", 0),
          same("mask_of_scores", "mask_of_scores(logits, 0)", 0),
          same("mask_of_scores, array", "mask_of_scores(logit_array, 0.5)", 0),
          same("labels_of_scores", "labels_of_scores(planes, 5)", 0),
          same("mask_of_class", "mask_of_class(labels, 2, 255)", 0),
          same("metrics of counts", metrics("overlap(truth, prediction, 255)"), 0),
          same("octet_length", "octet_length(prediction)", 0),
          same("try_confusion", "try_confusion(truth, prediction, 2)", 0),
          same("soft_overlap", "soft_overlap(logits, truth, 255)", FLOAT32),
          same(
              "soft_overlap, probabilities",
              "soft_overlap(probabilities, truth, 255, 'probability')",
              FLOAT32),
          same("cross_entropy", "cross_entropy(logits, truth, 255)", FLOAT32),
          same(
              "cross_entropy, probabilities",
              "cross_entropy(probabilities, truth, 255, 'probability')",
              FLOAT32),
          same("focal_loss", "focal_loss(logits, truth, 2, 0.25, 255)", FLOAT32),
          same("focal_loss, γ 1.5", "focal_loss(logits, truth, 1.5, 0.5)", FLOAT32),
          same(
              "focal_loss, probabilities",
              "focal_loss(probabilities, truth, 2, 0.25, 255, 'probability')",
              FLOAT32),
          same("lovasz_hinge", "lovasz_hinge(logits, truth, 255)", FLOAT32),
          same("lovasz_hinge, array", "lovasz_hinge(logit_array, truth, 255)", FLOAT32),
          same(
              "multiclass_cross_entropy",
              "multiclass_cross_entropy(planes, labels, 5, 255)",
              FLOAT32),
          same(
              "multiclass_cross_entropy, probabilities",
              "multiclass_cross_entropy(probability_planes, labels, 5, 255, 'probability')",
              FLOAT32),
          same(
              "multiclass_focal_loss", "multiclass_focal_loss(planes, labels, 5, 2, 255)", FLOAT32),
          same(
              "multiclass_focal_loss, probabilities",
              "multiclass_focal_loss(probability_planes, labels, 5, 2, 255, 'probability')",
              FLOAT32),
          same(
              "multiclass_soft_overlap",
              "multiclass_soft_overlap(planes, labels, 5, 255)",
              FLOAT32),
          same(
              "multiclass_soft_overlap, probabilities",
              "multiclass_soft_overlap(probability_planes, labels, 5, 255, 'probability')",
              FLOAT32),
          absolute("lovasz_softmax", "lovasz_softmax(planes, labels, 5, 255)"),
          absolute(
              "lovasz_softmax, probabilities",
              "lovasz_softmax(probability_planes, labels, 5, 255, 'probability')"),
          reference("soft_overlap(logits, truth, 255)"),
          reference("soft_overlap(probabilities, truth, 255, 'probability')"),
          reference("cross_entropy(logits, truth, 255)"),
          reference("cross_entropy(probabilities, truth, 255, 'probability')"),
          reference("focal_loss(logits, truth, 2, 0.25, 255)"),
          reference("focal_loss(probabilities, truth, 2, 0.25, 255, 'probability')"),
          reference("lovasz_hinge(logits, truth, 255)"),
          reference("multiclass_cross_entropy(planes, labels, 5, 255)"),
          reference("multiclass_cross_entropy(probability_planes, labels, 5, 255, 'probability')"),
          reference("multiclass_focal_loss(planes, labels, 5, 2, 255)"),
          reference("multiclass_focal_loss(probability_planes, labels, 5, 2, 255, 'probability')"),
          reference("multiclass_soft_overlap(planes, labels, 5, 255)"),
          reference("multiclass_soft_overlap(probability_planes, labels, 5, 255, 'probability')"),
          reference("lovasz_softmax(planes, labels, 5, 255)"),
          reference("lovasz_softmax(probability_planes, labels, 5, 255, 'probability')"));

  private static String metrics(String counts) {
    return OverlapMetrics.ALL.stream()
        .map(metric -> metric.name() + "(" + counts + ")")
        .collect(Collectors.joining(", ", "struct(", ")"));
  }

  private static Comparison same(String what, String call, double tolerance) {
    return new Comparison(what, select(call), select(call), tolerance, TINY);
  }

  /** The CPU takes |y − p| from a p that is rounded to float32. */
  private static Comparison absolute(String what, String call) {
    return new Comparison(what, select(call), select(call), FLOAT32, 1);
  }

  /** A call, and the float64 function of its scores and truth. */
  private static Comparison reference(String call) {
    String name = call.substring(0, call.indexOf('('));
    String[] arguments = call.substring(name.length() + 1).split(", ", -1);
    boolean ofProbabilities = call.contains("'probability'");
    return new Comparison(
        name + (ofProbabilities ? ", probabilities" : "") + " against float64",
        select(call),
        select(
            "float64_%s%s(%s, %s)"
                .formatted(name, ofProbabilities ? "_p" : "", arguments[0], arguments[1])),
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
    if (a instanceof Seq<?> x && b instanceof Seq<?> y) {
      return difference(row(x), row(y));
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

  private static Row row(Seq<?> values) {
    return RowFactory.create(CollectionConverters.asJava(values).toArray());
  }
}

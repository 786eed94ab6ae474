package dev.maskwise.rapids.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query over the table {@code images} of {@link ImageTable}, and whether the plugin runs all of
 * it on the GPU.
 *
 * @param what in words
 * @param sql the query
 * @param said what the plugin says about the part that stays on the CPU; null where none does
 * @param reason the same for readers
 */
public record QueryShape(String what, String sql, @Nullable String said, String reason) {

  /** In the order of docs/gpu.md. */
  public static final List<QueryShape> ALL =
      List.of(
          onGpu("mask of a class", "SELECT image_id, mask_of_class(labels, 2, 255) FROM images"),
          onGpu("mask overlap", "SELECT image_id, overlap(truth, prediction, 255) FROM images"),
          onGpu(
              "confusion matrix of an image",
              "SELECT image_id, confusion(labels, predicted, 5, 255) FROM images"),
          onGpu(
              "confusion matrix, more than 256 classes",
              "SELECT image_id, confusion(wide, wide, 300) FROM images"),
          onGpu("soft overlap", "SELECT image_id, soft_overlap(logits, truth, 255) FROM images"),
          onGpu("cross-entropy", "SELECT image_id, cross_entropy(logits, truth) FROM images"),
          onGpu(
              "focal loss", "SELECT image_id, focal_loss(logits, truth, 2, 0.25, 255) FROM images"),
          onGpu(
              "softmax cross-entropy",
              "SELECT image_id, multiclass_cross_entropy(planes, labels, 5, 255) FROM images"),
          onGpu(
              "softmax focal loss",
              "SELECT image_id, multiclass_focal_loss(planes, labels, 5, 2, 255) FROM images"),
          onGpu(
              "soft overlaps of all classes",
              "SELECT image_id, multiclass_soft_overlap(planes, labels, 5, 255) FROM images"),
          onGpu("Lovász hinge", "SELECT image_id, lovasz_hinge(logits, truth, 255) FROM images"),
          onGpu(
              "Lovász-softmax",
              "SELECT image_id, lovasz_softmax(planes, labels, 5, 255) FROM images"),
          onGpu("mask of scores", "SELECT image_id, mask_of_scores(logits, 0) FROM images"),
          onGpu(
              "confusion matrix of scores",
              "SELECT image_id, confusion(labels, labels_of_scores(planes, 5), 5, 255) FROM"
                  + " images"),
          onGpu(
              "probabilities",
              "SELECT image_id, cross_entropy(probabilities, truth, 255, 'probability') FROM"
                  + " images"),
          onGpu(
              "probabilities of many classes",
              "SELECT image_id, lovasz_softmax(probability_planes, labels, 5, 255, 'probability')"
                  + " FROM images"),
          onGpu(
              "logits as an array",
              "SELECT image_id, lovasz_hinge(logit_array, truth) FROM images"),
          onGpu(
              "images that may be refused",
              "SELECT image_id, try_overlap(truth, prediction, 255) FROM images"),
          onGpu(
              "metric of counts", "SELECT image_id, dice(overlap(truth, prediction)) FROM images"),
          onGpu(
              "bytes of a mask",
              "SELECT image_id, octet_length(truth), length(prediction) FROM images"),
          onGpu(
              "mean over images, by group",
              "SELECT city, avg(lovasz_hinge(logits, truth)) FROM images GROUP BY city"),
          onGpu(
              "IoU of a data set from sums of counts",
              "SELECT city, sum(o.intersection) / sum(o.truth_cardinality + o.prediction_cardinality"
                  + " - o.intersection) FROM (SELECT city, overlap(truth, prediction) AS o FROM"
                  + " images) GROUP BY city"),
          onGpu(
              "Dice of each image from counts",
              "SELECT image_id, 2 * o.intersection / nullif(o.truth_cardinality +"
                  + " o.prediction_cardinality, 0) FROM (SELECT image_id, overlap(truth,"
                  + " prediction) AS o FROM images)"),
          onGpu(
              "soft Dice of each class from sums",
              "SELECT image_id, transform(multiclass_soft_overlap(planes, labels, 5, 255), o -> 1 - 2 *"
                  + " o.intersection / nullif(o.truth_cardinality + o.prediction_cardinality, 0))"
                  + " FROM images"),
          onGpu(
              "filter by a loss",
              "SELECT image_id FROM images WHERE cross_entropy(logits, truth) > 1"),
          onGpu(
              "worst images of each group",
              "SELECT image_id, row_number() OVER (PARTITION BY city ORDER BY loss DESC) AS n FROM"
                  + " (SELECT image_id, city, lovasz_hinge(logits, truth) AS loss FROM images)"),
          onGpu(
              "join of truth and predictions",
              "SELECT /*+ MERGE(b) */ a.image_id, overlap(a.truth, b.prediction) FROM images a"
                  + " JOIN images b ON a.image_id = b.image_id"),
          onGpu(
              "broadcast join",
              "SELECT /*+ BROADCAST(b) */ a.image_id, lovasz_hinge(b.logits, a.truth) FROM images a"
                  + " JOIN images b ON a.image_id = b.image_id"),
          onCpu(
              "aggregate of pixels",
              "SELECT city, mean_iou_agg(labels, predicted, 5) FROM images GROUP BY city",
              "GPU does not currently support the operator class"
                  + " dev.maskwise.spark.sql.StatisticAggregate",
              "The plugin runs no user-defined aggregates. Write sum over overlap, or the next."),
          onCpu(
              "merge of states",
              "SELECT city, confusion_merge(state) FROM (SELECT /*+ REPARTITION(city) */ city,"
                  + " confusion(labels, predicted, 5) AS state FROM images) GROUP BY city",
              "dev.maskwise.spark.sql.StatisticAggregate",
              "As above, but pixels are counted on the GPU, and the CPU merges some hundred bytes an"
                  + " image. Without the hint Spark would count within the aggregate, on the CPU."),
          onCpu(
              "metric of a state",
              "SELECT image_id, mean_iou(confusion(labels, predicted, 5)) FROM images",
              "StaticCall",
              "Metrics of states have no GPU version and keep the whole projection on the CPU:"
                  + " make the states in a subquery with a hint."),
          onCpu(
              "the same, apart",
              "SELECT image_id, mean_iou(state) FROM (SELECT /*+ REPARTITION(image_id) */ image_id,"
                  + " confusion(labels, predicted, 5) AS state FROM images)",
              "StaticCall",
              "As above, but pixels are counted on the GPU."),
          onCpu(
              "parameter that is a column",
              "SELECT image_id, lovasz_hinge(logits, truth, city) FROM images",
              "StaticCall",
              "GPU functions take parameters that are constants."),
          onCpu(
              "try of an argument that may fail",
              "SELECT image_id, try_overlap(mask_of_class(labels, 2), truth) FROM images",
              "TryCall",
              "On the GPU a function tries itself alone: try the argument as well."),
          onCpu(
              "PNG bytes",
              "SELECT image_id, labels_from_png(truth).labels FROM images",
              "StaticCall",
              "There is no PNG decoder for the GPU in the plugin: store raw masks."));

  private static QueryShape onGpu(String what, String sql) {
    return new QueryShape(what, sql, null, "");
  }

  private static QueryShape onCpu(String what, String sql, String said, String reason) {
    return new QueryShape(what, sql, said, reason);
  }
}

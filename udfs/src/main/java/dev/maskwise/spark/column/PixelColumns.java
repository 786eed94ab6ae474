package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The half of {@link Maskwise} that takes files and pixels, and the states that many images leave.
 */
abstract class PixelColumns {
  PixelColumns() {}

  /**
   * A call of any function by its SQL name, such as {@code call("try_overlap", truth, prediction,
   * 255)}.
   *
   * @param arguments columns, or constants of Java
   */
  public static Column call(String function, Object... arguments) {
    return call_function(function, Stream.of(arguments).map(functions::lit).toArray(Column[]::new));
  }

  /** A call in which some arguments follow the first ones. */
  static Column call(Object[] more, String function, Object... first) {
    return call(function, Stream.of(first, more).flatMap(Stream::of).toArray());
  }

  // From the bytes of files

  /** docs/sql.md#labels_from_file. */
  public static Column labelsFromFile(Column file) {
    return call("labels_from_file", file);
  }

  /** docs/sql.md#labels_from_png. */
  public static Column labelsFromPng(Column png) {
    return call("labels_from_png", png);
  }

  /** docs/sql.md#labels_from_npy. */
  public static Column labelsFromNpy(Column npy) {
    return call("labels_from_npy", npy);
  }

  /** docs/sql.md#scores_from_npy; more: scale, offset. */
  public static Column scoresFromNpy(Column npy, Object... more) {
    return call(more, "scores_from_npy", npy);
  }

  /** docs/sql.md#scores_from_npz; more: name, scale, offset. */
  public static Column scoresFromNpz(Column npz, Object... more) {
    return call(more, "scores_from_npz", npz);
  }

  /** docs/sql.md#scores_from_raw; more: scale, offset. */
  public static Column scoresFromRaw(
      Column raw, Object type, Object channels, Object height, Object width, Object... more) {
    return call(more, "scores_from_raw", raw, type, channels, height, width);
  }

  /** docs/sql.md#map_labels; more: ignore, bytes_per_pixel. */
  public static Column mapLabels(Column labels, Object map, Object... more) {
    return call(more, "map_labels", labels, map);
  }

  // Of single objects

  /** docs/sql.md#mask_from_rle. */
  public static Column maskFromRle(Column counts, Object height, Object width) {
    return call("mask_from_rle", counts, height, width);
  }

  /** docs/sql.md#mask_from_polygons. */
  public static Column maskFromPolygons(Column polygons, Object height, Object width) {
    return call("mask_from_polygons", polygons, height, width);
  }

  /** docs/sql.md#rle_from_polygons. */
  public static Column rleFromPolygons(Column polygons, Object height, Object width) {
    return call("rle_from_polygons", polygons, height, width);
  }

  /** docs/sql.md#rle_of_mask. */
  public static Column rleOfMask(Column mask, Object height, Object width) {
    return call("rle_of_mask", mask, height, width);
  }

  /** docs/sql.md#area_of_rle. */
  public static Column areaOfRle(Column counts, Object height, Object width) {
    return call("area_of_rle", counts, height, width);
  }

  /** docs/sql.md#box_of_rle. */
  public static Column boxOfRle(Column counts, Object height, Object width) {
    return call("box_of_rle", counts, height, width);
  }

  /** docs/sql.md#mask_iou; more: crowd. */
  public static Column maskIou(
      Column truth, Column prediction, Object height, Object width, Object... more) {
    return call(more, "mask_iou", truth, prediction, height, width);
  }

  /** docs/sql.md#box_iou; more: crowd. */
  public static Column boxIou(Column truth, Column prediction, Object... more) {
    return call(more, "box_iou", truth, prediction);
  }

  /** docs/sql.md#boundary_overlap; more: ignore, boundary_width, tolerance. */
  public static Column boundaryOverlap(
      Column truth,
      Column prediction,
      Object height,
      Object width,
      Object classes,
      Object... more) {
    return call(more, "boundary_overlap", truth, prediction, height, width, classes);
  }

  // Of one image

  /** docs/sql.md#mask_of_class; more: ignore. */
  public static Column maskOfClass(Column labels, Object classId, Object... more) {
    return call(more, "mask_of_class", labels, classId);
  }

  /** docs/sql.md#overlap; more: ignore. */
  public static Column overlap(Column truth, Column prediction, Object... more) {
    return call(more, "overlap", truth, prediction);
  }

  /** docs/sql.md#confusion; more: ignore. */
  public static Column confusion(Column truth, Column prediction, Object classes, Object... more) {
    return call(more, "confusion", truth, prediction, classes);
  }

  /** docs/sql.md#match_detections. */
  public static Column matchDetections(
      Column image,
      Column truthCategories,
      Column truthBoxes,
      Column truthAreas,
      Column crowds,
      Column categories,
      Column boxes,
      Column scores) {
    return call(
        "match_detections",
        image,
        truthCategories,
        truthBoxes,
        truthAreas,
        crowds,
        categories,
        boxes,
        scores);
  }

  /** docs/sql.md#soft_overlap; more: ignore, score. */
  public static Column softOverlap(Column scores, Column truth, Object... more) {
    return call(more, "soft_overlap", scores, truth);
  }

  /** docs/sql.md#cross_entropy; more: ignore, score. */
  public static Column crossEntropy(Column scores, Column truth, Object... more) {
    return call(more, "cross_entropy", scores, truth);
  }

  /** docs/sql.md#focal_loss; more: ignore, score. */
  public static Column focalLoss(
      Column scores, Column truth, Object gamma, Object alpha, Object... more) {
    return call(more, "focal_loss", scores, truth, gamma, alpha);
  }

  /** docs/sql.md#lovasz_hinge; more: ignore. */
  public static Column lovaszHinge(Column logits, Column truth, Object... more) {
    return call(more, "lovasz_hinge", logits, truth);
  }

  /** docs/sql.md#mask_of_scores. */
  public static Column maskOfScores(Column scores, Object threshold) {
    return call("mask_of_scores", scores, threshold);
  }

  /** docs/sql.md#multiclass_cross_entropy; more: ignore, score. */
  public static Column multiclassCrossEntropy(
      Column scores, Column truth, Object classes, Object... more) {
    return call(more, "multiclass_cross_entropy", scores, truth, classes);
  }

  /** docs/sql.md#multiclass_focal_loss; more: ignore, score. */
  public static Column multiclassFocalLoss(
      Column scores, Column truth, Object classes, Object gamma, Object... more) {
    return call(more, "multiclass_focal_loss", scores, truth, classes, gamma);
  }

  /** docs/sql.md#multiclass_soft_overlap; more: ignore, score. */
  public static Column multiclassSoftOverlap(
      Column scores, Column truth, Object classes, Object... more) {
    return call(more, "multiclass_soft_overlap", scores, truth, classes);
  }

  /** docs/sql.md#lovasz_softmax; more: ignore, score, averaged. */
  public static Column lovaszSoftmax(Column scores, Column truth, Object classes, Object... more) {
    return call(more, "lovasz_softmax", scores, truth, classes);
  }

  /** docs/sql.md#labels_of_scores. */
  public static Column labelsOfScores(Column scores, Object classes) {
    return call("labels_of_scores", scores, classes);
  }

  // Over many images

  /** docs/sql.md#overlap_agg; more: ignore. */
  public static Column overlapAgg(Column truth, Column prediction, Object... more) {
    return call(more, "overlap_agg", truth, prediction);
  }

  /** docs/sql.md#overlap_merge. */
  public static Column overlapMerge(Column overlap) {
    return call("overlap_merge", overlap);
  }

  /** docs/sql.md#confusion_agg; more: ignore. */
  public static Column confusionAgg(
      Column truth, Column prediction, Object classes, Object... more) {
    return call(more, "confusion_agg", truth, prediction, classes);
  }

  /** docs/sql.md#detection_records_merge. */
  public static Column detectionRecordsMerge(Column state) {
    return call("detection_records_merge", state);
  }

  /** docs/sql.md#confusion_merge. */
  public static Column confusionMerge(Column state) {
    return call("confusion_merge", state);
  }

  /** docs/sql.md#boundary_overlap_agg; more: ignore, boundary_width, tolerance. */
  public static Column boundaryOverlapAgg(
      Column truth,
      Column prediction,
      Object height,
      Object width,
      Object classes,
      Object... more) {
    return call(more, "boundary_overlap_agg", truth, prediction, height, width, classes);
  }

  /** docs/sql.md#boundary_overlap_merge. */
  public static Column boundaryOverlapMerge(Column state) {
    return call("boundary_overlap_merge", state);
  }

  /** docs/sql.md#mean_iou_agg; more: ignore. */
  public static Column meanIouAgg(Column truth, Column prediction, Object classes, Object... more) {
    return call(more, "mean_iou_agg", truth, prediction, classes);
  }

  /** docs/sql.md#soft_overlap_agg; more: ignore, score. */
  public static Column softOverlapAgg(Column scores, Column truth, Object... more) {
    return call(more, "soft_overlap_agg", scores, truth);
  }

  /** docs/sql.md#soft_overlap_merge. */
  public static Column softOverlapMerge(Column state) {
    return call("soft_overlap_merge", state);
  }

  /** docs/sql.md#pixel_losses_agg; more: gamma, ignore, score. */
  public static Column pixelLossesAgg(Column scores, Column truth, Object... more) {
    return call(more, "pixel_losses_agg", scores, truth);
  }

  /** docs/sql.md#pixel_losses_merge. */
  public static Column pixelLossesMerge(Column state) {
    return call("pixel_losses_merge", state);
  }

  /** docs/sql.md#calibration_agg; more: ignore, score, bins. */
  public static Column calibrationAgg(Column scores, Column truth, Object... more) {
    return call(more, "calibration_agg", scores, truth);
  }

  /** docs/sql.md#calibration_merge. */
  public static Column calibrationMerge(Column state) {
    return call("calibration_merge", state);
  }

  /** docs/sql.md#score_histogram_agg; more: ignore, bits. */
  public static Column scoreHistogramAgg(Column scores, Column truth, Object... more) {
    return call(more, "score_histogram_agg", scores, truth);
  }

  /** docs/sql.md#score_histogram_merge. */
  public static Column scoreHistogramMerge(Column state) {
    return call("score_histogram_merge", state);
  }

  /** docs/sql.md#lovasz_hinge_agg; more: ignore, bits. */
  public static Column lovaszHingeAgg(Column logits, Column truth, Object... more) {
    return call(more, "lovasz_hinge_agg", logits, truth);
  }

  /** docs/sql.md#multiclass_soft_overlap_agg; more: ignore, score. */
  public static Column multiclassSoftOverlapAgg(
      Column scores, Column truth, Object classes, Object... more) {
    return call(more, "multiclass_soft_overlap_agg", scores, truth, classes);
  }

  /** docs/sql.md#multiclass_pixel_losses_agg; more: gamma, ignore, score. */
  public static Column multiclassPixelLossesAgg(
      Column scores, Column truth, Object classes, Object... more) {
    return call(more, "multiclass_pixel_losses_agg", scores, truth, classes);
  }

  /** docs/sql.md#multiclass_score_histogram_agg; more: ignore, score, bits. */
  public static Column multiclassScoreHistogramAgg(
      Column scores, Column truth, Object classes, Object... more) {
    return call(more, "multiclass_score_histogram_agg", scores, truth, classes);
  }

  /** docs/sql.md#lovasz_softmax_agg; more: ignore, score, bits. */
  public static Column lovaszSoftmaxAgg(
      Column scores, Column truth, Object classes, Object... more) {
    return call(more, "lovasz_softmax_agg", scores, truth, classes);
  }
}

package dev.maskwise.rapids;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.rapids.column.ColumnFunction;
import dev.maskwise.rapids.column.ImageFunction;
import dev.maskwise.rapids.loss.LovaszHinge;
import dev.maskwise.rapids.score.LabelsOfScores;
import dev.maskwise.rapids.score.MaskOfScores;
import dev.maskwise.rapids.score.ScoreFunction;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A GPU function with constants, and the images that it takes.
 *
 * @param name of the SQL function
 * @param function with its constants
 * @param images what it takes
 */
record FunctionCase(String name, ColumnFunction function, Batch.Pair images) {

  private static final UTF8String LOGIT = ImageFunction.LOGIT;
  static final UTF8String PROBABILITY = UTF8String.fromString(ScoreKind.PROBABILITY.label());
  private static final UTF8String PRESENT = UTF8String.fromString("present");
  private static final UTF8String ALL = UTF8String.fromString("all");

  static List<FunctionCase> all() {
    return Stream.concat(ofPixels().stream(), ofCounts()).toList();
  }

  private static Stream<FunctionCase> ofCounts() {
    return OverlapMetrics.ALL.stream().map(metric -> of(metric.name(), Batch::counts));
  }

  private static List<FunctionCase> ofPixels() {
    return List.of(
        of("mask_of_class", Batch::labelMap, 1, -1),
        of("mask_of_class", Batch::labelMap, 0, Batch.IGNORED),
        of("mask_of_class", Batch::labelMap, 254, 1),
        of("overlap", Batch::masks, -1),
        of("overlap", Batch::masks, Batch.IGNORED),
        of("overlap", Batch::masks, 0),
        of("overlap", Batch::masks, 300),
        of("confusion", Batch.labels(4, 1), 4, Batch.IGNORED),
        of("confusion", Batch.labels(1, 1), 1, Batch.IGNORED),
        of("confusion", Batch.labels(200, 1), 256, -1),
        of("confusion", Batch.labels(300, 2), 300, Batch.IGNORED),
        of("confusion", Batch.labels(4096, 2), 4096, -1),
        of("soft_overlap", Batch::logits, -1, LOGIT),
        of("soft_overlap", Batch::logits, Batch.IGNORED, LOGIT),
        of("soft_overlap", Batch::probabilities, -1, PROBABILITY),
        of("soft_overlap", Batch::probabilities, Batch.IGNORED, PROBABILITY),
        of("cross_entropy", Batch::logits, -1, LOGIT),
        of("cross_entropy", Batch::logits, Batch.IGNORED, LOGIT),
        of("cross_entropy", Batch::probabilities, -1, PROBABILITY),
        of("cross_entropy", Batch::probabilities, Batch.IGNORED, PROBABILITY),
        of("focal_loss", Batch::logits, 2.0, 0.25, -1, LOGIT),
        of("focal_loss", Batch::logits, 0.0, 0.5, Batch.IGNORED, LOGIT),
        of("focal_loss", Batch::logits, 1.3, 1.0, Batch.IGNORED, LOGIT),
        of("focal_loss", Batch::probabilities, 2.0, 0.25, -1, PROBABILITY),
        of("focal_loss", Batch::probabilities, 0.0, 0.5, Batch.IGNORED, PROBABILITY),
        of("focal_loss", Batch::probabilities, 1.3, 1.0, Batch.IGNORED, PROBABILITY),
        of("lovasz_hinge", Batch::logits, -1),
        of("lovasz_hinge", Batch::logits, Batch.IGNORED),
        of("lovasz_hinge", Batch::logits, 1),
        of("mask_of_scores", Batch.scores(1), 0.0),
        of("mask_of_scores", Batch.scores(1), -0.3),
        of("mask_of_scores", Batch.scores(1), Double.NaN),
        of("labels_of_scores", Batch.scores(1), 1),
        of("labels_of_scores", Batch.scores(4), 4),
        of("labels_of_scores", Batch.scores(256), 256),
        of("labels_of_scores", Batch.scores(257), 257),
        of("multiclass_cross_entropy", Batch.planes(3, 1), 3, -1, LOGIT),
        of("multiclass_cross_entropy", Batch.planes(4, 1), 4, Batch.IGNORED, LOGIT),
        of("multiclass_cross_entropy", Batch.planes(257, 2), 257, -1, LOGIT),
        of("multiclass_cross_entropy", Batch.probabilityPlanes(3, 1), 3, -1, PROBABILITY),
        of("multiclass_cross_entropy", Batch.probabilityPlanes(4, 1), 4, 255, PROBABILITY),
        of("multiclass_focal_loss", Batch.planes(1, 1), 1, 2.0, Batch.IGNORED, LOGIT),
        of("multiclass_focal_loss", Batch.planes(4, 1), 4, 2.0, Batch.IGNORED, LOGIT),
        of("multiclass_focal_loss", Batch.planes(3, 1), 3, 1.3, 0, LOGIT),
        of("multiclass_focal_loss", Batch.planes(4, 1), 4, 0.0, Batch.IGNORED, LOGIT),
        of("multiclass_focal_loss", Batch.probabilityPlanes(4, 1), 4, 2.0, 255, PROBABILITY),
        of("multiclass_focal_loss", Batch.probabilityPlanes(3, 1), 3, 0.5, -1, PROBABILITY),
        of("multiclass_soft_overlap", Batch.planes(3, 1), 3, -1, LOGIT),
        of("multiclass_soft_overlap", Batch.planes(4, 1), 4, Batch.IGNORED, LOGIT),
        of("multiclass_soft_overlap", Batch.probabilityPlanes(3, 1), 3, -1, PROBABILITY),
        of("multiclass_soft_overlap", Batch.probabilityPlanes(4, 1), 4, Batch.IGNORED, PROBABILITY),
        of("lovasz_softmax", Batch.planes(3, 1), 3, -1, LOGIT, PRESENT),
        of("lovasz_softmax", Batch.planes(4, 1), 4, Batch.IGNORED, LOGIT, PRESENT),
        of("lovasz_softmax", Batch.planes(4, 1), 4, Batch.IGNORED, LOGIT, ALL),
        of("lovasz_softmax", Batch.planes(257, 2), 257, -1, LOGIT, PRESENT),
        of("lovasz_softmax", Batch.probabilityPlanes(3, 1), 3, -1, PROBABILITY, PRESENT),
        of("lovasz_softmax", Batch.probabilityPlanes(4, 1), 4, Batch.IGNORED, PROBABILITY, ALL),
        of("lovasz_softmax", Batch.probabilityPlanes(257, 2), 257, -1, PROBABILITY, PRESENT));
  }

  /** Whether the first argument is scores, of bytes or of floats. */
  boolean takesScores() {
    return function instanceof ScoreFunction
        || function instanceof LovaszHinge
        || function instanceof MaskOfScores
        || function instanceof LabelsOfScores;
  }

  private static FunctionCase of(String name, Batch.Pair images, Object... constants) {
    return new FunctionCase(name, of(name, List.of(constants)), images);
  }

  /** The GPU version of a function with constants that it takes. */
  static ColumnFunction of(String name, List<Object> constants) {
    return GpuFunctions.named(name).orElseThrow().with(constants);
  }
}

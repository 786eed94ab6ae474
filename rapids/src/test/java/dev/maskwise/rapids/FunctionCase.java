package dev.maskwise.rapids;

import java.util.List;
import java.util.Objects;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A GPU function with constants, and the images that it takes.
 *
 * @param name of the SQL function
 * @param function with its constants
 * @param images what it takes
 */
record FunctionCase(String name, ImageFunction function, Batch.Pair images) {

  private static final UTF8String LOGIT = ImageFunction.LOGIT;
  private static final UTF8String PRESENT = UTF8String.fromString("present");
  private static final UTF8String ALL = UTF8String.fromString("all");

  static List<FunctionCase> all() {
    return List.of(
        of("mask_overlap", Batch::masks, -1),
        of("mask_overlap", Batch::masks, Batch.IGNORED),
        of("mask_overlap", Batch::masks, 0),
        of("mask_overlap", Batch::masks, 300),
        of("mask_confusion", Batch.labels(4, 1), 4, Batch.IGNORED),
        of("mask_confusion", Batch.labels(1, 1), 1, Batch.IGNORED),
        of("mask_confusion", Batch.labels(200, 1), 256, -1),
        of("mask_confusion", Batch.labels(300, 2), 300, Batch.IGNORED),
        of("mask_confusion", Batch.labels(4096, 2), 4096, -1),
        of("soft_overlap", Batch::logits, -1, LOGIT),
        of("soft_overlap", Batch::logits, Batch.IGNORED, LOGIT),
        of("cross_entropy", Batch::logits, -1, LOGIT),
        of("cross_entropy", Batch::logits, Batch.IGNORED, LOGIT),
        of("focal_loss", Batch::logits, 2.0, 0.25, -1, LOGIT),
        of("focal_loss", Batch::logits, 0.0, 0.5, Batch.IGNORED, LOGIT),
        of("focal_loss", Batch::logits, 1.3, 1.0, Batch.IGNORED, LOGIT),
        of("lovasz_hinge", Batch::logits, -1),
        of("lovasz_hinge", Batch::logits, Batch.IGNORED),
        of("lovasz_hinge", Batch::logits, 1),
        of("lovasz_softmax", Batch.planes(3, 1), 3, -1, LOGIT, PRESENT),
        of("lovasz_softmax", Batch.planes(4, 1), 4, Batch.IGNORED, LOGIT, PRESENT),
        of("lovasz_softmax", Batch.planes(4, 1), 4, Batch.IGNORED, LOGIT, ALL),
        of("lovasz_softmax", Batch.planes(257, 2), 257, -1, LOGIT, PRESENT));
  }

  private static FunctionCase of(String name, Batch.Pair images, Object... constants) {
    return new FunctionCase(name, of(name, List.of(constants)), images);
  }

  /** The GPU version of a function with constants that it takes. */
  static ImageFunction of(String name, List<Object> constants) {
    return Objects.requireNonNull(GpuFunctions.named(name).orElseThrow().body().with(constants));
  }
}

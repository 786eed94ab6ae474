package dev.maskwise.rapids;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of the SQL functions that have a version for the GPU. Loaded only with the plugin. */
final class GpuFunctions {

  /** Every one once, in the order of docs/sql.md. */
  static final List<GpuFunction> ALL =
      List.of(
          new GpuFunction("mask_overlap", 2, c -> new MaskOverlap((int) c.get(0))),
          new GpuFunction(
              "mask_confusion", 2, c -> new MaskConfusion((int) c.get(0), (int) c.get(1))),
          new GpuFunction(
              "soft_overlap", 2, c -> ofLogits(c.get(1), new SoftOverlap((int) c.get(0)))),
          new GpuFunction(
              "cross_entropy", 2, c -> ofLogits(c.get(1), new CrossEntropy((int) c.get(0)))),
          new GpuFunction(
              "focal_loss",
              2,
              c ->
                  ofLogits(
                      c.get(3),
                      new FocalLoss((double) c.get(0), (double) c.get(1), (int) c.get(2)))),
          new GpuFunction("lovasz_hinge", 2, c -> new LovaszHinge((int) c.get(0))),
          new GpuFunction("lovasz_softmax", 2, GpuFunctions::lovaszSoftmax));

  private static final Map<String, GpuFunction> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(GpuFunction::name, Function.identity()));

  private GpuFunctions() {}

  private static @Nullable ImageFunction ofLogits(Object score, ImageFunction function) {
    return score.equals(ImageFunction.LOGIT) ? function : null;
  }

  private static @Nullable ImageFunction lovaszSoftmax(List<Object> constants) {
    String averaged = constants.get(3).toString();
    boolean presentOnly = averaged.equals("present");
    return presentOnly || averaged.equals("all")
        ? ofLogits(
            constants.get(2),
            new LovaszSoftmax((int) constants.get(0), (int) constants.get(1), presentOnly))
        : null;
  }

  static Optional<GpuFunction> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}

package dev.maskwise.rapids;

import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.rapids.count.MaskConfusion;
import dev.maskwise.rapids.count.MaskOfClass;
import dev.maskwise.rapids.count.MaskOverlap;
import dev.maskwise.rapids.count.OverlapMetric;
import dev.maskwise.rapids.loss.CrossEntropy;
import dev.maskwise.rapids.loss.FocalLoss;
import dev.maskwise.rapids.loss.LovaszHinge;
import dev.maskwise.rapids.loss.LovaszSoftmax;
import dev.maskwise.rapids.loss.SoftOverlap;
import dev.maskwise.rapids.loss.SoftOverlaps;
import dev.maskwise.rapids.loss.SoftmaxCrossEntropy;
import dev.maskwise.rapids.loss.SoftmaxFocalLoss;
import dev.maskwise.rapids.score.LabelsOfScores;
import dev.maskwise.rapids.score.MaskOfScores;
import dev.maskwise.statistic.OverlapCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of the SQL functions that have a version for the GPU. Loaded only with the plugin. */
final class GpuFunctions {

  private static final List<GpuFunction> OF_PIXELS =
      List.of(
          new GpuFunction("mask_of_class", 1, c -> new MaskOfClass((int) c.get(0), (int) c.get(1))),
          new GpuFunction("overlap", 2, c -> new MaskOverlap((int) c.get(0))),
          new GpuFunction("confusion", 2, c -> new MaskConfusion((int) c.get(0), (int) c.get(1))),
          new GpuFunction(
              "soft_overlap", 2, c -> new SoftOverlap((int) c.get(0), c.get(1).toString())),
          new GpuFunction(
              "cross_entropy", 2, c -> new CrossEntropy((int) c.get(0), c.get(1).toString())),
          new GpuFunction(
              "focal_loss",
              2,
              c ->
                  new FocalLoss(
                      (double) c.get(0), (double) c.get(1), (int) c.get(2), c.get(3).toString())),
          new GpuFunction("lovasz_hinge", 2, c -> new LovaszHinge((int) c.get(0))),
          new GpuFunction("mask_of_scores", 1, c -> new MaskOfScores((double) c.get(0))),
          new GpuFunction(
              "multiclass_cross_entropy",
              2,
              c -> new SoftmaxCrossEntropy((int) c.get(0), (int) c.get(1), c.get(2).toString())),
          new GpuFunction(
              "multiclass_focal_loss",
              2,
              c ->
                  new SoftmaxFocalLoss(
                      (int) c.get(0), (double) c.get(1), (int) c.get(2), c.get(3).toString())),
          new GpuFunction(
              "multiclass_soft_overlap",
              2,
              c -> new SoftOverlaps((int) c.get(0), (int) c.get(1), c.get(2).toString())),
          new GpuFunction(
              "lovasz_softmax",
              2,
              c ->
                  new LovaszSoftmax(
                      (int) c.get(0), (int) c.get(1), c.get(2).toString(), c.get(3).toString())),
          new GpuFunction("labels_of_scores", 1, c -> new LabelsOfScores((int) c.get(0))));

  /** Every one once, in the order of docs/gpu.md. */
  static final List<GpuFunction> ALL =
      Stream.concat(OF_PIXELS.stream(), OverlapMetrics.ALL.stream().map(GpuFunctions::ofCounts))
          .toList();

  private static final Map<String, GpuFunction> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(GpuFunction::name, Function.identity()));

  private GpuFunctions() {}

  private static GpuFunction ofCounts(Metric<OverlapCounts> metric) {
    return new GpuFunction(metric.name(), 1, c -> new OverlapMetric(metric));
  }

  static Optional<GpuFunction> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}

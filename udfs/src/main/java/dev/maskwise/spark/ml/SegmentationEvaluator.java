package dev.maskwise.spark.ml;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.CountEvaluation;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/**
 * A metric of label maps as an evaluator of MLlib, for {@code CrossValidator}, {@code
 * TrainValidationSplit} and by itself. A row is a pixel, with its labels as numbers, or a mask,
 * with its label maps as raw bytes, one byte a pixel; which one is seen from the columns' types.
 *
 * <p>The number is the one that {@link CountEvaluation} gives under the same names, and exact
 * counts make it equal for any partitioning. Undefined is NaN, which model selection takes for the
 * largest number: where a class can be missing from a fold, say what an empty mask is worth.
 *
 * <p>Costs one pass over the masks, or for pixels a count by image and pair of labels.
 */
public final class SegmentationEvaluator extends SegmentationParams
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  public SegmentationEvaluator() {
    this(Identifiable$.MODULE$.randomUID("segmentationEvaluator"));
  }

  /** An evaluator with a name of its own; MLlib makes copies with it. */
  public SegmentationEvaluator(String uid) {
    super(uid);
  }

  /** Reads evaluators that {@code save} wrote. */
  public static MLReader<SegmentationEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** The evaluator that {@code save} wrote. */
  public static SegmentationEvaluator load(String path) {
    return read().load(path);
  }

  /**
   * The metric of a table; NaN where it is undefined.
   *
   * @throws IllegalArgumentException if a parameter is missing or does not fit the others, a column
   *     has another type, or a label is null or no class
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    String metric = getMetricName();
    @Nullable Integer ofClass =
        OverlapMetrics.ALL.stream().anyMatch(known -> known.name().equals(metric))
            ? Integer.valueOf(getClassId())
            : null;
    Set<String> averagings = new TreeSet<>();
    for (MetricValue value : evaluateAll(dataset)) {
      if (value.metric().equals(metric) && Objects.equals(value.classId(), ofClass)) {
        averagings.add(value.averaging().label());
        if (value.averaging().label().equals(getAveraging())) {
          return value.value();
        }
      }
    }
    throw new IllegalArgumentException(
        averagings.isEmpty()
            ? "There is no class %s; classes is %d.".formatted(ofClass, getClasses())
            : "The metric %s has here no averaging %s, only %s; averages over images need imageIdCol where rows are pixels."
                .formatted(metric, getAveraging(), String.join(", ", averagings)));
  }

  /**
   * Every metric of a table under every averaging, in one pass; {@code metricName}, {@code classId}
   * and {@code averaging} do not matter. Pixels without an image id have no averages over images.
   *
   * @throws IllegalArgumentException as {@link #evaluate}
   */
  public List<MetricValue> evaluateAll(Dataset<?> dataset) {
    int classCount = getClasses();
    String imageId = isDefined(imageIdCol()) ? getImageIdCol() : null;
    ImageMatrices matrices =
        new ImageMatrices(getTruthCol(), getPredictionCol(), imageId, classCount, getIgnore());
    Policy policy =
        new Policy(
            EmptyMask.valueOf(getEmptyMask().toUpperCase(Locale.ROOT)),
            Arrays.stream(getLeftOut()).boxed().collect(Collectors.toSet()));
    MapPartitionsFunction<byte[], CountEvaluation> add =
        states -> {
          CountEvaluation part = new CountEvaluation(classCount, policy);
          states.forEachRemaining(state -> part.add(ConfusionMatrix.TYPE.decode(state)));
          return List.of(part).iterator();
        };
    CountEvaluation evaluation = new CountEvaluation(classCount, policy);
    try {
      matrices
          .of(dataset)
          .mapPartitions(add, Encoders.javaSerialization(CountEvaluation.class))
          .collectAsList()
          .forEach(evaluation::add);
    } catch (Exception e) {
      throw refused(e);
    }
    boolean imagesKnown = imageId != null || !matrices.ofPixels(dataset);
    return evaluation.values().stream()
        .filter(value -> imagesKnown || value.averaging() == Averaging.DATASET)
        .toList();
  }

  /** The refusal of a task as it was, without the tale of its stage. */
  private static RuntimeException refused(Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof IllegalArgumentException refusal) {
        return new IllegalArgumentException(refusal.getMessage(), failure);
      }
    }
    return failure instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("The evaluation failed: " + failure.getMessage(), failure);
  }

  @Override
  public boolean isLargerBetter() {
    String name = getMetricName();
    return metrics()
        .anyMatch(metric -> metric.name().equals(name) && metric.better() == Better.HIGHER);
  }

  @Override
  public SegmentationEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  public SegmentationEvaluator setTruthCol(String value) {
    return with(truthCol(), value);
  }

  public SegmentationEvaluator setPredictionCol(String value) {
    return with(predictionCol(), value);
  }

  public SegmentationEvaluator setImageIdCol(String value) {
    return with(imageIdCol(), value);
  }

  public SegmentationEvaluator setMetricName(String value) {
    return with(metricName(), value);
  }

  public SegmentationEvaluator setAveraging(String value) {
    return with(averaging(), value);
  }

  public SegmentationEvaluator setEmptyMask(String value) {
    return with(emptyMask(), value);
  }

  public SegmentationEvaluator setClasses(int value) {
    return with(classes(), value);
  }

  public SegmentationEvaluator setClassId(int value) {
    return with(classId(), value);
  }

  public SegmentationEvaluator setIgnore(int value) {
    return with(ignore(), value);
  }

  public SegmentationEvaluator setLeftOut(int... value) {
    return with(leftOut(), value);
  }

  private <T> SegmentationEvaluator with(Param<T> param, T value) {
    set(param, value);
    return this;
  }
}

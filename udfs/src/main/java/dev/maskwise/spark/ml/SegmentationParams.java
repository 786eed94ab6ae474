package dev.maskwise.spark.ml;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Choice;
import dev.maskwise.metric.EmptyMask;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.statistic.ConfusionMatrix;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** The parameters of a {@link SegmentationEvaluator}; {@code explainParams()} shows them. */
public abstract class SegmentationParams extends Evaluator {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final Param<String> truthCol;
  private final Param<String> predictionCol;
  private final Param<String> imageIdCol;
  private final Param<String> metricName;
  private final Param<String> averaging;
  private final Param<String> emptyMask;
  private final IntParam classes;
  private final IntParam classId;
  private final IntParam ignore;
  private final IntArrayParam leftOut;

  SegmentationParams(String uid) {
    this.uid = uid;
    truthCol = new Param<>(uid, "truthCol", "the column of the truth");
    predictionCol = new Param<>(uid, "predictionCol", "the column of the prediction");
    imageIdCol =
        new Param<>(
            uid,
            "imageIdCol",
            "the column that says to which image a row belongs; if unset, each mask is an image, and all pixels are of one");
    metricName = choice("metricName", "the metric", metrics().map(Metric::name).toList());
    averaging = choice("averaging", "how images become one number", averagings());
    emptyMask = choice("emptyMask", "what 0/0 is worth", labels(EmptyMask.values()));
    classes =
        new IntParam(
            uid,
            "classes",
            "how many classes there are; the labels 0 … classes − 1",
            ParamValidators.inRange(1, ConfusionMatrix.MAX_CLASSES));
    classId =
        new IntParam(
            uid, "classId", "for a metric of one class, its label", ParamValidators.gtEq(0));
    ignore =
        new IntParam(
            uid, "ignore", "the label of the truth whose pixels count nowhere; negative for none");
    leftOut = new IntArrayParam(this, "leftOut", "the classes that enter no mean over classes");
    setDefault(truthCol, "truth");
    setDefault(predictionCol, "prediction");
    setDefault(metricName, ConfusionMetrics.MEAN_IOU.name());
    setDefault(averaging, Averaging.DATASET.label());
    setDefault(emptyMask, EmptyMask.UNDEFINED.label());
    setDefault(ignore, -1);
    setDefault(leftOut, new int[0]);
  }

  private Param<String> choice(String name, String meaning, List<String> names) {
    return new Param<>(
        uid, name, meaning + ": " + String.join(", ", names), ParamValidators.inArray(names));
  }

  private static List<String> averagings() {
    return labels(Averaging.values()).stream()
        .filter(label -> !label.equals(Averaging.PER_IMAGE.label())) // which is no number
        .toList();
  }

  private static List<String> labels(Choice[] choices) {
    return Stream.of(choices).map(Choice::label).toList();
  }

  static Stream<Metric<?>> metrics() {
    return Stream.concat(ConfusionMetrics.ALL.stream(), OverlapMetrics.ALL.stream());
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> truthCol() {
    return truthCol;
  }

  public String getTruthCol() {
    return getOrDefault(truthCol);
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public String getPredictionCol() {
    return getOrDefault(predictionCol);
  }

  public Param<String> imageIdCol() {
    return imageIdCol;
  }

  public String getImageIdCol() {
    return getOrDefault(imageIdCol);
  }

  public Param<String> metricName() {
    return metricName;
  }

  public String getMetricName() {
    return getOrDefault(metricName);
  }

  public Param<String> averaging() {
    return averaging;
  }

  public String getAveraging() {
    return getOrDefault(averaging);
  }

  public Param<String> emptyMask() {
    return emptyMask;
  }

  public String getEmptyMask() {
    return getOrDefault(emptyMask);
  }

  public IntParam classes() {
    return classes;
  }

  public int getClasses() {
    return required(classes);
  }

  public IntParam classId() {
    return classId;
  }

  public int getClassId() {
    return required(classId);
  }

  public IntParam ignore() {
    return ignore;
  }

  public int getIgnore() {
    return (int) getOrDefault(ignore);
  }

  public IntArrayParam leftOut() {
    return leftOut;
  }

  public int[] getLeftOut() {
    return getOrDefault(leftOut);
  }

  private int required(IntParam param) {
    if (!isDefined(param)) {
      throw new IllegalArgumentException(
          "The metric %s needs the parameter %s: %s."
              .formatted(getMetricName(), param.name(), param.doc()));
    }
    return (int) getOrDefault(param);
  }
}

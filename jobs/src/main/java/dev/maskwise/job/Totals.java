package dev.maskwise.job;

import dev.maskwise.function.RejectKind;
import dev.maskwise.metric.Evaluation;
import dev.maskwise.metric.Policy;
import dev.maskwise.reader.Rejection;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.report.Summary.RejectedImage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What becomes of the images of a run: counts, the evaluation of each model and slice, and the
 * first of the rejected images. The totals are the same for any order and partitioning of them.
 */
final class Totals implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many rejected images a report lists; all are in rejected.parquet. */
  private static final int REJECTED_LISTED = 100;

  /** The label of the slice that is all images; sorts before every other. */
  private static final String ALL_IMAGES = "";

  private final int classes;
  private final Policy policy;

  /** For each model slice label → evaluation. */
  private final List<TreeMap<String, Evaluation>> evaluations = new ArrayList<>();

  /** Sort key → a fault of an image, only the first of all. */
  private final TreeMap<String, RejectedImage> firstRejected = new TreeMap<>();

  private final EnumMap<RejectKind, Long> rejectedFor = new EnumMap<>(RejectKind.class);
  private long evaluated;
  private long rejected;

  /** The totals of no images. */
  Totals(int models, int classes, Policy policy) {
    this.classes = classes;
    this.policy = policy;
    for (int m = 0; m < models; m++) {
      TreeMap<String, Evaluation> slices = new TreeMap<>();
      slices.put(ALL_IMAGES, new Evaluation(classes, policy));
      evaluations.add(slices);
    }
  }

  /** Adds an image. */
  Totals add(ImageOutcome image) {
    if (image.rejections().isEmpty()) {
      evaluated++;
      addEvaluated(image);
    } else {
      rejected++;
      addRejected(image.rejections());
    }
    return this;
  }

  private void addEvaluated(ImageOutcome image) {
    List<String> labels = new ArrayList<>(List.of(ALL_IMAGES));
    image
        .slices()
        .forEach((name, value) -> labels.add(name + "=" + (value == null ? "(none)" : value)));
    for (int m = 0; m < image.confusions().size(); m++) {
      for (String label : labels) {
        evaluation(m, label).add(image.confusions().get(m));
      }
    }
  }

  private void addRejected(List<Rejection> faults) {
    Set<RejectKind> kinds = EnumSet.noneOf(RejectKind.class);
    for (Rejection fault : faults) {
      String kind = fault.kind().label();
      kinds.add(fault.kind());
      firstRejected.put(
          String.join(
              "\u0000", String.valueOf(fault.imageId()), fault.path(), kind, fault.reason()),
          new RejectedImage(fault.imageId(), fault.path(), kind, fault.reason()));
    }
    kinds.forEach(kind -> rejectedFor.merge(kind, 1L, Long::sum));
    dropLastRejected();
  }

  private void dropLastRejected() {
    while (firstRejected.size() > REJECTED_LISTED) {
      firstRejected.pollLastEntry();
    }
  }

  /** Adds the totals of other images. */
  Totals merge(Totals other) {
    evaluated += other.evaluated;
    rejected += other.rejected;
    other.rejectedFor.forEach((kind, images) -> rejectedFor.merge(kind, images, Long::sum));
    firstRejected.putAll(other.firstRejected);
    dropLastRejected();
    for (int m = 0; m < evaluations.size(); m++) {
      for (Map.Entry<String, Evaluation> slice : other.evaluations.get(m).entrySet()) {
        evaluation(m, slice.getKey()).add(slice.getValue());
      }
    }
    return this;
  }

  private Evaluation evaluation(int model, String label) {
    return evaluations.get(model).computeIfAbsent(label, slice -> new Evaluation(classes, policy));
  }

  ImageCounts images() {
    return new ImageCounts(
        evaluated,
        rejected,
        rejectedFor.getOrDefault(RejectKind.MISSING_PREDICTION, 0L),
        rejectedFor.getOrDefault(RejectKind.MISSING_TRUTH, 0L),
        rejectedFor.getOrDefault(RejectKind.DUPLICATE, 0L));
  }

  /** The first rejected images by image id, a fault each. */
  List<RejectedImage> firstRejected() {
    return List.copyOf(firstRejected.values());
  }

  /** For each model first all images, then the slices in the order of their labels. */
  List<ModelEvaluation> evaluations(List<String> models) {
    List<ModelEvaluation> list = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      String model = models.get(m);
      evaluations
          .get(m)
          .forEach(
              (label, evaluation) ->
                  list.add(
                      new ModelEvaluation(
                          model, label.equals(ALL_IMAGES) ? null : label, evaluation)));
    }
    return list;
  }
}

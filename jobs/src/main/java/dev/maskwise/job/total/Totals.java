package dev.maskwise.job.total;

import dev.maskwise.job.pass.Distributions;
import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.plan.Confidence;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.reader.digest.ContentSum;
import dev.maskwise.report.Summary.ImageCounts;
import dev.maskwise.run.Terms;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.run.numbers.ListedSlices;
import dev.maskwise.run.numbers.SliceLabels;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the images of a run: counts, the evaluation of each model and slice, and the
 * first of the rejected images. The totals are the same for any order and partitioning of them.
 */
public final class Totals implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int MERGED_AT_ONCE = 32;

  private final Blank blank;
  private final @Nullable Confidence confidence;

  /** For each model slice label → evaluation. */
  private final List<TreeMap<String, ImageTotals>> evaluations = new ArrayList<>();

  /** Of more slices than this none is kept. */
  private final int mostSlices;

  private boolean manySlices;
  private final Distributions distributions;

  /** Of the truth and of each model's predictions. */
  private final List<ContentSum> contents = new ArrayList<>();

  private final RejectedImages rejected = new RejectedImages();
  private long evaluated;
  private long reused;

  /** Makes the evaluation of no images. */
  private interface Blank extends Serializable {
    ImageTotals create();
  }

  private Totals(int models, int mostSlices, @Nullable Confidence confidence, Blank blank) {
    this.blank = blank;
    this.mostSlices = mostSlices;
    this.confidence = confidence;
    this.distributions = new Distributions(models);
    contents.add(new ContentSum());
    for (int m = 0; m < models; m++) {
      TreeMap<String, ImageTotals> slices = new TreeMap<>();
      slices.put(SliceLabels.ALL_IMAGES, blank.create());
      evaluations.add(slices);
      contents.add(new ContentSum());
    }
  }

  /** The totals of no images, for the models and classes of a plan. */
  public static Totals of(EvaluatePlan plan) {
    Terms terms = plan.terms();
    int models = plan.models().size();
    // Where there are scores the curves of all slices are held anyway.
    int mostSlices =
        plan.scores() == null ? new ListedSlices(terms, models).whole() : Integer.MAX_VALUE;
    return new Totals(models, mostSlices, plan.confidence(), () -> ImageTotals.of(terms));
  }

  /** In how many steps the totals of partitions are merged: a few by the driver at once. */
  public static int depth(JavaRDD<?> partitions) {
    return partitions.getNumPartitions() <= MERGED_AT_ONCE ? 1 : 2;
  }

  /** Adds an image, and what it brings of its partition. */
  public Totals add(ImageResult image) {
    if (image.rejections().isEmpty()) {
      evaluated++;
      reused += image.reused() ? 1 : 0;
      for (int source = 0; source < contents.size(); source++) {
        contents
            .get(source)
            .add(Objects.requireNonNull(image.imageId()), image.marks().digest(source));
      }
      List<String> labels = image.sliceLabels();
      if (confidence != null) {
        labels = confidence.labels(labels, Objects.requireNonNull(image.imageId()));
      }
      for (int m = 0; m < image.counts().size(); m++) {
        for (String label : labels) {
          if (!manySlices || label.equals(SliceLabels.ALL_IMAGES)) {
            image.addTo(evaluation(m, label), m);
          }
        }
      }
      dropManySlices();
    } else {
      rejected.add(image.rejections());
    }
    if (image.distributions() != null) {
      distributions.add(image.distributions());
    }
    return this;
  }

  /** Adds the totals of other images. */
  public Totals merge(Totals other) {
    evaluated += other.evaluated;
    reused += other.reused;
    rejected.add(other.rejected);
    for (int source = 0; source < contents.size(); source++) {
      contents.get(source).add(other.contents.get(source));
    }
    manySlices |= other.manySlices;
    for (int m = 0; m < evaluations.size(); m++) {
      for (Map.Entry<String, ImageTotals> slice : other.evaluations.get(m).entrySet()) {
        if (!manySlices || slice.getKey().equals(SliceLabels.ALL_IMAGES)) {
          evaluation(m, slice.getKey()).add(slice.getValue());
        }
      }
    }
    dropManySlices();
    distributions.add(other.distributions);
    return this;
  }

  /** All or none: which slices came first must not matter. Groups have no labels without scores. */
  private void dropManySlices() {
    manySlices |= evaluations.get(0).size() - 1 > mostSlices;
    if (manySlices) {
      evaluations.forEach(slices -> slices.keySet().retainAll(Set.of(SliceLabels.ALL_IMAGES)));
    }
  }

  private ImageTotals evaluation(int model, String label) {
    return evaluations.get(model).computeIfAbsent(label, slice -> blank.create());
  }

  public ImageCounts images() {
    return rejected.counts(evaluated);
  }

  /** How many of the evaluated images were not read, but taken from an earlier run. */
  public long reused() {
    return reused;
  }

  /** The digests of what the truth and each model's predictions hold of the evaluated images. */
  public List<ContentSum> contents() {
    return contents;
  }

  /** The images that are left out. */
  public RejectedImages rejected() {
    return rejected;
  }

  /**
   * For each model slice label → the totals of its images, in the order of the labels; those of
   * groups are among them.
   */
  public List<? extends Map<String, ImageTotals>> slices() {
    return evaluations;
  }

  /** Whether there are too many slices to keep the totals of any. */
  public boolean hasManySlices() {
    return manySlices;
  }

  /** Where the scores of the evaluated images lie. */
  public Distributions distributions() {
    return distributions;
  }
}

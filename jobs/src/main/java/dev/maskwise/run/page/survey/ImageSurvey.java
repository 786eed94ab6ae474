package dev.maskwise.run.page.survey;

import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.run.compare.SameTruth;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.PixelCounts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One walk over all images: each image's number under every model, the summed confusion, and which
 * images are the worst of every class and slice. 16 bytes an image and model are kept.
 */
public final class ImageSurvey {
  /** Stands for all classes, and for all slices. */
  public static final int ALL = -1;

  /** So many of the worst images of a class in a slice are known. */
  public static final int RANKS = 3;

  private static final int EXTREMES = 6;

  private final RunImages run;
  private final Headline headline;
  private final Map<String, Integer> slices;
  private final List<ViewImages> views;
  private final Map<Box, Extremes> worst = new TreeMap<>();
  private final Extremes regressed = new Extremes(EXTREMES);
  private final Extremes improved = new Extremes(EXTREMES);

  /** A class in a slice. */
  public record Box(int slice, int classId) implements Comparable<Box> {
    @Override
    public int compareTo(Box other) {
      int bySlice = Integer.compare(slice, other.slice);
      return bySlice != 0 ? bySlice : Integer.compare(classId, other.classId);
    }
  }

  /** What is known of the images under one model. */
  public static final class ViewImages {
    public final ModelView view;
    public final double[] after;
    public final double[] before;

    /** Rows truth, columns prediction: all images, and those that are paired under both models. */
    public final long[] confusion;

    public final long[] pairedAfter;
    public final long[] pairedBefore;
    private final Map<String, StoredImage> earlier = new HashMap<>();
    private final @Nullable SameTruth truth;

    ViewImages(ModelView view, RunImages run, int classes) {
      int images = run.images().size();
      this.view = view;
      this.after = new double[images];
      this.before = new double[images];
      this.confusion = new long[classes * classes];
      this.pairedAfter = new long[classes * classes];
      this.pairedBefore = new long[classes * classes];
      ModelView.Baseline baseline = view.baseline();
      if (baseline == null || view.changes() == null) {
        this.truth = null;
      } else {
        this.truth = new SameTruth(baseline.run().images(), run.images());
        baseline.run().images().forEach(image -> earlier.put(image.imageId(), image));
      }
    }

    /** What the image was before, with the same truth; null where it was not. */
    private StoredImage.@Nullable Prediction earlier(StoredImage image) {
      StoredImage known = earlier.get(image.imageId());
      ModelView.Baseline baseline = view.baseline();
      if (known == null || baseline == null || truth == null) {
        return null;
      }
      StoredImage.Prediction before = known.predictions().get(baseline.index());
      StoredImage.Prediction now = image.predictions().get(view.index());
      return truth.of(known, before, image, now) ? before : null;
    }
  }

  /**
   * Walks over the images.
   *
   * @param slices the labels of all slices
   */
  public ImageSurvey(RunImages run, List<ModelView> models, List<String> slices) {
    this.run = run;
    this.headline = new Headline(run.terms());
    this.slices = new HashMap<>();
    slices.forEach(slice -> this.slices.put(slice, this.slices.size()));
    int classes = run.terms().classes().size();
    this.views = models.stream().map(view -> new ViewImages(view, run, classes)).toList();
    for (int i = 0; i < run.images().size(); i++) {
      enter(i, run.images().get(i));
    }
  }

  private void enter(int index, StoredImage image) {
    int[] ofImage = slicesOf(image);
    double lowest = Double.NaN;
    double fall = 0;
    for (ViewImages of : views) {
      PixelCounts matrix = image.predictions().get(of.view.index()).pixelCounts();
      add(of.confusion, matrix);
      ClassCounts counts = headline.counts(matrix);
      double value = headline.of(counts);
      of.after[index] = value;
      of.before[index] = Double.NaN;
      lowest = Double.isNaN(lowest) ? value : Math.min(lowest, value);
      StoredImage.Prediction earlier = of.earlier(image);
      if (earlier != null) {
        PixelCounts earlierMatrix = earlier.pixelCounts();
        add(of.pairedAfter, matrix);
        add(of.pairedBefore, earlierMatrix);
        of.before[index] = headline.of(headline.counts(earlierMatrix));
        double change = value - of.before[index];
        fall = Math.abs(change) > Math.abs(fall) ? change : fall;
      }
      for (int c = 0; c < counts.classes(); c++) {
        OverlapCounts overlap = counts.overlap(c);
        long union = union(overlap);
        if (union > 0) {
          enter(ofImage, c, index, counts.value(OverlapMetrics.IOU, c), union);
        }
      }
    }
    enter(ofImage, ALL, index, lowest, 0);
    regressed.enter(index, fall < 0 ? fall : Double.NaN, 0);
    improved.enter(index, fall > 0 ? -fall : Double.NaN, 0);
  }

  /** Pixels that are of a class in the truth or in the prediction. */
  public static long union(OverlapCounts overlap) {
    return overlap.truthCardinality() + overlap.predictionCardinality() - overlap.intersection();
  }

  private void enter(int[] ofImage, int classId, int index, double value, long pixels) {
    box(ALL, classId).enter(index, value, pixels);
    for (int slice : ofImage) {
      box(slice, classId).enter(index, value, pixels);
    }
  }

  private Extremes box(int slice, int classId) {
    return worst.computeIfAbsent(
        new Box(slice, classId), box -> new Extremes(classId == ALL ? EXTREMES : RANKS));
  }

  /** Of classes that overlap there is no confusion. */
  private static void add(long[] total, PixelCounts image) {
    int classes = image.classes();
    if (image instanceof ConfusionMatrix matrix) {
      matrix.forEach((truth, prediction, count) -> total[truth * classes + prediction] += count);
    }
  }

  /** The positions of the slices that an image belongs to, without that of all images. */
  public int[] slicesOf(StoredImage image) {
    return image.sliceLabels().stream().filter(slices::containsKey).mapToInt(slices::get).toArray();
  }

  public RunImages run() {
    return run;
  }

  public Headline headline() {
    return headline;
  }

  public List<ViewImages> views() {
    return views;
  }

  /** The worst images of every class in every slice, {@link #ALL} included. */
  public Map<Box, Extremes> worst() {
    return worst;
  }

  /** The positions of all images, the lowest number of any model first. */
  public List<Integer> byLowest() {
    return IntStream.range(0, run.images().size())
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                i -> views.stream().mapToDouble(of -> of.after[i]).min().orElse(Double.NaN)))
        .toList();
  }

  /** The images that became worse the most. */
  public Extremes regressed() {
    return regressed;
  }

  /** The images that became better the most. */
  public Extremes improved() {
    return improved;
  }
}

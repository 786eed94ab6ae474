package dev.maskwise.run.compare;

import dev.maskwise.metric.Averaging;
import dev.maskwise.metric.Better;
import dev.maskwise.metric.Policy;
import dev.maskwise.metric.count.ClassCounts;
import dev.maskwise.metric.count.ConfusionMetrics;
import dev.maskwise.metric.count.OverlapMetrics;
import dev.maskwise.metric.inference.PoissonBootstrap;
import dev.maskwise.metric.inference.Standing;
import dev.maskwise.reader.ClusterRule;
import dev.maskwise.report.Numbers;
import dev.maskwise.report.ReportTable;
import dev.maskwise.run.Terms;
import dev.maskwise.run.images.RunImages;
import dev.maskwise.run.images.StoredImage;
import dev.maskwise.statistic.Mean;
import dev.maskwise.statistic.OverlapCounts;
import dev.maskwise.statistic.PixelCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of more than two models is best, and how sure that is: by {@link PoissonBootstrap}, on the
 * images that all have with the same truth.
 *
 * @param images how many these are
 * @param groups how many independent groups
 * @param rankings by mean IoU of the data set, and by its mean over images
 */
public record Standings(long images, long groups, List<Ranking> rankings) {
  private static final long SEED = 1;

  /** So many parts of the images are gone through at once, by as many cores as there are. */
  private static final int PARTS = 8;

  /** The sums of a class: intersection, pixels of the truth and of the prediction, valid pixels. */
  private static final int OF_CLASS = 4;

  /** The sums besides: mean IoU of the images, and how many have one. */
  private static final int OF_IMAGES = 2;

  /** All models by one number, the best first. */
  public record Ranking(String metric, Averaging averaging, List<Place> places) {}

  /**
   * A model in a ranking.
   *
   * @param value on the common images; a mean over images is off by up to 10⁻⁹, since it is a sum
   *     of values that were rounded so that their sum is exact
   */
  public record Place(Comparison.Side model, double value, Standing standing) {}

  private record Contestant(RunImages run, int position, Comparison.Side side) {}

  /** An image: what each contestant is for it. */
  private record Common(String group, List<StoredImage.Prediction> predictions) {}

  /**
   * Ranks the models of some comparisons.
   *
   * @param runs all that are compared
   * @param clusterBy as {@link Comparer} has it
   * @return empty for fewer than three models, or if definitions differ, or no image is common
   */
  public static Optional<Standings> of(
      List<Comparison> comparisons, Collection<RunImages> runs, @Nullable String clusterBy) {
    List<Comparison.Side> sides =
        comparisons.stream()
            .flatMap(each -> Stream.of(each.before(), each.after()))
            .distinct()
            .toList();
    if (sides.size() < 3 || comparisons.stream().anyMatch(c -> !c.differences().isEmpty())) {
      return Optional.empty();
    }
    Map<String, RunImages> byId = new HashMap<>();
    runs.forEach(run -> byId.put(run.run().manifest().run(), run));
    List<Contestant> contestants = new ArrayList<>();
    for (Comparison.Side side : sides) {
      RunImages run = byId.get(side.run());
      if (run == null) {
        throw new IllegalArgumentException("The run %s is not given.".formatted(side.run()));
      }
      contestants.add(new Contestant(run, run.model(side.model()), side));
    }
    List<Common> common = common(contestants, clusterBy == null ? null : ClusterRule.of(clusterBy));
    return common.isEmpty() ? Optional.empty() : Optional.of(rank(contestants, common));
  }

  private static List<Common> common(List<Contestant> contestants, @Nullable ClusterRule clusters) {
    List<Map<String, StoredImage>> others = new ArrayList<>();
    Map<RunImages, Map<String, StoredImage>> indexed = new HashMap<>();
    for (Contestant contestant : contestants) {
      others.add(indexed.computeIfAbsent(contestant.run(), Standings::byImageId));
    }
    Contestant first = contestants.get(0);
    Map<RunImages, SameTruth> truths = new HashMap<>();
    for (Contestant contestant : contestants) {
      truths.computeIfAbsent(
          contestant.run(), run -> new SameTruth(first.run().images(), run.images()));
    }
    List<Common> common = new ArrayList<>();
    for (StoredImage image : first.run().images()) {
      StoredImage.Prediction own = image.predictions().get(first.position());
      List<StoredImage.Prediction> predictions = new ArrayList<>();
      StoredImage last = image;
      for (int i = 0; i < contestants.size(); i++) {
        StoredImage other = others.get(i).get(image.imageId());
        if (other == null) {
          break;
        }
        StoredImage.Prediction prediction = other.predictions().get(contestants.get(i).position());
        SameTruth truth = Objects.requireNonNull(truths.get(contestants.get(i).run()));
        if (!truth.of(image, own, other, prediction)) {
          break;
        }
        predictions.add(prediction);
        last = other;
      }
      if (predictions.size() == contestants.size()) {
        common.add(new Common(PairedImages.clusterOf(last, clusters), predictions));
      }
    }
    return common;
  }

  private static Map<String, StoredImage> byImageId(RunImages run) {
    Map<String, StoredImage> images = new HashMap<>();
    run.images().forEach(image -> images.put(image.imageId(), image));
    return images;
  }

  private static Standings rank(List<Contestant> contestants, List<Common> common) {
    Terms terms = contestants.get(0).run().terms();
    int classes = terms.classes().size();
    int length = OF_CLASS * classes + OF_IMAGES;
    int part = (common.size() + PARTS - 1) / PARTS;
    List<List<Common>> parts = new ArrayList<>();
    for (int from = 0; from < common.size(); from += part) {
      parts.add(common.subList(from, Math.min(from + part, common.size())));
    }
    PoissonBootstrap bootstrap = new PoissonBootstrap(contestants.size(), length, SEED);
    double[][] total = new double[contestants.size()][length];
    parts.parallelStream()
        .map(
            some -> {
              Part sums = new Part(contestants.size(), length);
              some.forEach(image -> sums.add(image, terms.policy()));
              return sums;
            })
        .toList()
        .forEach(
            sums -> {
              bootstrap.add(sums.bootstrap);
              addTo(total, sums.total);
            });
    Set<String> groups = new HashSet<>();
    common.forEach(image -> groups.add(image.group()));
    List<Comparison.Side> sides = contestants.stream().map(Contestant::side).toList();
    return new Standings(
        common.size(),
        groups.size(),
        List.of(
            ranking(sides, Averaging.DATASET, total, bootstrap, s -> meanIou(s, terms.policy())),
            ranking(sides, Averaging.IMAGE_THEN_DATASET, total, bootstrap, Standings::ofImages)));
  }

  private static Ranking ranking(
      List<Comparison.Side> sides,
      Averaging averaging,
      double[][] total,
      PoissonBootstrap bootstrap,
      ToDoubleFunction<double[]> number) {
    List<Standing> standings = bootstrap.standings(number, Better.HIGHER);
    List<Place> places = new ArrayList<>();
    for (int m = 0; m < sides.size(); m++) {
      places.add(new Place(sides.get(m), number.applyAsDouble(total[m]), standings.get(m)));
    }
    places.sort(Comparator.comparingDouble((Place place) -> place.standing().meanRank()));
    return new Ranking(ConfusionMetrics.MEAN_IOU.name(), averaging, places);
  }

  /** Some images. */
  private static final class Part {
    final PoissonBootstrap bootstrap;
    final double[][] total;

    Part(int models, int length) {
      this.bootstrap = new PoissonBootstrap(models, length, SEED);
      this.total = new double[models][length];
    }

    void add(Common image, Policy policy) {
      double[][] sums =
          image.predictions().stream()
              .map(prediction -> sums(prediction.pixelCounts(), policy))
              .toArray(double[][]::new);
      bootstrap.add(image.group(), sums);
      addTo(total, sums);
    }
  }

  private static void addTo(double[][] total, double[][] sums) {
    for (int m = 0; m < total.length; m++) {
      for (int i = 0; i < total[m].length; i++) {
        total[m][i] += sums[m][i];
      }
    }
  }

  private static double[] sums(PixelCounts counts, Policy policy) {
    double[] sums = new double[OF_CLASS * counts.classes() + OF_IMAGES];
    for (int c = 0; c < counts.classes(); c++) {
      OverlapCounts overlap = counts.overlap(c);
      sums[OF_CLASS * c] = overlap.intersection();
      sums[OF_CLASS * c + 1] = overlap.truthCardinality();
      sums[OF_CLASS * c + 2] = overlap.predictionCardinality();
      sums[OF_CLASS * c + 3] = overlap.pixels();
    }
    double value = ConfusionMetrics.MEAN_IOU.value(new ClassCounts(counts, policy));
    if (!Double.isNaN(value)) {
      sums[sums.length - 2] = PoissonBootstrap.onGrid(value);
      sums[sums.length - 1] = 1;
    }
    return sums;
  }

  private static double meanIou(double[] sums, Policy policy) {
    int classes = (sums.length - OF_IMAGES) / OF_CLASS;
    Mean mean = new Mean();
    for (int c = 0; c < classes; c++) {
      if (policy.averages(c)) {
        OverlapCounts counts =
            new OverlapCounts(
                (long) sums[OF_CLASS * c],
                (long) sums[OF_CLASS * c + 1],
                (long) sums[OF_CLASS * c + 2],
                (long) sums[OF_CLASS * c + 3]);
        mean.add(policy.value(OverlapMetrics.IOU, counts));
      }
    }
    return mean.value();
  }

  private static double ofImages(double[] sums) {
    return sums[sums.length - 2] / sums[sums.length - 1];
  }

  /** For a person. */
  public ReportTable table() {
    boolean oneRun =
        rankings.stream()
                .flatMap(ranking -> ranking.places().stream())
                .map(place -> place.model().run())
                .distinct()
                .count()
            == 1;
    List<List<String>> rows = new ArrayList<>();
    for (Ranking ranking : rankings) {
      for (Place place : ranking.places()) {
        Comparison.Side side = place.model();
        rows.add(
            Arrays.asList(
                ranking.metric(),
                ranking.averaging().label(),
                oneRun ? side.model() : side.model() + " of " + side.run(),
                Numbers.value(place.value()),
                Numbers.value(place.standing().meanRank()),
                Numbers.value(place.standing().best())));
      }
    }
    return new ReportTable(
        "Which model is best",
        "On %s images that all have with the same truth (%s groups), each drawn anew %s times: the mean rank, and the probability of being best."
            .formatted(
                Numbers.count(images),
                Numbers.count(groups),
                Numbers.count(PoissonBootstrap.REPLICATES)),
        List.of("metric", "averaging", "model", "value", "mean rank", "best"),
        rows);
  }
}

package dev.maskwise.run.images;

import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.report.Summary;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.numbers.CurveGroups;
import dev.maskwise.run.numbers.CurveNumbers;
import dev.maskwise.run.numbers.ExactLosses;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.run.numbers.Intervals;
import dev.maskwise.run.numbers.ListedSlices;
import dev.maskwise.run.numbers.ModelEvaluations;
import dev.maskwise.run.numbers.SliceLabels;
import dev.maskwise.run.numbers.SliceNumbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The summary of a run, made again from the statistics of its images. No pixel is read. It equals
 * the one that the evaluation made, but for the list of rejected images, which is empty.
 */
public final class RunSummary {
  private static final List<String> ALONE = List.of(SliceLabels.ALL_IMAGES);

  private RunSummary() {}

  /** Goes through the images twice where the run has intervals. */
  public static Summary of(RunImages run) {
    Manifest manifest = run.run().manifest();
    ListedSlices listed = new ListedSlices(run.terms(), manifest.models().size());
    Map<String, List<StoredImage>> bySlice = bySlice(run);
    // Where there are scores the curves of all slices are held anyway.
    boolean many = !run.terms().hasScores() && bySlice.size() > listed.whole();
    List<Map<String, ImageTotals>> slices = new ArrayList<>();
    for (int m = 0; m < manifest.models().size(); m++) {
      slices.add(totals(run, m, many));
    }
    List<ModelEvaluation> all =
        new ModelEvaluations(
                manifest.models(),
                run.terms(),
                slices,
                DistributionsFile.read(run.run(), run.terms()),
                ExactLosses.of(manifest),
                intervals(run, slices, many))
            .all();
    return new Summary(
        manifest.versions().maskwise(),
        manifest.definition(),
        manifest.images(),
        run.terms().classes(),
        manifest.models(),
        run.terms().losses().stream().map(ScoreLoss::name).toList(),
        many ? withListed(run, listed, bySlice, all) : listed.of(all),
        List.of(),
        new Summary.Slices(bySlice.size(), bySlice.size() <= listed.whole()));
  }

  private static Map<String, List<StoredImage>> bySlice(RunImages run) {
    Map<String, List<StoredImage>> slices = new TreeMap<>();
    for (StoredImage image : run.images()) {
      for (String label : image.sliceLabels()) {
        if (!label.equals(SliceLabels.ALL_IMAGES)) {
          slices.computeIfAbsent(label, slice -> new ArrayList<>()).add(image);
        }
      }
    }
    return slices;
  }

  /** The evaluations of all images, and those of the slices that are listed of many. */
  private static List<ModelEvaluation> withListed(
      RunImages run,
      ListedSlices listed,
      Map<String, List<StoredImage>> bySlice,
      List<ModelEvaluation> all) {
    SliceNumbers<StoredImage> numbers =
        new SliceNumbers<>(
            run.run().manifest().models(),
            run.terms(),
            level(run),
            (totals, model, image) -> run.addTo(totals, image.predictions().get(model)));
    ListedSlices.Headlines headlines = listed.new Headlines();
    all.forEach(headlines::add);
    bySlice.entrySet().parallelStream()
        .map(
            slice ->
                numbers.evaluations(
                    slice.getKey(),
                    numbers.totals(slice.getValue().iterator()),
                    Collections.emptyIterator()))
        .flatMap(List::stream)
        .map(listed::listed)
        .forEachOrdered(headlines::add);
    List<ModelEvaluation> slices =
        headlines.mostDeviating().stream()
            .sorted()
            .flatMap(
                label -> {
                  List<StoredImage> images = Objects.requireNonNull(bySlice.get(label));
                  return numbers
                      .evaluations(
                          label, numbers.totals(images.iterator()), groups(images).iterator())
                      .stream();
                })
            .map(listed::listed)
            .toList();
    return all.stream()
        .flatMap(
            of ->
                Stream.concat(
                    Stream.of(of),
                    slices.stream().filter(slice -> slice.model().equals(of.model()))))
        .toList();
  }

  /** What follows from the curves of a model; only for scores. */
  public static CurveNumbers curves(RunImages run, int model) {
    ExactLosses exact = ExactLosses.of(run.run().manifest());
    return new CurveNumbers(
        run.terms(),
        totals(run, model, false),
        DistributionsFile.read(run.run(), run.terms()).get(model),
        binned -> exact.orBetter(model, binned));
  }

  /**
   * The totals of a model.
   *
   * @param alone whether those of slices are left out
   */
  private static Map<String, ImageTotals> totals(RunImages run, int model, boolean alone) {
    CurveGroups groups = CurveGroups.of(run.run().manifest().definition());
    Map<String, ImageTotals> slices = new TreeMap<>();
    for (StoredImage image : run.images()) {
      List<String> labels = groups.labels(image.sliceLabels(), cluster(image));
      for (String label : alone ? ALONE : labels) {
        run.addTo(
            slices.computeIfAbsent(label, slice -> ImageTotals.of(run.terms())),
            image.predictions().get(model));
      }
    }
    return slices;
  }

  private static String cluster(StoredImage image) {
    return image.cluster() == null ? image.imageId() : image.cluster();
  }

  /** The level of the intervals; 0 where the run has none. */
  private static double level(RunImages run) {
    Object asked = run.run().manifest().definition().get("intervals");
    return asked instanceof Map<?, ?> choices
            && choices.get("confidence") instanceof Number confidence
        ? confidence.doubleValue()
        : 0;
  }

  private static Intervals intervals(
      RunImages run, List<Map<String, ImageTotals>> slices, boolean alone) {
    double level = level(run);
    if (level == 0) {
      return Intervals.none();
    }
    return groups(run.images()).parallelStream()
        .collect(
            () -> new Intervals(level),
            (intervals, group) ->
                intervals.add(
                    slices,
                    group,
                    image -> alone ? ALONE : image.sliceLabels(),
                    (totals, model, image) -> run.addTo(totals, image.predictions().get(model))),
            Intervals::add);
  }

  /** The images, those together that depend on each other. */
  private static Collection<List<StoredImage>> groups(List<StoredImage> images) {
    Map<String, List<StoredImage>> groups = new LinkedHashMap<>();
    for (StoredImage image : images) {
      groups.computeIfAbsent(cluster(image), g -> new ArrayList<>()).add(image);
    }
    return groups.values();
  }
}

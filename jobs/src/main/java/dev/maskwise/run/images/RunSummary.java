package dev.maskwise.run.images;

import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.report.Summary;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.numbers.CurveGroups;
import dev.maskwise.run.numbers.CurveNumbers;
import dev.maskwise.run.numbers.ExactLosses;
import dev.maskwise.run.numbers.ImageTotals;
import dev.maskwise.run.numbers.Intervals;
import dev.maskwise.run.numbers.ModelEvaluations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The summary of a run, made again from the statistics of its images. No pixel is read. It equals
 * the one that the evaluation made, but for the list of rejected images, which is empty.
 */
public final class RunSummary {
  private RunSummary() {}

  /** Goes through the images twice where the run has intervals. */
  public static Summary of(RunImages run) {
    Manifest manifest = run.run().manifest();
    List<Map<String, ImageTotals>> slices = new ArrayList<>();
    for (int m = 0; m < manifest.models().size(); m++) {
      slices.add(totals(run, m));
    }
    return new Summary(
        manifest.versions().maskwise(),
        manifest.definition(),
        manifest.images(),
        run.terms().classes(),
        manifest.models(),
        run.terms().losses().stream().map(ScoreLoss::name).toList(),
        new ModelEvaluations(
                manifest.models(),
                run.terms(),
                slices,
                DistributionsFile.read(run.run(), run.terms()),
                ExactLosses.of(manifest),
                intervals(run, slices))
            .all(),
        List.of());
  }

  /** What follows from the curves of a model; only for scores. */
  public static CurveNumbers curves(RunImages run, int model) {
    ExactLosses exact = ExactLosses.of(run.run().manifest());
    return new CurveNumbers(
        run.terms(),
        totals(run, model),
        DistributionsFile.read(run.run(), run.terms()).get(model),
        binned -> exact.orBetter(model, binned));
  }

  private static Map<String, ImageTotals> totals(RunImages run, int model) {
    CurveGroups groups = CurveGroups.of(run.run().manifest().definition());
    Map<String, ImageTotals> slices = new TreeMap<>();
    for (StoredImage image : run.images()) {
      for (String label : groups.labels(image.sliceLabels(), cluster(image))) {
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

  private static Intervals intervals(RunImages run, List<Map<String, ImageTotals>> slices) {
    Object asked = run.run().manifest().definition().get("intervals");
    if (!(asked instanceof Map<?, ?> choices)
        || !(choices.get("confidence") instanceof Number confidence)) {
      return Intervals.none();
    }
    Map<String, List<StoredImage>> groups = new LinkedHashMap<>();
    for (StoredImage image : run.images()) {
      groups.computeIfAbsent(cluster(image), g -> new ArrayList<>()).add(image);
    }
    double level = confidence.doubleValue();
    return groups.values().parallelStream()
        .collect(
            () -> new Intervals(level),
            (intervals, group) ->
                intervals.add(
                    slices,
                    group,
                    StoredImage::sliceLabels,
                    (totals, model, image) -> run.addTo(totals, image.predictions().get(model))),
            Intervals::add);
  }
}

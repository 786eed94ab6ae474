package dev.maskwise.run.images;

import dev.maskwise.metric.loss.ScoreLoss;
import dev.maskwise.report.Summary;
import dev.maskwise.run.Manifest;
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
    List<Map<String, ImageTotals>> slices = totals(run);
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

  private static List<Map<String, ImageTotals>> totals(RunImages run) {
    List<Map<String, ImageTotals>> slices = new ArrayList<>();
    for (int m = 0; m < run.run().manifest().models().size(); m++) {
      Map<String, ImageTotals> ofModel = new TreeMap<>();
      for (StoredImage image : run.images()) {
        for (String label : image.sliceLabels()) {
          run.addTo(
              ofModel.computeIfAbsent(label, slice -> ImageTotals.of(run.terms())),
              image.predictions().get(m));
        }
      }
      slices.add(ofModel);
    }
    return slices;
  }

  private static Intervals intervals(RunImages run, List<Map<String, ImageTotals>> slices) {
    Object asked = run.run().manifest().definition().get("intervals");
    if (!(asked instanceof Map<?, ?> choices)
        || !(choices.get("confidence") instanceof Number confidence)) {
      return Intervals.none();
    }
    Map<String, List<StoredImage>> groups = new LinkedHashMap<>();
    for (StoredImage image : run.images()) {
      String group = image.cluster() == null ? image.imageId() : image.cluster();
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(image);
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

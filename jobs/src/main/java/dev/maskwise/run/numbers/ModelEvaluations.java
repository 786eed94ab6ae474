package dev.maskwise.run.numbers;

import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.metric.curve.ScoreCurve;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.report.Summary.ClassCurve;
import dev.maskwise.report.Summary.ModelEvaluation;
import dev.maskwise.run.Terms;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the numbers of a summary from the statistics of its images, whether these come from the
 * pixels or from a run that is read again.
 *
 * @param models the names of the models
 * @param terms what the numbers mean
 * @param slices for each model slice label → the totals of its images
 * @param distributions for each model slice label → where its scores lie; empty for label maps
 * @param exact the Lovász losses of the data set that a second pass found, if any
 * @param intervals how sure the numbers are
 */
public record ModelEvaluations(
    List<String> models,
    Terms terms,
    List<? extends Map<String, ImageTotals>> slices,
    List<? extends Map<String, ScoreDistribution>> distributions,
    ExactLosses exact,
    Intervals intervals) {

  /** For each model first all images, then the slices in the order of their labels. */
  public List<ModelEvaluation> all() {
    List<ModelEvaluation> list = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      int model = m;
      new TreeMap<>(slices.get(m))
          .forEach(
              (label, slice) -> {
                if (!SliceLabels.isGroup(label)) {
                  list.add(evaluation(model, label, slice));
                }
              });
    }
    return list;
  }

  private ModelEvaluation evaluation(int model, String label, ImageTotals slice) {
    boolean all = label.equals(SliceLabels.ALL_IMAGES);
    List<MetricValue> values = new ArrayList<>(slice.labels().values());
    List<ClassCurve> curves = new ArrayList<>();
    List<MetricValue> ofCurves = List.of();
    if (slice.scores() != null && slice.labels().images() > 0) {
      CurveNumbers numbers =
          new CurveNumbers(
              terms,
              Map.copyOf(slices.get(model)),
              Map.copyOf(distributions.get(model)),
              binned -> exact.orBetter(model, binned));
      ScoreDistribution distribution = Objects.requireNonNull(distributions.get(model).get(label));
      DatasetLovasz histogram = DatasetLovasz.of(distribution);
      ofCurves = all ? intervals.within(numbers) : numbers.values(label);
      Iterator<MetricValue> lovasz = ofCurves.stream().filter(numbers::isLovasz).iterator();
      for (MetricValue value : slice.scores().values(histogram)) {
        values.add(all && numbers.isLovasz(value) ? lovasz.next() : numbers.named(value));
      }
      ofCurves = ofCurves.stream().filter(value -> !numbers.isLovasz(value)).toList();
      for (int c = 0; all && c < distribution.classes(); c++) {
        curves.add(new ClassCurve(terms.classOf(c), ScoreCurve.of(distribution.histogram(c))));
      }
    }
    return new ModelEvaluation(
        models.get(model),
        all ? null : label,
        slice.labels().images(),
        slice.labels().pixels(),
        Stream.concat(intervals.within(model, label, values).stream(), ofCurves.stream()).toList(),
        all ? List.of(slice.labels().confusion()) : List.of(),
        curves);
  }
}

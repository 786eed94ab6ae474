package dev.maskwise.job.total;

import dev.maskwise.job.exact.ExactLosses;
import dev.maskwise.job.pass.ImageResult;
import dev.maskwise.job.plan.EvaluatePlan;
import dev.maskwise.job.plan.ScorePlan;
import dev.maskwise.metric.MetricValue;
import dev.maskwise.metric.curve.CurveMetrics;
import dev.maskwise.metric.curve.DatasetLovasz;
import dev.maskwise.metric.curve.DatasetScores;
import dev.maskwise.metric.curve.ScoreCurve;
import dev.maskwise.metric.curve.ScoreDistribution;
import dev.maskwise.metric.curve.ScoreEvaluation;
import dev.maskwise.report.Summary.ClassCurve;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the numbers of a summary from the totals of a run. */
public final class ModelEvaluations {
  private final EvaluatePlan plan;
  private final Totals totals;
  private final ExactLosses exact;
  private final Intervals intervals;

  /**
   * @param exact the Lovász losses of the data set that a second pass found, if any
   * @param intervals how sure the numbers are
   */
  public ModelEvaluations(
      EvaluatePlan plan, Totals totals, ExactLosses exact, Intervals intervals) {
    this.plan = plan;
    this.totals = totals;
    this.exact = exact;
    this.intervals = intervals;
  }

  /** For each model first all images, then the slices in the order of their labels. */
  public List<ModelEvaluation> all() {
    List<ModelEvaluation> list = new ArrayList<>();
    for (int m = 0; m < plan.models().size(); m++) {
      int model = m;
      totals.slices(m).forEach((label, slice) -> list.add(evaluation(model, label, slice)));
    }
    return list;
  }

  private ModelEvaluation evaluation(int model, String label, SliceTotals slice) {
    boolean all = label.equals(ImageResult.ALL_IMAGES);
    List<MetricValue> values = new ArrayList<>(slice.labels().values());
    List<ClassCurve> curves = new ArrayList<>();
    List<MetricValue> ofCurves = List.of();
    ScorePlan scores = plan.scores();
    if (scores != null && slice.scores() != null && slice.labels().images() > 0) {
      ScoreDistribution distribution = totals.distributions().get(model, label);
      DatasetLovasz histogram = DatasetLovasz.of(distribution);
      slice
          .scores()
          .values(all ? exact.orBetter(model, histogram) : histogram)
          .forEach(value -> values.add(named(scores, value)));
      ofCurves = ofCurves(scores, slice.scores(), distribution);
      for (int c = 0; all && c < distribution.classes(); c++) {
        curves.add(new ClassCurve(scores.classOf(c), ScoreCurve.of(distribution.histogram(c))));
      }
    }
    return new ModelEvaluation(
        plan.models().get(model),
        all ? null : label,
        slice.labels().images(),
        slice.labels().pixels(),
        Stream.concat(intervals.within(model, label, values).stream(), ofCurves.stream()).toList(),
        List.of(slice.labels().confusion()),
        curves);
  }

  /** What comes from the curves. */
  private List<MetricValue> ofCurves(
      ScorePlan scores, ScoreEvaluation evaluation, ScoreDistribution distribution) {
    return CurveMetrics.values(
            new DatasetScores(evaluation.dataset(), distribution, scores.norm()),
            evaluation.images(),
            plan.policy())
        .stream()
        .map(value -> named(scores, value))
        .toList();
  }

  /** The class of a channel of scores as a class of the plan. */
  private static MetricValue named(ScorePlan scores, MetricValue value) {
    @Nullable Integer channel = value.classId();
    return channel == null ? value : value.ofClass(scores.classOf(channel));
  }
}

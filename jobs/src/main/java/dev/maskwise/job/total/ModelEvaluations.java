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
import org.jspecify.annotations.Nullable;

/** Makes the numbers of a summary from the totals of a run. */
public final class ModelEvaluations {
  private final EvaluatePlan plan;
  private final Totals totals;
  private final ExactLosses exact;

  /**
   * @param exact the Lovász losses of the data set that a second pass found, if any
   */
  public ModelEvaluations(EvaluatePlan plan, Totals totals, ExactLosses exact) {
    this.plan = plan;
    this.totals = totals;
    this.exact = exact;
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
    ScorePlan scores = plan.scores();
    if (scores != null && slice.scores() != null && slice.labels().images() > 0) {
      ScoreDistribution distribution = totals.distributions().get(model, label);
      ofScores(scores, model, all, slice.scores(), distribution)
          .forEach(value -> values.add(named(scores, value)));
      for (int c = 0; all && c < distribution.classes(); c++) {
        curves.add(new ClassCurve(scores.classOf(c), ScoreCurve.of(distribution.histogram(c))));
      }
    }
    return new ModelEvaluation(
        plan.models().get(model),
        all ? null : label,
        slice.labels().images(),
        slice.labels().pixels(),
        values,
        List.of(slice.labels().confusion()),
        curves);
  }

  /** The losses, and then what comes from the curves, by channel. */
  private List<MetricValue> ofScores(
      ScorePlan scores,
      int model,
      boolean all,
      ScoreEvaluation evaluation,
      ScoreDistribution distribution) {
    DatasetLovasz histogram = DatasetLovasz.of(distribution);
    List<MetricValue> values =
        new ArrayList<>(evaluation.values(all ? exact.orBetter(model, histogram) : histogram));
    values.addAll(
        CurveMetrics.values(
            new DatasetScores(evaluation.dataset(), distribution, scores.norm()),
            evaluation.images(),
            plan.policy()));
    return values;
  }

  /** The class of a channel of scores as a class of the plan. */
  private static MetricValue named(ScorePlan scores, MetricValue value) {
    @Nullable Integer channel = value.classId();
    return channel == null ? value : value.ofClass(scores.classOf(channel));
  }
}

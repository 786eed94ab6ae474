package dev.maskwise.job;

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
final class ModelEvaluations {
  private final EvaluatePlan plan;
  private final Totals totals;
  private final ExactLosses exact;

  /**
   * @param exact the Lovász losses of the data set that a second pass found, if any
   */
  ModelEvaluations(EvaluatePlan plan, Totals totals, ExactLosses exact) {
    this.plan = plan;
    this.totals = totals;
    this.exact = exact;
  }

  /** For each model first all images, then the slices in the order of their labels. */
  List<ModelEvaluation> all() {
    List<ModelEvaluation> list = new ArrayList<>();
    for (int m = 0; m < plan.models().size(); m++) {
      int model = m;
      totals.slices(m).forEach((label, slice) -> list.add(evaluation(model, label, slice)));
    }
    return list;
  }

  private ModelEvaluation evaluation(int model, String label, SliceTotals slice) {
    boolean all = label.equals(ImageOutcome.ALL_IMAGES);
    List<MetricValue> values = new ArrayList<>(slice.labels().values());
    List<ClassCurve> curves = new ArrayList<>();
    ScorePlan scores = plan.scores();
    if (scores != null && slice.scores() != null && slice.labels().images() > 0) {
      ScoreDistribution distribution = totals.distributions().get(model, label);
      addLosses(model, all, slice.scores(), distribution, values);
      DatasetScores dataset =
          new DatasetScores(slice.scores().dataset(), distribution, scores.norm());
      CurveMetrics.values(dataset, slice.scores().images(), plan.policy())
          .forEach(value -> values.add(named(value)));
      for (int c = 0; all && c < distribution.classes(); c++) {
        curves.add(new ClassCurve(plan.classOfScores(c), ScoreCurve.of(distribution.histogram(c))));
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

  private void addLosses(
      int model,
      boolean all,
      ScoreEvaluation scores,
      ScoreDistribution distribution,
      List<MetricValue> values) {
    DatasetLovasz lovasz = DatasetLovasz.of(distribution);
    DatasetLovasz chosen = all ? exact.orElse(model, lovasz) : lovasz;
    scores.values(chosen).forEach(value -> values.add(named(value)));
  }

  /** The class of the scores as a class of the plan. */
  private MetricValue named(MetricValue value) {
    @Nullable Integer classId = value.classId();
    return classId == null ? value : value.ofClass(plan.classOfScores(classId));
  }
}

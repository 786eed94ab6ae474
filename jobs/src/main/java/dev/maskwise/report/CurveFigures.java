package dev.maskwise.report;

import dev.maskwise.metric.curve.ScoreCurve;
import dev.maskwise.report.CurvePanel.Line;
import dev.maskwise.report.CurvePanel.Model;
import dev.maskwise.report.Summary.ClassCurve;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The curves of a summary as figures: a panel for each class, in it a line for each model. None for
 * label maps. Drawn without a library of charts, because those need the fonts of a desktop, and a
 * driver in a container has none.
 */
final class CurveFigures {
  private static final int CLASSES = 12;
  private static final int POINTS = 101;

  /**
   * A section of the report.
   *
   * @param style "one" or "many" panels
   */
  record Figure(
      String title, String note, String style, List<Model> legend, List<CurvePanel> panels) {}

  private record ModelCurve(Model model, int classId, ScoreCurve curve) {}

  private final Summary summary;
  private final List<Model> models;
  private final List<ModelCurve> curves;

  CurveFigures(Summary summary) {
    this.summary = summary;
    this.models = IntStream.range(0, summary.models().size()).mapToObj(this::model).toList();
    this.curves = summary.evaluations().stream().flatMap(this::curves).toList();
  }

  private Model model(int index) {
    return Model.at(summary.models().get(index), index);
  }

  /** The curves that have something to show: without foreground there is nothing to find. */
  private Stream<ModelCurve> curves(ModelEvaluation evaluation) {
    Model model = models.get(summary.models().indexOf(evaluation.model()));
    return evaluation.curves().stream()
        .filter(curve -> !Double.isNaN(curve.curve().recall(0)))
        .map(curve -> of(model, curve));
  }

  private static ModelCurve of(Model model, ClassCurve curve) {
    return new ModelCurve(model, curve.classId(), curve.curve().thinned(POINTS));
  }

  List<Figure> all() {
    List<Integer> classIds = curves.stream().map(ModelCurve::classId).distinct().sorted().toList();
    if (classIds.isEmpty()) {
      return List.of();
    }
    List<Integer> shown = classIds.subList(0, Math.min(CLASSES, classIds.size()));
    String rest =
        shown.size() == classIds.size()
            ? ""
            : " The first %d classes; all are in curves.parquet.".formatted(CLASSES);
    CurveAxis thresholds = thresholds();
    return List.of(
        figure(
            "Precision and recall",
            "Over all pixels, from threshold to threshold. The dot is the threshold of the best IoU."
                + rest,
            shown,
            this::recallAndPrecision),
        figure(
            "IoU against the threshold",
            "Over all pixels; a pixel is predicted when its %s is at least the threshold. The dot is"
                    .formatted(summary.unitOfThresholds())
                + " the best IoU."
                + rest,
            shown,
            classId -> thresholdAndIou(classId, thresholds)));
  }

  private Figure figure(
      String title, String note, List<Integer> classIds, IntFunction<CurvePanel> panel) {
    List<CurvePanel> panels = classIds.stream().map(panel::apply).toList();
    return new Figure(title, note, panels.size() == 1 ? "one" : "many", models, panels);
  }

  private CurvePanel recallAndPrecision(int classId) {
    List<Line> lines = new ArrayList<>();
    for (ModelCurve of : ofClass(classId)) {
      ScoreCurve curve = of.curve();
      lines.add(
          CurvePanel.line(
              of.model(),
              CurveAxis.UNIT,
              curve.size(),
              curve::recall,
              curve::precision,
              curve.best()));
    }
    String name = summary.classes().get(classId);
    return CurvePanel.of(name, "recall", CurveAxis.UNIT, "precision", lines);
  }

  private CurvePanel thresholdAndIou(int classId, CurveAxis thresholds) {
    List<Line> lines = new ArrayList<>();
    for (ModelCurve of : ofClass(classId)) {
      ScoreCurve curve = of.curve();
      lines.add(
          CurvePanel.line(
              of.model(), thresholds, curve.size(), curve::threshold, curve::iou, curve.best()));
    }
    String across = "threshold (" + summary.unitOfThresholds() + ")";
    return CurvePanel.of(summary.classes().get(classId), across, thresholds, "IoU", lines);
  }

  private List<ModelCurve> ofClass(int classId) {
    return curves.stream().filter(curve -> curve.classId() == classId).toList();
  }

  /**
   * The thresholds at which something happens: without the last fiftieth of each curve at both
   * ends, where a logit may be anything.
   */
  private CurveAxis thresholds() {
    DoubleStream.Builder ends = DoubleStream.builder();
    for (ModelCurve of : curves) {
      ScoreCurve curve = of.curve();
      int cut = curve.size() / 50;
      ends.add(curve.threshold(Math.min(1 + cut, curve.size() - 1)));
      ends.add(curve.threshold(Math.max(curve.size() - 1 - cut, 1)));
      ends.add(curve.threshold(curve.best()));
    }
    List<Double> sorted =
        ends.build().filter(Double::isFinite).boxed().sorted(Comparator.naturalOrder()).toList();
    return CurveAxis.around(sorted.get(0), sorted.get(sorted.size() - 1));
  }
}

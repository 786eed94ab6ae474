package dev.maskwise.run.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maskwise.report.CurveAxis;
import dev.maskwise.report.CurvePanel;
import dev.maskwise.run.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/** The curves of scores in {@code summary.json}: a panel for each class, a line for each model. */
record CurveCharts(
    String title, String note, List<CurvePanel.Model> legend, List<CurvePanel> panels) {
  private static final int MOST_CLASSES = 12;

  private record Curve(CurvePanel.Model model, JsonNode columns) {
    int size() {
      return columns.path("threshold").size();
    }

    IntToDoubleFunction column(String name) {
      return i -> columns.path(name).path(i).asDouble(Double.NaN);
    }

    int best() {
      int best = 0;
      for (int i = 0; i < size(); i++) {
        best = column("iou").applyAsDouble(i) > column("iou").applyAsDouble(best) ? i : best;
      }
      return best;
    }
  }

  /** The charts of a run; none for label maps. */
  static List<CurveCharts> of(StoredRun run, List<String> classes) {
    List<String> models = run.manifest().models();
    Map<Integer, List<Curve>> curves = new TreeMap<>();
    for (JsonNode columns : RunJson.read(run, "summary.json").path("curves")) {
      int model = models.indexOf(columns.path("model").asText());
      int classId = classes.indexOf(columns.path("class").asText());
      if (model >= 0 && classId >= 0 && columns.path("threshold").size() > 0) {
        curves
            .computeIfAbsent(classId, c -> new ArrayList<>())
            .add(new Curve(CurvePanel.Model.at(models.get(model), model), columns));
      }
    }
    if (curves.isEmpty()) {
      return List.of();
    }
    String left =
        curves.size() > MOST_CLASSES
            ? " The first %d of %d classes; all are in curves.parquet."
                .formatted(MOST_CLASSES, curves.size())
            : "";
    List<CurvePanel.Model> legend = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      legend.add(CurvePanel.Model.at(models.get(m), m));
    }
    List<CurvePanel> recall = new ArrayList<>();
    List<CurvePanel> iou = new ArrayList<>();
    CurveAxis thresholds = thresholds(curves);
    curves.entrySet().stream()
        .limit(MOST_CLASSES)
        .forEach(
            entry -> {
              String name = classes.get(entry.getKey());
              recall.add(panel(name, entry.getValue(), "recall", CurveAxis.UNIT, "precision"));
              iou.add(panel(name, entry.getValue(), "threshold", thresholds, "iou"));
            });
    return List.of(
        new CurveCharts(
            "Precision and recall",
            "Over all pixels, from threshold to threshold. The dot is the threshold of the best IoU."
                + left,
            legend,
            recall),
        new CurveCharts(
            "IoU against the threshold",
            "Over all pixels. The dot is the best IoU." + left,
            legend,
            iou));
  }

  private static CurvePanel panel(
      String title, List<Curve> curves, String across, CurveAxis axis, String up) {
    List<CurvePanel.Line> lines =
        curves.stream()
            .map(
                curve ->
                    CurvePanel.line(
                        curve.model(),
                        axis,
                        curve.size(),
                        curve.column(across),
                        curve.column(up),
                        curve.best()))
            .toList();
    return CurvePanel.of(title, across, axis, up, lines);
  }

  /** The thresholds without the last fiftieth of each curve, where a logit may be anything. */
  private static CurveAxis thresholds(Map<Integer, List<Curve>> curves) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (List<Curve> ofClass : curves.values()) {
      for (Curve curve : ofClass) {
        int cut = 1 + curve.size() / 50;
        for (int i = Math.min(cut, curve.size() - 1); i < Math.max(curve.size() - cut, 1); i++) {
          double threshold = curve.column("threshold").applyAsDouble(i);
          if (Double.isFinite(threshold)) {
            least = Math.min(least, threshold);
            most = Math.max(most, threshold);
          }
        }
      }
    }
    return least <= most ? CurveAxis.around(least, most) : CurveAxis.UNIT;
  }
}

package dev.maskwise.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.metric.curve.ScoreCurve;
import dev.maskwise.report.Summary.ClassCurve;
import dev.maskwise.report.Summary.ModelEvaluation;
import java.util.function.IntToDoubleFunction;

/**
 * The curves of {@code summary.json}: for each model and class columns of equal length, thinned to
 * about a hundred points whose counts are exact. The whole curves are in {@code curves.parquet}.
 */
final class CurvesJson {
  private static final int POINTS = 101;

  private CurvesJson() {}

  static ArrayNode write(Summary summary) {
    ArrayNode curves = JsonNodeFactory.instance.arrayNode();
    for (ModelEvaluation evaluation : summary.evaluations()) {
      for (ClassCurve curve : evaluation.curves()) {
        ObjectNode node =
            curves
                .addObject()
                .put("model", evaluation.model())
                .put("class", summary.classes().get(curve.classId()));
        ScoreCurve thinned = curve.curve().thinned(POINTS);
        node.set("threshold", column(thinned, thinned::threshold));
        node.set("precision", column(thinned, thinned::precision));
        node.set("recall", column(thinned, thinned::recall));
        node.set("false_positive_rate", column(thinned, thinned::falsePositiveRate));
        node.set("iou", column(thinned, thinned::iou));
        node.set("dice", column(thinned, thinned::dice));
      }
    }
    return curves;
  }

  /** A number a point; null where it is undefined, and for the threshold that nothing reaches. */
  private static ArrayNode column(ScoreCurve curve, IntToDoubleFunction value) {
    ArrayNode column = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < curve.size(); i++) {
      double number = value.applyAsDouble(i);
      if (Double.isFinite(number)) {
        column.add(number);
      } else {
        column.addNull();
      }
    }
    return column;
  }
}

package dev.maskwise.training.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A named line of a figure, or a cloud of points. */
record Curve(String name, Look look, List<Double> x, List<Double> y) {

  /** How a curve is drawn. */
  enum Look {
    LINE,
    DASHED,
    POINTS
  }

  /** A function at steps + 1 places from the first to the last, denser where it starts. */
  static Curve of(
      String name, Look look, double first, double last, int steps, DoubleUnaryOperator function) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      double at = first + (last - first) * i * i / steps / steps;
      x.add(at);
      y.add(function.applyAsDouble(at));
    }
    return new Curve(name, look, x, y);
  }
}

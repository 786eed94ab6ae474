package dev.maskwise.training.figures;

import java.util.List;
import java.util.Locale;

/**
 * A figure before it is drawn.
 *
 * @param file its name without suffix
 * @param xMin the start of the horizontal axis, which is logarithmic when this is above 0
 * @param yMax the end of the vertical axis, which starts at 0
 */
record Figure(
    String file,
    String title,
    String xAxis,
    String yAxis,
    double xMin,
    double xMax,
    double yMax,
    List<Curve> curves) {

  /** Everything that is drawn, as text: two figures with the same text look the same. */
  String data() {
    StringBuilder text = new StringBuilder();
    text.append(title).append('\n').append(xAxis).append('\n').append(yAxis).append('\n');
    text.append(xMin).append(' ').append(xMax).append(' ').append(yMax).append('\n');
    for (Curve curve : curves) {
      text.append(curve.name()).append(' ').append(curve.look()).append('\n');
      for (int i = 0; i < curve.x().size(); i++) {
        text.append(String.format(Locale.ROOT, "%.6f %.5f\n", curve.x().get(i), curve.y().get(i)));
      }
    }
    return text.toString();
  }
}

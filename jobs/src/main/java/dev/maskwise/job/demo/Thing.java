package dev.maskwise.job.demo;

import java.util.List;

/**
 * One object, or one piece of the surroundings, as the camera sees it.
 *
 * @param label class id, or {@link DemoDataSet#IGNORE}
 * @param depth metres to the camera
 * @param bordered whether the annotators left a thin ignore band around it
 * @param parts outlines whose union it covers
 */
record Thing(int label, double depth, boolean bordered, List<Polygon> parts) {
  private static final double BORDER = 1.2;

  /** Paints it as the annotators would: the ignore band first, so that it ends at the object. */
  void annotate(Canvas canvas) {
    if (bordered) {
      parts.forEach(part -> canvas.outline(part, BORDER, DemoDataSet.IGNORE));
    }
    paint(canvas, label);
  }

  /** Paints it in any class. */
  void paint(Canvas canvas, int as) {
    parts.forEach(part -> canvas.fill(part, as));
  }

  /** Side of the square with the area of the bounding box, in scene units: how large it looks. */
  double apparentSize() {
    double left = parts.stream().mapToDouble(Polygon::left).min().orElse(0);
    double right = parts.stream().mapToDouble(Polygon::right).max().orElse(0);
    double top = parts.stream().mapToDouble(Polygon::top).min().orElse(0);
    double bottom = parts.stream().mapToDouble(Polygon::bottom).max().orElse(0);
    return Math.sqrt((right - left) * (bottom - top));
  }
}

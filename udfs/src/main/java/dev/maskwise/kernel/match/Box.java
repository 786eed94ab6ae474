package dev.maskwise.kernel.match;

/**
 * A box in pixels, as COCO writes it: left edge, upper edge, width and height, all real numbers.
 * What it covers is x to x + width and y to y + height; there is no pixel more at the far edges.
 */
public record Box(double x, double y, double width, double height) {

  /** Width times height. */
  public double area() {
    return width * height;
  }
}

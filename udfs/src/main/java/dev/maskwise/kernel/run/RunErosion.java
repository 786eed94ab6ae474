package dev.maskwise.kernel.run;

import java.util.Arrays;

/**
 * What remains of a mask when its border is taken away, and the border. Beyond the edges of the
 * mask there is background.
 *
 * <p>Source: Cheng et al. 2021, Boundary IoU, §4, with the square of their reference code.
 */
public final class RunErosion {
  private RunErosion() {}

  /**
   * How wide the border of masks of a shape is: a part of the diagonal, rounded half to even, and
   * at least one pixel.
   *
   * @param ratio the part, 0.02 in the reference code
   */
  public static int width(int height, int width, double ratio) {
    double diagonal = Math.sqrt((double) height * height + (double) width * width);
    return (int) Math.max(1, Math.rint(ratio * diagonal));
  }

  /**
   * The pixels whose whole square of {@code 2 · distance + 1} pixels a side is in the mask. O(runs
   * · log distance), with the runs counted anew in each column.
   *
   * @param distance in pixels; 0 changes nothing
   * @throws IllegalArgumentException if it is negative
   */
  public static Runs of(Runs mask, int distance) {
    if (distance < 0) {
      throw new IllegalArgumentException("a mask cannot be eroded by " + distance + " pixels");
    }
    int height = mask.height();
    int width = mask.width();
    if (distance == 0) {
      return mask;
    }
    if (2L * distance >= height || 2L * distance >= width) {
      return new Runs(height, width, new int[0]);
    }
    int[] inside = shortened(mask, distance);
    // What is in a pixel and in those to its right, as far as is known so far.
    int known = 1;
    int asked = 2 * distance + 1;
    while (known < asked) {
      int step = Math.min(known, asked - known);
      inside = RunMerge.andLater(inside, step * height);
      known += step;
    }
    for (int i = 0; i < inside.length; i++) {
      inside[i] += distance * height;
    }
    return new Runs(height, width, inside);
  }

  /**
   * The pixels of a mask that are within some pixels of its outside, also along diagonals: the mask
   * without its erosion.
   *
   * @throws IllegalArgumentException if the distance is negative
   */
  public static Runs boundary(Runs mask, int distance) {
    return RunMerge.minus(mask, of(mask, distance));
  }

  /** The runs of each column without their first and last pixels. */
  private static int[] shortened(Runs mask, int distance) {
    int height = mask.height();
    int[] bounds = mask.bounds();
    int[] kept = new int[bounds.length];
    int count = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      int start = bounds[i];
      int columnEnd = start / height * height;
      while (start < bounds[i + 1]) {
        columnEnd += height;
        int end = Math.min(bounds[i + 1], columnEnd);
        if (end - start > 2 * distance) {
          if (count == kept.length) {
            kept = Arrays.copyOf(kept, 2 * count);
          }
          kept[count++] = start + distance;
          kept[count++] = end - distance;
        }
        start = end;
      }
    }
    return Arrays.copyOf(kept, count);
  }
}

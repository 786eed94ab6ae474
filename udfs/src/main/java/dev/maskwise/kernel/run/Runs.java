package dev.maskwise.kernel.run;

import java.util.Arrays;
import java.util.Objects;

/**
 * A mask as its runs of foreground. Pixels are counted down the columns, as COCO counts them: row
 * {@code r} of column {@code c} is pixel {@code c · height + r}. Runs are half-open, ascending, and
 * never touch, so equal masks have equal runs. A value: its array is nobody's to change.
 */
public final class Runs {
  private final int height;
  private final int width;
  private final int[] bounds;

  /**
   * @param bounds start and end of each run; taken, not copied
   * @throws IllegalArgumentException if a run is empty, touches the one before it, or leaves the
   *     mask
   */
  public Runs(int height, int width, int[] bounds) {
    if (height < 0 || width < 0 || (long) height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(height + "x" + width + " pixels are no mask");
    }
    int last = -1;
    for (int bound : bounds) {
      if (bound <= last) {
        throw new IllegalArgumentException(
            "runs must ascend and not touch, but " + bound + " follows " + last);
      }
      last = bound;
    }
    if (bounds.length % 2 != 0 || last > height * width) {
      throw new IllegalArgumentException("a run leaves the " + height + "x" + width + " pixels");
    }
    this.height = height;
    this.width = width;
    this.bounds = bounds;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** How many runs there are. */
  public int count() {
    return bounds.length / 2;
  }

  /** The first pixel of a run. */
  public int start(int run) {
    return bounds[2 * run];
  }

  /** The pixel after a run. */
  public int end(int run) {
    return bounds[2 * run + 1];
  }

  /** The number of pixels of the foreground. */
  public long area() {
    long area = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      area += bounds[i + 1] - bounds[i];
    }
    return area;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Runs that
        && height == that.height
        && width == that.width
        && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(height, width, Arrays.hashCode(bounds));
  }

  @Override
  public String toString() {
    return height + "x" + width + Arrays.toString(bounds);
  }
}

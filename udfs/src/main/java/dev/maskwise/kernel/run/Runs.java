package dev.maskwise.kernel.run;

import dev.maskwise.kernel.match.Box;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mask as its runs of foreground. Pixels are counted down the columns, as COCO counts them: row
 * {@code r} of column {@code c} is pixel {@code c · height + r}. Runs are half-open, ascending, and
 * never touch, so equal masks have equal runs. A value: its array is nobody's to change.
 */
public final class Runs {
  private final int height;
  private final int width;
  private final int[] bounds;
  private final long area;

  /** Found when it is first asked for; threads that find it at once find equal ones. */
  private @Nullable Box box;

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
    long covered = 0;
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] <= last) {
        throw new IllegalArgumentException(
            "runs must ascend and not touch, but " + bounds[i] + " follows " + last);
      }
      last = bounds[i];
      covered += (i & 1) == 0 ? -last : last;
    }
    if (bounds.length % 2 != 0 || last > height * width) {
      throw new IllegalArgumentException("a run leaves the " + height + "x" + width + " pixels");
    }
    this.height = height;
    this.width = width;
    this.bounds = bounds;
    this.area = covered;
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

  /** Start and end of each run; nobody outside this package has them. */
  int[] bounds() {
    return bounds;
  }

  /**
   * Refuses another mask of another shape.
   *
   * @throws IllegalArgumentException if height or width differ
   */
  void requireShapeOf(Runs that) {
    if (height != that.height || width != that.width) {
      throw new IllegalArgumentException(
          "a mask of %dx%d pixels is compared with one of %dx%d"
              .formatted(height, width, that.height, that.width));
    }
  }

  /** The number of pixels of the foreground. */
  public long area() {
    return area;
  }

  /**
   * The smallest box around the foreground, in whole pixels; one of zeros at (0, 0) where there is
   * none. A run that goes on in the next column makes it as high as the mask. O(runs) the first
   * time.
   *
   * <p>Source: {@code rleToBbox} of COCO's API.
   */
  public Box box() {
    Box known = box;
    if (known == null) {
      known = bounds.length == 0 ? new Box(0, 0, 0, 0) : around();
      box = known;
    }
    return known;
  }

  private Box around() {
    int top = height;
    int bottom = 0;
    int column = bounds[0] / height * height;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] - column >= height) {
        column = bounds[i] / height * height;
      }
      top = Math.min(top, bounds[i] - column);
      bottom = Math.max(bottom, bounds[i + 1] - column);
      if (bottom > height) {
        top = 0;
        bottom = height;
        break;
      }
    }
    int left = bounds[0] / height;
    int right = (bounds[bounds.length - 1] - 1) / height + 1;
    return new Box(left, top, right - left, bottom - top);
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

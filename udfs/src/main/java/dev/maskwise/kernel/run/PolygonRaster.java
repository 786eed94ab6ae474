package dev.maskwise.kernel.run;

import dev.maskwise.kernel.match.Box;
import java.util.Arrays;
import java.util.List;

/**
 * Polygons as masks, equal to the bit to what COCO's API makes of them.
 *
 * <p>Source: {@code rleFrPoly} of COCO's API. The outline is drawn on a grid five times as fine,
 * edge by edge, one point for each step along the longer axis. Where it passes through the middle
 * of a column of pixels, the column changes between outside and inside, at the pixel whose middle
 * is next below. COCO draws every point and sorts the places. Here only the points beside the
 * middles of columns are computed, each with the same operations on doubles, and a bit for each
 * place in the box of the polygon is turned over: so the time is that of the columns that edges
 * cross and of a 64th of the pixels of the box, and no outline, however long, takes more memory
 * than that.
 */
public final class PolygonRaster {
  /**
   * How far from 0 a coordinate may be. Up to here each step along an edge changes the other axis
   * by one point of the grid or by none, in doubles too.
   */
  public static final double REACH = 3_000_000;

  private static final int SCALE = 5;

  /** The point of the grid before the middle of the first column; the next is behind it. */
  private static final int MIDDLE = 2;

  private final int height;
  private final int firstColumn;
  private final int lastColumn;
  private final int firstRow;

  /** Places in a column: a change may be before each row of the box, and behind the last. */
  private final int places;

  private final long[] changes;

  private PolygonRaster(int[] x, int[] y, int height, int width) {
    this.height = height;
    firstColumn = Math.max(0, columnFrom(Arrays.stream(x).min().orElse(0)));
    lastColumn = Math.min(width - 1, columnTo(Arrays.stream(x).max().orElse(0)));
    firstRow = row(Arrays.stream(y).min().orElse(0));
    places = row(Arrays.stream(y).max().orElse(0)) - firstRow + 1;
    long bits = Math.max(0, (long) lastColumn - firstColumn + 1) * places;
    changes = new long[(int) ((bits + Long.SIZE - 1) / Long.SIZE)];
  }

  /**
   * The mask of a polygon. Where it overlaps itself, pixels inside twice are outside.
   *
   * @param vertices x and y of each in turn, in pixels from the upper left corner of the mask; they
   *     may lie outside of it
   * @throws IllegalArgumentException if there are fewer than three vertices or half of one, or a
   *     coordinate is no number within {@link #REACH}
   */
  public static Runs of(double[] vertices, int height, int width) {
    int[] x = grid(vertices, 0);
    int[] y = grid(vertices, 1);
    PolygonRaster raster = new PolygonRaster(x, y, height, width);
    if (raster.changes.length > 0) {
      for (int i = 0; i < x.length; i++) {
        int next = i + 1 < x.length ? i + 1 : 0;
        raster.draw(x[i], y[i], x[next], y[next]);
      }
    }
    return new Runs(height, width, raster.bounds());
  }

  /**
   * The mask of an object of several polygons: the pixels of any of them.
   *
   * @param polygons at least one
   * @throws IllegalArgumentException as for one polygon, or if there is none
   */
  public static Runs of(List<double[]> polygons, int height, int width) {
    return RunMerge.or(polygons.stream().map(polygon -> of(polygon, height, width)).toList());
  }

  /**
   * The mask of a box: that of the polygon of its corners.
   *
   * @throws IllegalArgumentException if a corner is no number within {@link #REACH}
   */
  public static Runs of(Box box, int height, int width) {
    double right = box.x() + box.width();
    double lower = box.y() + box.height();
    return of(
        new double[] {box.x(), box.y(), box.x(), lower, right, lower, right, box.y()},
        height,
        width);
  }

  private static int[] grid(double[] vertices, int axis) {
    if (vertices.length < 6 || vertices.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a polygon has x and y of at least three vertices, but here are %d numbers"
              .formatted(vertices.length));
    }
    int[] points = new int[vertices.length / 2];
    for (int i = 0; i < points.length; i++) {
      double at = vertices[2 * i + axis];
      if (!(Math.abs(at) <= REACH)) {
        throw new IllegalArgumentException(
            "a coordinate of a polygon is from -%2$.0f to %2$.0f, but that of vertex %1$d is %3$s"
                .formatted(i, REACH, at));
      }
      points[i] = (int) (SCALE * at + .5);
    }
    return points;
  }

  /** The first column whose middle is not before a point. */
  private static int columnFrom(int point) {
    return Math.floorDiv(point - MIDDLE + SCALE - 1, SCALE);
  }

  /** The last column whose middle is before a point. */
  private static int columnTo(int point) {
    return Math.floorDiv(point - MIDDLE - 1, SCALE);
  }

  /** The first row whose middle is not above a point, within the mask. */
  private int row(int point) {
    return point <= MIDDLE ? 0 : Math.min(height, (point - MIDDLE + SCALE - 1) / SCALE);
  }

  private void draw(int fromX, int fromY, int toX, int toY) {
    int across = Math.abs(toX - fromX);
    int down = Math.abs(toY - fromY);
    int first = Math.max(firstColumn, columnFrom(Math.min(fromX, toX)));
    int last = Math.min(lastColumn, columnTo(Math.max(fromX, toX)));
    boolean ascending = across >= down ? fromX <= toX : fromY <= toY;
    int startX = ascending ? fromX : toX;
    int startY = ascending ? fromY : toY;
    int endX = ascending ? toX : fromX;
    int endY = ascending ? toY : fromY;
    if (across >= down) {
      double slope = (double) (endY - startY) / across;
      for (int column = first; column <= last; column++) {
        int step = SCALE * column + MIDDLE - startX;
        int before = (int) (startY + slope * step + .5);
        int behind = (int) (startY + slope * (step + 1) + .5);
        change(column, Math.min(before, behind));
      }
    } else {
      double slope = (double) (endX - startX) / down;
      for (int column = first; column <= last; column++) {
        change(column, startY + stepBefore(column, startX, slope, down));
      }
    }
  }

  /** The last step of a steep edge before it passes through the middle of a column. */
  private static int stepBefore(int column, int startX, double slope, int steps) {
    int before = SCALE * column + MIDDLE;
    double guess = (before + .5 - startX) / slope;
    int step = (int) Math.max(0, Math.min(guess, steps - 1));
    while (step > 0 && passed(step, before, startX, slope)) {
      step--;
    }
    while (!passed(step + 1, before, startX, slope)) {
      step++;
    }
    return step;
  }

  private static boolean passed(int step, int before, int startX, double slope) {
    int x = (int) (startX + slope * step + .5);
    return slope > 0 ? x > before : x <= before;
  }

  private void change(int column, int point) {
    long place = (long) (column - firstColumn) * places + (row(point) - firstRow);
    changes[(int) (place / Long.SIZE)] ^= 1L << place;
  }

  /** The places of the changes; two at one pixel, below a column and above the next, are none. */
  private int[] bounds() {
    int most = 0;
    for (long word : changes) {
      most += Long.bitCount(word);
    }
    int[] bounds = new int[most];
    int count = 0;
    int pixel = firstColumn * height + firstRow;
    long column = 0;
    for (int i = 0; i < changes.length; i++) {
      for (long rest = changes[i]; rest != 0; rest &= rest - 1) {
        long place = (long) i * Long.SIZE + Long.numberOfTrailingZeros(rest);
        while (place - column >= places) {
          column += places;
          pixel += height;
        }
        int bound = pixel + (int) (place - column);
        if (count > 0 && bounds[count - 1] == bound) {
          count--;
        } else {
          bounds[count++] = bound;
        }
      }
    }
    return count == most ? bounds : Arrays.copyOf(bounds, count);
  }
}

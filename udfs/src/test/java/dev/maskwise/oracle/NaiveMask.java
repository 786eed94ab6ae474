package dev.maskwise.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A mask as its pixels, row by row, and what is asked of it, pixel by pixel. */
public final class NaiveMask {
  private static final int SCALE = 5;

  public final boolean[] pixels;
  public final int height;
  public final int width;

  public NaiveMask(boolean[] pixels, int height, int width) {
    this.pixels = pixels;
    this.height = height;
    this.width = width;
  }

  /** The mask whose foreground is every byte but 0. */
  public static NaiveMask of(byte[] bytes, int height, int width) {
    NaiveMask mask = new NaiveMask(new boolean[bytes.length], height, width);
    for (int i = 0; i < bytes.length; i++) {
      mask.pixels[i] = bytes[i] != 0;
    }
    return mask;
  }

  public byte[] bytes() {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (pixels[i] ? 1 : 0);
    }
    return bytes;
  }

  /** False beyond the edges. */
  private boolean at(int row, int column) {
    return row >= 0
        && row < height
        && column >= 0
        && column < width
        && pixels[row * width + column];
  }

  public long area() {
    long area = 0;
    for (boolean pixel : pixels) {
      area += pixel ? 1 : 0;
    }
    return area;
  }

  /** Left, top, width and height of the foreground; zeros without one. */
  public double[] box() {
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i]) {
        left = Math.min(left, i % width);
        top = Math.min(top, i / width);
        right = Math.max(right, i % width + 1);
        bottom = Math.max(bottom, i / width + 1);
      }
    }
    return area() == 0
        ? new double[4]
        : new double[] {left, top, (double) right - left, (double) bottom - top};
  }

  public NaiveMask and(NaiveMask other) {
    NaiveMask result = new NaiveMask(pixels.clone(), height, width);
    for (int i = 0; i < pixels.length; i++) {
      result.pixels[i] &= other.pixels[i];
    }
    return result;
  }

  public NaiveMask or(NaiveMask other) {
    return not().and(other.not()).not();
  }

  public NaiveMask minus(NaiveMask other) {
    return and(other.not());
  }

  private NaiveMask not() {
    NaiveMask result = new NaiveMask(pixels.clone(), height, width);
    for (int i = 0; i < pixels.length; i++) {
      result.pixels[i] = !pixels[i];
    }
    return result;
  }

  /** The pixels whose whole square is foreground. */
  public NaiveMask eroded(int distance) {
    NaiveMask result = new NaiveMask(pixels.clone(), height, width);
    for (int i = 0; i < pixels.length; i++) {
      for (int row = -distance; row <= distance && result.pixels[i]; row++) {
        for (int column = -distance; column <= distance; column++) {
          result.pixels[i] &= at(i / width + row, i % width + column);
        }
      }
    }
    return result;
  }

  /** Lengths of runs down the columns, beginning with background. */
  public int[] lengths() {
    List<Integer> lengths = new ArrayList<>(List.of(0));
    boolean foreground = false;
    for (int i = 0; i < pixels.length; i++) {
      if (at(i % height, i / height) != foreground) {
        foreground = !foreground;
        lengths.add(0);
      }
      int last = lengths.size() - 1;
      lengths.set(last, lengths.get(last) + 1);
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The text of COCO for lengths, by the digits of each number to the base 32. */
  public static String text(int[] lengths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lengths.length; i++) {
      long rest = i > 2 ? (long) lengths[i] - lengths[i - 2] : lengths[i];
      boolean more = true;
      while (more) {
        more = rest < -16 || rest >= 16;
        text.append((char) ('0' + Math.floorMod(rest, 32L) + (more ? 32 : 0)));
        rest = Math.floorDiv(rest, 32L);
      }
    }
    return text.toString();
  }

  /**
   * The mask of a polygon, as rleFrPoly of COCO's API makes it: every point of the outline on the
   * grid of fifths, in the order in which the outline goes; then the places where it passes from a
   * point to one of another x, if they are in the middle of a column.
   */
  public static NaiveMask polygon(double[] vertices, int height, int width) {
    int corners = vertices.length / 2;
    List<int[]> points = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      int next = (i + 1) % corners;
      List<int[]> edge =
          edge(
              (int) (SCALE * vertices[2 * i] + .5),
              (int) (SCALE * vertices[2 * i + 1] + .5),
              (int) (SCALE * vertices[2 * next] + .5),
              (int) (SCALE * vertices[2 * next + 1] + .5));
      points.addAll(edge);
    }
    boolean[] turned = new boolean[height * width + 1];
    for (int i = 1; i < points.size(); i++) {
      int[] from = points.get(i - 1);
      int[] to = points.get(i);
      if (from[0] != to[0]) {
        double x = ((to[0] < from[0] ? to[0] : to[0] - 1) + .5) / SCALE - .5;
        double y = (Math.min(from[1], to[1]) + .5) / SCALE - .5;
        if (Math.floor(x) == x && x >= 0 && x <= width - 1) {
          int column = (int) x;
          int row = (int) Math.ceil(Math.max(0, Math.min(y, height)));
          turned[column * height + row] ^= true;
        }
      }
    }
    NaiveMask mask = new NaiveMask(new boolean[height * width], height, width);
    boolean inside = false;
    for (int i = 0; i < mask.pixels.length; i++) {
      inside ^= turned[i];
      mask.pixels[i % height * width + i / height] = inside;
    }
    return mask;
  }

  private static List<int[]> edge(int fromX, int fromY, int toX, int toY) {
    int across = Math.abs(toX - fromX);
    int down = Math.abs(toY - fromY);
    boolean flipped = across >= down ? fromX > toX : fromY > toY;
    int[] start = flipped ? new int[] {toX, toY} : new int[] {fromX, fromY};
    int[] end = flipped ? new int[] {fromX, fromY} : new int[] {toX, toY};
    int[][] edge = new int[Math.max(across, down) + 1][];
    for (int step = 0; step < edge.length; step++) {
      double slope =
          across >= down
              ? (double) (end[1] - start[1]) / across
              : (double) (end[0] - start[0]) / down;
      edge[flipped ? edge.length - 1 - step : step] =
          across >= down
              ? new int[] {start[0] + step, (int) (start[1] + slope * step + .5)}
              : new int[] {(int) (start[0] + slope * step + .5), start[1] + step};
    }
    return Arrays.asList(edge);
  }
}

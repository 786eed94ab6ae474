package dev.maskwise.kernel.run;

import java.util.Arrays;

/**
 * Masks as pixels: a byte each, row by row from the top. Runs go down the columns, so eight columns
 * are taken at a time and turned by tiles of 8×8 bytes: no pixel is touched by itself, and what is
 * touched together lies together.
 */
public final class RunPixels {
  private static final int SIDE = ByteTile.SIDE;

  private RunPixels() {}

  /**
   * The pixels of a mask: 1 for the foreground, else 0. O(pixels), most of it clearing them.
   *
   * @throws IllegalArgumentException if the mask has more pixels than an array has bytes
   */
  public static byte[] of(Runs mask) {
    int height = mask.height();
    int width = mask.width();
    byte[] pixels = new byte[length(height, width)];
    int stride = (height + SIDE - 1) & -SIDE;
    byte[] columns = new byte[Math.min(SIDE, width) * stride];
    ByteTile tile = new ByteTile();
    int[] bounds = mask.bounds();
    int run = 0;
    int first = 0;
    while (run < bounds.length) {
      first = Math.max(first, bounds[run] / height & -SIDE);
      int count = Math.min(SIDE, width - first);
      run = draw(bounds, run, first, count, height, columns, stride);
      int whole = count == SIDE ? height & -SIDE : 0;
      for (int row = 0; row < whole; row += SIDE) {
        if (tile.load(columns, row, stride)) {
          tile.transpose();
          tile.store(pixels, row * width + first, width);
        }
      }
      for (int row = whole; row < height; row++) {
        for (int column = 0; column < count; column++) {
          pixels[row * width + first + column] = columns[column * stride + row];
        }
      }
      Arrays.fill(columns, (byte) 0);
      first += SIDE;
    }
    return pixels;
  }

  /**
   * Writes the runs of some columns, one column after another.
   *
   * @return where the runs of the columns behind them begin
   */
  private static int draw(
      int[] bounds, int from, int first, int count, int height, byte[] columns, int stride) {
    int run = from;
    for (int column = 0; column < count; column++) {
      int top = (first + column) * height;
      int bottom = top + height;
      while (run < bounds.length && bounds[run] < bottom) {
        int start = Math.max(bounds[run], top) - top;
        int end = Math.min(bounds[run + 1], bottom) - top;
        Arrays.fill(columns, column * stride + start, column * stride + end, (byte) 1);
        if (bounds[run + 1] > bottom) {
          break;
        }
        run += 2;
      }
    }
    return run;
  }

  /**
   * The mask of pixels: all but 0 are foreground. O(pixels).
   *
   * @param pixels a byte each, row by row
   * @throws IllegalArgumentException if there are not {@code height × width} of them
   */
  public static Runs runs(byte[] pixels, int height, int width) {
    if (height < 0 || width < 0 || (long) height * width != pixels.length) {
      throw new IllegalArgumentException(
          "a mask of %dx%d pixels has a byte for each, but here are %d"
              .formatted(height, width, pixels.length));
    }
    int stride = (height + SIDE - 1) & -SIDE;
    byte[] columns = new byte[Math.min(SIDE, width) * stride];
    ByteTile tile = new ByteTile();
    Changes changes = new Changes();
    for (int first = 0; first < width; first += SIDE) {
      int count = Math.min(SIDE, width - first);
      int whole = count == SIDE ? height & -SIDE : 0;
      for (int row = 0; row < whole; row += SIDE) {
        if (tile.load(pixels, row * width + first, width)) {
          tile.toForeground();
          tile.transpose();
        }
        tile.store(columns, row, stride);
      }
      for (int row = whole; row < height; row++) {
        for (int column = 0; column < count; column++) {
          boolean inside = pixels[row * width + first + column] != 0;
          columns[column * stride + row] = (byte) (inside ? 1 : 0);
        }
      }
      for (int column = 0; column < count; column++) {
        changes.find(columns, column * stride, height, (first + column) * height);
      }
    }
    return new Runs(height, width, changes.bounds(pixels.length));
  }

  /** The places where a row of 0 and 1 changes, which begins with 0. */
  private static final class Changes {
    private static final long ONES = 0x0101_0101_0101_0101L;

    private int[] places = new int[64];
    private int count;

    /** Looks at some bytes, eight at a time; the first stands for a place. */
    void find(byte[] line, int from, int length, int place) {
      int at = 0;
      while (at < length) {
        long same = (count & 1) == 0 ? 0 : ONES;
        long other = at + SIDE <= length ? ByteTile.word(line, from + at) ^ same : 0;
        if (other != 0) {
          at += Long.numberOfTrailingZeros(other) / Byte.SIZE;
          add(place + at);
        } else if (at + SIDE <= length) {
          at += SIDE;
        } else if (line[from + at] != (byte) same) {
          add(place + at);
        } else {
          at++;
        }
      }
    }

    private void add(int place) {
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
      }
      places[count++] = place;
    }

    int[] bounds(int end) {
      if ((count & 1) != 0) {
        add(end);
      }
      return Arrays.copyOf(places, count);
    }
  }

  private static int length(int height, int width) {
    long pixels = (long) height * width;
    if (pixels > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          "a mask of %dx%d pixels is too large for an array".formatted(height, width));
    }
    return (int) pixels;
  }
}

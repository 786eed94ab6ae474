package dev.maskwise.codec.rle;

import dev.maskwise.codec.LabelMapRows;
import dev.maskwise.codec.RowCursor;
import dev.maskwise.kernel.run.Runs;
import java.util.Arrays;

/**
 * A mask of runs as rows of labels, 1 for the foreground and 0 for the rest. Runs go down the
 * columns and rows across them, so each column knows which of its runs is next: four bytes a
 * column, and never the whole mask.
 */
public final class RunRows implements LabelMapRows {
  private final Runs runs;
  private final RowCursor cursor;

  /** For each column the first run that ends behind the rows that were read. */
  private final int[] next;

  /**
   * @param runs at least one pixel, of background or foreground
   */
  public RunRows(Runs runs) {
    this.runs = runs;
    cursor = new RowCursor(runs.height(), runs.width());
    next = new int[runs.width()];
    int run = 0;
    for (int column = 0; column < next.length; column++) {
      run = firstBehind(column * runs.height(), run);
      next[column] = run;
    }
  }

  private int firstBehind(int pixel, int from) {
    int run = from;
    while (run < runs.count() && runs.end(run) <= pixel) {
      run++;
    }
    return run;
  }

  @Override
  public int width() {
    return runs.width();
  }

  @Override
  public int height() {
    return runs.height();
  }

  @Override
  public int bytesPerPixel() {
    return 1;
  }

  @Override
  public void read(byte[] into, int rows) {
    int first = cursor.advance(into, rows);
    int width = runs.width();
    Arrays.fill(into, 0, rows * width, (byte) 0);
    for (int column = 0; column < width; column++) {
      int top = column * runs.height() + first;
      int bottom = top + rows;
      int run = firstBehind(top, next[column]);
      next[column] = run;
      for (; run < runs.count() && runs.start(run) < bottom; run++) {
        int end = Math.min(runs.end(run), bottom);
        for (int pixel = Math.max(runs.start(run), top); pixel < end; pixel++) {
          into[(pixel - top) * width + column] = 1;
        }
      }
    }
  }

  @Override
  public void close() {}
}

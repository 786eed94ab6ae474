package dev.maskwise.codec.score;

import dev.maskwise.codec.MalformedException;

/**
 * Scores that are stored the other way round: all channels of a pixel, then the pixel below, column
 * by column.
 *
 * <p>As many columns as fit a stage of 1 MiB are collected, and then written row by row in strips.
 * Written one by one, each score would touch another cache line of its plane.
 */
final class FortranOrder {
  /** Scores in the stage; a pixel of the most channels fits it. */
  private static final int STAGE = 1 << 18;

  /** Columns written at once: a cache line. More collide in the cache where rows are 2^n long. */
  private static final int STRIP = 16;

  /** A stream of scores. */
  interface Source {
    /** Reads the scores that come next. */
    void next(float[] into, int at, int count) throws MalformedException;
  }

  private final ScoreShape shape;
  private final float[][] planes;
  private final float[] stage;

  private FortranOrder(ScoreShape shape, float[][] planes, int stageScores) {
    this.shape = shape;
    this.planes = planes;
    this.stage = new float[stageScores];
  }

  /** Reads all scores of a map. */
  static void read(Source scores, ScoreShape shape, float[][] planes) throws MalformedException {
    int channels = shape.channels();
    int rows = Math.min(shape.height(), STAGE / channels);
    // A stage of many columns holds them whole, so that the order of the stream is kept.
    int columns = rows < shape.height() ? 1 : Math.min(shape.width(), STAGE / (rows * channels));
    FortranOrder order = new FortranOrder(shape, planes, columns * rows * channels);
    for (int left = 0; left < shape.width(); left += columns) {
      for (int top = 0; top < shape.height(); top += rows) {
        int stageColumns = Math.min(columns, shape.width() - left);
        int stageRows = Math.min(rows, shape.height() - top);
        scores.next(order.stage, 0, stageColumns * stageRows * channels);
        for (int strip = 0; strip < stageColumns; strip += STRIP) {
          int from = strip * stageRows * channels;
          order.write(from, top, left + strip, stageRows, Math.min(STRIP, stageColumns - strip));
        }
      }
    }
  }

  /** Writes columns that lie in the stage to their place in the planes. */
  private void write(int from, int top, int left, int rows, int columns) {
    int channels = shape.channels();
    for (int row = 0; row < rows; row++) {
      int pixel = (top + row) * shape.width() + left;
      for (int channel = 0; channel < channels; channel++) {
        float[] plane = planes[channel];
        int score = from + row * channels + channel;
        for (int column = 0; column < columns; column++) {
          plane[pixel + column] = stage[score + column * rows * channels];
        }
      }
    }
  }
}

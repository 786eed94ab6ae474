package dev.maskwise.codec.score;

import dev.maskwise.codec.MalformedException;

/**
 * The scores of an image, one plane of height × width for each channel: one channel for the scores
 * of one class, as many as classes otherwise. The shape is known, and has been judged, before the
 * first score is read.
 *
 * <p>Not thread-safe. After an exception what was read is undefined.
 */
public interface ScoreMap extends AutoCloseable {

  /** How many planes, at least 1. */
  int channels();

  /** Rows, at least 1. */
  int height();

  /** Pixels in a row, at least 1. */
  int width();

  /**
   * Reads all scores as float32: numbers of other types are converted to the nearest one, integers
   * after the stated scale was applied. The end of the data is verified: a map that was read was
   * whole. May be called once. NaN and infinite scores are read as they are: whoever needs finite
   * scores rejects them.
   *
   * @param planes at least {@link #channels} arrays of at least height × width elements; the pixels
   *     of a plane follow one another row by row from the top
   * @throws MalformedException when the data is malformed, cut off, or longer than the shape says,
   *     or the stream that it comes from fails
   * @throws IllegalArgumentException when a plane is missing or too short
   * @throws IllegalStateException when the scores have been read
   */
  void read(float[][] planes) throws MalformedException;

  /** Closes the stream that the map was opened from. */
  @Override
  void close();
}

package dev.maskwise.spark.column;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * Functions of {@link Maskwise}: the bytes of files. A test writes this from the list of SQL
 * functions.
 */
abstract class FileColumns {
  FileColumns() {}

  /**
   * The labels of a grey or palette PNG file as stored, not scaled; colour and alpha are refused,
   * and so are more than 2^28 pixels.
   *
   * @param png the bytes of the file
   * @return a struct: width and height in pixels, bytes_per_pixel, 2 for 16-bit files, and mask,
   *     the labels row by row from the top
   */
  public static Column labelsFromPng(Column png) {
    return call_function("labels_from_png", png);
  }

  /**
   * The labels of a NumPy file of bool, uint8 or uint16 with the axes H×W or 1×H×W; true is 1.
   * Other types are refused, and so are more than 2^28 pixels.
   *
   * @param npy the bytes of the file
   * @return a struct: width and height in pixels, bytes_per_pixel, 2 for 16-bit files, and mask,
   *     the labels row by row from the top
   */
  public static Column labelsFromNpy(Column npy) {
    return call_function("labels_from_npy", npy);
  }

  /**
   * The scores of a NumPy file with the axes H×W, C×H×W or 1×C×H×W, as float32: float16, float32 or
   * float64, or uint8 or uint16 with a scale. More than 2^28 pixels are refused.
   *
   * @param npy the bytes of the file
   * @return a struct: channels, height, width, and scores, float32 in little-endian order, one
   *     channel after another, each row by row from the top
   */
  public static Column scoresFromNpy(Column npy) {
    return call_function("scores_from_npy", npy);
  }

  /**
   * {@link #scoresFromNpy(Column)} with {@code scale}: what a step of uint8 or uint16 scores is
   * worth, such as 1/255; 0 for none, which other types have.
   */
  public static Column scoresFromNpy(Column npy, Column scale) {
    return call_function("scores_from_npy", npy, scale);
  }

  /** {@link #scoresFromNpy(Column, Column)} with constants. */
  public static Column scoresFromNpy(Column npy, double scale) {
    return call_function("scores_from_npy", npy, lit(scale));
  }

  /** {@link #scoresFromNpy(Column, Column)} with {@code offset}: the score of the integer 0. */
  public static Column scoresFromNpy(Column npy, Column scale, Column offset) {
    return call_function("scores_from_npy", npy, scale, offset);
  }

  /** {@link #scoresFromNpy(Column, Column, Column)} with constants. */
  public static Column scoresFromNpy(Column npy, double scale, double offset) {
    return call_function("scores_from_npy", npy, lit(scale), lit(offset));
  }

  /**
   * The scores of an array of a .npz file, as scores_from_npy reads them.
   *
   * @param npz the bytes of the file
   * @return a struct: channels, height, width, and scores, float32 in little-endian order, one
   *     channel after another, each row by row from the top
   */
  public static Column scoresFromNpz(Column npz) {
    return call_function("scores_from_npz", npz);
  }

  /** {@link #scoresFromNpz(Column)} with {@code name}: that of the array; '' for the only one. */
  public static Column scoresFromNpz(Column npz, Column name) {
    return call_function("scores_from_npz", npz, name);
  }

  /** {@link #scoresFromNpz(Column, Column)} with constants. */
  public static Column scoresFromNpz(Column npz, String name) {
    return call_function("scores_from_npz", npz, lit(name));
  }

  /**
   * {@link #scoresFromNpz(Column, Column)} with {@code scale}: what a step of uint8 or uint16
   * scores is worth, such as 1/255; 0 for none, which other types have.
   */
  public static Column scoresFromNpz(Column npz, Column name, Column scale) {
    return call_function("scores_from_npz", npz, name, scale);
  }

  /** {@link #scoresFromNpz(Column, Column, Column)} with constants. */
  public static Column scoresFromNpz(Column npz, String name, double scale) {
    return call_function("scores_from_npz", npz, lit(name), lit(scale));
  }

  /**
   * {@link #scoresFromNpz(Column, Column, Column)} with {@code offset}: the score of the integer 0.
   */
  public static Column scoresFromNpz(Column npz, Column name, Column scale, Column offset) {
    return call_function("scores_from_npz", npz, name, scale, offset);
  }

  /** {@link #scoresFromNpz(Column, Column, Column, Column)} with constants. */
  public static Column scoresFromNpz(Column npz, String name, double scale, double offset) {
    return call_function("scores_from_npz", npz, lit(name), lit(scale), lit(offset));
  }

  /**
   * Bare numbers in little-endian order, one channel after another, each row by row from the top,
   * as float32. More than 2^28 pixels are refused.
   *
   * @param raw the numbers
   * @param type of a number: 'float16', 'float32', 'float64', 'uint8', 'uint16'
   * @param channels how many; 1 for scores of one class
   * @param height in pixels
   * @param width in pixels
   * @return a struct: channels, height, width, and scores, float32 in little-endian order, one
   *     channel after another, each row by row from the top
   */
  public static Column scoresFromRaw(
      Column raw, Column type, Column channels, Column height, Column width) {
    return call_function("scores_from_raw", raw, type, channels, height, width);
  }

  /** {@link #scoresFromRaw(Column, Column, Column, Column, Column)} with constants. */
  public static Column scoresFromRaw(Column raw, String type, int channels, int height, int width) {
    return call_function("scores_from_raw", raw, lit(type), lit(channels), lit(height), lit(width));
  }

  /**
   * {@link #scoresFromRaw(Column, Column, Column, Column, Column)} with {@code scale}: what a step
   * of uint8 or uint16 scores is worth, such as 1/255; 0 for none, which other types have.
   */
  public static Column scoresFromRaw(
      Column raw, Column type, Column channels, Column height, Column width, Column scale) {
    return call_function("scores_from_raw", raw, type, channels, height, width, scale);
  }

  /** {@link #scoresFromRaw(Column, Column, Column, Column, Column, Column)} with constants. */
  public static Column scoresFromRaw(
      Column raw, String type, int channels, int height, int width, double scale) {
    return call_function(
        "scores_from_raw", raw, lit(type), lit(channels), lit(height), lit(width), lit(scale));
  }

  /**
   * {@link #scoresFromRaw(Column, Column, Column, Column, Column, Column)} with {@code offset}: the
   * score of the integer 0.
   */
  public static Column scoresFromRaw(
      Column raw,
      Column type,
      Column channels,
      Column height,
      Column width,
      Column scale,
      Column offset) {
    return call_function("scores_from_raw", raw, type, channels, height, width, scale, offset);
  }

  /**
   * {@link #scoresFromRaw(Column, Column, Column, Column, Column, Column, Column)} with constants.
   */
  public static Column scoresFromRaw(
      Column raw, String type, int channels, int height, int width, double scale, double offset) {
    return call_function(
        "scores_from_raw",
        raw,
        lit(type),
        lit(channels),
        lit(height),
        lit(width),
        lit(scale),
        lit(offset));
  }
}

package dev.maskwise.spark.catalog;

import org.apache.spark.unsafe.types.UTF8String;

/** The image of a row of an aggregate: scores and truth come first. */
final class ScoreRow {
  private ScoreRow() {}

  /**
   * An image with the scores of one class.
   *
   * @param ignoreAt where the ignore label stands; what the scores are comes after it
   */
  static ValidPixels ofClass(String function, Object[] row, int ignoreAt) {
    return ValidPixels.read(
        function,
        row[0],
        (byte[]) row[1],
        (int) row[ignoreAt],
        ScoreColumn.kind(function, (UTF8String) row[ignoreAt + 1]));
  }

  /** An image with the scores of many classes, whose number comes after the truth. */
  static ClassPixels ofClasses(String function, Object[] row, int ignoreAt) {
    return ClassPixels.read(
        function,
        row[0],
        (byte[]) row[1],
        (int) row[2],
        (int) row[ignoreAt],
        ScoreColumn.kind(function, (UTF8String) row[ignoreAt + 1]));
  }
}

package dev.maskwise.reader;

import java.util.Locale;

/** Why an image was not evaluated. */
public enum RejectKind {
  /** There is no truth for a predicted image. */
  MISSING_TRUTH,
  /** A model has no prediction for an image of the truth. */
  MISSING_PREDICTION,
  /** The truth or a model holds the same image id twice. */
  DUPLICATE,
  /** A row of a table has no image id. */
  NO_IMAGE_ID,
  /** A file or a column value cannot be read, or holds neither a label map nor scores. */
  UNREADABLE,
  /**
   * A prediction's width or height is not that of its truth, or its channels are not the classes.
   */
  SHAPE_MISMATCH,
  /** A label is neither a class nor, in the truth, the ignore label. */
  LABEL_OUT_OF_RANGE,
  /** The truth has several labels besides 0, and which is the foreground is not said. */
  SEVERAL_FOREGROUNDS,
  /** A score is NaN or infinite. */
  NON_FINITE_SCORE,
  /** A score is said to be a probability and is none. */
  NO_PROBABILITY,
  /** An object has no box, score or mask that can be read. */
  MALFORMED_OBJECT,
  /** The id of an object is given twice. */
  DUPLICATE_OBJECT,
  /** An object is of a category that the truth does not list. */
  UNKNOWN_CATEGORY;

  /** The name in reports and tables, in lower snake case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

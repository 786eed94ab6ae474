package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import dev.maskwise.rapids.column.Segments;

/**
 * The valid pixels of the images of a batch, one image after another, and what scores say there.
 */
public interface ScoredPixels extends AutoCloseable {

  /** Whether no image has a valid pixel. */
  boolean none();

  /** Where each image starts, and the end, int32; not the caller's to close. */
  ColumnVector offsets();

  /** How probable the truth is at each pixel, of which there is one; the caller closes it. */
  TrueClass ofTruth();

  /** How many valid pixels each image has; the caller closes the column. */
  default ColumnVector counts(DType type) {
    try (ColumnVector lengths = Segments.lengths(offsets())) {
      return lengths.castTo(type);
    }
  }

  @Override
  void close();
}

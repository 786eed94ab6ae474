package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;

/** The scores of many classes at the valid pixels of the images of a batch, as probabilities. */
public abstract class ClassScores implements ScoredPixels {
  private final Planes planes;

  /** Takes over the planes. */
  ClassScores(Planes planes) {
    this.planes = planes;
  }

  /** Where the scores are; not the caller's to close. */
  public final Planes planes() {
    return planes;
  }

  @Override
  public final boolean none() {
    return planes.none();
  }

  @Override
  public final ColumnVector offsets() {
    return planes.offsets();
  }

  /** The probability of a class, float32 or float64; the caller closes the column. */
  public abstract ColumnVector probabilities(int classId);

  /**
   * |y − p| of a class, rounded to float32; the caller closes the column.
   *
   * @param isClass y
   */
  public abstract ColumnVector errors(int classId, ColumnVector isClass);

  @Override
  public void close() {
    planes.close();
  }
}

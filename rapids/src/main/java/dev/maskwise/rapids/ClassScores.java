package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import dev.maskwise.metric.ScoreKind;

/** The scores of many classes at the valid pixels of the images of a batch, as probabilities. */
abstract class ClassScores implements ScoredPixels {
  private final Planes planes;

  /** Takes over the planes. */
  ClassScores(Planes planes) {
    this.planes = planes;
  }

  /**
   * Reads the images of a batch: scores first, label maps second.
   *
   * @throws IllegalArgumentException as the SQL function, when it refuses an image
   */
  static ClassScores read(ScoreFunction function, ImageRows images, int classes) {
    Planes planes = new Planes(function, images, classes, function.ignore());
    try {
      return function.kind() == ScoreKind.LOGIT
          ? new ClassLogits(planes, function, images)
          : new ClassProbabilities(planes, function, images);
    } catch (RuntimeException e) {
      planes.close();
      throw e;
    }
  }

  /** Where the scores are; not the caller's to close. */
  final Planes planes() {
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
  abstract ColumnVector probabilities(int classId);

  /**
   * |y − p| of a class, rounded to float32; the caller closes the column.
   *
   * @param isClass y
   */
  abstract ColumnVector errors(int classId, ColumnVector isClass);

  @Override
  public void close() {
    planes.close();
  }
}

package dev.maskwise.rapids.score;

import dev.maskwise.metric.ScoreKind;
import dev.maskwise.rapids.column.ImageFunction;
import dev.maskwise.rapids.column.ImageRows;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** A function of scores and truth, which says what a score is and which label is ignored. */
public abstract class ScoreFunction extends ImageFunction {
  private static final long serialVersionUID = 1;

  private final int ignore;
  private final String score;

  /**
   * A function of constants.
   *
   * @param score the word of the SQL function for the kind of scores; what it refuses is refused
   *     when the function is called
   */
  public ScoreFunction(int ignore, String score) {
    this.ignore = ignore;
    this.score = score;
  }

  /** The label of the truth whose pixels are left out; one that no pixel can have for none. */
  protected final int ignore() {
    return ignore;
  }

  /** The kind of scores as the SQL function takes it. */
  protected final UTF8String score() {
    return UTF8String.fromString(score);
  }

  /**
   * Reads the scores of one class and the true masks; the caller closes them.
   *
   * @throws IllegalArgumentException as the SQL function, when it refuses an image
   */
  protected final Pixels pixels(ImageRows images) {
    return new Pixels(images, ignore, kind());
  }

  /**
   * Reads the scores of many classes and the true label maps; the caller closes them.
   *
   * @throws IllegalArgumentException as the SQL function, when it refuses an image
   */
  protected final ClassScores classScores(ImageRows images, int classes) {
    Planes planes = new Planes(images, classes, ignore);
    try {
      return kind() == ScoreKind.LOGIT
          ? new ClassLogits(planes, images)
          : new ClassProbabilities(planes, images);
    } catch (RuntimeException e) {
      planes.close();
      throw e;
    }
  }

  /** The kind of scores, with a word that the SQL function takes. */
  private ScoreKind kind() {
    return Arrays.stream(ScoreKind.values())
        .filter(kind -> kind.label().equals(score))
        .findFirst()
        .orElseThrow();
  }
}

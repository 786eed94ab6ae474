package dev.maskwise.rapids;

import dev.maskwise.metric.ScoreKind;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** A function of scores and truth, which says what a score is and which label is ignored. */
abstract class ScoreFunction extends ImageFunction {
  private static final long serialVersionUID = 1;

  private final int ignore;
  private final String score;

  /**
   * A function of constants.
   *
   * @param score the word of the SQL function for the kind of scores; what it refuses is refused
   *     when the function is called
   */
  ScoreFunction(int ignore, String score) {
    this.ignore = ignore;
    this.score = score;
  }

  /** The label of the truth whose pixels are left out; one that no pixel can have for none. */
  final int ignore() {
    return ignore;
  }

  /** The kind of scores as the SQL function takes it. */
  final UTF8String score() {
    return UTF8String.fromString(score);
  }

  /** The kind of scores, with a word that the SQL function takes. */
  final ScoreKind kind() {
    return Arrays.stream(ScoreKind.values())
        .filter(kind -> kind.label().equals(score))
        .findFirst()
        .orElseThrow();
  }
}

package dev.maskwise.reader;

import dev.maskwise.codec.score.ScoreScale;
import dev.maskwise.codec.score.ScoreType;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How scores are stored where files and tables do not say it themselves.
 *
 * @param rawType the type of bare scores in tables that have a height and a width
 * @param scale what a quantised score means; null where scores are floating-point numbers
 * @param offset the score of the quantised 0
 * @param array the array of {@code .npz} files; null for the only one
 */
public record ScoreFormat(
    ScoreType rawType, @Nullable Double scale, double offset, @Nullable String array)
    implements Serializable {

  @Nullable ScoreScale scoreScale() {
    return scale == null ? null : new ScoreScale(scale, offset);
  }
}

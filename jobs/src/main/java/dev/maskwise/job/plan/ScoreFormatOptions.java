package dev.maskwise.job.plan;

import static dev.maskwise.reader.InputRefusedException.require;

import dev.maskwise.codec.score.ScoreType;
import dev.maskwise.reader.InputRefusedException;
import dev.maskwise.reader.ScoreFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code evaluate} that say how scores are stored. */
final class ScoreFormatOptions {

  @Option(
      names = "--score-scale",
      paramLabel = "X",
      description = "What a step of uint8 or uint16 scores is worth; 0.00392156862745098 is 1/255.")
  private @Nullable Double scale;

  @Option(
      names = "--score-offset",
      paramLabel = "X",
      description = "The score that a stored 0 stands for. Default: ${DEFAULT-VALUE}.")
  private double offset;

  @Option(
      names = "--score-array",
      paramLabel = "NAME",
      description = "The array of .npz files (default: the only one).")
  private @Nullable String array;

  @Option(
      names = "--score-column",
      paramLabel = "NAME",
      description =
          "The scores in tables: NumPy files, or beside height and width bare little-endian numbers"
              + " or an array of float. Default: ${DEFAULT-VALUE}.")
  private String column = "score";

  @Option(
      names = "--score-type",
      paramLabel = "TYPE",
      description =
          "The type of bare numbers: float16, float32, float64, uint8 or uint16. Default: float32.")
  private ScoreType type = ScoreType.FLOAT32;

  /**
   * How scores are stored.
   *
   * @throws InputRefusedException when the scale gives no scores
   */
  ScoreFormat format() {
    require(
        scale == null || (Double.isFinite(scale) && scale != 0),
        "--score-scale %s is no finite number other than 0.".formatted(scale));
    require(Double.isFinite(offset), "--score-offset %s is no finite number.".formatted(offset));
    require(
        scale != null || offset == 0,
        "--score-offset %s needs a --score-scale beside it.".formatted(offset));
    return new ScoreFormat(type, scale, offset, array);
  }

  /** The column of a table that holds them. */
  String column() {
    return column;
  }

  /** Adds every choice that changes a number. */
  void describe(Definition definition) {
    definition
        .put("score_scale", scale)
        .put("score_offset", scale == null ? null : offset)
        .put("score_array", array)
        .put("score_column", column)
        .put("score_type", type);
  }
}

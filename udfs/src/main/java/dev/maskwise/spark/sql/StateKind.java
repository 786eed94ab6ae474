package dev.maskwise.spark.sql;

import dev.maskwise.statistic.CalibrationBins;
import dev.maskwise.statistic.ConfusionMatrix;
import dev.maskwise.statistic.PixelLosses;
import dev.maskwise.statistic.ScoreHistogram;
import dev.maskwise.statistic.SoftOverlap;
import dev.maskwise.statistic.StatisticType;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * A kind of state: a statistic as the versioned bytes that some functions give and others take.
 *
 * @param type the statistic and its bytes
 * @param sources the functions that give such states, as a sentence lists them
 * @param adder adds a statistic to a memory, and may change the memory
 */
public record StateKind<S>(StatisticType<S> type, String sources, Adder<S> adder)
    implements Serializable {

  public static final StateKind<ConfusionMatrix> CONFUSION =
      new StateKind<>(
          ConfusionMatrix.TYPE,
          "confusion, confusion_agg or confusion_merge",
          ConfusionMatrix.TYPE::merge);

  public static final StateKind<ScoreHistogram> SCORE_HISTOGRAM =
      new StateKind<>(
          ScoreHistogram.TYPE,
          "score_histogram_agg, multiclass_score_histogram_agg or score_histogram_merge",
          (memory, other) -> {
            memory.add(other);
            return memory;
          });

  public static final StateKind<SoftOverlap> SOFT_OVERLAP =
      new StateKind<>(
          SoftOverlap.TYPE,
          "soft_overlap_agg, multiclass_soft_overlap_agg or soft_overlap_merge",
          (memory, other) -> {
            memory.add(other);
            return memory;
          });

  public static final StateKind<PixelLosses> PIXEL_LOSSES =
      new StateKind<>(
          PixelLosses.TYPE,
          "pixel_losses_agg, multiclass_pixel_losses_agg or pixel_losses_merge",
          (memory, other) -> {
            memory.add(other);
            return memory;
          });

  public static final StateKind<CalibrationBins> CALIBRATION =
      new StateKind<>(
          CalibrationBins.TYPE,
          "calibration_agg or calibration_merge",
          (memory, other) -> {
            memory.add(other);
            return memory;
          });

  /** Adds a statistic to a memory and gives the memory of both. */
  @FunctionalInterface
  interface Adder<S> extends Serializable {
    S add(S memory, S other);
  }

  /** The argument that takes such a state. */
  public SqlArgument argument() {
    return SqlArgument.binary("state", "from " + sources);
  }

  /**
   * The statistic of a state.
   *
   * @param function the name of the function, for the message
   */
  public S decode(String function, byte[] state) {
    try {
      return type.decode(state);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          function, "the state is not one of %s: %s".formatted(sources, e.getMessage()), e);
    }
  }

  /** Adds a statistic to a memory, which may change; refuses one of another shape. */
  S add(String function, S memory, S other) {
    try {
      return adder.add(memory, other);
    } catch (IllegalArgumentException e) {
      throw new Refusal(function, String.valueOf(e.getMessage()), e);
    }
  }

  /** An aggregate of rows that each give a statistic; its value is a state. */
  public Aggregation<S> fold(String function, Taker<S> taker) {
    return fold(function, taker, type::encode);
  }

  /** An aggregate of rows that each give a statistic. */
  public Aggregation<S> fold(String function, Taker<S> taker, Aggregation.Result<S> result) {
    return new Aggregation<>(type, (memory, row) -> add(function, memory, taker.take(row)), result);
  }

  /** The statistic of a row. */
  @FunctionalInterface
  public interface Taker<S> extends Serializable {
    S take(Object[] row);
  }

  /** The aggregate that adds up states. */
  public SqlFunction merge(String name, String source, String example, String exampleResult) {
    return StatisticAggregate.function(
        source,
        name,
        "The state of all images together from states of some: those of single images, of slices,"
            + " or stored ones. Nulls are left out.",
        List.of(argument()),
        RESULT,
        example,
        exampleResult,
        fold(name, row -> decode(name, (byte[]) row[0])),
        DataTypes.BinaryType);
  }

  /** What documentation says of a state that a function gives. */
  public static final String RESULT = "binary: versioned bytes, readable by later releases";
}

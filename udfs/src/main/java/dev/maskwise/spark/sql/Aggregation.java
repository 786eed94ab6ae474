package dev.maskwise.spark.sql;

import dev.maskwise.statistic.StatisticType;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate does with the rows of a group.
 *
 * @param type how a memory starts, merges and travels between tasks
 * @param step takes a row in
 * @param result the value of the group, null where it is undefined
 * @param ofImage the statistic of a row whose arguments are pixels, where it is smaller than they
 *     are; null for other aggregates
 */
public record Aggregation<S>(
    StatisticType<S> type, Step<S> step, Result<S> result, @Nullable OfRow<S> ofImage)
    implements Serializable {

  /** Rows that change the memory. */
  public Aggregation(StatisticType<S> type, Step<S> step, Result<S> result) {
    this(type, step, result, null);
  }

  /** Rows that each give a statistic. */
  public static <S> Aggregation<S> of(StatisticType<S> type, OfRow<S> statistic, Result<S> result) {
    return new Aggregation<>(type, step(type, statistic), result, null);
  }

  /** Rows of pixels that each give a statistic, which is smaller than they are. */
  public static <S> Aggregation<S> ofImages(
      StatisticType<S> type, OfRow<S> statistic, Result<S> result) {
    return new Aggregation<>(type, step(type, statistic), result, statistic);
  }

  private static <S> Step<S> step(StatisticType<S> type, OfRow<S> statistic) {
    return (memory, row) -> {
      @Nullable S ofRow = statistic.of(row);
      return ofRow == null ? memory : type.add(memory, ofRow);
    };
  }

  /** Takes a row in; may change the memory. */
  @FunctionalInterface
  public interface Step<S> extends Serializable {
    /**
     * The memory of the rows before and of this one.
     *
     * @param memory of the rows before
     * @param row the arguments, none null
     * @throws IllegalArgumentException where the row is refused
     */
    S add(S memory, Object[] row);
  }

  /** The statistic of a row; null leaves the row out. */
  @FunctionalInterface
  public interface OfRow<S> extends Serializable {
    @Nullable S of(Object[] row);
  }

  /** Makes the value of a group, in Spark's internal form. */
  @FunctionalInterface
  public interface Result<S> extends Serializable {
    @Nullable Object of(S memory);
  }
}

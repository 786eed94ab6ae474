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
 */
public record Aggregation<S>(StatisticType<S> type, Step<S> step, Result<S> result)
    implements Serializable {

  /** Rows that each give a statistic. */
  public static <S> Aggregation<S> of(StatisticType<S> type, OfRow<S> statistic, Result<S> result) {
    return new Aggregation<>(
        type,
        (memory, row) -> {
          @Nullable S ofRow = statistic.of(row);
          return ofRow == null ? memory : type.add(memory, ofRow);
        },
        result);
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

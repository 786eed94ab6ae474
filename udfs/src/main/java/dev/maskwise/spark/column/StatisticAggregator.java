package dev.maskwise.spark.column;

import dev.maskwise.statistic.StatisticType;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.jspecify.annotations.Nullable;

/**
 * A statistic of many rows: in a typed Dataset as {@link #toColumn()}, in SQL and DataFrames as
 * {@code functions.udaf}. One class for every {@link StatisticType}, from which it has how a memory
 * starts, merges and travels.
 *
 * <p>Between tasks a memory travels in Java serialization, which for a statistic is its versioned
 * bytes. The value does not depend on how the rows were divided. Costs what the function of a row
 * costs and, as every {@code Aggregator}, an object a row; over pixels in columns the SQL
 * aggregates are faster (ADR 14).
 *
 * <p>{@code functions.udaf} hands columns to the fields of a row by their order. Use an encoder of
 * tuples there: the fields of a bean are in the order of their names.
 *
 * @param <IN> a row
 * @param <S> the memory
 * @param <OUT> the value of a group
 */
public final class StatisticAggregator<IN, S, OUT> extends Aggregator<IN, S, OUT> {
  private static final long serialVersionUID = 1;

  private final StatisticType<S> type;
  private final Function2<S, IN, S> step;
  private final MapFunction<S, OUT> result;
  private final Encoder<OUT> encoder;

  private StatisticAggregator(
      StatisticType<S> type,
      Function2<S, IN, S> step,
      MapFunction<S, OUT> result,
      Encoder<OUT> encoder) {
    this.type = type;
    this.step = step;
    this.result = result;
    this.encoder = encoder;
  }

  /** Merges rows that are statistics; gives the statistic. */
  public static <S> StatisticAggregator<S, S, S> of(StatisticType<S> type) {
    return of(type, row -> row);
  }

  /**
   * Merges the statistic of each row; gives the statistic.
   *
   * @param statistic what is remembered of a row; null leaves the row out
   */
  public static <IN, S> StatisticAggregator<IN, S, S> of(
      StatisticType<S> type, MapFunction<IN, S> statistic) {
    return folding(
        type,
        (memory, row) -> {
          @Nullable S ofRow = statistic.call(row);
          return ofRow == null ? memory : type.merge(memory, ofRow);
        });
  }

  /**
   * Merges states, as SQL aggregates and other releases stored them; gives a state. Nulls are left
   * out. Bytes that are no state of the type end the query.
   */
  public static <S> StatisticAggregator<byte[], S, byte[]> ofStates(StatisticType<S> type) {
    return StatisticAggregator.<byte[], S>folding(
            type,
            (memory, state) -> state == null ? memory : type.merge(memory, type.decode(state)))
        .giving(type::encode, Encoders.BINARY());
  }

  /**
   * Adds rows one by one, for a statistic that takes pixels in at a lower price than a merge has.
   *
   * @param step the memory of the rows before, and a row, to the memory of them all; may change and
   *     return the memory that it is given
   */
  public static <IN, S> StatisticAggregator<IN, S, S> folding(
      StatisticType<S> type, Function2<S, IN, S> step) {
    return new StatisticAggregator<>(type, step, memory -> memory, buffer(type));
  }

  /**
   * The same memory with another value.
   *
   * @param result the value of a memory; null is NULL in SQL
   */
  public <VALUE> StatisticAggregator<IN, S, VALUE> giving(
      MapFunction<S, VALUE> result, Encoder<VALUE> encoder) {
    return new StatisticAggregator<>(type, step, result, encoder);
  }

  @Override
  public String name() {
    return type.name();
  }

  @Override
  public S zero() {
    return type.empty();
  }

  @Override
  public S reduce(S memory, IN row) {
    try {
      return step.call(memory, row);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public S merge(S memory, S other) {
    return type.merge(memory, other);
  }

  @Override
  public OUT finish(S memory) {
    try {
      return result.call(memory);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private IllegalStateException failed(Exception cause) {
    return new IllegalStateException(
        "The aggregator of " + type.name() + " failed: " + cause.getMessage(), cause);
  }

  @Override
  public Encoder<S> bufferEncoder() {
    return buffer(type);
  }

  @Override
  public Encoder<OUT> outputEncoder() {
    return encoder;
  }

  @SuppressWarnings("unchecked") // the class of a value of S
  private static <S> Encoder<S> buffer(StatisticType<S> type) {
    return Encoders.javaSerialization((Class<S>) type.empty().getClass());
  }
}

package dev.maskwise.statistic;

import java.io.Serializable;

/**
 * A commutative monoid and a codec beside a plain value: how memories of type {@code S} start,
 * merge and travel.
 *
 * <p>Laws, up to {@link Object#equals}: {@code merge} is associative and commutative, {@code
 * empty()} is its identity, {@code decode(encode(s))} equals {@code s}, and equal values have equal
 * bytes. An implementation has no state, static or not; it is serializable so that it can be sent
 * to executors.
 *
 * @param <S> the value, public and serializable
 */
public interface StatisticType<S> extends Serializable {

  /** The name in SQL, reports and documentation: lower case, words joined by underscores. */
  String name();

  /** The memory of nothing. Always a new one where {@code S} is mutable. */
  S empty();

  /**
   * The memory of both. Never changes its arguments and, where {@code S} is mutable, shares nothing
   * with them.
   *
   * @throws IllegalArgumentException if the two cannot be of one data set, such as matrices of
   *     different shapes
   * @throws ArithmeticException if a count leaves the range of int64, or an exact sum its own
   */
  S merge(S a, S b);

  /**
   * The memory of both, as {@link #merge} has it, at the price of the other alone: the memory may
   * change and is given back where {@code S} is mutable. The other never changes and is not shared.
   */
  default S add(S memory, S other) {
    return merge(memory, other);
  }

  /** The canonical bytes of a value; the first is the version of the layout. */
  byte[] encode(S value);

  /**
   * The value of bytes that {@link #encode} made, in this version or an earlier one. The bytes are
   * not trusted: sizes are checked before memory is taken.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  S decode(byte[] bytes);
}

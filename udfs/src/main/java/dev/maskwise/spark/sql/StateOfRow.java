package dev.maskwise.spark.sql;

import dev.maskwise.statistic.StatisticType;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one row of pixels adds to an aggregate, as the bytes of its statistic. Generated code calls
 * the method with as many arguments as the aggregate has.
 */
public record StateOfRow<S>(StatisticType<S> type, Aggregation.OfRow<S> ofRow)
    implements Serializable {
  static final String METHOD = "state";
  private static final int FEWEST = 2;
  private static final int MOST = 6;

  static boolean takes(int arguments) {
    return FEWEST <= arguments && arguments <= MOST;
  }

  private byte @Nullable [] encoded(Object... row) {
    S statistic = ofRow.of(row);
    return statistic == null ? null : type.encode(statistic);
  }

  public static byte @Nullable [] state(StateOfRow<?> of, Object a, Object b) {
    return of.encoded(a, b);
  }

  public static byte @Nullable [] state(StateOfRow<?> of, Object a, Object b, Object c) {
    return of.encoded(a, b, c);
  }

  public static byte @Nullable [] state(StateOfRow<?> of, Object a, Object b, Object c, Object d) {
    return of.encoded(a, b, c, d);
  }

  public static byte @Nullable [] state(
      StateOfRow<?> of, Object a, Object b, Object c, Object d, Object e) {
    return of.encoded(a, b, c, d, e);
  }

  public static byte @Nullable [] state(
      StateOfRow<?> of, Object a, Object b, Object c, Object d, Object e, Object f) {
    return of.encoded(a, b, c, d, e, f);
  }
}

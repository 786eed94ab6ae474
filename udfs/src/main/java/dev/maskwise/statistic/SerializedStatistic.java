package dev.maskwise.statistic;

import java.io.InvalidObjectException;
import java.io.Serializable;

/**
 * Stands for a statistic in a Java serialization stream, so that Java serialization and the codec
 * are one format with one set of checks. A value class returns it from {@code writeReplace} and
 * throws {@link #bareFields} from {@code readObject}.
 */
public final class SerializedStatistic<S> implements Serializable {

  private static final long serialVersionUID = 1;

  private final StatisticType<S> type;
  private final byte[] bytes;

  /** What {@code writeReplace} of a value returns. */
  public SerializedStatistic(StatisticType<S> type, S value) {
    this.type = type;
    this.bytes = type.encode(value);
  }

  private Object readResolve() throws InvalidObjectException {
    try {
      return type.decode(bytes);
    } catch (IllegalArgumentException e) {
      InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
      invalid.initCause(e);
      throw invalid;
    }
  }

  /** What {@code readObject} throws: bare fields in a stream would go round every check. */
  public static InvalidObjectException bareFields() {
    return new InvalidObjectException("A statistic is read from its encoded form only.");
  }
}

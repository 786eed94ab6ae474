package dev.maskwise.spark.sql;

import dev.maskwise.statistic.StatisticType;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * A kind of state: a statistic as the versioned bytes that some functions give and others take.
 *
 * @param type the statistic and its bytes
 * @param sources the functions that give such states, as a sentence lists them
 */
public record StateKind<S>(StatisticType<S> type, String sources) implements Serializable {

  /** What documentation says of a state that a function gives. */
  public static final String RESULT = "binary: versioned bytes, readable by later releases";

  /** The argument that takes such a state. */
  public SqlArgument argument() {
    return SqlArgument.binary("state", "from " + sources);
  }

  /** The statistic of a state; refuses other bytes. */
  public S decode(byte[] state) {
    try {
      return type.decode(state);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the state is not one of %s: %s".formatted(sources, e.getMessage()), e);
    }
  }

  /** An aggregate of pixels, of which each row gives a statistic; its value is a state. */
  public SqlFunction.Body ofImages(Aggregation.OfRow<S> statistic) {
    return StatisticAggregate.of(
        Aggregation.ofImages(type, statistic, type::encode), DataTypes.BinaryType);
  }

  /** An aggregate of what was counted before; its value is a state. */
  public SqlFunction.Body ofStates(Aggregation.OfRow<S> statistic) {
    return StatisticAggregate.of(
        Aggregation.of(type, statistic, type::encode), DataTypes.BinaryType);
  }

  /** The aggregate that adds up states. */
  public SqlFunction merge(String name, String source, SqlFunction.Example example) {
    return SqlFunction.of(
        SqlFunction.Group.AGGREGATE,
        name,
        "The state of all images together from states of some: those of single images, of slices,"
            + " or stored ones. Nulls are left out.",
        List.of(argument()),
        RESULT,
        source,
        ofStates(row -> decode((byte[]) row[0])),
        example);
  }
}

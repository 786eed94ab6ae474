package dev.maskwise.spark.sql;

import dev.maskwise.statistic.StatisticType;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.ExpectsInputTypes$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ImplicitCastInputTypes;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Every aggregate: a statistic to which rows are added, which travels as its versioned bytes. Rows
 * with a null argument are left out; a group without rows has the value of the empty statistic.
 */
public final class StatisticAggregate<S> extends TypedImperativeAggregate<S>
    implements ImplicitCastInputTypes, Serializable {
  private static final long serialVersionUID = 1;

  private final Call<S> call;
  private final Seq<Expression> children;
  private final int mutableAggBufferOffset;
  private final int inputAggBufferOffset;

  /** What does not change when Spark rewrites the expression. */
  private record Call<S>(
      String name,
      Aggregation<S> aggregation,
      DataType type,
      Seq<AbstractDataType> inputs,
      int given)
      implements Serializable {}

  private StatisticAggregate(
      Call<S> call,
      Seq<Expression> children,
      int mutableAggBufferOffset,
      int inputAggBufferOffset) {
    this.call = call;
    this.children = children;
    this.mutableAggBufferOffset = mutableAggBufferOffset;
    this.inputAggBufferOffset = inputAggBufferOffset;
  }

  /**
   * The calls of an aggregate.
   *
   * @param type of the value
   */
  public static <S> SqlFunction.Body of(Aggregation<S> aggregation, DataType type) {
    return (function, arguments, given) ->
        new StatisticAggregate<>(
            new Call<>(function.name(), aggregation, type, function.types(arguments), given),
            arguments,
            0,
            0);
  }

  /** The value of the rows of a group, of which each is a state that {@link #stateOfRow} made. */
  Expression overStates(Expression state) {
    Aggregation<S> aggregation = call.aggregation;
    StatisticType<S> type = aggregation.type();
    return new StatisticAggregate<>(
        new Call<>(
            call.name,
            Aggregation.of(type, row -> type.decode((byte[]) row[0]), aggregation.result()),
            call.type,
            CollectionConverters.asScala(List.<AbstractDataType>of(DataTypes.BinaryType)).toSeq(),
            1),
        CollectionConverters.asScala(List.of(state)).toSeq(),
        mutableAggBufferOffset,
        inputAggBufferOffset);
  }

  /**
   * Whether it adds up what a function makes of each row, such as confusion_merge(confusion(…)).
   */
  boolean isOverCalls() {
    return children.size() == 1 && children.head().exists(StaticCall.class::isInstance);
  }

  /** The statistic of a row, as a state; empty where the rows are no pixels. */
  Optional<Expression> stateOfRow() {
    Aggregation.OfRow<S> ofImage = call.aggregation.ofImage();
    return ofImage == null || !StateOfRow.takes(children.size())
        ? Optional.empty()
        : Optional.of(
            StaticCall.ofAnalysed(
                call.name,
                new StateOfRow<>(call.aggregation.type(), ofImage),
                StateOfRow.class,
                StateOfRow.METHOD,
                DataTypes.BinaryType,
                children));
  }

  @Override
  public S createAggregationBuffer() {
    return call.aggregation.type().empty();
  }

  @Override
  public S update(S memory, InternalRow input) {
    Object[] row = new Object[children.size()];
    for (int i = 0; i < row.length; i++) {
      Object value = children.apply(i).eval(input);
      if (value == null) {
        return memory;
      }
      row[i] = value;
    }
    try {
      return call.aggregation.step().add(memory, row);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(call.name, e);
    }
  }

  @Override
  public S merge(S memory, S other) {
    try {
      return call.aggregation.type().add(memory, other);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(call.name, e);
    }
  }

  @Override
  public @Nullable Object eval(S memory) {
    try {
      return call.aggregation.result().of(memory);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(call.name, e);
    }
  }

  @Override
  public byte[] serialize(S memory) {
    return call.aggregation.type().encode(memory);
  }

  @Override
  public S deserialize(byte[] bytes) {
    return call.aggregation.type().decode(bytes);
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public DataType dataType() {
    return call.type;
  }

  @Override
  public Seq<AbstractDataType> inputTypes() {
    return call.inputs;
  }

  /** A class's method hides that of the interface, so it is called by name. */
  @Override
  public TypeCheckResult checkInputDataTypes() {
    return ExpectsInputTypes$.MODULE$.checkInputDataTypes(children, call.inputs);
  }

  @Override
  public Seq<Expression> children() {
    return children;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
    return new StatisticAggregate<>(
        call, newChildren, mutableAggBufferOffset, inputAggBufferOffset);
  }

  @Override
  public int mutableAggBufferOffset() {
    return mutableAggBufferOffset;
  }

  @Override
  public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
    return new StatisticAggregate<>(call, children, offset, inputAggBufferOffset);
  }

  @Override
  public int inputAggBufferOffset() {
    return inputAggBufferOffset;
  }

  @Override
  public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
    return new StatisticAggregate<>(call, children, mutableAggBufferOffset, offset);
  }

  @Override
  public String prettyName() {
    return call.name;
  }

  /** The call as it was written: the default name of its column. */
  @Override
  public String sql(boolean isDistinct) {
    return CollectionConverters.asJava(children).subList(0, call.given).stream()
        .map(Expression::sql)
        .collect(Collectors.joining(", ", call.name + (isDistinct ? "(DISTINCT " : "("), ")"));
  }

  /** What plans show. */
  @Override
  @SuppressWarnings("unchecked")
  public Iterator<Object> stringArgs() {
    return (Iterator<Object>) (Iterator<?>) children.iterator();
  }

  @Override
  public int productArity() {
    return 4;
  }

  @Override
  public Object productElement(int n) {
    return switch (n) {
      case 0 -> call;
      case 1 -> children;
      case 2 -> mutableAggBufferOffset;
      case 3 -> inputAggBufferOffset;
      default -> throw new IndexOutOfBoundsException(n);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof StatisticAggregate;
  }

  /** Two calls of one function with the same arguments are one, and are computed once. */
  @Override
  public boolean equals(Object other) {
    return other instanceof StatisticAggregate<?> that
        && call.name.equals(that.call.name)
        && children.equals(that.children)
        && mutableAggBufferOffset == that.mutableAggBufferOffset
        && inputAggBufferOffset == that.inputAggBufferOffset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(call.name, children, mutableAggBufferOffset, inputAggBufferOffset);
  }
}

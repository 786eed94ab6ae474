package dev.maskwise.spark.sql;

import dev.maskwise.statistic.StatisticType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A statistic for each of many classes, as a memory of an aggregate. The memory of nothing has no
 * classes and takes those of the other on merge. Its bytes travel between tasks and are not stored.
 *
 * @param of the statistic of one class
 */
public record EachClass<S>(StatisticType<S> of) implements StatisticType<List<S>> {

  /** What documentation says of the states of the classes. */
  public static final String STATES =
      "an array with a state for each class, each versioned bytes, readable by later releases; empty"
          + " without an image";

  /** The type of {@link #states}. */
  public static final DataType STATES_TYPE = DataTypes.createArrayType(DataTypes.BinaryType, false);

  /** The states of the classes, as a value of SQL. */
  public ArrayData states(List<S> memory) {
    return new GenericArrayData(memory.stream().map(of::encode).toArray());
  }

  @Override
  public String name() {
    return of.name() + "_of_each_class";
  }

  @Override
  public List<S> empty() {
    return new ArrayList<>();
  }

  @Override
  public List<S> merge(List<S> a, List<S> b) {
    return add(add(empty(), a), b);
  }

  @Override
  public List<S> add(List<S> memory, List<S> other) {
    if (!other.isEmpty()) {
      requireClasses(memory, other.size());
    }
    for (int c = 0; c < other.size(); c++) {
      if (memory.size() == c) {
        memory.add(of.empty());
      }
      memory.set(c, of.add(memory.get(c), other.get(c)));
    }
    return memory;
  }

  /** Refuses a row of another number of classes than those before. */
  public static void requireClasses(List<?> memory, int classes) {
    if (!memory.isEmpty() && memory.size() != classes) {
      throw new IllegalArgumentException(
          "classes are as many in every row, but they are %d and %d."
              .formatted(memory.size(), classes));
    }
  }

  @Override
  public byte[] encode(List<S> value) {
    List<byte[]> classes = value.stream().map(of::encode).toList();
    int length = classes.stream().mapToInt(bytes -> Integer.BYTES + bytes.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + length).putInt(classes.size());
    classes.forEach(bytes -> buffer.putInt(bytes.length).put(bytes));
    return buffer.array();
  }

  @Override
  public List<S> decode(byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      List<S> classes = new ArrayList<>();
      for (int left = buffer.getInt(); left > 0; left--) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
          throw new BufferUnderflowException();
        }
        byte[] one = new byte[length];
        buffer.get(one);
        classes.add(of.decode(one));
      }
      return classes;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("The statistics of classes are cut off.", e);
    }
  }
}

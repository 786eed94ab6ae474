package dev.maskwise.spark.sql;

import dev.maskwise.statistic.StatisticType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A statistic for each of many classes, as a memory of an aggregate. The memory of nothing has no
 * classes and takes those of the other on merge. Its bytes travel between tasks and are not stored.
 *
 * @param of the statistic of one class
 */
public record EachClass<S>(StatisticType<S> of) implements StatisticType<List<S>> {

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
    if (!a.isEmpty() && !b.isEmpty() && a.size() != b.size()) {
      throw new IllegalArgumentException(
          "classes are as many in every row, but they are %d and %d."
              .formatted(a.size(), b.size()));
    }
    List<S> both = new ArrayList<>();
    for (int c = 0; c < Math.max(a.size(), b.size()); c++) {
      both.add(of.merge(a.isEmpty() ? of.empty() : a.get(c), b.isEmpty() ? of.empty() : b.get(c)));
    }
    return both;
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

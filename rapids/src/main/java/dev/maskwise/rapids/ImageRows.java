package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.HostColumnVector;
import ai.rapids.cudf.OutOfBoundsPolicy;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import java.util.Objects;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch in which both arguments are there, without gaps, and the way back to all
 * rows. A column of bytes is a list of uint8, one of arrays a list of float32.
 */
final class ImageRows implements AutoCloseable {
  private final Scope scope = new Scope();
  private final ColumnVector first;
  private final ColumnVector second;

  /** The image of each row, beyond all images where there is none; null if no row lacks one. */
  private final @Nullable ColumnVector imageOfRow;

  ImageRows(ColumnVector first, ColumnVector second) {
    try {
      if (first.hasNulls() || second.hasNulls()) {
        ColumnVector present = scope.own(bothPresent(first, second));
        Table all = scope.own(new Table(first, second));
        Table kept = scope.own(all.filter(present));
        this.first = kept.getColumn(0);
        this.second = kept.getColumn(1);
        this.imageOfRow = scope.own(imageOfRow(present));
      } else {
        this.first = first;
        this.second = second;
        this.imageOfRow = null;
      }
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  private static ColumnVector bothPresent(ColumnVector first, ColumnVector second) {
    try (ColumnVector a = first.isNotNull();
        ColumnVector b = second.isNotNull()) {
      return a.and(b);
    }
  }

  private static ColumnVector imageOfRow(ColumnVector present) {
    try (ColumnVector ones = present.castTo(DType.INT32);
        ColumnVector passed = ones.prefixSum();
        Scalar one = Scalar.fromInt(1);
        ColumnVector image = passed.sub(one, DType.INT32);
        Scalar beyond = Scalar.fromInt(Integer.MAX_VALUE)) {
      return present.ifElse(image, beyond);
    }
  }

  int count() {
    return (int) first.getRowCount();
  }

  /** The first argument; not the caller's to close. */
  ColumnVector first() {
    return first;
  }

  /** The second argument; not the caller's to close. */
  ColumnVector second() {
    return second;
  }

  /** The values of the images in all rows, null in the others; the caller closes both columns. */
  ColumnVector spread(ColumnVector values) {
    if (imageOfRow == null) {
      return Scope.result(values);
    }
    try (Table dense = new Table(values);
        Table rows = dense.gather(imageOfRow, OutOfBoundsPolicy.NULLIFY)) {
      return Scope.result(rows.getColumn(0));
    }
  }

  /**
   * What the SQL function says about an image that it refuses.
   *
   * @throws IllegalArgumentException always, as the function does
   */
  IllegalStateException refuse(ImageFunction function, int image) {
    function.ofImage(host(first, image), (byte[]) host(second, image));
    return new IllegalStateException(
        "%s refused image %d of a batch on the GPU, but the CPU takes it."
            .formatted(function.getClass().getSimpleName(), image));
  }

  /** Ends the query with the words of the SQL function if any image has a fault. */
  void refuseAny(ImageFunction function, ColumnView faults) {
    if (Segments.any(faults)) {
      throw refuse(function, Segments.firstTrue(faults));
    }
  }

  /**
   * Ends the query with the words of the SQL function if any pixel has a fault.
   *
   * @param starts int32, where the pixels of each image start, and the end
   */
  void refuseCounted(ImageFunction function, ColumnView faults, ColumnView starts) {
    try (ColumnVector counts = Segments.sum(faults, starts, DType.INT64);
        Scalar zero = Scalar.fromLong(0);
        ColumnVector bad = counts.greaterThan(zero)) {
      refuseAny(function, bad);
    }
  }

  private static Object host(ColumnVector lists, int image) {
    try (Scope scope = new Scope()) {
      ColumnVector one = scope.own(lists.subVector(image, image + 1));
      ColumnView values = scope.own(one.getChildColumnView(0));
      int count = (int) values.getRowCount();
      boolean bytes = values.getType().equals(DType.UINT8);
      if (count == 0) {
        return bytes ? new byte[0] : new GenericArrayData(new Object[0]);
      }
      HostColumnVector host = scope.own(values.copyToHost());
      return bytes ? bytes(host, count) : floats(host, count);
    }
  }

  private static byte[] bytes(HostColumnVector host, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = host.getByte(i);
    }
    return bytes;
  }

  private static GenericArrayData floats(HostColumnVector host, int count) {
    @Nullable Object[] floats = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      floats[i] = host.isNull(i) ? null : (Object) host.getFloat(i);
    }
    return new GenericArrayData(Objects.requireNonNull(floats));
  }

  @Override
  public void close() {
    scope.close();
  }
}

package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.OutOfBoundsPolicy;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch that are images, without gaps, and the way back to all rows. A column of
 * bytes is a list of uint8, one of arrays a list of float32, one of counts a struct of int64.
 */
public final class ImageRows implements AutoCloseable {
  private final Scope scope = new Scope();
  private final RowFunction function;
  private final ColumnVector[] columns;
  private final boolean trying;

  /** The image of each row, beyond all images where there is none; null if no row lacks one. */
  private final @Nullable ColumnVector imageOfRow;

  /**
   * Takes the images out of a batch.
   *
   * @param function what says why an image is refused
   * @param present whether a row is an image
   * @param trying whether images that are refused are told to {@link Trying}, instead of ending the
   *     query
   * @param arguments one or two columns
   */
  ImageRows(RowFunction function, ColumnVector present, boolean trying, ColumnVector... arguments) {
    this.function = function;
    this.trying = trying;
    try {
      if (Segments.all(present)) {
        this.columns = arguments.clone();
        this.imageOfRow = null;
      } else {
        Table all = scope.own(new Table(arguments));
        Table kept = scope.own(all.filter(present));
        this.columns = new ColumnVector[arguments.length];
        for (int i = 0; i < columns.length; i++) {
          columns[i] = kept.getColumn(i);
        }
        this.imageOfRow = scope.own(imageOfRow(present));
      }
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  /**
   * Whether each row has all arguments, and all fields of those that are structs; the caller closes
   * the column.
   */
  static ColumnVector present(ColumnVector... arguments) {
    try (Scope scope = new Scope()) {
      List<ColumnView> parts = new ArrayList<>(List.of(arguments));
      for (ColumnVector argument : arguments) {
        int fields = argument.getType().equals(DType.STRUCT) ? argument.getNumChildren() : 0;
        for (int i = 0; i < fields; i++) {
          parts.add(scope.own(argument.getChildColumnView(i)));
        }
      }
      ColumnVector present = scope.own(parts.get(0).isNotNull());
      for (ColumnView part : parts.subList(1, parts.size())) {
        present = scope.own(present.and(scope.own(part.isNotNull())));
      }
      return Scope.result(present);
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

  public int count() {
    return (int) columns[0].getRowCount();
  }

  /** The first argument; not the caller's to close. */
  public ColumnVector first() {
    return columns[0];
  }

  /** The second argument; not the caller's to close. */
  public ColumnVector second() {
    return columns[1];
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

  /** Whether each row is an image that has no fault; the caller closes both columns. */
  ColumnVector without(ColumnVector faults) {
    try (ColumnVector good = faults.not();
        ColumnVector ofRows = spread(good);
        Scalar no = Scalar.fromBool(false)) {
      return ofRows.replaceNulls(no);
    }
  }

  /** Refuses the images with a fault: ends the query with the words of the SQL function. */
  public void refuseAny(ColumnView faults) {
    if (Segments.any(faults)) {
      throw trying ? new Faults(faults.copyToColumnVector()) : refuse(Segments.firstTrue(faults));
    }
  }

  private RuntimeException refuse(int image) {
    Object[] arguments = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      arguments[i] = HostRow.of(columns[i], image);
    }
    try {
      function.ofRow(arguments);
    } catch (IllegalArgumentException e) {
      return e;
    }
    return new IllegalStateException(
        "%s refused image %d of a batch on the GPU, but the CPU takes it."
            .formatted(function.getClass().getSimpleName(), image));
  }

  /**
   * Refuses the images of which any pixel has a fault.
   *
   * @param starts int32, where the pixels of each image start, and the end
   */
  public void refuseCounted(ColumnView faults, ColumnView starts) {
    try (ColumnVector counts = Segments.sum(faults, starts, DType.INT64);
        Scalar zero = Scalar.fromLong(0);
        ColumnVector bad = counts.greaterThan(zero)) {
      refuseAny(bad);
    }
  }

  /**
   * Refuses the images of which any pixel has a fault.
   *
   * @param imageOfPixel int32, ascending
   */
  public void refusePixels(ColumnView faults, ColumnVector imageOfPixel) {
    if (Segments.any(faults)) {
      try (ColumnVector starts = Segments.starts(imageOfPixel, count())) {
        refuseCounted(faults, starts);
      }
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}

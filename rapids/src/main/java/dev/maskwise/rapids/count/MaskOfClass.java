package dev.maskwise.rapids.count;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.NullColumns;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.UnaryFunction;
import dev.maskwise.spark.catalog.MaskFunctions;

/**
 * {@code mask_of_class}: 1 where a label map has the class, 255 where it has the ignore label, else
 * 0.
 */
public final class MaskOfClass extends UnaryFunction {
  private static final long serialVersionUID = 1;
  private static final byte IGNORED = (byte) 255;

  private final int classId;
  private final int ignore;

  public MaskOfClass(int classId, int ignore) {
    this.classId = classId;
    this.ignore = ignore;
  }

  @Override
  protected byte[] ofValue(Object labels) {
    return MaskFunctions.maskOfClass((byte[]) labels, classId, ignore);
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    if (Numbers.none(images.first())) {
      return Scope.result(images.first());
    }
    try (Scope scope = new Scope()) {
      ColumnView labels = Numbers.view(images.first(), DType.UINT8, scope);
      ColumnView offsets = scope.own(images.first().getListOffsetsView());
      ColumnVector pixels = scope.own(pixels(labels));
      return pixels.makeListFromOffsets(images.count(), offsets);
    }
  }

  private ColumnVector pixels(ColumnView labels) {
    try (Scope scope = new Scope()) {
      ColumnVector mask = scope.own(Numbers.is(labels, classId)).castTo(DType.UINT8);
      if (!Numbers.holds(DType.UINT8, ignore)) {
        return mask;
      }
      scope.own(mask);
      ColumnVector isIgnored = scope.own(Numbers.is(labels, ignore));
      Scalar ignored = scope.own(Scalar.fromUnsignedByte(IGNORED));
      return isIgnored.ifElse(ignored, mask);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return NullColumns.bytes(count);
  }
}

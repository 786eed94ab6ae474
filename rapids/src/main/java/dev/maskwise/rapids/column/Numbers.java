package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;

/** The numbers in a column of lists: float32 or uint16 from little-endian bytes, or as they are. */
public final class Numbers {
  private static final int NARROW_CLASSES = 256;

  private Numbers() {}

  /** The type of the labels of so many classes: one byte, or two above 256 classes. */
  public static DType labelType(int classes) {
    return classes > NARROW_CLASSES ? DType.UINT16 : DType.UINT8;
  }

  /**
   * The numbers of all images, one image after another, without a copy.
   *
   * @param lists bytes that hold whole numbers of the type, or numbers of the type; not all empty
   * @param type of the numbers
   * @param scope closes the view
   */
  public static ColumnView view(ColumnVector lists, DType type, Scope scope) {
    ColumnView values = scope.own(lists.getChildColumnView(0));
    if (values.getType().equals(type)) {
      return values;
    }
    int count = (int) (values.getRowCount() / type.getSizeInBytes());
    return scope.own(ColumnView.fromDeviceBuffer(values.getData(), 0, type, count));
  }

  /** Whether an unsigned type has the value; a label that it has not is never met. */
  public static boolean holds(DType type, int value) {
    return value >= 0 && value < (1 << (Byte.SIZE * type.getSizeInBytes()));
  }

  /** True where a number is the given one, which is of its type. */
  public static ColumnVector is(ColumnView numbers, int value) {
    try (Scalar scalar = unsigned(numbers.getType(), value)) {
      return numbers.equalTo(scalar);
    }
  }

  /** True where a number is another than the given one, which is of its type. */
  public static ColumnVector isOther(ColumnView numbers, int value) {
    try (Scalar scalar = unsigned(numbers.getType(), value)) {
      return numbers.notEqualTo(scalar);
    }
  }

  /** True where a number is greater than the given one, which is of its type. */
  public static ColumnVector isAbove(ColumnView numbers, int value) {
    try (Scalar scalar = unsigned(numbers.getType(), value)) {
      return numbers.greaterThan(scalar);
    }
  }

  /** A number of an unsigned type; the caller closes it. */
  public static Scalar unsigned(DType type, int value) {
    return type.equals(DType.UINT8)
        ? Scalar.fromUnsignedByte((byte) value)
        : Scalar.fromUnsignedShort((short) value);
  }

  /** Whether no image has any element. */
  public static boolean none(ColumnVector lists) {
    try (ColumnView values = lists.getChildColumnView(0)) {
      return values.getRowCount() == 0;
    }
  }

  /**
   * True for each image whose list has another length than so many elements a pixel.
   *
   * @param pixels of each image, int32
   */
  public static ColumnVector otherLength(ColumnVector lists, ColumnVector pixels, int elements) {
    try (Scope scope = new Scope()) {
      ColumnVector lengths = scope.own(lists.countElements());
      Scalar factor = scope.own(Scalar.fromLong(elements));
      ColumnVector wanted = scope.own(pixels.mul(factor, DType.INT64));
      return lengths.notEqualTo(wanted);
    }
  }

  /** True for each image whose bytes are no whole numbers of so many bytes. */
  public static ColumnVector broken(ColumnVector lists, int width) {
    try (ColumnVector lengths = lists.countElements();
        Scalar size = Scalar.fromInt(width);
        ColumnVector rest = lengths.mod(size, DType.INT32);
        Scalar zero = Scalar.fromInt(0)) {
      return rest.greaterThan(zero);
    }
  }

  /** Where each image starts in numbers, and the end, int32, from where its bytes start. */
  public static ColumnVector offsets(ColumnVector lists, int width) {
    try (ColumnView bytes = lists.getListOffsetsView();
        Scalar size = Scalar.fromInt(width)) {
      return bytes.div(size, DType.INT32);
    }
  }
}

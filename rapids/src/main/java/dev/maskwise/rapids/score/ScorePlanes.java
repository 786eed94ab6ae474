package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Numbers;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;

/**
 * The scores of the images of a batch, in each image one plane for each class, one after another.
 * It closes nothing.
 *
 * @param scores one column, float32
 * @param position where the score of each pixel for class 0 is, int32
 * @param size the pixels of a plane of its image, for each pixel, int32
 */
record ScorePlanes(Table scores, ColumnVector position, ColumnVector size) {

  /** Columns of {@link #layout}. */
  static final int POSITION = 0;

  static final int SIZE = 1;
  static final int IMAGE = 2;

  /**
   * Position and size, and the image, of each pixel; the caller closes the table. With s the first
   * pixel of its image among all, pixel i has its first score at i + s(K − 1).
   *
   * @param starts int32, where the pixels of each image start, and the end
   */
  static Table layout(ColumnVector starts, int classes) {
    try (Scope scope = new Scope()) {
      ColumnVector image = scope.own(Segments.imageOfPixel(starts));
      ColumnVector sizes = scope.own(Segments.lengths(starts));
      ColumnVector firsts = scope.own(starts.subVector(0, (int) sizes.getRowCount()));
      Table ofImages = scope.own(new Table(firsts, sizes));
      Table ofPixels = scope.own(ofImages.gather(image));
      Scalar planes = scope.own(Scalar.fromInt(classes - 1));
      ColumnVector before = scope.own(ofPixels.getColumn(0).mul(planes, DType.INT32));
      ColumnVector index = scope.own(Segments.count((int) image.getRowCount()));
      return new Table(scope.own(index.add(before, DType.INT32)), ofPixels.getColumn(1), image);
    }
  }

  /** The scores of all images, of bytes or arrays; the caller closes the table. */
  static Table floats(ColumnVector lists) {
    try (Scope scope = new Scope()) {
      ColumnVector values =
          scope.own(
              Numbers.none(lists)
                  ? Segments.nulls(DType.FLOAT32, 0)
                  : Numbers.view(lists, DType.FLOAT32, scope).copyToColumnVector());
      return new Table(values);
    }
  }

  /** How many elements of the list a score is: bytes, or one number. */
  static int elements(ColumnVector lists) {
    try (ColumnView values = lists.getChildColumnView(0)) {
      return values.getType().equals(DType.UINT8) ? Float.BYTES : 1;
    }
  }

  /** Refuses the images whose array has a null. */
  static void requireAll(ImageRows images) {
    try (ColumnView values = images.first().getChildColumnView(0)) {
      if (values.getNullCount() > 0) {
        try (ColumnVector missing = values.isNull();
            ColumnView rows = images.first().getListOffsetsView()) {
          images.refuseCounted(missing, rows);
        }
      }
    }
  }

  /**
   * Where the pixels of each image start, and the end, int32, of images that have scores alone;
   * refuses those that are no whole planes or lack a score. The caller closes the column.
   */
  static ColumnVector starts(ImageRows images, int classes) {
    int width = elements(images.first()) * classes;
    try (ColumnVector broken = Numbers.broken(images.first(), width)) {
      images.refuseAny(broken);
    }
    requireAll(images);
    return Numbers.offsets(images.first(), width);
  }

  /** The scores of a class; the caller closes the column. */
  ColumnVector ofClass(int classId) {
    try (Scalar plane = Scalar.fromInt(classId);
        ColumnVector skipped = size.mul(plane, DType.INT32)) {
      return after(skipped);
    }
  }

  /** The scores of the class of each pixel; the caller closes the column. */
  ColumnVector ofClasses(ColumnVector labels) {
    try (ColumnVector planes = labels.castTo(DType.INT32);
        ColumnVector skipped = size.mul(planes, DType.INT32)) {
      return after(skipped);
    }
  }

  private ColumnVector after(ColumnVector skipped) {
    try (ColumnVector at = skipped.add(position, DType.INT32);
        Table taken = scores.gather(at)) {
      return Scope.result(taken.getColumn(0));
    }
  }
}

package dev.maskwise.rapids;

import ai.rapids.cudf.BinaryOp;
import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.ColumnView;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.OrderByArg;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;

/**
 * The softmax of the scores of many classes at the valid pixels of the images of a batch. An image
 * has one plane of float32 scores for each class, one after another. Takes 4 bytes a score and 33 a
 * valid pixel on the device.
 */
final class Planes implements AutoCloseable {
  private static final int NARROW_CLASSES = 256;

  private static final int POSITION = 0;
  private static final int SIZE = 1;
  private static final int IMAGE = 2;
  private static final int LABEL = 3;

  private final Scope scope = new Scope();
  private final int classes;

  /** Of each valid pixel: where its score for class 0 is, pixels of a plane, image, and truth. */
  private final Table pixels;

  private final ColumnVector offsets;
  private final Table scores;
  private final Held greatest;
  private final Held sum;

  /**
   * Reads the images of a batch: scores first, label maps second.
   *
   * @param ignore the label whose pixels are left out; negative for none
   * @throws IllegalArgumentException as the SQL function, when it refuses an image
   */
  Planes(ImageFunction function, ImageRows images, int classes, int ignore) {
    this.classes = classes;
    try {
      checkShape(function, images);
      ColumnVector starts = scope.own(Numbers.offsets(images.second(), width()));
      pixels = scope.own(validPixels(images, starts, ignore));
      offsets = scope.own(validStarts(images.count()));
      checkRange(function, images);
      scores = scope.own(scores(images));
      greatest = scope.own(new Held());
      sum = scope.own(new Held());
      if (!none()) {
        takeGreatest(function, images);
        takeSum();
      }
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  private int width() {
    return classes > NARROW_CLASSES ? Short.BYTES : Byte.BYTES;
  }

  private DType labelType() {
    return classes > NARROW_CLASSES ? DType.UINT16 : DType.UINT8;
  }

  private void checkShape(ImageFunction function, ImageRows images) {
    try (Scope local = new Scope()) {
      images.refuseAny(function, local.own(Numbers.broken(images.second(), width())));
      ColumnVector starts = local.own(Numbers.offsets(images.second(), width()));
      ColumnVector counts = local.own(Segments.lengths(starts));
      ColumnView values = local.own(images.first().getChildColumnView(0));
      int size = values.getType().equals(DType.UINT8) ? Float.BYTES : 1;
      images.refuseAny(
          function, local.own(Numbers.otherLength(images.first(), counts, size * classes)));
      if (values.getNullCount() > 0) {
        ColumnVector missing = local.own(values.isNull());
        ColumnView rows = local.own(images.first().getListOffsetsView());
        images.refuseCounted(function, missing, rows);
      }
    }
  }

  private Table validPixels(ImageRows images, ColumnVector starts, int ignore) {
    if (Numbers.none(images.second())) {
      try (ColumnVector none = Segments.nulls(DType.INT32, 0)) {
        return new Table(none, none, none, none);
      }
    }
    try (Table all = positions(images, starts)) {
      if (!Numbers.holds(labelType(), ignore)) {
        return new Table(
            all.getColumn(POSITION),
            all.getColumn(SIZE),
            all.getColumn(IMAGE),
            all.getColumn(LABEL));
      }
      try (ColumnVector valid = Numbers.isOther(all.getColumn(LABEL), ignore)) {
        return all.filter(valid);
      }
    }
  }

  /** Where the valid pixels of each image start, and the end: pixels are in order of images. */
  private ColumnVector validStarts(int images) {
    if (none()) {
      return Segments.zeros(DType.INT32, images + 1);
    }
    try (Scope local = new Scope()) {
      Table image = local.own(new Table(pixels.getColumn(IMAGE)));
      ColumnVector bounds = local.own(Segments.count(images + 1));
      Table wanted = local.own(new Table(bounds));
      return image.lowerBound(wanted, OrderByArg.asc(0));
    }
  }

  /** With s the first pixel of its image among all, pixel i has its first score at i + s(K − 1). */
  private Table positions(ImageRows images, ColumnVector starts) {
    try (Scope local = new Scope()) {
      ColumnView labels = Numbers.view(images.second(), labelType(), local);
      ColumnVector image = local.own(Segments.imageOfPixel(starts));
      ColumnVector sizes = local.own(Segments.lengths(starts));
      ColumnVector firsts = local.own(starts.subVector(0, images.count()));
      Table ofImages = local.own(new Table(firsts, sizes));
      Table ofPixels = local.own(ofImages.gather(image));
      Scalar planes = local.own(Scalar.fromInt(classes - 1));
      ColumnVector before = local.own(ofPixels.getColumn(0).mul(planes, DType.INT32));
      ColumnVector index = local.own(Segments.count((int) image.getRowCount()));
      return new Table(
          local.own(index.add(before, DType.INT32)),
          ofPixels.getColumn(1),
          image,
          local.own(labels.copyToColumnVector()));
    }
  }

  private void checkRange(ImageFunction function, ImageRows images) {
    if (!none() && classes != NARROW_CLASSES) {
      try (ColumnVector above = Numbers.isAbove(pixels.getColumn(LABEL), classes - 1)) {
        refusePixel(function, images, above);
      }
    }
  }

  private void refusePixel(ImageFunction function, ImageRows images, ColumnVector faults) {
    if (Segments.any(faults)) {
      int pixel = Segments.firstTrue(faults);
      try (Scalar image = pixels.getColumn(IMAGE).getScalarElement(pixel)) {
        throw images.refuse(function, image.getInt());
      }
    }
  }

  private static Table scores(ImageRows images) {
    if (Numbers.none(images.first())) {
      try (ColumnVector none = Segments.nulls(DType.FLOAT32, 0)) {
        return new Table(none);
      }
    }
    try (Scope local = new Scope()) {
      ColumnView view = Numbers.view(images.first(), DType.FLOAT32, local);
      return new Table(local.own(view.copyToColumnVector()));
    }
  }

  /** The scores of a class at the valid pixels. */
  private ColumnVector ofClass(int classId) {
    try (Scope local = new Scope()) {
      Scalar plane = local.own(Scalar.fromInt(classId));
      ColumnVector skipped = local.own(pixels.getColumn(SIZE).mul(plane, DType.INT32));
      ColumnVector at = local.own(skipped.add(pixels.getColumn(POSITION), DType.INT32));
      return Scope.result(local.own(scores.gather(at)).getColumn(0));
    }
  }

  private void takeGreatest(ImageFunction function, ImageRows images) {
    for (int c = 0; c < classes; c++) {
      try (ColumnVector given = ofClass(c)) {
        checkFinite(function, images, given);
        greatest.become(
            c == 0
                ? given.incRefCount()
                : greatest.get().binaryOp(BinaryOp.NULL_MAX, given, DType.FLOAT32));
      }
    }
  }

  private void checkFinite(ImageFunction function, ImageRows images, ColumnVector given) {
    try (ColumnVector good = Formula.finite(0).of(given);
        ColumnVector bad = good.not()) {
      refusePixel(function, images, bad);
    }
  }

  private void takeSum() {
    Formula next = Formula.real(2).plus(exponential());
    sum.become(Segments.zeros(DType.FLOAT64, (int) pixels.getRowCount()));
    for (int c = 0; c < classes; c++) {
      try (ColumnVector given = ofClass(c)) {
        sum.become(next.of(given, greatest.get(), sum.get()));
      }
    }
  }

  /** exp(z − max z). */
  private static Formula exponential() {
    return Formula.real(0).minus(Formula.real(1)).exp();
  }

  /** Whether no image has a valid pixel. */
  boolean none() {
    return pixels.getRowCount() == 0;
  }

  /** Where each image starts, and the end, int32. */
  ColumnVector offsets() {
    return offsets;
  }

  /** Whether a pixel is of a class; the caller closes the column. */
  ColumnVector isClass(int classId) {
    return Numbers.is(pixels.getColumn(LABEL), classId);
  }

  /** |y − p| of a class, rounded to float32; the caller closes the column. */
  ColumnVector errors(int classId, ColumnVector isClass) {
    Formula error = Formula.real(3).minus(exponential().over(Formula.real(2))).abs();
    try (ColumnVector given = ofClass(classId);
        ColumnVector errors = error.of(given, greatest.get(), sum.get(), isClass)) {
      return errors.castTo(DType.FLOAT32);
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}

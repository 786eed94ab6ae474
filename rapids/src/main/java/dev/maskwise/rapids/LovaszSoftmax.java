package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import dev.maskwise.function.sql.ClassScoreFunctions;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * {@code lovasz_softmax} of logits: the mean over classes of the Lovász extension of the IoU loss
 * at |y − p|. Classes are ranked one after another. Takes what {@link Planes} and, for one class,
 * {@link LovaszRanking} take.
 */
final class LovaszSoftmax extends ImageFunction {
  private static final long serialVersionUID = 1;

  private final int classes;
  private final int ignore;
  private final boolean presentOnly;

  /**
   * A function of so many classes.
   *
   * @param presentOnly whether the mean is over classes with true pixels, else over all
   */
  LovaszSoftmax(int classes, int ignore, boolean presentOnly) {
    this.classes = classes;
    this.ignore = ignore;
    this.presentOnly = presentOnly;
  }

  @Override
  @Nullable Double ofImage(Object scores, byte[] truth) {
    return ClassScoreFunctions.lovaszSoftmax(
        scores,
        truth,
        classes,
        ignore,
        LOGIT,
        UTF8String.fromString(presentOnly ? "present" : "all"));
  }

  @Override
  ColumnVector ofImages(ImageRows images) {
    try (Planes planes = new Planes(this, images, classes, ignore)) {
      return planes.none() ? nulls(images.count()) : means(planes, images.count());
    }
  }

  private ColumnVector means(Planes planes, int images) {
    Formula added = Formula.real(0).plus(Formula.real(1).times(Formula.real(2)));
    Formula total = Formula.real(0).plus(Formula.real(1));
    try (Held sum = new Held();
        Held counted = new Held()) {
      sum.become(Segments.zeros(DType.FLOAT64, images));
      counted.become(Segments.zeros(DType.FLOAT64, images));
      for (int c = 0; c < classes; c++) {
        try (ColumnVector isClass = planes.isClass(c);
            ColumnVector weight = weight(isClass, planes.offsets());
            ColumnVector errors = planes.errors(c, isClass);
            ColumnVector values = LovaszRanking.values(errors, isClass, planes.offsets())) {
          sum.become(added.of(sum.get(), weight, values));
          counted.become(total.of(counted.get(), weight));
        }
      }
      try (ColumnVector means = sum.get().div(counted.get(), DType.FLOAT64)) {
        return LovaszRanking.nullWithoutPixels(means, planes.offsets());
      }
    }
  }

  /** 1 for each image in which the class counts, else 0, as float64. */
  private ColumnVector weight(ColumnVector isClass, ColumnVector offsets) {
    try (ColumnVector trues = Segments.sum(isClass, offsets, DType.INT64);
        Scalar least = Scalar.fromLong(presentOnly ? 0 : -1);
        ColumnVector counts = trues.greaterThan(least)) {
      return counts.castTo(DType.FLOAT64);
    }
  }

  @Override
  ColumnVector nulls(int count) {
    return Segments.nulls(DType.FLOAT64, count);
  }
}

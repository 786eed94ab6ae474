package dev.maskwise.rapids.loss;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.Held;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.score.ClassScores;
import dev.maskwise.rapids.score.ScoreFunction;
import dev.maskwise.spark.catalog.LovaszFunctions;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * {@code lovasz_softmax}: the mean over classes of the Lovász extension of the IoU loss at |y − p|.
 * Classes are ranked one after another. Takes what {@link ClassScores} and, for one class, {@link
 * LovaszRanking} take.
 */
public final class LovaszSoftmax extends ScoreFunction {
  private static final long serialVersionUID = 1;
  private static final String PRESENT = "present";

  private final int classes;
  private final String averaged;

  public LovaszSoftmax(int classes, int ignore, String score, String averaged) {
    super(ignore, score);
    this.classes = classes;
    this.averaged = averaged;
  }

  @Override
  public @Nullable Double ofImage(Object scores, byte[] truth) {
    return LovaszFunctions.lovaszSoftmax(
        scores, truth, classes, ignore(), score(), UTF8String.fromString(averaged));
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (ClassScores scores = classScores(images, classes)) {
      return scores.none() ? nulls(images.count()) : means(scores, images.count());
    }
  }

  private ColumnVector means(ClassScores scores, int images) {
    Formula added = Formula.real(0).plus(Formula.real(1).times(Formula.real(2)));
    Formula total = Formula.real(0).plus(Formula.real(1));
    try (Held sum = new Held();
        Held counted = new Held()) {
      sum.become(Segments.zeros(DType.FLOAT64, images));
      counted.become(Segments.zeros(DType.FLOAT64, images));
      for (int c = 0; c < classes; c++) {
        try (ColumnVector isClass = scores.planes().isClass(c);
            ColumnVector weight = weight(isClass, scores.offsets());
            ColumnVector errors = scores.errors(c, isClass);
            ColumnVector values = LovaszRanking.values(errors, isClass, scores.offsets())) {
          sum.become(added.of(sum.get(), weight, values));
          counted.become(total.of(counted.get(), weight));
        }
      }
      try (ColumnVector means = sum.get().div(counted.get(), DType.FLOAT64)) {
        return LovaszRanking.nullWithoutPixels(means, scores.offsets());
      }
    }
  }

  /** 1 for each image in which the class counts, else 0, as float64. */
  private ColumnVector weight(ColumnVector isClass, ColumnVector offsets) {
    try (ColumnVector trues = Segments.sum(isClass, offsets, DType.INT64);
        Scalar least = Scalar.fromLong(averaged.equals(PRESENT) ? 0 : -1);
        ColumnVector counts = trues.greaterThan(least)) {
      return counts.castTo(DType.FLOAT64);
    }
  }

  @Override
  public ColumnVector nulls(int count) {
    return Segments.nulls(DType.FLOAT64, count);
  }
}

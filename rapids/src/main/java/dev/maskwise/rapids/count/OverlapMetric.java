package dev.maskwise.rapids.count;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import ai.rapids.cudf.Scalar;
import ai.rapids.cudf.Table;
import dev.maskwise.metric.Metric;
import dev.maskwise.metric.count.OverlapRatio;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;
import dev.maskwise.rapids.column.UnaryFunction;
import dev.maskwise.spark.catalog.OverlapFunctions;
import dev.maskwise.statistic.OverlapCounts;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.jspecify.annotations.Nullable;

/**
 * {@code iou}, {@code dice} and their like: a metric of the four counts of each mask. The sums are
 * int64 and the quotient is one division of float64, so its bits are those of the CPU. Takes about
 * 50 bytes an image on the device.
 */
public final class OverlapMetric extends UnaryFunction {
  private static final long serialVersionUID = 1;
  private static final int COUNTS = 4;

  private static final Formula INTERSECTION = Formula.whole(0);
  private static final Formula TRUTH = Formula.whole(1);
  private static final Formula PREDICTION = Formula.whole(2);
  private static final Formula PIXELS = Formula.whole(3);

  private final Metric<OverlapCounts> metric;
  private final OverlapRatio ratio;

  /** A metric of the list. */
  public OverlapMetric(Metric<OverlapCounts> metric) {
    this.metric = metric;
    this.ratio = (OverlapRatio) metric.function();
  }

  @Override
  protected @Nullable Double ofValue(Object overlap) {
    return OverlapFunctions.value(metric, (InternalRow) overlap);
  }

  @Override
  protected Object[] nothing() {
    return new Object[] {new GenericInternalRow(new Object[] {0L, 0L, 0L, 0L})};
  }

  @Override
  public ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      Table counts = scope.own(counts(images));
      ColumnVector possible = scope.own(ofMasks().of(counts));
      images.refuseAny(scope.own(possible.not()));
      ColumnVector values =
          scope.own(sum(ratio.numerator()).real().over(sum(ratio.denominator()).real()).of(counts));
      ColumnVector denominators = scope.own(sum(ratio.denominator()).of(counts));
      Scalar zero = scope.own(Scalar.fromLong(0));
      ColumnVector defined = scope.own(denominators.notEqualTo(zero));
      Scalar none = scope.own(Scalar.fromNull(DType.FLOAT64));
      return defined.ifElse(values, none);
    }
  }

  private static Table counts(ImageRows images) {
    try (Scope scope = new Scope()) {
      ColumnVector[] counts = new ColumnVector[COUNTS];
      for (int i = 0; i < COUNTS; i++) {
        counts[i] = scope.own(scope.own(images.first().getChildColumnView(i)).copyToColumnVector());
      }
      return new Table(counts);
    }
  }

  /** Whether there are masks with these counts: 0 ≤ I ≤ T, I ≤ P ≤ N and T − I ≤ N − P. */
  private static Formula ofMasks() {
    return Formula.constant(0L)
        .atMost(INTERSECTION)
        .and(INTERSECTION.atMost(TRUTH))
        .and(INTERSECTION.atMost(PREDICTION))
        .and(PREDICTION.atMost(PIXELS))
        .and(TRUTH.minus(INTERSECTION).atMost(PIXELS.minus(PREDICTION)));
  }

  private static Formula sum(OverlapRatio.Terms terms) {
    return times(terms.intersections(), INTERSECTION)
        .plus(times(terms.truths(), TRUTH))
        .plus(times(terms.predictions(), PREDICTION))
        .plus(times(terms.pixels(), PIXELS));
  }

  private static Formula times(int factor, Formula count) {
    return Formula.constant((long) factor).times(count);
  }

  @Override
  public ColumnVector nulls(int count) {
    return Segments.nulls(DType.FLOAT64, count);
  }
}

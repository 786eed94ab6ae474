package dev.maskwise.rapids;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;

/**
 * A loss that is the mean of a value of each valid pixel, null without a valid pixel. With z = x(2y
 * − 1), the logit towards the truth, and u = exp(−|z|), a pixel's cross-entropy is max(−z, 0) +
 * log1p(u). Takes at most 37 bytes a valid pixel on the device.
 */
abstract class PixelLoss extends ImageFunction {
  private static final long serialVersionUID = 1;

  /** z, a column of the formula's table. */
  static final Formula MARGIN = Formula.real(0);

  /** u. */
  static final Formula DECAY = Formula.real(1);

  /** y. */
  static final Formula TRUTH = Formula.real(2);

  private static final Formula ONE = Formula.constant(1.0);

  private final int ignore;

  PixelLoss(int ignore) {
    this.ignore = ignore;
  }

  final int ignore() {
    return ignore;
  }

  /** The value of a pixel, from {@link #MARGIN}, {@link #DECAY} and {@link #TRUTH}. */
  abstract Formula ofPixel();

  static Formula crossEntropy() {
    Formula wrong = MARGIN.abs().minus(MARGIN).times(Formula.constant(0.5));
    return wrong.plus(DECAY.log1p());
  }

  /** 1 − p_t, the probability of the wrong class, without cancellation. */
  static Formula doubt() {
    Formula right = MARGIN.atLeast(Formula.constant(0.0));
    return right.times(DECAY).plus(ONE.minus(right)).over(ONE.plus(DECAY));
  }

  @Override
  final ColumnVector ofImages(ImageRows images) {
    try (Scope scope = new Scope()) {
      Pixels pixels = scope.own(new Pixels(this, images, ignore));
      if (pixels.none()) {
        return nulls(images.count());
      }
      ColumnVector values = scope.own(values(pixels));
      ColumnVector sums = scope.own(Segments.sumOrNull(values, pixels.offsets(), DType.FLOAT64));
      ColumnVector counts = scope.own(pixels.counts(DType.FLOAT64));
      return sums.div(counts, DType.FLOAT64);
    }
  }

  private ColumnVector values(Pixels pixels) {
    Formula logit = Formula.real(0);
    Formula truth = Formula.real(1);
    Formula side = Formula.constant(2.0).times(truth).minus(ONE);
    Formula decay = Formula.constant(0.0).minus(Formula.real(0).abs()).exp();
    try (ColumnVector margins = logit.times(side).of(pixels.scores(), pixels.mask());
        ColumnVector decays = decay.of(margins)) {
      return ofPixel().of(margins, decays, pixels.mask());
    }
  }

  @Override
  final ColumnVector nulls(int count) {
    return Segments.nulls(DType.FLOAT64, count);
  }
}

package dev.maskwise.rapids.score;

import ai.rapids.cudf.BinaryOp;
import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.Held;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Scope;
import dev.maskwise.rapids.column.Segments;

/**
 * Logits, whose softmax is the probability. Holds of each pixel the greatest logit m, and beside it
 * the others as r = Σ exp(z − m) without the greatest, so that a p near 1 keeps the digits of 1 −
 * p: the softmax of the greatest is 1/(1 + r). Both are made in one pass over the classes. Takes 12
 * bytes a valid pixel on the device, and what {@link Planes} takes.
 */
final class ClassLogits extends ClassScores {
  private static final Formula ONE = Formula.constant(1.0);

  private final Held greatest = new Held();
  private final Held others = new Held();

  ClassLogits(Planes planes, ImageRows images) {
    super(planes);
    if (planes.none()) {
      return;
    }
    try (Held finite = new Held()) {
      takeFirst(finite);
      for (int c = 1; c < planes.classes(); c++) {
        takeNext(c, finite);
      }
      planes.require(finite.get(), images);
    } catch (RuntimeException e) {
      closeSums();
      throw e;
    }
  }

  private void takeFirst(Held finite) {
    try (ColumnVector given = planes().scores(0)) {
      finite.become(Formula.finite(0).of(given));
      greatest.become(Scope.result(given));
      others.become(Segments.zeros(DType.FLOAT64, (int) given.getRowCount()));
    }
  }

  /**
   * With e = exp(−|z − m|): where z is the greater one, r becomes (r + 1)·e, for the greatest so
   * far is now among the others; elsewhere r + e.
   */
  private void takeNext(int classId, Held finite) {
    Formula z = Formula.real(0);
    Formula m = Formula.real(1);
    Formula r = Formula.real(2);
    Formula e = Formula.constant(0.0).minus(z.minus(m).abs()).exp();
    Formula isGreater = z.atLeast(m);
    Formula next = ONE.plus(r.times(isGreater)).times(e).plus(r.times(ONE.minus(isGreater)));
    try (ColumnVector given = planes().scores(classId)) {
      finite.become(Formula.finite(0).and(Formula.flag(1)).of(given, finite.get()));
      others.become(next.of(given, greatest.get(), others.get()));
      greatest.become(greatest.get().binaryOp(BinaryOp.NULL_MAX, given, DType.FLOAT32));
    }
  }

  /** exp(z − m) of the first columns. */
  private static Formula exponential() {
    return Formula.real(0).minus(Formula.real(1)).exp();
  }

  /** 1 + r of the third column. */
  private static Formula sum() {
    return ONE.plus(Formula.real(2));
  }

  @Override
  public ColumnVector probabilities(int classId) {
    try (ColumnVector given = planes().scores(classId)) {
      return exponential().over(sum()).of(given, greatest.get(), others.get());
    }
  }

  /** (y·r + |y − exp(z − m)|) / (1 + r). */
  @Override
  public ColumnVector errors(int classId, ColumnVector isClass) {
    Formula y = Formula.real(3);
    Formula rest = y.minus(exponential()).abs();
    Formula error = y.times(Formula.real(2)).plus(rest).over(sum());
    try (ColumnVector given = planes().scores(classId);
        ColumnVector errors = error.of(given, greatest.get(), others.get(), isClass)) {
      return errors.castTo(DType.FLOAT32);
    }
  }

  /** CE = m − z_t + log1p(r), and 1 − p_t = (r + (1 − exp(z_t − m))) / (1 + r). */
  @Override
  public TrueClass ofTruth() {
    Formula r = Formula.real(2);
    Formula crossEntropy = Formula.real(1).minus(Formula.real(0)).plus(r.log1p());
    Formula doubt = r.plus(ONE.minus(exponential())).over(sum());
    try (ColumnVector given = planes().scoresOfTruth()) {
      return TrueClass.over(crossEntropy, doubt, given, greatest.get(), others.get());
    }
  }

  private void closeSums() {
    greatest.close();
    others.close();
  }

  @Override
  public void close() {
    closeSums();
    super.close();
  }
}

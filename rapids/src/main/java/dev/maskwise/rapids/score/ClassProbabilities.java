package dev.maskwise.rapids.score;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.DType;
import dev.maskwise.kernel.score.Probabilities;
import dev.maskwise.rapids.column.Formula;
import dev.maskwise.rapids.column.Held;
import dev.maskwise.rapids.column.ImageRows;
import dev.maskwise.rapids.column.Scope;

/**
 * Probabilities as they are given, which the CPU asks to be from 0 to 1 and to add up to 1. Keeps
 * nothing on the device besides what {@link Planes} takes.
 */
final class ClassProbabilities extends ClassScores {

  ClassProbabilities(Planes planes, ImageRows images) {
    super(planes);
    if (!planes.none()) {
      check(images);
    }
  }

  /** Adds up in float32 and in order of classes, as the CPU does, lest one side refuses alone. */
  private void check(ImageRows images) {
    try (Held sum = new Held();
        Held good = new Held()) {
      for (int c = 0; c < planes().classes(); c++) {
        try (ColumnVector given = planes().scores(c)) {
          Formula unit = Formula.unit(0);
          good.become(c == 0 ? unit.of(given) : unit.and(Formula.flag(1)).of(given, good.get()));
          sum.become(c == 0 ? Scope.result(given) : sum.get().add(given, DType.FLOAT32));
        }
      }
      good.become(sumsToOne().and(Formula.flag(1)).of(sum.get(), good.get()));
      planes().require(good.get(), images);
    }
  }

  private Formula sumsToOne() {
    double tolerance = Probabilities.sumTolerance(planes().classes());
    Formula excess = Formula.real(0).minus(Formula.constant(1.0)).abs();
    return excess.atMost(Formula.constant(tolerance));
  }

  @Override
  public ColumnVector probabilities(int classId) {
    return planes().scores(classId);
  }

  @Override
  public ColumnVector errors(int classId, ColumnVector isClass) {
    Formula error = Formula.real(1).minus(Formula.real(0)).abs();
    try (ColumnVector given = planes().scores(classId);
        ColumnVector errors = error.of(given, isClass)) {
      return errors.castTo(DType.FLOAT32);
    }
  }

  @Override
  public TrueClass ofTruth() {
    try (ColumnVector given = planes().scoresOfTruth()) {
      return TrueClass.ofProbability(given);
    }
  }
}

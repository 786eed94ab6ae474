package dev.maskwise.training;

/** What the parameters of losses may be. */
final class Parameters {
  /** Keeps a denominator above 0 where neither truth nor prediction has foreground. */
  static final double EPSILON = 1e-6;

  private Parameters() {}

  static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "The %s of the loss is %s: it must be above 0 and finite.".formatted(name, value));
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "The %s of the loss is %s: it must be at least 0 and finite.".formatted(name, value));
    }
  }
}

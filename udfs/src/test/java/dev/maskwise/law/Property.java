package dev.maskwise.law;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Checks that something holds for many generated values. Each case has its own random numbers, made
 * from the seed and the index of the case alone, so the case that a failure names can be repeated
 * by itself with {@link #holds}.
 */
public final class Property {

  private static final int SHOWN = 600;

  private Property() {}

  /** Makes a value; all its choices come from the given random numbers. */
  @FunctionalInterface
  public interface Generator<T> {
    T next(SplittableRandom random);
  }

  /** Throws when the property does not hold. */
  @FunctionalInterface
  public interface Check<T> {
    void accept(T value) throws Exception;
  }

  /** Checks the cases 0 to {@code cases} − 1 of a seed and stops at the first that fails. */
  public static <T> void forAll(
      long seed, int cases, Generator<? extends T> generator, Check<? super T> check) {
    for (int index = 0; index < cases; index++) {
      holds(seed, index, generator, check);
    }
  }

  /**
   * Checks one case.
   *
   * @throws AssertionError naming the seed, the index and the value, if the check throws anything
   */
  public static <T> void holds(
      long seed, int index, Generator<? extends T> generator, Check<? super T> check) {
    // Mixed once more, so that the cases of neighbouring seeds are not shifted copies.
    long mixed = new SplittableRandom(seed).nextLong() + index;
    T value = generator.next(new SplittableRandom(new SplittableRandom(mixed).nextLong()));
    try {
      check.accept(value);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "Case %d of seed %d, value %s: %s".formatted(index, seed, show(value), e.getMessage()),
          e);
    }
  }

  private static <T> String show(T value) {
    String text = Arrays.deepToString(new Object[] {value});
    String inner = text.substring(1, text.length() - 1);
    return inner.length() <= SHOWN ? inner : inner.substring(0, SHOWN) + "…";
  }
}

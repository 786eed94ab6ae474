package dev.maskwise.codec.label;

import dev.maskwise.codec.NoLabelException;

/** Says of each value which label it means. */
abstract class LabelLookup {
  /** Stands for a value that is refused. */
  static final int REFUSED = -1;

  /** The label of a value, or {@link #REFUSED}. */
  abstract int label(boolean ofColour, int value);

  /** The labels of the numbers that one byte or two can hold. */
  abstract int[] labels(int bytesPerPixel);

  /** What is said of a value that is refused. */
  abstract NoLabelException refusal(boolean ofColour, int value, int x, int y);
}

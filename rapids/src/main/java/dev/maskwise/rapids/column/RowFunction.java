package dev.maskwise.rapids.column;

import org.jspecify.annotations.Nullable;

/** The form of a function for rows, on the CPU. */
@FunctionalInterface
interface RowFunction {
  /**
   * What the SQL function gives for one image, as a UDF returns it.
   *
   * @param arguments as the SQL function takes them, none null
   * @throws IllegalArgumentException what the SQL function says about an image that it refuses
   */
  @Nullable Object ofRow(Object... arguments);
}

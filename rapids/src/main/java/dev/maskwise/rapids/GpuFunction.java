package dev.maskwise.rapids;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPU version of a SQL function.
 *
 * @param name of the SQL function
 * @param columns how many of its arguments are columns; those after them are constants
 * @param body what makes the function for constants
 */
record GpuFunction(String name, int columns, Body body) {

  /** Makes the function object. */
  @FunctionalInterface
  interface Body {
    /**
     * The function for the values of its constant arguments, in order; null when it does not take
     * them.
     */
    @Nullable ImageFunction with(List<Object> constants);
  }
}

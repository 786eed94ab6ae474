package dev.maskwise.rapids;

import dev.maskwise.rapids.column.ColumnFunction;
import java.util.List;

/**
 * A SQL function with a GPU version.
 *
 * @param name of the SQL function
 * @param columns how many of its arguments are columns; those after them are constants
 * @param body what makes the version for constants
 */
record GpuFunction(String name, int columns, Body body) {

  /** The version for the values of the constant arguments. */
  ColumnFunction with(List<Object> constants) {
    return body.with(constants).named(name);
  }

  /** Makes the function object. */
  @FunctionalInterface
  interface Body {
    /** The version for the values of its constant arguments, in order, which it may refuse. */
    ColumnFunction with(List<Object> constants);
  }
}

package dev.maskwise.run.compare;

import dev.maskwise.run.NumberKey;
import org.jspecify.annotations.Nullable;

/** The changes of all slices, where a comparison does not list all. */
public interface EverySlice {
  /** How many slices there are. */
  int count();

  /** How a number of a slice changed; null where there is no such number. */
  @Nullable Change change(NumberKey key);
}

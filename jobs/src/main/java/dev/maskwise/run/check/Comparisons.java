package dev.maskwise.run.check;

import dev.maskwise.run.StoredRun;
import dev.maskwise.run.compare.Comparison;

/** Says what changed from a model to another. */
@FunctionalInterface
public interface Comparisons {
  /** What changed; asked once for each pair of models, and only if a rule needs it. */
  Comparison compare(StoredRun before, String modelBefore, StoredRun after, String modelAfter);
}

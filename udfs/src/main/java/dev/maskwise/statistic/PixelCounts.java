package dev.maskwise.statistic;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the pixels of an image come to for each of K classes: a {@link ConfusionMatrix} where a
 * pixel has one class, {@link ClassOverlaps} where it may have several.
 */
public interface PixelCounts extends Serializable {

  /** How many classes K. */
  int classes();

  /** One class against the rest. */
  OverlapCounts overlap(int classId);

  /** The valid pixels; of overlapping classes those of the class that has most. */
  long total();

  /**
   * The bytes of a statistic that are kept in the row of a class: of a matrix, which is one for all
   * classes, in the first; of overlapping classes the {@link OverlapCounts} of each.
   */
  byte @Nullable [] state(int classId);
}
